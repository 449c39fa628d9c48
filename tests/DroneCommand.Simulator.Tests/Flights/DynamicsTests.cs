using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Physics;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Flights;

public class DynamicsTests
{
    [Fact]
    public void A_whole_patrol_in_wind_stays_within_the_airframes_limits()
    {
        var options = Rig.Ready with
        {
            WindMps = 5,
            GustMps = 1,
            WindFromDeg = 300,
            CopterParameters = [("WPNAV_SPEED", 800), ("RTL_ALT", 2000)],
        };
        var rig = new Rig(VehicleKind.Copter, options);
        rig.Run(3);
        rig.Upload(Items.SquarePatrol(70, 18));
        rig.SetMode(4);
        rig.Arm();
        rig.Command(MavCmd.MissionStart);
        var body = rig.Copter.CopterBody;
        var before = body.Velocity;
        rig.RunUntil(
            () =>
            {
                var acceleration = (body.Velocity - before) / 0.02;
                before = body.Velocity;
                if (!body.OnGround && rig.Autopilot.AboveHomeM > 0.5)
                {
                    acceleration.HorizontalLength.Should().BeLessThan(5.7);
                    body.Velocity.HorizontalLength.Should().BeLessThan(8.9);
                    body.Velocity.Up.Should().BeInRange(-1.9, 2.9);
                    Math.Abs(body.RollDeg).Should().BeLessThan(32);
                    Math.Abs(body.PitchDeg).Should().BeLessThan(32);
                    Math.Abs(body.YawRateDegPerS).Should().BeLessThan(61);
                }

                return !rig.Autopilot.Armed;
            },
            300,
            "the landing"
        );
        rig.FromHome.Should().BeLessThan(0.7);
        body.TouchdownSpeed.Should().BeNull("the touch-down was told");
        rig.Said().Should().Contain(t => t.StartsWith("SIM Hit ground at 0.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_battery_only_falls_and_sags_under_load()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Copter, ("BATT_CAPACITY", 8000));
        var resting = rig.Autopilot.Battery.Volts;
        rig.TakeOffTo(10);
        var hovering = rig.Autopilot.Battery.Volts;
        hovering.Should().BeLessThan(resting - 0.2);
        var used = rig.Autopilot.Battery.UsedWh;
        rig.Run(60);
        (rig.Autopilot.Battery.UsedWh - used).Should().BeApproximately(420.0 / 60, 0.8, "it hovers with 420 W");
        rig.Autopilot.Battery.RemainingPercent.Should().BeInRange(92, 97);
    }

    [Fact]
    public void A_dock_charges_what_stands_on_it()
    {
        var rig = new Rig(
            VehicleKind.Copter,
            Rig.Ready with
            {
                DockWatts = 500,
                CopterParameters = [("BATT_CAPACITY", 8000)],
            },
            "battery=50@2"
        );
        rig.Run(3);
        rig.Run(120);
        rig.Autopilot.Battery.RemainingPercent.Should().BeInRange(57, 62);
    }

    [Fact]
    public void Return_climbs_first_then_comes_home_at_the_return_altitude()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Copter, ("RTL_ALT", 3000), ("RTL_CONE_SLOPE", 0), ("WPNAV_SPEED", 600));
        rig.TakeOffTo(10);
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(40, 0), 10);
        rig.Run(15);
        rig.SetMode(6).Should().Be(MavResult.Accepted);
        rig.RunUntil(() => rig.Autopilot.AboveHomeM > 29.5, 30, "the climb");
        rig.FromHome.Should().BeApproximately(40, 1.5, "it climbs before it moves");
        rig.RunUntil(() => rig.FromHome < 2, 30, "home");
        rig.Autopilot.AboveHomeM.Should().BeApproximately(30, 0.5);
        rig.RunUntil(() => !rig.Autopilot.Armed, 120, "the landing");
        rig.Autopilot.Mode.Number.Should().Be(6);
    }

    [Fact]
    public void Land_comes_down_where_it_is_and_disarms_two_seconds_after_touching()
    {
        var rig = Rig.ReadyToFly();
        rig.TakeOffTo(10);
        rig.SetMode(9).Should().Be(MavResult.Accepted);
        rig.RunUntil(() => rig.Copter.CopterBody.OnGround, 40, "the touch-down");
        var touched = rig.Now;
        rig.RunUntil(() => !rig.Autopilot.Armed, 4, "disarming");
        (rig.Now - touched).Should().BeInRange(1.7, 2.5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Loiter_and_alt_hold_keep_their_height(double wind)
    {
        var rig = new Rig(VehicleKind.Copter, Rig.Ready with { WindMps = wind }) { Throttle = 1500 };
        rig.Run(3);
        rig.TakeOffTo(15);
        rig.SetMode(5).Should().Be(MavResult.Accepted);
        rig.Run(20);
        rig.Autopilot.AboveHomeM.Should().BeApproximately(15, 0.6);
        rig.FromHome.Should().BeLessThan(1.5);
        rig.SetMode(2).Should().Be(MavResult.Accepted);
        rig.Run(10);
        rig.Autopilot.AboveHomeM.Should().BeApproximately(15, 0.8);
        if (wind > 0)
        {
            rig.FromHome.Should().BeGreaterThan(3, "nothing holds it against the wind");
        }
    }

    [Fact]
    public void Without_a_pilot_the_throttle_is_down_and_loiter_sinks()
    {
        var rig = Rig.ReadyToFly();
        rig.TakeOffTo(15);
        rig.SetMode(5);
        rig.Run(4);
        rig.Vehicle.Body.Velocity.Up.Should().BeApproximately(-2.5, 0.1);
        rig.RunUntil(() => !rig.Autopilot.Armed, 30, "the ground, and ten seconds on it");
    }

    [Fact]
    public void A_rover_keeps_its_limits_and_its_line()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Rover, ("WP_SPEED", 2));
        rig.SetMode(15);
        rig.Arm();
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(-30, -30), 0);
        var body = rig.Rover.RoverBody;
        var before = 0.0;
        rig.RunUntil(
            () =>
            {
                Math.Abs(body.SpeedMps).Should().BeLessThan(2.2);
                Math.Abs((body.SpeedMps - before) / 0.02).Should().BeLessThan(2.6);
                before = body.SpeedMps;
                return (body.Position - new Vec3(-30, -30, 0)).HorizontalLength < 1;
            },
            90,
            "the place"
        );
        rig.Run(3);
        body.SpeedMps.Should().BeApproximately(0, 0.02);
        (body.Position - new Vec3(-30, -30, 0)).HorizontalLength.Should().BeLessThan(0.8);
    }
}
