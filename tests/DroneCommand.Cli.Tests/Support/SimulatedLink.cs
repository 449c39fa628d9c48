using System.Net;
using System.Net.Sockets;
using DroneCommand.Mavlink.Units;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Links;

namespace DroneCommand.Cli.Tests.Support;

/// <summary>Simulated vehicles that send to a port of this machine, over UDP and faster than real ones.</summary>
internal sealed class SimulatedLink : IAsyncDisposable
{
    private const double Speedup = 8;

    private readonly CancellationTokenSource _end = new();
    private readonly List<VehicleLink> _links = [];
    private readonly Task _running;

    private SimulatedLink(int port, IReadOnlyList<VehicleSpec> vehicles)
    {
        Port = port;
        var links = new Dictionary<byte, VehicleLink>();
        foreach (var vehicle in vehicles)
            links[vehicle.SystemId] = new VehicleLink(new IPEndPoint(IPAddress.Loopback, port), TimeProvider.System);
        var options = new FleetOptions { BootSeconds = 0, StartUtc = DateTimeOffset.UnixEpoch.AddYears(50) };
        Fleet = new SimulatedFleet(vehicles, options, [], v => links[v.SystemId].Send);
        foreach (var (system, link) in links)
        {
            link.Received = (in FrameView frame) => Fleet.Deliver(system, frame);
            link.Start();
            _links.Add(link);
        }
        _running = new RealTimeRunner(Fleet, TimeProvider.System, Speedup).Run(_end.Token);
    }

    public int Port { get; }

    public string Address => $"udp://127.0.0.1:{Port}";

    public SimulatedFleet Fleet { get; }

    /// <summary>One copter of system id 1 unless told otherwise.</summary>
    public static SimulatedLink Start(params VehicleSpec[] vehicles) =>
        new(FreePort(), vehicles.Length > 0 ? vehicles : [Vehicle(1, VehicleKind.Copter)]);

    public static VehicleSpec Vehicle(byte system, VehicleKind kind) =>
        new($"Vehicle {system}", kind, system, new GeoPoint(54.48, 8.99), 2, 0, VehicleSpec.DefaultUid(system));

    /// <summary>Calls the tool with this link as its --connect.</summary>
    public Task<ToolResult> Run(params string[] args) => Tool.Run("", [.. args, "--connect", Address]);

    /// <summary>Waits for something of the simulation; a test that waits in vain is ended by its runner.</summary>
    public async Task Until(Func<SimulatedFleet, bool> so)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (!Fleet.Read(so))
            await look.WaitForNextTickAsync(_end.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        foreach (var link in _links)
            await link.DisposeAsync();
        _end.Dispose();
    }

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
