using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Templates;

/// <summary>The kinds of searches and patrols that are planned on a bare shape, with the parameters that each reads.</summary>
internal static class ShapeKinds
{
    private static readonly VehicleFamily[] Flying = [VehicleFamily.Copter, VehicleFamily.Plane];

    private static readonly VehicleFamily[] All = [VehicleFamily.Copter, VehicleFamily.Rover, VehicleFamily.Plane];

    private static readonly KnownParameter Spacing = Metres(ParameterNames.Spacing, 1, 20_000);

    private static readonly KnownParameter Sweep = Metres(ParameterNames.SweepWidth, 1, 20_000);

    private static readonly KnownParameter Radius = Metres(ParameterNames.Radius, 1, 100_000);

    private static readonly KnownParameter Heading = new(
        ParameterNames.Heading,
        ParameterType.Number,
        "°",
        0,
        360,
        Flying
    );

    public static IEnumerable<(string Name, MissionKind Kind, IReadOnlyList<KnownParameter> Parameters)> Of(
        KnownParameter altitude,
        KnownParameter speed
    )
    {
        KnownParameter[] flight = [Sweep, altitude, speed];
        yield return ("checkpoint-patrol", MissionKind.CheckpointPatrol, [altitude, speed]);
        yield return (
            "probability-search",
            MissionKind.ProbabilitySearch,
            [Metres(ParameterNames.Budget, 100, 2_000_000), altitude, speed]
        );
        yield return ("parallel-track", MissionKind.ParallelTrack, [Spacing, .. flight]);
        yield return (
            "creeping-line",
            MissionKind.CreepingLine,
            [Spacing, Choice(ParameterNames.Begin, ["near", "far"]), .. flight]
        );
        yield return ("expanding-square", MissionKind.ExpandingSquare, [Spacing, Radius, Heading, .. flight]);
        yield return (
            "sector-search",
            MissionKind.SectorSearch,
            [Radius, Heading, new(ParameterNames.Passes, ParameterType.Whole, "passes", 1, 2, Flying), .. flight]
        );
        yield return ("spiral-search", MissionKind.SpiralSearch, [Spacing, Radius, Heading, .. flight]);
        yield return (
            "track-line",
            MissionKind.TrackLine,
            [Spacing, Choice(ParameterNames.Way, ["return", "non-return"]), .. flight]
        );
    }

    private static KnownParameter Metres(string name, double min, double max) =>
        new(name, ParameterType.Number, "m", min, max, All);

    private static KnownParameter Choice(string name, IReadOnlyList<string> choices) =>
        new(name, ParameterType.Choice, "", 0, 0, All) { Choices = choices };
}
