using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;
using static DroneCommand.Missions.Kinds.KnownParameter;

namespace DroneCommand.Missions.Kinds;

/// <summary>The words of parameters that only patrols have.</summary>
public static class PatrolWords
{
    public const string Side = "side";
    public const string Band = "band";
    public const string Dwell = "dwell";
    public const string Reach = "reach";
    public const string Gates = "gates";
    public const string Camera = "camera";
    public const string Failsafe = "failsafe";
    public const string Order = "order";
    public const string Turns = "turns";
    public const string TargetHeight = "target-height";
    public const string Pitch = "pitch";
    public const string Step = "step";
    public const string Intrusion = "intrusion";
    public const string Minutes = "minutes";
}

/// <summary>Parameters of patrols. All have a default, so that templates from before them are read as they were.</summary>
internal static class PatrolParameters
{
    /// <summary>Which side of a perimeter.</summary>
    public static KnownParameter PerimeterSide { get; } =
        Choice(PatrolWords.Side, "inside", "outside") with
        {
            Default = "inside",
            Help = "On which side of the line the offset is kept.",
        };

    /// <summary>Which side of a corridor.</summary>
    public static KnownParameter CorridorSide { get; } =
        Choice(PatrolWords.Side, "middle", "left", "right", "both") with
        {
            Default = "middle",
            Help =
                "Where the way lies, seen in the line's direction; 'both' goes there on its right and back on its left.",
        };

    public static KnownParameter Band { get; } =
        new(PatrolWords.Band, ParameterType.Number, "m", 0, 30, Flying)
        {
            Default = "3",
            Help = "Several vehicles fly so much above each other, as far as the site's limit allows; 0 at one height.",
        };

    public static KnownParameter Dwell { get; } =
        Number(PatrolWords.Dwell, "s", 0, 600) with
        {
            Default = "0",
            Help = "How long to stay and look at each checkpoint; 0 passes it.",
        };

    public static KnownParameter Reach { get; } =
        Metres(PatrolWords.Reach, 0, 200) with
        {
            Default = "20",
            Help = "What lies no farther beside the way is looked at from it.",
        };

    public static KnownParameter Gates { get; } =
        Choice(PatrolWords.Gates, "look", "pass") with
        {
            Default = "look",
            Help = "Whether to stay and look at the site's gates as well; 'dwell' says how long.",
        };

    public static KnownParameter Camera { get; } =
        Choice(PatrolWords.Camera, "photo", "video", "none") with
        {
            Default = "photo",
            Help = "What is recorded at each place that is looked at.",
        };

    public static KnownParameter Failsafe { get; } =
        Choice(PatrolWords.Failsafe, "return", "hold") with
        {
            Vehicles = [VehicleFamily.Rover],
            Default = "return",
            Help =
                "What the rovers' own failsafes do. With 'return' they keep to roads from which the straight way home is clear; with 'hold' they use all roads, and must be set to hold.",
        };

    public static KnownParameter RepeatedLaps { get; } = Laps with { Default = "1", Help = "How many times." };

    public static KnownParameter Order { get; } =
        Choice(PatrolWords.Order, "given", "shortest", "random") with
        {
            Default = "given",
            Help =
                "The site file's order, the one with the shortest way, or one that is drawn for each run, so that nobody can tell beforehand.",
        };

    public static KnownParameter RoundDirection { get; } =
        Choice(ParameterNames.Direction, "clockwise", "anticlockwise");

    public static KnownParameter PerimeterDirection { get; } =
        Choice(ParameterNames.Direction, "clockwise", "anticlockwise", "either", "both");

    public static KnownParameter Turns { get; } = Whole(PatrolWords.Turns, "turns", 1, 15);

    public static KnownParameter TargetHeight { get; } =
        new(PatrolWords.TargetHeight, ParameterType.Number, "m above home", 0, 500, Flying)
        {
            Default = "0",
            Help = "How high the camera aims.",
        };

    public static KnownParameter Pitch { get; } =
        Number(PatrolWords.Pitch, "°", -90, 30) with
        {
            Default = "-30",
            Help = "How far above the horizon the camera looks ahead; -90 is straight down.",
        };

    public static KnownParameter Step { get; } = Number(PatrolWords.Step, "s", 2, 600);

    public static KnownParameter Intrusion { get; } = Number(PatrolWords.Intrusion, "s", 2, 7200);

    public static KnownParameter Minutes { get; } = Number(PatrolWords.Minutes, "min", 1, 240);
}
