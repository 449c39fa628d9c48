using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Cli.Traffic;

/// <summary>One message of one sender. Rates are null where no time is known.</summary>
internal sealed record MessageReport(
    string Name,
    uint Msgid,
    long Count,
    double? Hz,
    long Bytes,
    double? BytesPerSecond,
    double BytesEach
);

/// <summary>One component. Lost frames are gaps in its sequence.</summary>
internal sealed record SenderReport(
    byte Sysid,
    byte Compid,
    long Frames,
    double? Hz,
    long Lost,
    double LostPercent,
    long Duplicates,
    long Bytes,
    double? BytesPerSecond,
    IReadOnlyList<MessageReport> Messages
);

/// <summary>What was not delivered for one reason.</summary>
internal sealed record RejectedReport(string Reason, long Count, long Bytes);

/// <summary>What a stream, a recording or a link carries. Its JSON is a document of this shape in snake_case.</summary>
internal sealed record TrafficReport(
    string Source,
    double? Seconds,
    long Frames,
    long Bytes,
    double? BytesPerSecond,
    IReadOnlyList<SenderReport> Senders,
    IReadOnlyList<RejectedReport> Rejected
)
{
    /// <param name="source">What is reported on.</param>
    /// <param name="stats">The counts.</param>
    /// <param name="seconds">How long the stream lasted; null where nothing tells.</param>
    /// <param name="rates">Rates of single messages; without them they are averages.</param>
    public static TrafficReport From(string source, TrafficStats stats, double? seconds, IMessageRates? rates = null)
    {
        double? Average(long count) => seconds is > 0 ? count / seconds : null;
        var senders = stats.Senders.Select(s => Sender(s.Key, s.Value, rates, Average)).ToList();
        var bytes = senders.Sum(s => s.Bytes);
        return new TrafficReport(
            source,
            seconds,
            senders.Sum(s => s.Frames),
            bytes,
            rates == null ? Average(bytes) : senders.Sum(s => s.BytesPerSecond),
            senders,
            [.. stats.Rejected.Select(r => new RejectedReport(r.Key, r.Value.Count, r.Value.Bytes))]
        );
    }

    private static SenderReport Sender(
        (byte System, byte Component) key,
        SenderTraffic sender,
        IMessageRates? rates,
        Func<long, double?> average
    )
    {
        var messages = sender
            .Messages.Select(m =>
            {
                var rate = rates?.Of((key.System, key.Component, m.Key));
                return new MessageReport(
                    MessageTable.NameOf(m.Key),
                    m.Key,
                    m.Value.Count,
                    rates == null ? average(m.Value.Count) : rate?.Hz,
                    m.Value.Bytes,
                    rates == null ? average(m.Value.Bytes) : rate?.BytesPerSecond,
                    (double)m.Value.Bytes / m.Value.Count
                );
            })
            .ToList();
        var (frames, bytes) = (messages.Sum(m => m.Count), messages.Sum(m => m.Bytes));
        return new SenderReport(
            key.System,
            key.Component,
            frames,
            rates == null ? average(frames) : messages.Sum(m => m.Hz),
            sender.Gaps.Lost,
            100.0 * sender.Gaps.Lost / Math.Max(1, sender.Frames - sender.Gaps.Duplicates + sender.Gaps.Lost),
            sender.Gaps.Duplicates,
            bytes,
            rates == null ? average(bytes) : messages.Sum(m => m.BytesPerSecond),
            messages
        );
    }
}

/// <summary>Tells how often messages come at present.</summary>
internal interface IMessageRates
{
    /// <summary>Null for a message that has not been watched long enough.</summary>
    (double Hz, double BytesPerSecond)? Of((byte System, byte Component, uint MessageId) message);
}
