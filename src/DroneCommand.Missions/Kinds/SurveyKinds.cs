using DroneCommand.Missions.Coverage;
using static DroneCommand.Missions.Kinds.KnownParameter;

namespace DroneCommand.Missions.Kinds;

/// <summary>The kinds of surveys and inspections.</summary>
internal static class SurveyKinds
{
    public static IReadOnlyList<MissionKindDefinition> All { get; } =
    [
        new(
            "area-coverage",
            MissionKind.AreaCoverage,
            MissionGroup.Survey,
            GroundNeed.Area,
            [Metres(ParameterNames.Swath, 0.5, 1000), Number(ParameterNames.Coverage, "%", 50, 99.9), Altitude, Speed],
            CoverageMission.Plan
        ),
    ];
}
