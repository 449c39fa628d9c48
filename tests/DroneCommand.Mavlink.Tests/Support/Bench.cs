using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Wire;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>A ground node and a scripted vehicle with a channel between them, in virtual time.</summary>
internal sealed class Bench : IDisposable
{
    private readonly List<ITimer> _timers = [];

    public Bench(FakeTimeProvider time, int seed = 1, double loss = 0)
    {
        Channel = new LossyChannel(time, seed, loss);
        Vehicle = new ScriptedVehicle(Channel, time);
        Connection = new VehicleConnection(
            new FrameWriter(ScriptedVehicle.Ground, ScriptedVehicle.GroundComponent),
            ScriptedVehicle.SystemId,
            1,
            Channel.FromGround,
            time
        );
        Services = new VehicleServices(Connection);
        Channel.Ground = (in FrameView frame) => Connection.Deliver(frame);
    }

    public LossyChannel Channel { get; }

    public ScriptedVehicle Vehicle { get; }

    public VehicleConnection Connection { get; }

    public VehicleServices Services { get; }

    /// <summary>Starts telemetry and waits until the ground knows the autopilot.</summary>
    public async Task Meet()
    {
        _timers.Add(Vehicle.StartTelemetry());
        (await Services.Telemetry.WaitUntil(s => s.Heartbeat != null && s.Mission != null, TimeSpan.FromMinutes(2)))
            .Should()
            .BeTrue("{0}", Channel);
    }

    public void Later(TimeSpan after, Action action) =>
        _timers.Add(Connection.Time.CreateTimer(_ => action(), null, after, Timeout.InfiniteTimeSpan));

    public void Dispose()
    {
        Services.Dispose();
        Channel.Dispose();
        foreach (var timer in _timers)
            timer.Dispose();
    }

    /// <summary>Runs a test over a bench in virtual time.</summary>
    public static void Run(Func<Bench, Task> test, int seed = 1, double loss = 0) =>
        VirtualLoop.Run(async loop =>
        {
            using var bench = new Bench(loop.Time, seed, loss);
            await test(bench);
        });
}
