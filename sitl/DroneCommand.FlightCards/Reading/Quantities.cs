using DroneCommand.Missions.Reading;

namespace DroneCommand.FlightCards.Reading;

/// <summary>The quantities that cards are written in.</summary>
internal static class Quantities
{
    public static Shape<double> Metres { get; } = new Quantity("metres, such as 20 m,", 0, 10_000, ("m", 1));

    /// <summary>May be negative: metres north or east, or up.</summary>
    public static Shape<double> Offset { get; } = new Quantity("metres, such as -30 m,", -10_000, 10_000, ("m", 1));

    public static Shape<double> Speed { get; } = new Quantity("a speed, such as 6 m/s,", 0, 100, ("m/s", 1));

    public static Shape<double> Percent { get; } = new Quantity("percent, such as 40 %,", 0, 100, ("%", 1));

    public static Shape<double> Degrees { get; } =
        new Quantity("degrees, such as 270 deg,", 0, 360, ("deg", 1), ("°", 1));

    public static Shape<TimeSpan> Time { get; } =
        new Made<double, TimeSpan>(
            new Quantity("a time, such as 30 s or 2 min,", 0, 7200, ("s", 1), ("min", 60)),
            TimeSpan.FromSeconds
        );

    public static Shape<int> Item { get; } = new Made<double, int>(new Plain(0, 700, whole: true), n => (int)n);

    public static Shape<int> Count { get; } = new Made<double, int>(new Plain(0, 10_000, whole: true), n => (int)n);
}
