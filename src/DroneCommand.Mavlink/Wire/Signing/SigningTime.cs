namespace DroneCommand.Mavlink.Wire.Signing;

/// <summary>
/// The timestamps of signatures: 48 bits that count 10 µs since 1 January 2015 UTC
/// (https://mavlink.io/en/guide/message_signing.html#timestamp).
/// </summary>
public static class SigningTime
{
    /// <summary>The last one, in the year 2104.</summary>
    public const long Max = (1L << 48) - 1;

    public const long UnitsPerSecond = 100_000;

    private const long TicksPerUnit = TimeSpan.TicksPerSecond / UnitsPerSecond;

    private static readonly DateTimeOffset Epoch = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A clock that was never set (1970) counts as the beginning.</summary>
    public static long From(DateTimeOffset time) => Math.Clamp((time.UtcTicks - Epoch.UtcTicks) / TicksPerUnit, 0, Max);

    public static long Units(TimeSpan duration) => duration.Ticks / TicksPerUnit;

    /// <summary>What lies outside the 48 bits counts as their beginning or end.</summary>
    public static DateTimeOffset ToTime(long timestamp) => Epoch.AddTicks(Math.Clamp(timestamp, 0, Max) * TicksPerUnit);

    public static TimeSpan ToDuration(long units) => TimeSpan.FromTicks(units * TicksPerUnit);
}
