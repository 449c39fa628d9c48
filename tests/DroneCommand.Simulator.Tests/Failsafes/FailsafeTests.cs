using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Failsafes;

public class FailsafeTests
{
    [Fact]
    public void Lost_heartbeats_do_nothing_by_default()
    {
        var rig = Rig.ReadyToFly();
        rig.TakeOffTo(10);
        rig.Beats = false;
        rig.Run(20);
        rig.Autopilot.Mode.Number.Should().Be(4);
        rig.Said().Should().NotContain("GCS Failsafe");
    }

    [Fact]
    public void A_copter_returns_five_seconds_after_the_last_heartbeat_and_stays_returning()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Copter, ("FS_GCS_ENABLE", 1));
        rig.TakeOffTo(10);
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(30, 0), 10);
        rig.Run(8);
        rig.Beats = false;
        var from = rig.Now;
        rig.RunUntil(() => rig.Autopilot.Mode.Number == 6, 8, "the return");
        (rig.Now - from).Should().BeInRange(4, 5.6);
        rig.Said().Should().Contain("GCS Failsafe");
        rig.Autopilot.SystemStatus.Should().Be(MavState.Critical);

        rig.Beats = true;
        rig.Run(2);
        rig.Said().Should().Contain("GCS Failsafe Cleared");
        rig.Autopilot.Mode.Number.Should().Be(6, "recovery does not restore the mode");
        rig.RunUntil(() => !rig.Autopilot.Armed, 120, "the landing");
        rig.FromHome.Should().BeLessThan(0.6);
    }

    [Fact]
    public void With_the_sites_options_it_also_returns_out_of_brake()
    {
        var own = Rig.ReadyToFly(VehicleKind.Copter, ("FS_GCS_ENABLE", 1));
        own.TakeOffTo(10);
        own.SetMode(17);
        own.Beats = false;
        own.Run(8);
        own.Said().Should().Contain("GCS Failsafe - Continuing Pilot Control");
        own.Autopilot.Mode.Number.Should().Be(17);

        var site = Rig.ReadyToFly(VehicleKind.Copter, ("FS_GCS_ENABLE", 1), ("FS_OPTIONS", 8));
        site.TakeOffTo(10);
        site.SetMode(17);
        site.Beats = false;
        site.Run(8);
        site.Autopilot.Mode.Number.Should().Be(6);
    }

    [Theory]
    [InlineData(1, "Radio Failsafe")]
    [InlineData(0, "GCS Failsafe")]
    public void A_rover_holds_after_six_and_a_half_seconds(double radioFailsafe, string text)
    {
        var rig = Rig.ReadyToFly(VehicleKind.Rover, ("FS_GCS_ENABLE", 1), ("FS_THR_ENABLE", radioFailsafe));
        rig.SetMode(15);
        rig.Arm();
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(100, 0), 0);
        rig.Run(3);
        rig.Beats = false;
        var from = rig.Now;
        rig.RunUntil(() => rig.Autopilot.Mode.Number == 4, 9, "the hold");
        (rig.Now - from).Should().BeInRange(5.5, 7);
        rig.Run(0.1);
        rig.Said().Should().Contain(text);
        rig.Beats = true;
        rig.Run(2);
        rig.Said().Should().Contain("GCS Failsafe Cleared");
        rig.Autopilot.Mode.Number.Should().Be(4);
    }

    [Fact]
    public void A_low_battery_brings_it_home_and_a_critical_one_lands_it()
    {
        var rig = Rig.ReadyToFly(
            VehicleKind.Copter,
            ("BATT_CAPACITY", 8000),
            ("BATT_LOW_MAH", 1600),
            ("BATT_CRT_MAH", 800),
            ("BATT_FS_LOW_ACT", 2),
            ("BATT_FS_CRT_ACT", 1)
        );
        rig.TakeOffTo(10);
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(200, 0), 10);
        rig.Run(20);
        rig.Vehicle.SetCharge(19.9);
        rig.Run(1);
        rig.Autopilot.Mode.Number.Should().Be(6);
        rig.Said()
            .Should()
            .Contain(t => t.StartsWith("Battery 1 is low", StringComparison.Ordinal))
            .And.Contain("Battery Failsafe");
        rig.Vehicle.SetCharge(9.9);
        rig.Run(1);
        rig.Autopilot.Mode.Number.Should().Be(9);
        rig.RunUntil(() => !rig.Autopilot.Armed, 120, "the landing");
        rig.Arm().Should().Be(MavResult.Failed);
        rig.Said().Should().Contain("Arm: Battery failsafe");
        rig.Command(MavCmd.BatteryReset, 1, 100).Should().Be(MavResult.Accepted);
        rig.SetMode(4);
        rig.Arm().Should().Be(MavResult.Accepted);
    }

    [Fact]
    public void Leaving_the_fence_brings_it_home()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Copter, ("FENCE_ENABLE", 1), ("FENCE_TYPE", 5), ("WPNAV_SPEED", 600));
        rig.Upload(Items.SquareFence(30), MavMissionType.Fence).Should().Be(MavMissionResult.Accepted);
        rig.Upload(Items.List(Items.Home(), Items.TakeOff(10), Items.Waypoint(60, 0, 10), Items.Return()));
        rig.SetMode(4);
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(40, 0), 10)
            .Should()
            .Be(MavResult.Failed, "outside");
        rig.Arm();
        rig.Command(MavCmd.MissionStart);
        rig.RunUntil(() => rig.Autopilot.Mode.Number == 6, 60, "the return");
        rig.Vehicle.Body.Position.North.Should().BeInRange(29, 32);
        rig.Run(0.1);
        rig.Said().Should().Contain("Polygon fence breached");
        rig.RunUntil(() => rig.Said().Contains("Fence breach cleared"), 30, "coming back");
        rig.RunUntil(() => !rig.Autopilot.Armed, 120, "the landing");
        rig.FromHome.Should().BeLessThan(0.6);
    }

    [Fact]
    public void Too_high_is_outside_too()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Copter, ("FENCE_ENABLE", 1), ("FENCE_TYPE", 1), ("FENCE_ALT_MAX", 20));
        rig.TakeOffTo(10);
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(0, 0), 40)
            .Should()
            .Be(MavResult.Failed);
        rig.Upload(Items.List(Items.Home(), Items.TakeOff(10), Items.Waypoint(0, 30, 40)));
        rig.SetMode(3);
        rig.RunUntil(() => rig.Autopilot.Mode.Number == 6, 60, "the return");
        rig.Run(0.1);
        rig.Said().Should().Contain("Max Alt fence breached");
    }

    [Fact]
    public void A_rover_holds_at_its_fence_without_a_word()
    {
        var rig = RoverInAFence(15, ("AVOID_ENABLE", 0));
        rig.RunUntil(() => rig.Autopilot.Mode.Number == 4, 60, "the hold");
        rig.Vehicle.Body.Position.East.Should().BeInRange(14, 16.5);
        rig.Said().Should().NotContain(t => t.Contains("breached"));
    }

    [Fact]
    public void A_rover_that_avoids_stops_short_of_its_fence_and_waits_there()
    {
        var rig = RoverInAFence(15);
        rig.Run(40);
        rig.Autopilot.Mode.Number.Should().Be(15);
        rig.Vehicle.Body.Position.East.Should().BeApproximately(13, 0.6);
        rig.Vehicle.Body.Velocity.Length.Should().BeLessThan(0.05);
    }

    private static Rig RoverInAFence(double half, params (string, double)[] parameters)
    {
        var rig = Rig.ReadyToFly(
            VehicleKind.Rover,
            [("FENCE_ENABLE", 1), ("FENCE_TYPE", 4), ("FENCE_ACTION", 2), .. parameters]
        );
        rig.Arm().Should().Be(MavResult.Failed);
        rig.Said().Should().Contain("Arm: Fences enabled, but none selected");
        rig.Upload(Items.SquareFence(half), MavMissionType.Fence);
        rig.SetMode(15);
        rig.Arm().Should().Be(MavResult.Accepted);
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(0, 40), 0);
        return rig;
    }

    [Fact]
    public void Without_satellites_it_gives_the_position_up_and_lands()
    {
        var rig = Rig.ReadyToFly();
        rig.TakeOffTo(10);
        rig.Vehicle.Gps.SkyLost = true;
        rig.RunUntil(() => rig.Autopilot.Mode.Number == 9, 15, "the landing mode");
        rig.Run(0.1);
        rig.Said().Should().Contain("EKF variance").And.Contain("EKF Failsafe: changed to LAND Mode");
        rig.Autopilot.Estimator.Flags.Should().Be((EkfStatusFlags)37);
        rig.Said()
            .Should()
            .Contain("EKF variance")
            .And.Contain("EKF Failsafe: changed to LAND Mode")
            .And.NotContain("EKF3 IMU0 stopped aiding", "it goes on trying, and says so seven seconds later");
        rig.RunUntil(() => !rig.Autopilot.Armed, 60, "the landing");
        rig.Said().Should().Contain("EKF3 IMU0 stopped aiding").And.Contain("SmartRTL deactivated: bad position");
        rig.SetMode(4);
        rig.Arm().Should().Be(MavResult.Failed);
        rig.Said().Should().Contain("Arm: GPS 1: Bad fix");
    }

    [Fact]
    public void When_the_satellites_come_back_the_landing_goes_on_and_the_failsafe_is_cleared_after_a_second()
    {
        var rig = Rig.ReadyToFly();
        rig.TakeOffTo(15);
        SetParameter(rig, "SIM_GPS1_ENABLE", 0);
        rig.RunUntil(() => rig.Autopilot.Mode.Number == 9, 10, "the landing mode");
        SetParameter(rig, "SIM_GPS1_ENABLE", 1);
        rig.Run(0.6);
        rig.Said().Should().NotContain("EKF Failsafe Cleared");
        rig.Run(1);
        rig.Said().Should().Contain("EKF Failsafe Cleared");
        rig.Autopilot.Mode.Number.Should().Be(9);
    }

    [Theory]
    [InlineData(0, 4, null)]
    [InlineData(1, 6, "Radio Failsafe")]
    [InlineData(3, 9, "Radio Failsafe")]
    [InlineData(4, 21, "Radio Failsafe")]
    [InlineData(7, 17, "Radio Failsafe")]
    public void A_lost_radio_does_what_its_parameter_says(double enable, int mode, string? text)
    {
        var rig = Rig.ReadyToFly(VehicleKind.Copter, ("FS_THR_ENABLE", enable), ("FS_OPTIONS", 0));
        rig.TakeOffTo(10);
        SetParameter(rig, "SIM_RC_FAIL", 1);
        rig.Run(0.9);
        rig.Autopilot.Mode.Number.Should().Be(4);
        rig.Run(0.3);
        rig.Autopilot.Mode.Number.Should().Be((byte)mode);
        rig.Said().Should().Contain(t => text == null || t == text);
        SetParameter(rig, "SIM_RC_FAIL", 0);
        rig.Run(0.1);
        rig.Said().Contains("Radio Failsafe Cleared").Should().Be(text is not null);
    }

    [Fact]
    public void On_the_ground_a_lost_radio_disarms()
    {
        var rig = Rig.ReadyToFly();
        rig.SetMode(5);
        rig.Arm().Should().Be(MavResult.Accepted);
        SetParameter(rig, "SIM_RC_FAIL", 1);
        rig.Run(1.2);
        rig.Autopilot.Armed.Should().BeFalse();
        rig.Said().Should().ContainInOrder("Radio Failsafe - Disarming", "Disarming motors");
    }

    [Theory]
    [InlineData(1, 11)]
    [InlineData(2, 4)]
    [InlineData(3, 12)]
    [InlineData(6, 5)]
    public void A_rovers_action_is_steered_by_one_parameter_for_all_links(double action, int mode)
    {
        var rig = Rig.ReadyToFly(VehicleKind.Rover, ("FS_ACTION", action), ("FS_THR_ENABLE", 1));
        rig.SetMode(15);
        rig.Arm();
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(60, 0), 0);
        rig.Run(4);
        SetParameter(rig, "SIM_RC_FAIL", 1);
        rig.Run(1.8);
        rig.Autopilot.Mode.Number.Should().Be(15);
        rig.Run(0.5);
        rig.Autopilot.Mode.Number.Should().Be((byte)mode);
        rig.Said().Should().Contain("Radio Failsafe");
    }

    [Fact]
    public void A_mission_with_a_landing_sequence_is_the_way_home_where_that_is_asked_for()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Copter, ("FS_GCS_ENABLE", 6));
        rig.Upload(
            Items.List(
                Items.Home(),
                Items.TakeOff(10),
                Items.Waypoint(50, 0, 10),
                Items.Make(MavCmd.DoLandStart, Items.At(0, 0), 10),
                Items.Waypoint(0, 5, 8),
                Items.Land()
            )
        );
        rig.SetMode(4);
        rig.Arm();
        rig.Command(MavCmd.MissionStart);
        rig.RunUntil(() => rig.Vehicle.Body.Position.North > 15, 60, "the leg");
        rig.Beats = false;
        rig.RunUntil(() => rig.Last<Heartbeat>()!.Value.CustomMode == 27, 9, "AUTO RTL");
        rig.Said().Should().Contain("GCS Failsafe").And.Contain("Mission: 4 WP");
        rig.RunUntil(() => !rig.Autopilot.Armed, 120, "the landing");
    }

    private static void SetParameter(Rig rig, string name, float value) =>
        rig.Send(
            new ParamSet
            {
                TargetSystem = Rig.SystemId,
                TargetComponent = 1,
                ParamId = name,
                ParamValue = value,
            }
        );
}
