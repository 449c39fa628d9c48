using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Traffic;

/// <summary>How often one message came from one sender, and in how many bytes.</summary>
internal sealed class MessageTraffic
{
    public long Count { get; set; }

    public long Bytes { get; set; }
}

/// <summary>What one component sent.</summary>
internal sealed class SenderTraffic
{
    public SequenceGaps Gaps { get; } = new();

    /// <summary>All, also those of messages that are not told of.</summary>
    public long Frames { get; set; }

    public SortedDictionary<uint, MessageTraffic> Messages { get; } = [];
}

/// <summary>Bytes that were not delivered, of one reason.</summary>
internal sealed class RejectedTraffic
{
    public long Count { get; set; }

    public long Bytes { get; set; }
}

/// <summary>Counts frames by sender and message, and what was rejected by reason. One thread at a time.</summary>
internal sealed class TrafficStats
{
    public SortedDictionary<(byte System, byte Component), SenderTraffic> Senders { get; } = [];

    public SortedDictionary<string, RejectedTraffic> Rejected { get; } = new(StringComparer.Ordinal);

    /// <param name="frame">The frame.</param>
    /// <param name="shown">False to count it for loss only.</param>
    public void Count(in FrameView frame, bool shown = true)
    {
        var key = (frame.SystemId, frame.ComponentId);
        if (!Senders.TryGetValue(key, out var sender))
            Senders.Add(key, sender = new SenderTraffic());
        sender.Gaps.Take(frame.Sequence);
        sender.Frames++;
        if (!shown)
            return;
        if (!sender.Messages.TryGetValue(frame.MessageId, out var message))
            sender.Messages.Add(frame.MessageId, message = new MessageTraffic());
        message.Count++;
        message.Bytes += frame.Raw.Length;
    }

    public void CountRejected(string reason, long bytes)
    {
        if (!Rejected.TryGetValue(reason, out var rejected))
            Rejected.Add(reason, rejected = new RejectedTraffic());
        rejected.Count++;
        rejected.Bytes += bytes;
    }
}
