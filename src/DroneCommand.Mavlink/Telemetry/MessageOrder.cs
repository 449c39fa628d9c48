using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Telemetry;

/// <summary>
/// Knows a message that was overtaken by a newer one of its kind, by the number that its sender gave it: most messages
/// carry no time of their own. Not thread-safe: its owner's lock guards it.
/// </summary>
internal sealed class MessageOrder(TimeProvider time)
{
    // Numbers go round after 256. A sender that falls back further, or after a pause, has begun anew.
    private const int MostOvertaken = 40;
    private static readonly TimeSpan LongestLate = TimeSpan.FromSeconds(2);

    // Ways come and go with the addresses of a modem.
    private const int MostKept = 1024;

    private readonly Dictionary<(int Way, uint Message), (byte Sequence, long At)> _newest = [];

    /// <summary>Takes note of a frame; true when a newer one of its kind came over the same way before.</summary>
    public bool IsLate(in FrameView frame, LinkPeer? from)
    {
        var key = (from?.Way ?? 0, frame.MessageId);
        if (
            _newest.TryGetValue(key, out var newest)
            && (sbyte)(frame.Sequence - newest.Sequence) is < 0 and >= -MostOvertaken
            && time.GetElapsedTime(newest.At) < LongestLate
        )
            return true;
        if (_newest.Count >= MostKept)
            _newest.Clear();
        _newest[key] = (frame.Sequence, time.GetTimestamp());
        return false;
    }
}
