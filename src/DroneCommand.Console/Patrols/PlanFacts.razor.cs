using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Missions.Cameras;
using DroneCommand.Missions.Plans;
using Microsoft.AspNetCore.Components;

namespace DroneCommand.Console.Patrols;

/// <summary>A plan in numbers, for all vehicles and for each, and what is wrong with it.</summary>
public sealed partial class PlanFacts
{
    [Parameter, EditorRequired]
    public TeamPlan Plan { get; set; } = null!;

    /// <summary>The vehicles that it was planned for, in the team's order.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<VehicleView> Team { get; set; } = [];

    private IReadOnlyList<string> Names => [.. Team.Select(view => view.Name)];

    private IReadOnlyList<Plan> Flights =>
        [.. Plan.Sorties.SelectMany(sorties => sorties).Where(each => each.Legs.Count > 0)];

    private bool InSorties => Plan.Sorties.Any(sorties => sorties.Count > 1);

    /// <summary>Of the vehicle that takes longest, without the time in which its battery is changed.</summary>
    private TimeSpan Duration =>
        Plan.Sorties.Max(sorties => sorties.Aggregate(TimeSpan.Zero, (sum, each) => sum + each.Duration));

    private (string Number, string Unit) Length
    {
        get
        {
            var parts = Show.Length(Flights.Sum(each => each.LengthMetres)).Split(' ');
            return (parts[0], parts[1]);
        }
    }

    private IReadOnlyList<(string Name, string Value)> Figures
    {
        get
        {
            var figures = Plan.Whole.Figures.Select(each =>
                (FigureWords.Name(each.Key), FigureWords.Value(each.Key, each.Value))
            );
            return Plan.Whole.CoveragePercent is { } covered
                ? [("Covered", $"{Show.Number(covered, "0.0")} %"), .. figures]
                : [.. figures];
        }
    }

    /// <summary>Each vehicle's way is clear by itself: that they may meet is said beside it, not hidden among the notes.</summary>
    private IReadOnlyList<string> Warnings =>
        [.. Plan.Whole.Conflicts.Select(each => each.Told(Names[each.First], Names[each.Second]))];

    /// <summary>Whose privacy is kept in the video, and when: one line per flight.</summary>
    private IReadOnlyList<string> Masked =>
        [
            .. Flights
                .Select(flight => (Of: NameOf(flight), Told: ZoneMask.Told(flight.Masks)))
                .Where(each => each.Told is not null)
                .Select(each => each.Of.Length > 0 ? $"{each.Of}: {each.Told}" : each.Told!),
        ];

    /// <summary>Which of several flights; empty for one alone.</summary>
    private string NameOf(Plan flight) =>
        Flights.Count == 1 ? ""
        : InSorties ? $"{Names[flight.TeamIndex]}, sortie {flight.Sortie}"
        : Names[flight.TeamIndex];

    private string Battery
    {
        get
        {
            var reserve = Show.Number(Flights.Max(each => each.ReservePercent), "0");
            if (Team is [{ BatteryPercent: { } has }])
            {
                return $" The vehicle has {Show.Number(has, "0")} % now and keeps {reserve} % in reserve.";
            }

            var low = Team.Zip(Plan.Sorties)
                .Where(each =>
                    each.First.BatteryPercent is { } charge
                    && each.Second is [var first, ..]
                    && charge < first.EnergyPercent + first.ReservePercent
                )
                .Select(each => $"{each.First.Name} has only {Show.Number(each.First.BatteryPercent, "0")} % now")
                .ToList();
            return low.Count > 0 ? $" {string.Join("; ", low)}." : $" {reserve} % stay in reserve.";
        }
    }
}
