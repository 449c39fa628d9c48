namespace DroneCommand.Mavlink.Links;

/// <summary>
/// Reckons how much of what was written to a serial line still lies in the system's buffer. The system takes four
/// kilobytes at once, which is four seconds at 9,600 baud; what lies there can neither be dropped nor overtaken.
/// </summary>
internal sealed class LinePace(TimeProvider time, TimeSpan timePerByte)
{
    private static readonly TimeSpan MostHeld = TimeSpan.FromMilliseconds(50);

    private long _free = time.GetTimestamp();

    /// <summary>Bytes that may be written now, at least one.</summary>
    public int Room => (int)Math.Max(1, (MostHeld - Held) / timePerByte);

    private TimeSpan Held =>
        time.GetElapsedTime(time.GetTimestamp(), _free) is { Ticks: > 0 } held ? held : TimeSpan.Zero;

    /// <summary>Takes note of bytes that were written.</summary>
    public void Wrote(int bytes)
    {
        var from = Math.Max(_free, time.GetTimestamp());
        _free = from + (long)(bytes * timePerByte.TotalSeconds * time.TimestampFrequency);
    }

    /// <summary>Waits until there is room.</summary>
    public async ValueTask Wait(CancellationToken cancellation)
    {
        var ahead = Held - MostHeld;
        // Timers know whole milliseconds only.
        if (ahead > TimeSpan.Zero)
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(ahead.TotalMilliseconds)), time, cancellation);
    }
}
