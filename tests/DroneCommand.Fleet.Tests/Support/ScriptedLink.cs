using System.Threading.Channels;
using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Fleet.Tests.Support;

/// <summary>
/// Stands for the link beside the socket: it takes a grain's orders, keeps them, and tells what a vehicle would show.
/// </summary>
internal sealed class ScriptedLink(FleetServer server, string vehicleId) : IVehicleDownlink
{
    private readonly Channel<LinkOrder> begun = Channel.CreateUnbounded<LinkOrder>();
    private readonly List<LinkOrder> orders = [];
    private IVehicleDownlink? reference;

    /// <summary>A copter that stands ready on its dock.</summary>
    public VehicleTelemetry Telemetry { get; set; } =
        new()
        {
            LastHeard = server.Time.GetUtcNow(),
            Kind = VehicleKind.Copter,
            Mode = "STABILIZE",
            PreArmHealthy = true,
            HasAbsolutePosition = true,
            BatteryPercent = 95,
            Position = DockA,
            Home = DockA,
            AboveHome = new AltitudeAboveHome(0),
            HomeAmsl = new AltitudeAmsl(2),
            MissionItem = 0,
            HardwareUid = "board-1",
        };

    public static GeoPoint DockA { get; } = new(54.4799657, 8.9898821);

    /// <summary>What a begun order is answered with.</summary>
    public Func<LinkOrder, OrderReceipt> Receipt { get; set; } = _ => OrderReceipt.Accepted;

    /// <summary>How orders end by themselves; null leaves the end to the test. A launch never ends by itself.</summary>
    public CommandOutcome? EndsWith { get; set; } =
        new(OutcomeKind.Done, "seen after 0.4 s", TimeSpan.FromSeconds(0.4));

    /// <summary>Everything that was sent, in order.</summary>
    public IReadOnlyList<LinkOrder> Orders
    {
        get
        {
            lock (orders)
            {
                return [.. orders];
            }
        }
    }

    private IVehicleUplink Uplink => server.Grains.GetGrain<IVehicleUplink>(vehicleId);

    public Task<OrderReceipt> Begin(LinkOrder order)
    {
        lock (orders)
        {
            orders.Add(order);
        }
        begun.Writer.TryWrite(order);
        var receipt = Receipt(order);
        if (receipt.Taken && EndsWith is { } end && order is not FlyMissionOrder)
        {
            _ = Uplink.ReportEnd(order.OperationId, end);
        }
        return Task.FromResult(receipt);
    }

    /// <summary>Registers with the grain, as after a start of the server, and tells what is heard.</summary>
    public async Task Attach()
    {
        reference = server.Grains.CreateObjectReference<IVehicleDownlink>(this);
        (await Uplink.Attach(reference, "127.0.0.1:9")).Should().NotBeNull("the vehicle is adopted");
        await Report();
    }

    /// <summary>Tells what is heard now.</summary>
    public async Task<VehicleView> Report(Func<VehicleTelemetry, VehicleTelemetry>? change = null)
    {
        Telemetry = (change?.Invoke(Telemetry) ?? Telemetry) with { LastHeard = server.Time.GetUtcNow() };
        var lease = await Uplink.Report(Telemetry);
        lease
            .Should()
            .NotBeNull(
                "the grain knows its link; the server says: {0}",
                string.Join('\n', server.Log.Lines.TakeLast(30))
            );
        return lease!.View;
    }

    public async Task ChangeMode(string mode, ModeChangeCause cause, string reason = "")
    {
        var old = Telemetry.Mode;
        Telemetry = Telemetry with { Mode = mode, LastHeard = server.Time.GetUtcNow() };
        await Uplink.ReportModeChange(new ModeChange(Telemetry, old, cause, reason));
    }

    public Task End(LinkOrder order, OutcomeKind kind, string text) =>
        Uplink.ReportEnd(order.OperationId, new CommandOutcome(kind, text, TimeSpan.FromSeconds(3)));

    /// <summary>The next order of a kind; others that come before it are passed over.</summary>
    public Task<T> Next<T>()
        where T : LinkOrder => Eventually.In($"the link is told a {typeof(T).Name}", NextOf<T>());

    /// <summary>From the start of a patrol until it flies its first leg.</summary>
    public async Task Fly(DroneCommand.Fleet.Patrols.IPatrolGrain patrol, Caller caller)
    {
        var outcome = await patrol.StartNow(caller.Asks());
        outcome.Kind.Should().Be(OutcomeKind.Done, outcome.Text);
        await TakeOff();
    }

    /// <summary>Carries out the launch that the link was told.</summary>
    public async Task<FlyMissionOrder> TakeOff()
    {
        var launch = await Next<FlyMissionOrder>();
        await Report(t => t with { Armed = true, Mode = "GUIDED", Order = launch.OperationId });
        await Report(t => t with { Mode = "AUTO", MissionItem = 1, AboveHome = new AltitudeAboveHome(8) });
        await End(launch, OutcomeKind.Done, "take-off seen after 9.0 s");
        await Report(t => t with { Order = null, MissionItem = 2, AboveHome = new AltitudeAboveHome(40) });
        return launch;
    }

    /// <summary>Past the last leg of the task, on the way home in the mission.</summary>
    public Task<VehicleView> FinishTask() => Report(t => t with { Mode = "AUTO", MissionItem = 99 });

    public Task<VehicleView> LandAndDisarm() =>
        Report(t => t with { Armed = false, AboveHome = new AltitudeAboveHome(0), Position = DockA });

    private async Task<T> NextOf<T>()
        where T : LinkOrder
    {
        await foreach (var order in begun.Reader.ReadAllAsync())
        {
            if (order is T wanted)
            {
                return wanted;
            }
        }
        throw new InvalidOperationException("the link has ended");
    }
}
