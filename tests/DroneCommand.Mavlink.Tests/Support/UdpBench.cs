using System.Net;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>A listening UDP link that is fed datagrams by hand, as if they came from those ports.</summary>
internal sealed class UdpBench : IAsyncDisposable
{
    private readonly Dictionary<int, SocketAddress> _addresses = [];

    public UdpBench(LinkOptions options)
    {
        Link = UdpLink.Listen(new IPEndPoint(IPAddress.Loopback, 0), options);
        Link.FrameReceived += (in FrameView frame, LinkPeer peer) => Got.Add((frame.SystemId, peer, peer.Proof));
        Link.PeerGone += (peer, reason) => Gone.Add((peer, reason));
    }

    public UdpLink Link { get; }

    public List<(byte System, LinkPeer Peer, FrameProof Proof)> Got { get; } = [];

    public List<(LinkPeer Peer, string Reason)> Gone { get; } = [];

    /// <summary>A datagram from a port of this machine.</summary>
    public void From(int port, ReadOnlySpan<byte> datagram) => Link.Take(datagram, AddressOf(port));

    public SocketAddress AddressOf(int port)
    {
        if (!_addresses.TryGetValue(port, out var address))
            _addresses[port] = address = new IPEndPoint(IPAddress.Loopback, port).Serialize();
        return address;
    }

    /// <summary>The peer that a port is known as.</summary>
    public LinkPeer? Peer(int port) => Link.Peers.FirstOrDefault(peer => peer.EndPoint!.Port == port);

    public ValueTask DisposeAsync() => Link.DisposeAsync();
}
