using System.Collections.Concurrent;
using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Wire;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Gateway;

/// <summary>
/// One network's links and the vehicles heard on them. A vehicle begins to exist with the heartbeat of an autopilot: a
/// camera or a companion computer that speaks first is none.
/// </summary>
internal sealed class NetworkListener : IAsyncDisposable
{
    private static readonly TimeSpan FaultToldEvery = TimeSpan.FromMinutes(1);

    private readonly string network;
    private readonly IReadOnlyList<Link> links;
    private readonly NetworkSigning signing;
    private readonly GatewayOptions options;
    private readonly VehicleLinkServices services;
    private readonly ComponentDirectory components;
    private readonly ConcurrentDictionary<byte, VehicleLink> vehicles = new();

    /// <summary>Links have threads of their own; vehicles get their frames one at a time.</summary>
    private readonly Lock taking = new();
    private DateTimeOffset faultTold;

    public NetworkListener(
        string network,
        IReadOnlyList<Link> links,
        NetworkSigning signing,
        GatewayOptions options,
        VehicleLinkServices services
    )
    {
        this.network = network;
        this.links = links;
        this.signing = signing;
        this.options = options;
        this.services = services;
        components = new ComponentDirectory(services.Time);
        foreach (var link in links)
        {
            link.FrameReceived += Take;
            link.Failed += failure =>
                services.Logger.LogError(failure, "network {Network}: {Link} failed", network, link);
            link.HandlerFailed += TellFault;
            link.PeerGone += (peer, reason) =>
                services.Logger.LogInformation("network {Network}: {Peer} is gone: {Reason}", network, peer, reason);
        }
    }

    public void Start()
    {
        foreach (var link in links)
        {
            link.Start();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var link in links)
        {
            await link.DisposeAsync();
        }
        foreach (var vehicle in vehicles.Values)
        {
            await vehicle.DisposeAsync();
        }
    }

    /// <summary>A fault that every frame meets would fill the log: the first is told, then one a minute.</summary>
    private void TellFault(Exception failure, LinkPeer peer)
    {
        var now = services.Time.GetUtcNow();
        lock (taking)
        {
            if (now - faultTold < FaultToldEvery)
            {
                return;
            }
            faultTold = now;
        }
        services.Logger.LogError(failure, "network {Network}: a frame of {Peer} was not handled", network, peer);
    }

    /// <summary>On the receive thread of a link.</summary>
    private void Take(in FrameView frame, LinkPeer peer)
    {
        if (frame.SystemId == options.SystemId)
        {
            // Another ground station with our id, or an echo of ours: not a vehicle.
            lock (taking)
            {
                Overhear(frame);
            }
            return;
        }
        var signatures = signing.Of(frame.SystemId);
        var passage = signatures.PassageOf(frame, peer.Proof);
        if (passage == Passage.Stale)
        {
            Teach(signatures, peer);
            return;
        }
        lock (taking)
        {
            Take(frame, peer, signatures, passage);
        }
    }

    /// <summary>A method of its own: what the lambda needs would else be allocated with every frame.</summary>
    private static void Teach(LinkSigning signatures, LinkPeer peer) => signatures.Teach(bytes => peer.Send(bytes));

    private void Take(in FrameView frame, LinkPeer peer, LinkSigning signatures, Passage passage)
    {
        if (vehicles.TryGetValue(frame.SystemId, out var known))
        {
            if (passage != Passage.Unproven)
            {
                components.Take(frame);
            }
            known.Deliver(frame, peer, passage);
            return;
        }
        Overhear(frame);
        if (passage != Passage.Unproven && components.Take(frame) is { IsAutopilot: true })
        {
            var address = new VehicleAddress(network, frame.SystemId, frame.ComponentId);
            var fresh = new VehicleLink(address, signatures, options, services);
            vehicles[frame.SystemId] = fresh;
            fresh.Start();
            fresh.Deliver(frame, peer, passage);
        }
    }

    /// <summary>Another ground station, or whoever else is here: what it asks of a vehicle may undo what we asked.</summary>
    private void Overhear(in FrameView frame)
    {
        if (frame.MessageId is MessageIds.RequestDataStream or MessageIds.CommandLong or MessageIds.CommandInt)
        {
            foreach (var (_, vehicle) in vehicles)
            {
                vehicle.Overhear(frame);
            }
        }
    }
}

/// <summary>Where a vehicle is heard: its network, system id and the autopilot's component id.</summary>
internal readonly record struct VehicleAddress(string Network, byte SystemId, byte ComponentId)
{
    public override string ToString() => $"{Network}/{SystemId}";
}
