using DroneCommand.Fleet.Gateway;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Fleet.Tests.Gateway;

public class LaunchObjectionTests
{
    private static readonly GeoPoint Dock = new(54.479976, 8.9900509);
    private static readonly GeoPoint Yard = new(54.479976, 8.9902509);

    [Fact]
    public void A_vehicle_on_its_dock_may_launch() => LaunchObjection.For(At(Dock, Dock), 0, Dock).Should().BeNull();

    [Fact]
    public void V1_after_a_reboot_the_plan_must_be_verified_again_before_a_launch() =>
        LaunchObjection.For(At(Dock, Dock) with { Reboots = 1 }, 0, Dock).Should().Contain("rebooted");

    [Fact]
    public void A_vehicle_that_stands_elsewhere_would_take_other_ways_home() =>
        LaunchObjection
            .For(At(Yard, Dock), 0, Dock)
            .Should()
            .StartWith("it stands 13 m from where its plan begins (54.479976° N, 8.990051° E)");

    [Fact]
    public void A_home_that_was_set_elsewhere_forbids_it() =>
        LaunchObjection.For(At(Dock, Yard), 0, Dock).Should().StartWith("its home is 13 m from");

    [Fact]
    public void A_position_that_is_not_sure_yet_is_waited_for() =>
        LaunchObjection.For(At(Yard, Yard) with { Estimator = null }, 0, Dock).Should().BeNull();

    private static TelemetrySnapshot At(GeoPoint here, GeoPoint home) =>
        new()
        {
            Position = Now(new PositionPart(here, new AltitudeAmsl(2), new AltitudeAboveHome(0), 0, 0, null)),
            Home = Now(new HomePart(home, new AltitudeAmsl(2))),
            Estimator = Now(new EstimatorPart((EkfStatusFlags)831, 0, 0, 0, 0)),
        };

    private static Timed<T> Now<T>(T value) => new(value, DateTimeOffset.UnixEpoch);
}
