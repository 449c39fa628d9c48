using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Simulator.Links;

/// <summary>
/// A vehicle's end of a link of any kind. One that it makes itself (udpout, tcp) has one peer; on one that waits (udp, tcpin)
/// or is shared (serial) it is heard by all.
/// </summary>
public sealed class VehicleLink : IAsyncDisposable
{
    private readonly Func<Link> _open;
    private readonly ConcurrentBag<Task> _closing = [];
    private Link _link;

    /// <exception cref="LinkUnavailableException">It cannot be opened.</exception>
    public VehicleLink(LinkAddress address, TimeProvider time)
    {
        _open = () =>
        {
            var link = address.Open(new LinkOptions { Time = time });
            link.FrameReceived += (in FrameView frame, LinkPeer peer) => Received?.Invoke(frame);
            return link;
        };
        _link = _open();
    }

    /// <inheritdoc cref="VehicleLink(LinkAddress, TimeProvider)"/>
    public VehicleLink(IPEndPoint server, TimeProvider time)
        : this(LinkAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"udpout://{server}")), time) { }

    /// <summary>Takes a frame on the link's thread.</summary>
    public FrameTaker? Received { get; set; }

    public void Start() => _link.Start();

    public void Send(ReadOnlySpan<byte> datagram)
    {
        if (_link.Remote is { } remote)
        {
            _link.Send(datagram, remote);
            return;
        }

        foreach (var peer in _link.Peers)
        {
            _link.Send(datagram, peer);
        }
    }

    /// <summary>Goes on from another port. The old one stays bound until the new one is, so that the two differ.</summary>
    public void Move()
    {
        var before = _link;
        var after = _open();
        after.Start();
        _link = after;
        _closing.Add(before.DisposeAsync().AsTask());
    }

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        await Task.WhenAll(_closing);
    }
}
