using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Protocol;

namespace DroneCommand.Simulator.Links;

/// <summary>
/// The links of one network's vehicles: over udpout and tcp each has one of its own; udp, tcpin and serial they share, like
/// one radio.
/// </summary>
public sealed class NetworkLinks : IAsyncDisposable
{
    private readonly LinkAddress _to;
    private readonly TimeProvider _time;
    private readonly Dictionary<VehicleSpec, VehicleLink> _own = [];
    private readonly VehicleLink? _shared;
    private SimulatedFleet? _fleet;

    /// <exception cref="LinkUnavailableException">The shared link cannot be opened.</exception>
    public NetworkLinks(LinkAddress to, TimeProvider time)
    {
        (_to, _time) = (to, time);
        _shared = to.Kind is LinkKind.UdpConnect or LinkKind.TcpConnect ? null : new VehicleLink(to, time);
    }

    /// <summary>Called for each frame that came from the ground, on a link's thread.</summary>
    public event Action? Heard;

    /// <summary>Where a vehicle sends to. One that is asked for while the fleet runs is heard at once.</summary>
    /// <exception cref="LinkUnavailableException">Its link cannot be opened.</exception>
    public DatagramSink SinkOf(VehicleSpec vehicle)
    {
        if (_shared is { } shared)
        {
            return shared.Send;
        }

        var link = new VehicleLink(_to, _time);
        _own.Add(vehicle, link);
        if (_fleet is { } fleet)
        {
            Start(fleet, vehicle, link);
        }

        return link.Send;
    }

    /// <summary>Begins to hand what comes from the ground to the fleet.</summary>
    public void Start(SimulatedFleet fleet)
    {
        _fleet = fleet;
        if (_shared is { } shared)
        {
            StartShared(fleet, shared);
            return;
        }

        foreach (var (vehicle, link) in _own)
        {
            fleet[vehicle.SystemId].Radio.Moved += link.Move;
            Start(fleet, vehicle, link);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_shared is not null)
        {
            await _shared.DisposeAsync();
        }

        foreach (var link in _own.Values)
        {
            await link.DisposeAsync();
        }
    }

    private void Start(SimulatedFleet fleet, VehicleSpec vehicle, VehicleLink link)
    {
        link.Received = (in FrameView frame) =>
        {
            Heard?.Invoke();
            fleet.Deliver(vehicle, frame);
        };
        link.Start();
    }

    private void StartShared(SimulatedFleet fleet, VehicleLink link)
    {
        link.Received = (in FrameView frame) =>
        {
            Heard?.Invoke();
            foreach (var vehicle in fleet.Vehicles)
            {
                fleet.Deliver(vehicle.Spec.SystemId, frame);
            }
        };
        link.Start();
    }
}
