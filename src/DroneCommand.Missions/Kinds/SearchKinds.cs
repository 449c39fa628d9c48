using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Search;
using static DroneCommand.Missions.Kinds.KnownParameter;

namespace DroneCommand.Missions.Kinds;

/// <summary>The kinds of searches.</summary>
internal static class SearchKinds
{
    private static readonly KnownParameter Spacing = Metres(ParameterNames.Spacing, 1, 20_000);

    private static readonly KnownParameter Sweep = Metres(ParameterNames.SweepWidth, 1, 20_000);

    private static readonly KnownParameter Radius = Metres(ParameterNames.Radius, 1, 100_000);

    private static readonly KnownParameter Heading = Number(ParameterNames.Heading, "°", 0, 360);

    private static readonly KnownParameter Budget = Metres(ParameterNames.Budget, 100, 2_000_000);

    private static readonly KnownParameter Range = Metres(SearchWords.Range, 1, 5_000);

    private static readonly KnownParameter Fit = Choice(SearchWords.Fit, "rectangle", "area") with
    {
        Default = "rectangle",
        Help =
            "Over the smallest rectangle about the area, or only those parts of legs that lie within it; on a site always these.",
    };

    public static IReadOnlyList<MissionKindDefinition> All { get; } =
    [
        Pattern("parallel-track", MissionKind.ParallelTrack, GroundNeed.Area, Spacing, Fit),
        Pattern(
            "creeping-line",
            MissionKind.CreepingLine,
            GroundNeed.Area,
            Spacing,
            Choice(ParameterNames.Begin, "near", "far"),
            Fit
        ),
        Pattern("expanding-square", MissionKind.ExpandingSquare, GroundNeed.Place, Spacing, Radius, Heading),
        Pattern(
            "sector-search",
            MissionKind.SectorSearch,
            GroundNeed.Place,
            Radius,
            Heading,
            Whole(ParameterNames.Passes, "passes", 1, 2)
        ),
        Search("contour-search", MissionKind.ContourSearch, GroundNeed.Area, ContourMission.Plan, [Spacing, Levels()]),
        Pattern(
            "track-line",
            MissionKind.TrackLine,
            GroundNeed.Line,
            Spacing,
            Choice(ParameterNames.Way, "return", "non-return")
        ),
        Pattern("spiral-search", MissionKind.SpiralSearch, GroundNeed.Place, Spacing, Radius, Heading),
        new(
            "probability-search",
            MissionKind.ProbabilitySearch,
            MissionGroup.Search,
            GroundNeed.Map,
            [
                Budget,
                Range with
                {
                    Default = "20",
                    Help = "The sensor's detection radius where no map says it: on a site, and of GeoTIFF and GeoJSON.",
                },
                Altitude,
                Speed,
            ],
            ProbabilityMission.Plan
        ),
        new(
            "last-known-point",
            MissionKind.LastKnownPoint,
            MissionGroup.Search,
            GroundNeed.Place,
            [Choice(SearchWords.Terrain, "flat", "mountain"), .. LostPersonParameters(), Altitude, Speed],
            LastKnownPointMission.Plan
        ),
        Search(
            "segment-search",
            MissionKind.SegmentSearch,
            GroundNeed.Areas,
            SegmentMission.Plan,
            [Budget, Choice(SearchWords.Conditions, "poor", "ideal")]
        ),
        Search("drift-search", MissionKind.DriftSearch, GroundNeed.Place, DriftMission.Plan, DriftParameters()),
    ];

    private static KnownParameter Levels() => Metres(SearchWords.Levels, 1, 1_000);

    private static KnownParameter[] LostPersonParameters() =>
        [
            Choice(SearchWords.Climate, "temperate", "dry"),
            Ring(SearchWords.Ring25),
            Ring(SearchWords.Ring50),
            Ring(SearchWords.Ring75),
            Ring(SearchWords.Ring95),
            Radius,
            Range,
            Budget,
        ];

    private static KnownParameter Ring(string name) =>
        Metres(name, 0, 200_000) with
        {
            Default = "0",
            Help =
                $"Distance within which {name[^2..]} % of such persons are found; 0 in all four takes the table's for hikers.",
        };

    private static KnownParameter[] DriftParameters() =>
        [
            Number(SearchWords.Elapsed, "min", 0, 10_000),
            Number(SearchWords.CurrentTowards, "°", 0, 360),
            Number(SearchWords.CurrentSpeed, "m/s", 0, 10),
            Number(SearchWords.WindFrom, "°", 0, 360),
            Number(SearchWords.WindSpeed, "m/s", 0, 50),
            Number(SearchWords.Leeway, "% of the wind's speed", 0, 20),
            Number(SearchWords.Divergence, "°", 0, 90),
            Metres(SearchWords.PositionError, 0, 50_000),
            Metres(SearchWords.NavigationError, 0, 50_000),
            Number(SearchWords.DriftError, "% of the drift", 0, 100),
            Whole(SearchWords.Search, "searches", 1, 99),
            Spacing,
            Choice(SearchWords.Pattern, ParameterNames.Auto, "sector", "expanding-square", "parallel-track"),
            Choice(SearchWords.FollowDrift, "no", "yes"),
        ];

    private static MissionKindDefinition Pattern(
        string word,
        MissionKind kind,
        GroundNeed ground,
        params IReadOnlyList<KnownParameter> parameters
    ) => Search(word, kind, ground, PatternMission.Plan, parameters);

    private static MissionKindDefinition Search(
        string word,
        MissionKind kind,
        GroundNeed ground,
        Func<KindTask, RouteTeam, RoutePlan> plan,
        IReadOnlyList<KnownParameter> parameters
    ) => new(word, kind, MissionGroup.Search, ground, [.. parameters, Sweep, Altitude, Speed], plan);
}
