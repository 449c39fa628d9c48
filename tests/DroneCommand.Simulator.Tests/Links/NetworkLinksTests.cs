using System.Net;
using System.Net.Sockets;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Links;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Links;

/// <summary>Links of all kinds over real sockets; the vehicles move only when a test steps them.</summary>
public sealed class NetworkLinksTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<IAsyncDisposable> _open = [];

    [Fact]
    public async Task Each_vehicle_of_udpout_has_a_port_of_its_own_and_moves_to_another()
    {
        using var ground = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var fleet = Fleet($"udpout://{ground.Client.LocalEndPoint}", 1, 2);
        var ports = await PortsHeard(ground, fleet, 2);
        ports.Values.Should().OnlyHaveUniqueItems();

        fleet.Faults.Set(FaultSpec.Parse("address-change=1#1"));
        Step(fleet, 1.1);
        await Drain(ground);
        var after = await PortsHeard(ground, fleet, 2);
        after[1].Should().NotBe(ports[1]);
        after[2].Should().Be(ports[2]);
    }

    [Fact]
    public async Task A_clashing_vehicle_comes_from_a_port_of_its_own()
    {
        using var ground = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var fleet = Fleet($"udpout://{ground.Client.LocalEndPoint}", 1);
        fleet.Faults.Set(FaultSpec.Parse("sysid-clash"));
        Step(fleet, 3);
        var ports = new HashSet<int>();
        using var patience = new CancellationTokenSource(Patience);
        while (ports.Count < 2)
        {
            ports.Add((await ground.ReceiveAsync(patience.Token)).RemoteEndPoint.Port);
        }
    }

    [Theory]
    [InlineData("tcp", 2)]
    [InlineData("tcpin", 1)]
    public async Task Over_tcp_each_has_a_connection_and_over_tcpin_all_share_one(string scheme, int connections)
    {
        var port = FreePort();
        var ground = LinkAddress.Parse($"{(scheme == "tcp" ? "tcpin" : "tcp")}://127.0.0.1:{port}").Open();
        _open.Add(ground);
        var peers = new HashSet<LinkPeer>();
        var systems = new HashSet<byte>();
        var heard = new TaskCompletionSource();
        ground.FrameReceived += (in FrameView frame, LinkPeer peer) =>
        {
            lock (peers)
            {
                peers.Add(peer);
                systems.Add(frame.SystemId);
                if (systems.Count == 2 && peers.Count == connections)
                {
                    heard.TrySetResult();
                }
            }
        };
        ground.Start();
        var fleet = Fleet($"{scheme}://127.0.0.1:{port}", 1, 2);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var patience = new CancellationTokenSource(Patience);
        while (!heard.Task.IsCompleted && await timer.WaitForNextTickAsync(patience.Token))
        {
            Step(fleet, 1);
        }

        await heard.Task.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var open in _open)
        {
            await open.DisposeAsync();
        }
    }

    private SimulatedFleet Fleet(string to, params byte[] systems)
    {
        var links = new NetworkLinks(LinkAddress.Parse(to), TimeProvider.System);
        _open.Add(links);
        var specs = systems.Select(id => new VehicleSpec(
            $"Copter {id}",
            VehicleKind.Copter,
            id,
            new GeoPoint(54.48, 8.99),
            2,
            0,
            $"uid-{id}"
        ));
        var fleet = new SimulatedFleet([.. specs], Rig.Ready, [], links.SinkOf);
        links.Start(fleet);
        return fleet;
    }

    private static void Step(SimulatedFleet fleet, double seconds)
    {
        for (var end = fleet.Seconds + seconds; fleet.Seconds < end; )
        {
            fleet.Step();
        }
    }

    private static async Task<Dictionary<byte, int>> PortsHeard(UdpClient ground, SimulatedFleet fleet, int count)
    {
        var ports = new Dictionary<byte, int>();
        using var patience = new CancellationTokenSource(Patience);
        while (ports.Count < count)
        {
            if (ground.Available == 0)
            {
                Step(fleet, 1);
            }

            var datagram = await ground.ReceiveAsync(patience.Token);
            ReadOnlySpan<byte> bytes = datagram.Buffer;
            if (new FrameReader().TryReadDatagram(ref bytes, out var frame) && frame.MessageId == MessageIds.Heartbeat)
            {
                ports[frame.SystemId] = datagram.RemoteEndPoint.Port;
            }
        }

        return ports;
    }

    // What lies in the socket already came from where the vehicles were before.
    private static async Task Drain(UdpClient ground)
    {
        while (ground.Available > 0)
        {
            await ground.ReceiveAsync();
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
