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

/// <summary>One component over one peer. Lost frames are gaps in its sequence.</summary>
internal sealed record SenderReport(
    byte Sysid,
    byte Compid,
    string? Peer,
    long Frames,
    double? Hz,
    long Lost,
    double LostPercent,
    long Bytes,
    double? BytesPerSecond,
    IReadOnlyList<MessageReport> Messages
);

/// <summary>What was not delivered for one reason: how often, or how many bytes, or both.</summary>
internal sealed record RejectedReport(string Reason, long? Count, long? Bytes);

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
    /// <summary>Why nothing comes at present; null when nothing is known to be wrong.</summary>
    public string? Problem { get; init; }

    /// <param name="source">What is reported on.</param>
    /// <param name="stats">The counts.</param>
    /// <param name="seconds">How long the stream lasted; null where nothing tells.</param>
    /// <param name="rates">How often messages come.</param>
    public static TrafficReport From(string source, TrafficStats stats, double? seconds, IMessageRates rates)
    {
        var senders = stats.Senders.Select(s => Sender(s.Key, s.Value, rates)).ToList();
        return new TrafficReport(
            source,
            seconds,
            senders.Sum(s => s.Frames),
            senders.Sum(s => s.Bytes),
            Total(senders.Select(s => s.BytesPerSecond)),
            senders,
            [.. stats.Rejected.Select(r => new RejectedReport(r.Key, r.Value.Count, r.Value.Bytes))]
        );
    }

    private static SenderReport Sender(SenderKey key, SenderCounts sender, IMessageRates rates)
    {
        var messages = sender.Messages.Select(m => Message(m.Key, m.Value, rates.Of(key, m.Key, m.Value))).ToList();
        var loss = sender.Loss;
        return new SenderReport(
            key.System,
            key.Component,
            key.Peer.Length == 0 ? null : key.Peer,
            messages.Sum(m => m.Count),
            Total(messages.Select(m => m.Hz)),
            loss.Lost,
            100.0 * loss.Lost / Math.Max(1, sender.Frames - loss.Copies + loss.Lost),
            messages.Sum(m => m.Bytes),
            Total(messages.Select(m => m.BytesPerSecond)),
            messages
        );
    }

    private static MessageReport Message(uint id, MessageCounts counts, (double Hz, double BytesPerSecond)? rate) =>
        new(
            MessageTable.NameOf(id),
            id,
            counts.Count,
            rate?.Hz,
            counts.Bytes,
            rate?.BytesPerSecond,
            (double)counts.Bytes / counts.Count
        );

    /// <summary>Null when nothing is known of any.</summary>
    private static double? Total(IEnumerable<double?> rates) =>
        rates.Aggregate((double?)null, (sum, rate) => rate == null ? sum : (sum ?? 0) + rate);
}
