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

namespace DroneCommand.Simulator.Virtual;

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

    /// <summary>A flight that is not over by then is given up, simulated seconds.</summary>
    public double LongestSeconds { get; init; } = 3600;
}

/// <summary>
/// The server's own client classes and a simulated vehicle with the link relay between them, on one thread and one virtual
/// clock: everything that is ready runs before the clock moves on by one step of the simulation.
/// </summary>
public sealed class VirtualFlight : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Work, object? State)> _ready = new();
    private readonly FrameReader _vehicleReader = new();
    private readonly FrameReader _groundReader = new();
    private readonly double _longestSeconds;

    private VirtualFlight(FlightSetup setup)
    {
        var spec = setup.Vehicle;
        _longestSeconds = setup.LongestSeconds;
        Time = new VirtualClock(setup.Options.StartUtc);
        Relay = new LinkRelay(setup.Link, Time, ToVehicle, ToGround);
        Fleet = new SimulatedFleet([spec], setup.Options, setup.Faults, _ => Relay.FromVehicle);
        Connection = new VehicleConnection(new FrameWriter(255, 190), spec.SystemId, 1, FromGround, Time);
        Services = new VehicleServices(Connection);
    }

    public VirtualClock Time { get; }

    public LinkRelay Relay { get; }

    public SimulatedFleet Fleet { get; }

    public SimulatedVehicle Vehicle => Fleet.Vehicles[0];

    public VehicleConnection Connection { get; }

    public VehicleServices Services { get; }

    /// <summary>Called before each step of the simulation.</summary>
    public Action? Stepping { get; set; }

    /// <summary>Shown every frame that the ground station sends; null for nobody.</summary>
    public FrameSink? Sent { get; set; }

    /// <summary>Shown every frame of the vehicle that reaches the ground, after the ground station; null for nobody.</summary>
    public FrameObserver? Overheard { get; set; }

    /// <summary>Runs a flight to the end of its task.</summary>
    /// <param name="setup">What it is made of.</param>
    /// <param name="flight">The flight; all that it awaits runs on this thread.</param>
    /// <param name="stop">Gives it up between two steps.</param>
    /// <exception cref="TimeoutException">It took longer than the setup allows.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static void Run(FlightSetup setup, Func<VirtualFlight, Task> flight, CancellationToken stop = default)
    {
        var before = Current;
        var rig = new VirtualFlight(setup);
        SetSynchronizationContext(rig);
        try
        {
            rig.Step(setup.Accompanied ? rig.Accompany(flight) : flight(rig), stop);
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
        End(ending);
        await asking;
    }

    /// <summary>
    /// Cancels on this thread: on one of the pool's, as CancelAsync has it, the end would come at a step that nobody knows
    /// beforehand.
    /// </summary>
    public static void End(CancellationTokenSource ending) => ending.Cancel();

    private void Step(Task flight, CancellationToken stop)
    {
        var step = TimeSpan.FromSeconds(SimulatedFleet.StepSeconds);
        Drain();
        while (!flight.IsCompleted)
        {
            stop.ThrowIfCancellationRequested();
            if (Fleet.Seconds >= _longestSeconds)
            {
                throw new TimeoutException($"a flight should end within {_longestSeconds:0} s");
            }

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
        {
            Connection.Deliver(frame);
            Overheard?.Invoke(frame);
        }
    }

    private void FromGround(ReadOnlySpan<byte> frame)
    {
        Sent?.Invoke(frame);
        Relay.FromGround(frame);
    }

    private void Drain()
    {
        while (_ready.TryDequeue(out var ready))
            ready.Work(ready.State);
    }
}
