namespace DroneCommand.Missions.Survey;

/// <summary>The words by which the parameters of surveys and scans are set.</summary>
internal static class SurveyWords
{
    public const string Camera = "camera";
    public const string Custom = "custom";
    public const string SensorWidth = "sensor-width";
    public const string SensorHeight = "sensor-height";
    public const string FocalLength = "focal-length";
    public const string ImageWidth = "image-width";
    public const string ImageHeight = "image-height";
    public const string Interval = "trigger-interval";
    public const string Orientation = "orientation";
    public const string Portrait = "portrait";
    public const string Landscape = "landscape";
    public const string Pitch = "pitch";
    public const string Gsd = "gsd";
    public const string Frontlap = "frontlap";
    public const string Sidelap = "sidelap";
    public const string Shutter = "shutter";
    public const string Blur = "blur";
    public const string Views = "views";
    public const string Lanes = "lanes";
    public const string ByHeading = "heading";
    public const string Pattern = "pattern";
    public const string SinglePass = "single";
    public const string CrossHatch = "cross-hatch";
    public const string Overshoot = "overshoot";
    public const string WindSpeed = "wind-speed";
    public const string WindFrom = "wind-from";
    public const string Width = "width";
    public const string StandOff = "stand-off";
    public const string Height = "height";
    public const string LowestHeight = "lowest";
    public const string Angle = "angle";
    public const string Start = "start";
    public const string Low = "low";
    public const string High = "high";
    public const string Aim = "aim";
    public const string AimAtCentre = "centre";
    public const string AimAtFace = "face";
    public const string Side = "side";
    public const string Rows = "rows";
    public const string Horizontal = "horizontal";
    public const string Vertical = "vertical";
}
