using System.Net;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Simulator.Links;

/// <summary>A vehicle's own UDP socket: it sends to one address and hears what comes back to its port.</summary>
public sealed class UdpVehicleLink : IAsyncDisposable
{
    private readonly Link _link;

    /// <exception cref="LinkUnavailableException">No socket could be opened.</exception>
    public UdpVehicleLink(IPEndPoint server, TimeProvider time)
    {
        _link = UdpLink.Connect(server, new LinkOptions { Time = time });
        _link.FrameReceived += (in FrameView frame, LinkPeer peer) => Received?.Invoke(frame);
    }

    /// <summary>Takes a frame on the link's thread.</summary>
    public FrameTaker? Received { get; set; }

    public void Start() => _link.Start();

    public void Send(ReadOnlySpan<byte> datagram) => _link.Send(datagram, _link.Remote!);

    public ValueTask DisposeAsync() => _link.DisposeAsync();
}
