using DroneCommand.Mavlink.Forwarding;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Fleet.Gateway.Forwarding;

/// <summary>
/// What a station is told: each refusal in the protocol's words, and its reason as a text, but the same text not again
/// and again. Thread-safe.
/// </summary>
internal sealed class StationTold(StationEndpoint endpoint, LinkPeer peer, TimeProvider time)
{
    private static readonly TimeSpan SameTextAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnyTextAfter = TimeSpan.FromMilliseconds(500);

    private readonly Lock gate = new();
    private string newest = "";
    private long? at;
    private ushort texts;

    /// <summary>Answers a frame that went no further.</summary>
    public void Refuse(in FrameView frame, in StationFrame rules, StationGate? vehicle, string why, bool passing)
    {
        var writer = vehicle?.AsVehicle(rules.TargetComponent) ?? new(rules.TargetSystem, rules.TargetComponent);
        StationRefusal.Answer(frame, writer, passing, bytes => peer.Send(bytes));
        Tell($"Not passed on: {why}", vehicle);
    }

    /// <summary>Says something, as a text of a vehicle that it sees: stations show no other sender's.</summary>
    public void Tell(string text, StationGate? vehicle)
    {
        ushort id;
        lock (gate)
        {
            var since = at is { } before ? time.GetElapsedTime(before) : TimeSpan.MaxValue;
            if (since < (text == newest ? SameTextAfter : AnyTextAfter))
            {
                return;
            }
            newest = text;
            at = time.GetTimestamp();
            texts = (ushort)(texts == ushort.MaxValue ? 1 : texts + 1);
            id = texts;
        }
        if ((vehicle ?? endpoint.AnyVehicle)?.AsVehicle(0) is { } writer)
        {
            StationRefusal.Tell(text, id, writer, bytes => peer.Send(bytes));
        }
        else
        {
            StationRefusal.Tell(text, id, endpoint.Own, bytes => peer.Send(bytes));
        }
    }
}
