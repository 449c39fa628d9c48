using DroneCommand.Missions.Reading;

namespace DroneCommand.Missions.Templates;

/// <summary>The values that templates are written in.</summary>
internal static class TemplateWords
{
    public static Shape<string> Line { get; } = new Text("a text of 1 to 400 characters in one line");

    public static Shape<double> Percent { get; } = new Measure("a share, such as 30 %,", 5, 90, ("%", 1));

    public static Shape<double> Wind { get; } = new Measure("a speed, such as 8 m/s,", 0, 30, ("m/s", 1));

    public static Shape<double> Radius { get; } = new Measure("a radius, such as 15 m,", 2, 500, ("m", 1));

    public static Shape<double> Margin { get; } = new Measure("a distance, such as 30 m,", 0, 500, ("m", 1));

    public static Shape<double> Spacing { get; } = new Measure("a distance, such as 20 m,", 1, 1_000, ("m", 1));

    public static Shape<double> Distance { get; } =
        new Measure("a distance, such as 800 m or 2 km,", 10, 50_000, ("m", 1), ("km", 1_000));

    public static Shape<double> Recharge { get; } =
        new Measure("a time, such as 45 min,", 0, 1_440, ("min", 1), ("h", 60));

    public static Shape<TimeSpan> Minutes { get; } =
        Time(new Measure("a time, such as 20 min,", 10, 86_400, ("s", 1), ("min", 60), ("h", 3_600)));

    public static Shape<TimeSpan> Dwell { get; } =
        Time(new Measure("a time, such as 10 s,", 1, 3_600, ("s", 1), ("min", 60)));

    public static Shape<double> Pitch { get; } =
        new Measure("degrees, such as -30 deg (-90 straight down),", -90, 30, ("deg", 1), ("°", 1));

    public static Shape<double> Yaw { get; } = new Measure("degrees, such as 90 deg,", -180, 180, ("deg", 1), ("°", 1));

    /// <summary>Where a camera looks, degrees above the horizon.</summary>
    public static Shape<double> Look { get; } =
        new Choice<double>(
            "a direction",
            ("up", CameraAngles.UpDeg),
            ("forward", CameraAngles.ForwardDeg),
            ("oblique", CameraAngles.ObliqueDeg),
            ("down", CameraAngles.DownDeg)
        );

    private static Made<double, TimeSpan> Time(Measure seconds) => new(seconds, TimeSpan.FromSeconds);
}

/// <summary>The directions that a template names, degrees above the horizon.</summary>
public static class CameraAngles
{
    /// <summary>Above the horizon, where a picture shows sky: as far as common mounts turn.</summary>
    public const double UpDeg = 20;
    public const double ForwardDeg = 0;
    public const double ObliqueDeg = -45;
    public const double DownDeg = -90;
}
