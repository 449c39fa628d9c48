using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Kinds;

/// <summary>A kind of mission: its word in templates, what it is planned on, its parameters and its planner.</summary>
/// <param name="Word">As templates write it.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Group">What it is for.</param>
/// <param name="Ground">What it is planned on.</param>
/// <param name="Parameters">What a template sets.</param>
/// <param name="Planner">
/// Makes the routes of a team; pure. It knows nothing of docks, ways to and from the route, or fences:
/// <see cref="SiteMission"/> adds those.
/// </param>
internal sealed record MissionKindDefinition(
    string Word,
    MissionKind Kind,
    MissionGroup Group,
    GroundNeed Ground,
    IReadOnlyList<KnownParameter> Parameters,
    Func<KindTask, RouteTeam, RoutePlan> Planner
)
{
    /// <summary>Values that a bare shape takes in place of the template's defaults.</summary>
    public IReadOnlyDictionary<string, string> OnBareShapes { get; init; } = new Dictionary<string, string>();

    /// <summary>The routes of the task's team, or why there are none.</summary>
    public RoutePlan Plan(KindTask task)
    {
        var bare = task.Site is null ? OnBareShapes.Where(value => !task.Values.ContainsKey(value.Key)) : [];
        var (team, problems) = RouteTeam.Of(task with { Values = task.Values.Concat(bare).ToDictionary() });
        return team is null ? task.Refused(problems) : Planner(task, team);
    }

    /// <summary>The parameters with the one that names the ground on a site, and what altitudes are counted from.</summary>
    public IReadOnlyList<KnownParameter> AllParameters { get; } =
    [
        .. Grounds.ParameterOf(Ground) is { } ground && Parameters.All(known => known.Name != ground.Name)
            ? [ground, .. Parameters]
            : Parameters,
        .. Parameters.Any(known => known.Name == ParameterNames.Altitude)
            ? (IEnumerable<KnownParameter>)[KnownParameter.AltitudeAbove]
            : [],
    ];
}
