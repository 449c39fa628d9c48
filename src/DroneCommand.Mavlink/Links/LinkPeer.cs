using System.Net;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Links;

/// <summary>Who is at the other end of a link: for UDP one address and port.</summary>
public sealed class LinkPeer
{
    private long _lastHeard;

    internal LinkPeer(IPEndPoint endPoint, bool configured, long now)
    {
        EndPoint = endPoint;
        Address = endPoint.Serialize();
        Configured = configured;
        _lastHeard = now;
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>A configured peer is kept for ever; one that was learned from its frames is forgotten when it is silent.</summary>
    public bool Configured { get; }

    /// <summary>The frames and the junk of this peer.</summary>
    public FrameCounters Counters => Reader.Counters;

    /// <summary>Timestamp of the link's clock when the newest frame came.</summary>
    internal long LastHeard
    {
        get => Volatile.Read(ref _lastHeard);
        set => Volatile.Write(ref _lastHeard, value);
    }

    internal SocketAddress Address { get; }

    internal FrameReader Reader { get; init; } = new();

    public override string ToString() => EndPoint.ToString();
}
