using DroneCommand.Cli.Traffic;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Decode;

/// <summary>Counts what is decoded instead of writing it.</summary>
internal sealed class StatsSink(FrameFilter filter) : IPartSink
{
    /// <summary>A step of more is no time that passed: the clock was set, or a record is damaged.</summary>
    private const ulong LongestStep = 3_600_000_000;

    private ulong _last;
    private ulong _microseconds;

    public TrafficStats Stats { get; } = new();

    /// <summary>How long a recording lasted; null where there are no times.</summary>
    public double? Seconds => _microseconds > 0 ? _microseconds / 1e6 : null;

    public void Delivered(in StreamPart part)
    {
        TakeTime(part.RecordedAt);
        if (!filter.PassesSender(part.Frame))
            return;
        Stats.Count(part.Frame, shown: filter.Passes(part.Frame));
    }

    private void TakeTime(ulong at)
    {
        if (at > _last && at - _last <= LongestStep)
            _microseconds += at - _last;
        _last = at;
    }

    public void Rejected(string reason, long offset, long length) => Stats.CountRejected(reason, length);

    public void EndStream() { }
}
