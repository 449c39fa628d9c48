using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Fleet.Tests.Gateway;

public sealed class ModeWatchTests : IDisposable
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly FrameWriter autopilot = new(51, 1);
    private readonly VehicleConnection connection;
    private readonly TelemetryFold fold;
    private readonly ModeWatch watch;
    private readonly TaskCompletionSource<CommandOutcome> order = new();

    private readonly OrderRunner orders;

    public ModeWatchTests()
    {
        connection = new VehicleConnection(new FrameWriter(255, 190), 51, 1, _ => { }, time);
        fold = new TelemetryFold(connection);
        orders = new OrderRunner(
            (_, _) => order.Task,
            () => null,
            (_, _) => Task.CompletedTask,
            time,
            NullLogger.Instance
        );
        watch = new ModeWatch(fold, orders, time);
        Change(CopterMode.Auto)!.Cause.Should().Be(ModeChangeCause.FirstHeard);
    }

    public void Dispose() => fold.Dispose();

    [Fact]
    public void A_mode_that_nobody_here_asked_for_is_the_pilots() =>
        Change(CopterMode.Loiter)!.Cause.Should().Be(ModeChangeCause.Pilot);

    [Fact]
    public void The_mode_that_an_attached_station_asked_for_is_that_stations_for_a_moment()
    {
        watch.StationAsked();
        Change(CopterMode.Loiter)!.Cause.Should().Be(ModeChangeCause.Station);
        time.Advance(TimeSpan.FromSeconds(4));
        Change(CopterMode.Stabilize)!.Cause.Should().Be(ModeChangeCause.Pilot);
    }

    [Fact]
    public void The_mode_of_an_order_is_ours()
    {
        orders.Begin(new HoldOrder(Guid.NewGuid(), 1)).Taken.Should().BeTrue();
        Change(CopterMode.Brake)!.Cause.Should().Be(ModeChangeCause.Ours);
    }

    [Theory]
    [InlineData("GCS Failsafe")]
    [InlineData("Polygon fence breached")]
    [InlineData("Max Alt and Circle fences breached")]
    [InlineData("Battery 1 is low 10.20V used 561 mAh")]
    public void The_autopilots_own_text_says_that_it_was_its_failsafe(string text)
    {
        Hear(new Statustext { Severity = MavSeverity.Warning, Text = text });
        var change = Change(CopterMode.Rtl)!;
        change.Cause.Should().Be(ModeChangeCause.Failsafe);
        change.Reason.Should().Be(text);
    }

    [Fact]
    public void A_rover_that_leaves_its_fence_says_it_by_its_status_only()
    {
        Hear(new FenceStatus { BreachStatus = 1 });
        Change(CopterMode.Rtl)!.Reason.Should().Be("it left its fence");
    }

    [Fact]
    public void A_pilot_who_flies_outside_the_fence_is_still_the_pilot()
    {
        Hear(new FenceStatus { BreachStatus = 1 });
        Change(CopterMode.Rtl);
        for (var second = 0; second < 10; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            Hear(new FenceStatus { BreachStatus = 1 });
            watch.Changed(TelemetryMapping.ToTelemetry(fold.Snapshot, null)).Should().BeNull();
        }
        Change(CopterMode.Loiter)!.Cause.Should().Be(ModeChangeCause.Pilot);
    }

    [Theory]
    [InlineData(CopterMode.Rtl, ModeChangeCause.Failsafe)]
    [InlineData(CopterMode.Stabilize, ModeChangeCause.Pilot)]
    public void A_vehicle_that_comes_back_out_of_silence_returning_does_so_by_its_failsafe(
        CopterMode mode,
        ModeChangeCause cause
    )
    {
        time.Advance(TimeSpan.FromSeconds(9));
        Hear(new VfrHud());
        watch.Changed(TelemetryMapping.ToTelemetry(fold.Snapshot, null)).Should().BeNull();
        time.Advance(TimeSpan.FromSeconds(0.5));
        Change(mode)!.Cause.Should().Be(cause);
    }

    [Fact]
    public void The_end_of_a_failsafe_is_none()
    {
        Hear(new Statustext { Severity = MavSeverity.Warning, Text = "GCS Failsafe Cleared" });
        Change(CopterMode.Loiter)!.Cause.Should().Be(ModeChangeCause.Pilot);
    }

    private ModeChange? Change(CopterMode mode)
    {
        Hear(
            new Heartbeat
            {
                Type = MavType.Quadrotor,
                Autopilot = MavAutopilot.Ardupilotmega,
                CustomMode = (uint)mode,
            }
        );
        var change = watch.Changed(TelemetryMapping.ToTelemetry(fold.Snapshot, null));
        if (change is not null)
        {
            watch.Told(change);
        }
        return change;
    }

    private void Hear<T>(in T message)
        where T : struct, IMavlinkMessage<T>
    {
        var buffer = new byte[FrameWriter.MaxFrameLength];
        ReadOnlySpan<byte> datagram = buffer.AsSpan(0, autopilot.Write(message, buffer));
        new FrameReader().TryReadDatagram(ref datagram, out var frame).Should().BeTrue();
        connection.Deliver(frame).Should().BeTrue();
    }
}
