namespace DroneCommand.Missions.Kinds;

/// <summary>The words by which parameters are set.</summary>
public static class ParameterNames
{
    public const string Perimeter = "perimeter";
    public const string Area = "area";
    public const string Line = "line";
    public const string Place = "place";
    public const string Structure = "structure";
    public const string Altitude = "altitude";
    public const string AltitudeAbove = "altitude-above";
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
