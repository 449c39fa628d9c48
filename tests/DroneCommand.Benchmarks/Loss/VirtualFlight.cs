using System.Collections.Concurrent;
using DroneCommand.Mavlink;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Fleet;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Simulator.Tests.Support;

/// <summary>
/// The server's own client classes and a simulated vehicle on one thread and one virtual clock: everything that is ready
/// runs before the clock moves on by one step of the simulation.
/// </summary>
internal sealed class ClientRig : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Work, object? State)> _ready = new();
    private readonly Queue<byte[]> _toVehicle = new();
    private readonly Queue<byte[]> _toGround = new();
    private readonly FrameReader _vehicleReader = new();
    private readonly FrameReader _groundReader = new();

    private ClientRig(VehicleSpec spec, FleetOptions options, IEnumerable<FaultSpec> faults)
    {
        Fleet = new SimulatedFleet([spec], options, faults, _ => bytes => _toGround.Enqueue(bytes.ToArray()));
        Connection = new VehicleConnection(
            new FrameWriter(255, 190),
            spec.SystemId,
            1,
            bytes => _toVehicle.Enqueue(bytes.ToArray()),
            Time
        );
        Services = new VehicleServices(Connection);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public SimulatedFleet Fleet { get; }

    public SimulatedVehicle Vehicle => Fleet.Vehicles[0];

    public VehicleConnection Connection { get; }

    public VehicleServices Services { get; }

    /// <summary>Runs a flight; the ground station beats and asks for telemetry as the server does.</summary>
    public static void Fly(
        VehicleSpec spec,
        FleetOptions options,
        IEnumerable<FaultSpec> faults,
        Func<ClientRig, Task> flight
    )
    {
        var before = Current;
        var rig = new ClientRig(spec, options, faults);
        SetSynchronizationContext(rig);
        try
        {
            rig.Run(rig.Accompany(flight));
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _ready.Enqueue((d, state));

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Waits for something of the simulation; fails when it does not come about in time.</summary>
    public async Task Until(Func<bool> so, double withinSeconds, string what)
    {
        var end = Fleet.Seconds + withinSeconds;
        while (!so())
        {
            (Fleet.Seconds < end).Should().BeTrue("{0} should come about within {1} s", what, withinSeconds);
            await Task.Delay(TimeSpan.FromSeconds(0.1), Time);
        }
    }

    private async Task Accompany(Func<ClientRig, Task> flight)
    {
        using var ending = new CancellationTokenSource();
        await using var heartbeat = new GroundHeartbeat(Connection);
        using var feeding = Time.CreateTimer(_ => heartbeat.Feed(), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        using var streams = new StreamRequester(Connection, Services.Commands);
        var asking = streams.Run(ending.Token);
        await flight(this);
        await ending.CancelAsync();
        await asking;
        Services.Dispose();
    }

    private void Run(Task flight)
    {
        const double LongestSeconds = 3600;
        var step = TimeSpan.FromSeconds(SimulatedFleet.StepSeconds);
        Drain();
        while (!flight.IsCompleted)
        {
            (Fleet.Seconds < LongestSeconds).Should().BeTrue("a flight ends within an hour");
            Carry();
            Fleet.Step();
            Carry();
            Time.Advance(step);
            Drain();
        }

        flight.GetAwaiter().GetResult();
    }

    private void Carry()
    {
        while (_toVehicle.TryDequeue(out var bytes))
        {
            ReadOnlySpan<byte> rest = bytes;
            while (_vehicleReader.TryReadDatagram(ref rest, out var frame))
            {
                Fleet.Deliver(Connection.TargetSystem, frame);
            }
        }

        while (_toGround.TryDequeue(out var bytes))
        {
            ReadOnlySpan<byte> rest = bytes;
            while (_groundReader.TryReadDatagram(ref rest, out var frame))
            {
                Connection.Deliver(frame);
            }
        }
    }

    private void Drain()
    {
        while (_ready.TryDequeue(out var ready))
        {
            ready.Work(ready.State);
        }
    }
}
