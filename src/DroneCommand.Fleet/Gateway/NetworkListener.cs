using System.Collections.Concurrent;
using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Gateway;

/// <summary>
/// One network's socket and the vehicles heard on it. A vehicle begins to exist with the heartbeat of an autopilot: a
/// camera or a companion computer that speaks first is none.
/// </summary>
internal sealed class NetworkListener : IAsyncDisposable
{
    private readonly string network;
    private readonly NetworkOptions policy;
    private readonly UdpLink socket;
    private readonly GatewayOptions options;
    private readonly VehicleLinkServices services;
    private readonly ConcurrentDictionary<byte, VehicleLink> vehicles = new();

    /// <summary>By system id: also of addresses at which nothing was accepted so far.</summary>
    private readonly LinkSigning?[] signing = new LinkSigning?[256];

    public NetworkListener(
        string network,
        NetworkOptions policy,
        UdpLink socket,
        GatewayOptions options,
        VehicleLinkServices services
    )
    {
        this.network = network;
        this.policy = policy;
        this.socket = socket;
        this.options = options;
        this.services = services;
        socket.FrameReceived += Take;
        socket.Failed += failure => services.Logger.LogError(failure, "network {Network}: the socket failed", network);
    }

    public void Start() => socket.Start();

    public async ValueTask DisposeAsync()
    {
        await socket.DisposeAsync();
        foreach (var vehicle in vehicles.Values)
        {
            await vehicle.DisposeAsync();
        }
    }

    /// <summary>On the socket's receive thread.</summary>
    private void Take(in FrameView frame, LinkPeer peer)
    {
        if (frame.SystemId == options.SystemId)
        {
            // Another ground station with our id, or an echo of ours: not a vehicle.
            return;
        }
        var signatures = signing[frame.SystemId] ??= new LinkSigning(
            network,
            frame.SystemId,
            policy,
            options,
            services
        );
        var passage = signatures.Check(frame);
        if (passage is Passage.Rejected or Passage.Stale)
        {
            TeachIfStale(passage, signatures, peer);
            return;
        }
        if (vehicles.TryGetValue(frame.SystemId, out var known))
        {
            known.Deliver(frame, peer, passage);
            return;
        }
        if (
            passage != Passage.Unproven
            && frame.TryRead<Heartbeat>(out var heartbeat)
            && heartbeat.Autopilot != MavAutopilot.Invalid
            && heartbeat.Type != MavType.Gcs
        )
        {
            var address = new VehicleAddress(network, frame.SystemId, frame.ComponentId);
            var fresh = new VehicleLink(address, socket, signatures, options, services);
            vehicles[frame.SystemId] = fresh;
            fresh.Start();
            fresh.Deliver(frame, peer, passage);
        }
    }

    private void TeachIfStale(Passage passage, LinkSigning signatures, LinkPeer peer)
    {
        if (passage == Passage.Stale)
        {
            signatures.Teach(bytes => socket.Send(bytes, peer));
        }
    }
}

/// <summary>Where a vehicle is heard: its network, system id and the autopilot's component id.</summary>
internal readonly record struct VehicleAddress(string Network, byte SystemId, byte ComponentId)
{
    public override string ToString() => $"{Network}/{SystemId}";
}
