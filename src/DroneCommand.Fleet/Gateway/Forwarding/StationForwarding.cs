using System.Collections.Concurrent;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DroneCommand.Fleet.Gateway.Forwarding;

/// <summary>
/// The endpoints at which other ground stations attach to the server, and the vehicles that they see. Frames go between a
/// station and a vehicle only: never from vehicle to vehicle, nor from station to station.
/// </summary>
public sealed class StationForwarding(
    IOptions<GatewayOptions> options,
    IAccountNames accounts,
    TimeProvider time,
    ILogger<StationForwarding> logger
) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<VehicleAddress, StationGate> gates = new();
    private volatile StationEndpoint[] endpoints = [];

    internal FrameWriter Own { get; } = new(options.Value.SystemId, options.Value.ComponentId);

    /// <summary>Every vehicle that is heard.</summary>
    internal IEnumerable<StationGate> Gates => gates.Select(entry => entry.Value);

    internal IReadOnlyList<StationEndpoint> Endpoints => endpoints;

    /// <summary>Opens all endpoints.</summary>
    /// <exception cref="LinkUnavailableException">One of them cannot be opened.</exception>
    public async Task Open()
    {
        var opened = new List<StationEndpoint>();
        try
        {
            foreach (var (name, endpoint) in options.Value.Forwarding)
            {
                opened.Add(new StationEndpoint(name, endpoint, this, accounts, time, logger));
            }
        }
        catch (LinkUnavailableException)
        {
            await Task.WhenAll(opened.Select(endpoint => endpoint.DisposeAsync().AsTask()));
            throw;
        }
        endpoints = [.. opened];
        foreach (var endpoint in opened)
        {
            endpoint.Start();
        }
    }

    public async ValueTask DisposeAsync()
    {
        var open = Interlocked.Exchange(ref endpoints, []);
        await Task.WhenAll(open.Select(endpoint => endpoint.DisposeAsync().AsTask()));
    }

    internal void Add(StationGate gate) => gates[gate.Address] = gate;

    internal void Remove(StationGate gate) => gates.TryRemove(gate.Address, out _);

    /// <summary>On a vehicle's receive thread: each station gets the frame as it came.</summary>
    internal void Publish(StationGate gate, in FrameView frame)
    {
        foreach (var endpoint in endpoints)
        {
            if (endpoint.Covers(gate))
            {
                endpoint.Publish(frame);
            }
        }
    }

    /// <summary>The stations that see this vehicle.</summary>
    internal IReadOnlyList<AttachedStation> AttachedTo(StationGate gate) =>
        [.. endpoints.Where(endpoint => endpoint.Covers(gate)).SelectMany(endpoint => endpoint.Attached())];

    /// <summary>True for the system id of a station that is attached, and so no stranger on the network.</summary>
    internal bool IsAttached(StationGate gate, byte systemId) =>
        endpoints.Any(endpoint => endpoint.Covers(gate) && endpoint.HasStation(systemId));
}
