using DroneCommand.Cli.Traffic;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Decode;

/// <summary>Counts what is decoded instead of writing it.</summary>
internal sealed class StatsSink(FrameFilter filter) : IPartSink
{
    private ulong _first = ulong.MaxValue;
    private ulong _last;

    public TrafficStats Stats { get; } = new();

    /// <summary>Between the first and the last time of a recording; null where none was read.</summary>
    public double? Seconds => _last > _first ? (_last - _first) / 1e6 : null;

    public void Delivered(in StreamPart part)
    {
        if (!filter.PassesSender(part.Frame))
            return;
        Stats.Count(part.Frame, shown: filter.Passes(part.Frame));
        if (part.RecordedAt == 0)
            return;
        _first = Math.Min(_first, part.RecordedAt);
        _last = Math.Max(_last, part.RecordedAt);
    }

    public void Rejected(string reason, long offset, long length) => Stats.CountRejected(reason, length);

    public void EndStream() { }
}
