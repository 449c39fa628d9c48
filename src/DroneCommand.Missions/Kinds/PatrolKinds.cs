using DroneCommand.Missions.Patrols;
using static DroneCommand.Missions.Kinds.KnownParameter;

namespace DroneCommand.Missions.Kinds;

/// <summary>The kinds of patrols.</summary>
internal static class PatrolKinds
{
    public static IReadOnlyList<MissionKindDefinition> All { get; } =
    [
        Patrol(
            "perimeter-patrol",
            MissionKind.PerimeterPatrol,
            GroundNeed.Perimeter,
            PerimeterMission.Plan,
            Altitude,
            Speed,
            Metres(ParameterNames.Offset, 0, 200),
            Laps,
            Choice(ParameterNames.Direction, "clockwise", "anticlockwise", "either")
        ),
        Patrol(
            "checkpoint-round",
            MissionKind.CheckpointRound,
            GroundNeed.Checkpoints,
            CheckpointRound.Plan,
            Altitude,
            Speed,
            Laps
        ),
        Patrol(
            "checkpoint-patrol",
            MissionKind.CheckpointPatrol,
            GroundNeed.Checkpoints,
            CheckpointMission.Plan,
            Altitude,
            Speed
        ),
    ];

    private static MissionKindDefinition Patrol(
        string word,
        MissionKind kind,
        GroundNeed ground,
        Func<KindTask, Plans.RoutePlan> plan,
        params IReadOnlyList<KnownParameter> parameters
    ) => new(word, kind, MissionGroup.Patrol, ground, parameters, plan);
}
