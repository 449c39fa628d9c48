using System.Collections.Concurrent;
using System.Net;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Units;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Fleet;

namespace DroneCommand.Fleet.Tests.Support;

/// <summary>A frame that a simulated vehicle was sent.</summary>
internal readonly record struct SentTo(byte Vehicle, byte Sender, uint MessageId);

/// <summary>
/// Simulated vehicles at the other end of real sockets. Their clock goes on with the server's: a test moves both by
/// <see cref="Pump"/>.
/// </summary>
internal sealed class SimulatedField : IAsyncDisposable
{
    private static readonly GeoPoint Home = new(54.4799657, 8.9898821);

    private readonly FleetServer server;
    private readonly SimulatedFleet fleet;
    private readonly List<UdpLink> links = [];
    private readonly ConcurrentQueue<SentTo> received = new();

    /// <summary>Copters (systems 1, 2 …) as they leave the factory.</summary>
    public SimulatedField(FleetServer server, int port, int vehicles = 1)
        : this(server, port, [.. Enumerable.Range(1, vehicles).Select(Spec)], new FleetOptions()) { }

    /// <summary>Any vehicles; their clock begins with the server's, and they have their position at once.</summary>
    public SimulatedField(FleetServer server, int port, IReadOnlyList<VehicleSpec> specs, FleetOptions options)
    {
        this.server = server;
        options = options with { BootSeconds = 0, StartUtc = server.Time.GetUtcNow() };
        var byId = specs.ToDictionary(spec => spec.SystemId, _ => Open(port));
        fleet = new SimulatedFleet(specs, options, [], spec => bytes => Send(byId[spec.SystemId], bytes));
        foreach (var (systemId, link) in byId)
        {
            link.FrameReceived += (in FrameView frame, LinkPeer _) => Take(systemId, frame);
            link.Start();
        }
    }

    /// <summary>What the vehicle of a system id truly does.</summary>
    public T Look<T>(byte systemId, Func<Autopilot, T> look) => fleet.Read(all => look(all[systemId].Autopilot));

    /// <summary>Everything that any of them was sent.</summary>
    public IReadOnlyList<SentTo> Received => [.. received];

    /// <summary>What comes is counted in <see cref="Received"/>, and no vehicle hears it.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>Time goes on for server and vehicles until the phase is reached.</summary>
    public Task Until(string phase, Func<bool> reached) => Until(phase, () => Task.FromResult(reached()));

    public Task Until(string phase, Func<Task<bool>> reached) =>
        Eventually.Reaches(
            phase,
            async () =>
            {
                await Pump();
                return await reached();
            }
        );

    /// <summary>Time goes on for server and vehicles until an order's outcome is there.</summary>
    public async Task<T> During<T>(string phase, Task<T> order)
    {
        await Until(phase, () => order.IsCompleted);
        return await order;
    }

    /// <summary>A fiftieth of a second, in which what was sent is handled.</summary>
    public async Task Pump()
    {
        fleet.Step();
        server.Time.Advance(TimeSpan.FromSeconds(SimulatedFleet.StepSeconds));
        await server.WritesAreDone();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var link in links)
        {
            await link.DisposeAsync();
        }
    }

    private static VehicleSpec Spec(int systemId) =>
        new($"kestrel-{systemId}", VehicleKind.Copter, (byte)systemId, Home, 2, 84, $"uid-{systemId}");

    private static void Send(UdpLink link, ReadOnlySpan<byte> datagram) => link.Send(datagram, link.Remote!);

    private UdpLink Open(int port)
    {
        var link = UdpLink.Connect(new IPEndPoint(IPAddress.Loopback, port), new LinkOptions { Time = server.Time });
        links.Add(link);
        return link;
    }

    private void Take(byte systemId, in FrameView frame)
    {
        received.Enqueue(new SentTo(systemId, frame.SystemId, frame.MessageId));
        if (!IsDeaf)
        {
            fleet.Deliver(systemId, frame);
        }
    }
}
