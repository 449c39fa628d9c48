using DroneCommand.Missions.Search;
using static DroneCommand.Missions.Kinds.KnownParameter;

namespace DroneCommand.Missions.Kinds;

/// <summary>The kinds of searches.</summary>
internal static class SearchKinds
{
    private static readonly KnownParameter Spacing = Metres(ParameterNames.Spacing, 1, 20_000);

    private static readonly KnownParameter Sweep = Metres(ParameterNames.SweepWidth, 1, 20_000);

    private static readonly KnownParameter Radius = Metres(ParameterNames.Radius, 1, 100_000);

    private static readonly KnownParameter DetectionRadius = Metres(ParameterNames.DetectionRadius, 0, 10_000) with
    {
        Default = "0",
        Help =
            "The sensor sees everything within this distance on the ground. 0 takes the map's own, or what a camera of 45° sees from the altitude.",
    };

    private static readonly KnownParameter Heading = Number(ParameterNames.Heading, "°", 0, 360);

    public static IReadOnlyList<MissionKindDefinition> All { get; } =
    [
        Search("parallel-track", MissionKind.ParallelTrack, GroundNeed.Area, PatternMission.Plan, Spacing),
        Search(
            "creeping-line",
            MissionKind.CreepingLine,
            GroundNeed.Area,
            PatternMission.Plan,
            Spacing,
            Choice(ParameterNames.Begin, "near", "far")
        ),
        Search(
            "expanding-square",
            MissionKind.ExpandingSquare,
            GroundNeed.Place,
            PatternMission.Plan,
            Spacing,
            Radius,
            Heading
        ),
        Search(
            "sector-search",
            MissionKind.SectorSearch,
            GroundNeed.Place,
            PatternMission.Plan,
            Radius,
            Heading,
            Whole(ParameterNames.Passes, "passes", 1, 2)
        ),
        Search(
            "spiral-search",
            MissionKind.SpiralSearch,
            GroundNeed.Place,
            PatternMission.Plan,
            Spacing,
            Radius,
            Heading
        ),
        Search(
            "track-line",
            MissionKind.TrackLine,
            GroundNeed.Line,
            PatternMission.Plan,
            Spacing,
            Choice(ParameterNames.Way, "return", "non-return")
        ),
        new(
            "probability-search",
            MissionKind.ProbabilitySearch,
            MissionGroup.Search,
            GroundNeed.Map,
            [Metres(ParameterNames.Budget, 100, 2_000_000), DetectionRadius, Altitude, Speed],
            ProbabilityMission.Plan
        ),
    ];

    private static MissionKindDefinition Search(
        string word,
        MissionKind kind,
        GroundNeed ground,
        Func<KindTask, Plans.RoutePlan> plan,
        params IReadOnlyList<KnownParameter> parameters
    ) => new(word, kind, MissionGroup.Search, ground, [.. parameters, Sweep, Altitude, Speed], plan);
}
