using System.Globalization;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Sorties;

/// <summary>Whether a plan fits into a battery, and what would make it fit.</summary>
internal static class EnergyBudget
{
    public static IEnumerable<Problem> Problems(Plan plan)
    {
        var available = plan.AvailableWh;
        if (plan.Energy95Wh <= available)
        {
            yield break;
        }

        var remedy = Remedy(plan, available);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"The way needs up to {Math.Ceiling(plan.Energy95Wh):0} Wh in 95 of 100 flights; a {plan.Vehicle.Name} has {available:0} Wh above its reserve of {plan.ReservePercent:0} %. {remedy}"
        );
        yield return new Problem(ProblemCode.NotEnoughEnergy, text) { Remedy = remedy };
    }

    private static string Remedy(Plan plan, double available)
    {
        var laps = plan.Parameters.TryGetValue(ParameterNames.Laps, out var text)
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : 1;
        var share = plan.Energy95Wh / Math.Max(plan.EnergyWh, 1e-9);
        var perLap = plan.Legs.Where(leg => leg.Kind == LegKind.Route).Sum(leg => leg.EnergyWh) * share / laps;
        var possible = perLap > 0 ? (int)Math.Floor((available - (plan.Energy95Wh - perLap * laps)) / perLap) : 0;
        var battery = plan.Energy95Wh / (1 - plan.ReservePercent / 100);
        return possible >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"It has enough for {possible} of {laps} laps.")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"A battery of {Math.Ceiling(battery):0} Wh would do, or a shorter way."
            );
    }
}
