using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Templates;

/// <summary>What sort of route a template asks for.</summary>
public enum MissionKind
{
    /// <summary>Laps along a closed perimeter line.</summary>
    PerimeterPatrol,

    /// <summary>From checkpoint to checkpoint in the site file's order.</summary>
    CheckpointRound,

    /// <summary>Over every place of an area, with a sensor that sees a disc.</summary>
    AreaCoverage,

    /// <summary>Rounds of checkpoints or of a graph's nodes that leave none alone for long.</summary>
    CheckpointPatrol,

    /// <summary>Over a probability map, where most is to be seen for the way.</summary>
    ProbabilitySearch,

    /// <summary>IAMSAR's parallel track search over an area.</summary>
    ParallelTrack,

    /// <summary>IAMSAR's creeping line search over an area.</summary>
    CreepingLine,

    /// <summary>IAMSAR's expanding square search about a datum.</summary>
    ExpandingSquare,

    /// <summary>IAMSAR's sector search about a datum.</summary>
    SectorSearch,

    /// <summary>A spiral about a datum.</summary>
    SpiralSearch,

    /// <summary>IAMSAR's track line search.</summary>
    TrackLine,
}

/// <summary>A parameter as a kind of mission understands it: a template may narrow it, never widen it.</summary>
internal sealed record KnownParameter(
    string Name,
    ParameterType Type,
    string Unit,
    double Min,
    double Max,
    IReadOnlyList<VehicleFamily> Vehicles
)
{
    public IReadOnlyList<string> Choices { get; init; } = [];
    public string FeatureKind { get; init; } = "";
}

/// <summary>The kinds of missions by their words, with the parameters that each reads.</summary>
internal static class MissionKinds
{
    private static readonly VehicleFamily[] All = [VehicleFamily.Copter, VehicleFamily.Rover, VehicleFamily.Plane];

    private static readonly KnownParameter Altitude = new(
        ParameterNames.Altitude,
        ParameterType.Number,
        "m above home",
        2,
        500,
        [VehicleFamily.Copter, VehicleFamily.Plane]
    );

    private static readonly KnownParameter Speed = new(ParameterNames.Speed, ParameterType.Number, "m/s", 0.2, 30, All);

    private static readonly KnownParameter Laps = new(ParameterNames.Laps, ParameterType.Whole, "laps", 1, 50, All);

    private static readonly Dictionary<string, (MissionKind Kind, IReadOnlyList<KnownParameter> Parameters)> Kinds =
        WithShapes(
            new(StringComparer.Ordinal)
            {
                ["perimeter-patrol"] = (
                    MissionKind.PerimeterPatrol,
                    [
                        new(ParameterNames.Perimeter, ParameterType.Feature, "", 0, 0, All)
                        {
                            FeatureKind = "perimeter",
                        },
                        Altitude,
                        Speed,
                        new(ParameterNames.Offset, ParameterType.Number, "m", 0, 200, All),
                        Laps,
                        new(ParameterNames.Direction, ParameterType.Choice, "", 0, 0, All)
                        {
                            Choices = ["clockwise", "anticlockwise", "either"],
                        },
                    ]
                ),
                ["checkpoint-round"] = (MissionKind.CheckpointRound, [Altitude, Speed, Laps]),
                ["area-coverage"] = (
                    MissionKind.AreaCoverage,
                    [
                        new(ParameterNames.Swath, ParameterType.Number, "m", 0.5, 1000, All),
                        new(ParameterNames.Coverage, ParameterType.Number, "%", 50, 99.9, All),
                        Altitude,
                        Speed,
                    ]
                ),
            }
        );

    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Keys];

    public static MissionKind? Parse(string word) => Kinds.TryGetValue(word, out var kind) ? kind.Kind : null;

    public static string NameOf(MissionKind kind) => Kinds.First(entry => entry.Value.Kind == kind).Key;

    public static IReadOnlyList<KnownParameter> ParametersOf(MissionKind kind) => Kinds[NameOf(kind)].Parameters;

    private static Dictionary<string, (MissionKind Kind, IReadOnlyList<KnownParameter> Parameters)> WithShapes(
        Dictionary<string, (MissionKind Kind, IReadOnlyList<KnownParameter> Parameters)> kinds
    )
    {
        foreach (var (name, kind, parameters) in ShapeKinds.Of(Altitude, Speed))
        {
            kinds.Add(name, (kind, parameters));
        }

        return kinds;
    }
}

/// <summary>The words by which parameters are set.</summary>
public static class ParameterNames
{
    public const string Perimeter = "perimeter";
    public const string Altitude = "altitude";
    public const string Speed = "speed";
    public const string Offset = "offset";
    public const string Laps = "laps";
    public const string Direction = "direction";
    public const string Swath = "swath";
    public const string Coverage = "coverage";
    public const string Budget = "budget";
    public const string Spacing = "spacing";
    public const string SweepWidth = "sweep-width";
    public const string Radius = "radius";
    public const string Heading = "heading";
    public const string Passes = "passes";
    public const string Begin = "begin";
    public const string Way = "way";

    /// <summary>The value with which a feature parameter leaves the choice to the planner.</summary>
    public const string Auto = "auto";
}
