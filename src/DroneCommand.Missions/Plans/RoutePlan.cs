using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Survey;
using DroneCommand.Missions.Volumes;

namespace DroneCommand.Missions.Plans;

/// <summary>Ways for one or more vehicles on a bare shape, without a site around it; or why there are none.</summary>
public sealed record RoutePlan
{
    public required string TemplateId { get; init; }

    /// <summary>By vehicle, then by sortie; empty when there are problems.</summary>
    public required IReadOnlyList<VehicleRoute> Routes { get; init; }

    /// <summary>Empty when the plan may be flown.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>Of the whole way; 0 for what drives.</summary>
    public AltitudeAboveHome Altitude { get; init; }

    public double SpeedMps { get; init; }

    /// <summary>Percent of the area that is covered; null where nothing is to be.</summary>
    public double? CoveragePercent { get; init; }

    /// <summary>No plan for the same is shorter, metres; null where none is known.</summary>
    public double? LowerBoundMetres { get; init; }

    /// <summary>Every parameter of the first vehicle with the value it was planned with, choices included.</summary>
    public IReadOnlyDictionary<string, string> Chosen { get; init; } = new Dictionary<string, string>();

    /// <summary>The routes with ways to and from home, checked against the site: one per vehicle and sortie; none on a bare shape.</summary>
    public IReadOnlyList<Plan> Plans { get; init; } = [];

    /// <summary>The first place and time at which each two of the vehicles may meet: <see cref="PlanVolumes"/>.</summary>
    public IReadOnlyList<TeamConflict> Conflicts { get; init; } = [];

    /// <summary>What else is known of the plan, by the names that `--json` gives it: 'worstIdlenessS', 'pos'.</summary>
    public IReadOnlyDictionary<string, double> Figures { get; init; } = new Dictionary<string, double>();

    /// <summary>How many pictures show each square of a surveyed area; null elsewhere.</summary>
    public OverlapMap? Overlap { get; init; }

    /// <summary>The routes by node ids, where nodes were given; each is closed. Null elsewhere.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? NodeRoutes { get; init; }

    /// <summary>How far each is beyond its first node when the patrol begins, metres; negative before it.</summary>
    public IReadOnlyList<double> HeadStarts { get; init; } = [];

    /// <summary>The conflicts in sentences, with the vehicles' names within the plan.</summary>
    public IReadOnlyList<string> Warnings =>
        [.. Conflicts.Select(conflict => conflict.Told(NameOf(conflict.First), NameOf(conflict.Second)))];

    /// <summary>What was chosen and why, for people.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public double LengthMetres => Routes.Sum(route => route.LengthMetres);

    /// <summary>Of the vehicle that takes longest.</summary>
    public TimeSpan Duration => Longest(route => route.Duration);

    /// <summary>The same with arcs flown slowly.</summary>
    public TimeSpan DurationInArcs => Longest(route => route.DurationInArcs);

    public double EnergyWh => Routes.Sum(route => route.EnergyWh);

    /// <summary>The same such that 95 of 100 flights of each need no more.</summary>
    public double Energy95Wh => Routes.Sum(route => route.Energy95Wh);

    public int Turns => Routes.Sum(route => route.Turns);

    /// <summary>No plan, with the reasons.</summary>
    public static RoutePlan Refused(string templateId, params IReadOnlyList<Problem> problems) =>
        new()
        {
            TemplateId = templateId,
            Routes = [],
            Problems = problems,
        };

    private string NameOf(int index) => Routes.First(route => route.Index == index).Vehicle;

    private TimeSpan Longest(Func<VehicleRoute, TimeSpan> duration) =>
        Routes
            .GroupBy(route => route.Vehicle)
            .Select(sorties =>
                sorties.Aggregate(
                    TimeSpan.Zero,
                    (sum, route) => (route.Begins > sum ? route.Begins : sum) + duration(route)
                )
            )
            .DefaultIfEmpty()
            .Max();
}
