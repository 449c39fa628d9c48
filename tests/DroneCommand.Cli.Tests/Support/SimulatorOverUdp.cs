using System.Net;
using DroneCommand.Mavlink.Units;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Links;

namespace DroneCommand.Cli.Tests.Support;

/// <summary>
/// Simulated copters that send to a UDP port on this machine, as real ones would: in this process, in real time, ready at
/// once. Verbs reach them with <see cref="Link"/>.
/// </summary>
internal sealed class SimulatorOverUdp : IAsyncDisposable
{
    private readonly Dictionary<byte, VehicleLink> _links = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public SimulatorOverUdp(params byte[] systems)
    {
        var port = FreePort();
        Link = $"udp://127.0.0.1:{port}";
        var specs = systems.Select(id => new VehicleSpec(
            $"Copter {id}",
            VehicleKind.Copter,
            id,
            new GeoPoint(54.48, 8.99),
            2,
            0,
            $"uid-{id}"
        ));
        foreach (var id in systems)
            _links[id] = new VehicleLink(new IPEndPoint(IPAddress.Loopback, port), TimeProvider.System);
        Fleet = new SimulatedFleet([.. specs], new FleetOptions { BootSeconds = 0 }, [], v => _links[v.SystemId].Send);
        foreach (var (id, link) in _links)
        {
            link.Received = (in FrameView frame) => Fleet.Deliver(id, frame);
            link.Start();
        }
        _running = new RealTimeRunner(Fleet, TimeProvider.System, speedup: 1).Run(_stop.Token);
    }

    /// <summary>For --connect.</summary>
    public string Link { get; }

    public SimulatedFleet Fleet { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        foreach (var link in _links.Values)
            await link.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>One that was free a moment ago: the verb opens it itself.</summary>
    public static int FreePort()
    {
        using var probe = new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.Client.LocalEndPoint!).Port;
    }
}
