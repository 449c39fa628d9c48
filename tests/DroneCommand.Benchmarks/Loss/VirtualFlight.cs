using System.Collections.Concurrent;
using DroneCommand.Mavlink;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Units;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Relay;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Benchmarks.Loss;

/// <summary>What a virtual flight is made of. The defaults: a copter that skips its boot, and a perfect link.</summary>
public sealed record FlightSetup
{
    public VehicleSpec Vehicle { get; init; } =
        new("Test", VehicleKind.Copter, 11, new GeoPoint(54.4799657, 8.9898821), 2, 84, "test-uid");

    public FleetOptions Options { get; init; } =
        new() { BootSeconds = 0, StartUtc = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };

    public IReadOnlyList<FaultSpec> Faults { get; init; } = [];

    public RelayConditions Link { get; init; } = new();

    /// <summary>The ground station beats, and asks for telemetry as the server does.</summary>
    public bool Accompanied { get; init; } = true;
}

/// <summary>
/// The server's own client classes and a simulated vehicle with the link relay between them, on one thread and one virtual
/// clock: everything that is ready runs before the clock moves on by one step of the simulation.
/// </summary>
public sealed class VirtualFlight : SynchronizationContext
{
    private const double LongestSeconds = 3600;

    private readonly ConcurrentQueue<(SendOrPostCallback Work, object? State)> _ready = new();
    private readonly FrameReader _vehicleReader = new();
    private readonly FrameReader _groundReader = new();

    private VirtualFlight(FlightSetup setup)
    {
        var spec = setup.Vehicle;
        Relay = new LinkRelay(setup.Link, Time, ToVehicle, ToGround);
        Fleet = new SimulatedFleet([spec], setup.Options, setup.Faults, _ => Relay.FromVehicle);
        Connection = new VehicleConnection(new FrameWriter(255, 190), spec.SystemId, 1, Relay.FromGround, Time);
        Services = new VehicleServices(Connection);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public LinkRelay Relay { get; }

    public SimulatedFleet Fleet { get; }

    public SimulatedVehicle Vehicle => Fleet.Vehicles[0];

    public VehicleConnection Connection { get; }

    public VehicleServices Services { get; }

    /// <summary>Called before each step of the simulation.</summary>
    public Action? Stepping { get; set; }

    /// <summary>Runs a flight to the end of its task.</summary>
    public static void Run(FlightSetup setup, Func<VirtualFlight, Task> flight)
    {
        var before = Current;
        var rig = new VirtualFlight(setup);
        SetSynchronizationContext(rig);
        try
        {
            rig.Step(setup.Accompanied ? rig.Accompany(flight) : flight(rig));
        }
        finally
        {
            SetSynchronizationContext(before);
            rig.Services.Dispose();
            rig.Relay.Dispose();
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _ready.Enqueue((d, state));

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Waits for something of the simulation.</summary>
    /// <exception cref="TimeoutException">It did not come about in time.</exception>
    public async Task Until(Func<bool> so, double withinSeconds, string what)
    {
        var end = Fleet.Seconds + withinSeconds;
        while (!so())
        {
            if (Fleet.Seconds >= end)
                throw new TimeoutException($"{what} should come about within {withinSeconds} s");
            await Task.Delay(TimeSpan.FromSeconds(0.1), Time);
        }
    }

    private async Task Accompany(Func<VirtualFlight, Task> flight)
    {
        using var ending = new CancellationTokenSource();
        await using var heartbeat = new GroundHeartbeat(Connection);
        using var feeding = Time.CreateTimer(_ => heartbeat.Feed(), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        using var streams = new StreamRequester(Connection, Services.Commands);
        var asking = streams.Run(ending.Token);
        await flight(this);
        await ending.CancelAsync();
        await asking;
    }

    private void Step(Task flight)
    {
        var step = TimeSpan.FromSeconds(SimulatedFleet.StepSeconds);
        Drain();
        while (!flight.IsCompleted)
        {
            if (Fleet.Seconds >= LongestSeconds)
                throw new TimeoutException("a flight should end within an hour");
            Stepping?.Invoke();
            Fleet.Step();
            Time.Advance(step);
            Drain();
        }
        flight.GetAwaiter().GetResult();
    }

    private void ToVehicle(ReadOnlySpan<byte> datagram)
    {
        while (_vehicleReader.TryReadDatagram(ref datagram, out var frame))
            Fleet.Deliver(Connection.TargetSystem, frame);
    }

    private void ToGround(ReadOnlySpan<byte> datagram)
    {
        while (_groundReader.TryReadDatagram(ref datagram, out var frame))
            Connection.Deliver(frame);
    }

    private void Drain()
    {
        while (_ready.TryDequeue(out var ready))
            ready.Work(ready.State);
    }
}
