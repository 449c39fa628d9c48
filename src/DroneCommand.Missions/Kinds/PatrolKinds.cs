using DroneCommand.Missions.Patrols;
using static DroneCommand.Missions.Kinds.KnownParameter;
using static DroneCommand.Missions.Kinds.PatrolParameters;

namespace DroneCommand.Missions.Kinds;

/// <summary>The kinds of patrols.</summary>
internal static class PatrolKinds
{
    private static readonly KnownParameter[] Stops = [Dwell, Reach, Gates, Camera];

    /// <summary>A line that is drawn for itself is followed where it was drawn, unless an offset is asked for.</summary>
    private static readonly Dictionary<string, string> OnTheLine = new() { [ParameterNames.Offset] = "0" };

    /// <summary>Bare points are passed, as bare lines are, unless a stay is asked for: nothing is known to be looked at.</summary>
    private static readonly Dictionary<string, string> WithoutStops = new() { [PatrolWords.Dwell] = "0" };

    public static IReadOnlyList<MissionKindDefinition> All { get; } =
    [
        Patrol(
            "perimeter-patrol",
            MissionKind.PerimeterPatrol,
            GroundNeed.Perimeter,
            PerimeterMission.Plan,
            [
                Altitude,
                Speed,
                Metres(ParameterNames.Offset, 0, 200),
                Laps,
                PerimeterDirection,
                PerimeterSide,
                Band,
                .. Stops,
                Follow,
                Failsafe,
            ]
        ) with
        {
            OnBareShapes = OnTheLine,
        },
        Patrol(
            "checkpoint-round",
            MissionKind.CheckpointRound,
            GroundNeed.Checkpoints,
            CheckpointRound.Plan,
            [Altitude, Speed, Laps, Order, Band, Dwell, Camera]
        ) with
        {
            OnBareShapes = WithoutStops,
        },
        Patrol(
            "checkpoint-patrol",
            MissionKind.CheckpointPatrol,
            GroundNeed.Checkpoints,
            CheckpointMission.Plan,
            [Altitude, Speed, Band, Dwell, Camera]
        ) with
        {
            OnBareShapes = WithoutStops,
        },
        Patrol(
            "unpredictable-patrol",
            MissionKind.UnpredictablePatrol,
            GroundNeed.Perimeter,
            UnpredictableMission.Plan,
            [
                Altitude,
                Speed,
                Metres(ParameterNames.Offset, 0, 200),
                PerimeterDirection with
                {
                    Default = "clockwise",
                    Help = "The way that counts as forward.",
                },
                PerimeterSide,
                Step,
                Intrusion,
                Minutes,
                Band,
            ]
        ) with
        {
            OnBareShapes = OnTheLine,
        },
        Patrol(
            "corridor-patrol",
            MissionKind.CorridorPatrol,
            GroundNeed.Line,
            CorridorMission.Plan,
            [Altitude, Speed, Metres(ParameterNames.Offset, 0, 200), CorridorSide, RepeatedLaps, Band, .. Stops]
        ),
        Patrol(
            "area-sweep",
            MissionKind.AreaSweep,
            GroundNeed.Area,
            SweepMission.Plan,
            [Altitude, Speed, Metres(ParameterNames.Spacing, 1, 1_000), RepeatedLaps, Pitch, Band]
        ),
        Patrol(
            "orbit",
            MissionKind.OrbitPatrol,
            GroundNeed.Place,
            OrbitMission.Plan,
            [
                Altitude,
                Speed,
                Metres(ParameterNames.Radius, 2, 2_000),
                Turns,
                RoundDirection,
                TargetHeight,
                Camera,
                Band,
            ]
        ),
        Patrol(
            "several-perimeters",
            MissionKind.SeveralPerimeters,
            GroundNeed.Perimeters,
            SeveralPerimetersMission.Plan,
            [Altitude, Speed, Metres(ParameterNames.Offset, 0, 200), PerimeterSide, RepeatedLaps, Band, .. Stops]
        ) with
        {
            OnBareShapes = OnTheLine,
        },
        Patrol(
            "ground-and-air",
            MissionKind.GroundAndAirPatrol,
            GroundNeed.Checkpoints,
            GroundAndAirMission.Plan,
            [Altitude, Speed, RepeatedLaps, Dwell, Reach, Camera, Failsafe, Band]
        ),
    ];

    private static MissionKindDefinition Patrol(
        string word,
        MissionKind kind,
        GroundNeed ground,
        Func<KindTask, Plans.RouteTeam, Plans.RoutePlan> plan,
        IReadOnlyList<KnownParameter> parameters
    ) => new(word, kind, MissionGroup.Patrol, ground, parameters, plan);
}
