namespace DroneCommand.Missions.Response;

/// <summary>The words by which the parameters of responses are set.</summary>
internal static class ResponseWords
{
    public const string StandOff = "stand-off";
    public const string ViewFrom = "view-from";
    public const string Arrival = "arrival";
    public const string ByBearing = "bearing";
    public const string UpWind = "wind";
    public const string UpSun = "sun";
    public const string Bearing = "bearing";
    public const string Look = "look";
    public const string Hover = "hover";
    public const string OrbitWord = "orbit";
    public const string Dwell = "dwell";
    public const string Turns = "turns";
    public const string TargetHeight = "target-height";
    public const string Band = "band";
    public const string Duration = "duration";
}
