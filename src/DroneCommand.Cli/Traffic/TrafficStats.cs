using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Traffic;

/// <summary>One component, and over which peer it was heard; the peer is empty where there is but one way.</summary>
internal readonly record struct SenderKey(byte System, byte Component, string Peer) : IComparable<SenderKey>
{
    public int CompareTo(SenderKey other) =>
        (System, Component).CompareTo((other.System, other.Component)) is not 0 and var order
            ? order
            : string.CompareOrdinal(Peer, other.Peer);
}

/// <summary>How often one message came from one sender, and in how many bytes.</summary>
internal sealed class MessageCounts
{
    public long Count { get; set; }

    public long Bytes { get; set; }
}

/// <summary>What one component sent.</summary>
internal sealed class SenderCounts
{
    // Only its totals are asked for, which need no time.
    public FrameLoss Loss { get; } = new(TimeProvider.System);

    /// <summary>All, also those of messages that are not shown.</summary>
    public long Frames { get; set; }

    public SortedDictionary<uint, MessageCounts> Messages { get; } = [];
}

/// <summary>Bytes that were not delivered, of one reason.</summary>
internal sealed class RejectedCounts
{
    public long Count { get; set; }

    public long Bytes { get; set; }
}

/// <summary>Counts frames by sender and message, and what was rejected by reason. One thread at a time.</summary>
internal sealed class TrafficStats
{
    public SortedDictionary<SenderKey, SenderCounts> Senders { get; } = [];

    public SortedDictionary<string, RejectedCounts> Rejected { get; } = new(StringComparer.Ordinal);

    /// <param name="frame">The frame.</param>
    /// <param name="peer">Over whom it was heard: senders count their frames per link.</param>
    /// <param name="shown">False to count it for loss only.</param>
    public void Count(in FrameView frame, string peer = "", bool shown = true)
    {
        var key = new SenderKey(frame.SystemId, frame.ComponentId, peer);
        if (!Senders.TryGetValue(key, out var sender))
            Senders.Add(key, sender = new SenderCounts());
        sender.Loss.Take(frame, now: 0);
        sender.Frames++;
        if (!shown)
            return;
        if (!sender.Messages.TryGetValue(frame.MessageId, out var message))
            sender.Messages.Add(frame.MessageId, message = new MessageCounts());
        message.Count++;
        message.Bytes += frame.Raw.Length;
    }

    public void CountRejected(string reason, long bytes)
    {
        if (!Rejected.TryGetValue(reason, out var rejected))
            Rejected.Add(reason, rejected = new RejectedCounts());
        rejected.Count++;
        rejected.Bytes += bytes;
    }
}
