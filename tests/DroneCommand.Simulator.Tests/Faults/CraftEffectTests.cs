using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Physics;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Faults;

/// <summary>What a ground station sees of faults of airframe, battery, pilot and clock.</summary>
public class CraftEffectTests
{
    [Fact]
    [FaultName("reboot")]
    public void A_reboot_in_mid_mission_begins_from_nothing_and_keeps_the_plan()
    {
        var rig = Rig.ReadyToFly();
        rig.Upload(Items.SquarePatrol(30, 10));
        rig.SetMode(4);
        rig.Arm();
        rig.Command(MavCmd.MissionStart);
        rig.RunUntil(() => rig.Autopilot.Mission.Current >= 2, 60, "the mission's middle");
        var before = rig.Log.Count;
        rig.Fault("reboot");
        rig.Run(2);
        rig.Said(before).Should().Contain("ArduPilot Ready");
        rig.Last<Heartbeat>()!.Value.CustomMode.Should().Be(0);
        rig.Last<Heartbeat>()!.Value.BaseMode.Should().NotHaveFlag(MavModeFlag.SafetyArmed);
        rig.Command(MavCmd.RequestMessage, MessageIds.SystemTime).Should().Be(MavResult.Accepted);
        rig.Run(0.1);
        rig.Last<SystemTime>()!.Value.TimeBootMs.Should().BeInRange(1800, 2300);
        rig.Autopilot.Memory.Mission.Count.Should().Be(6);
        rig.RunUntil(() => rig.Copter.CopterBody.OnGround, 5, "the fall");
    }

    [Fact]
    [FaultName("arming-refused")]
    public void Arming_is_refused_for_as_long_as_it_lasts()
    {
        var rig = Rig.ReadyToFly();
        rig.SetMode(4);
        rig.Fault("arming-refused=10");
        rig.Arm().Should().Be(MavResult.Failed);
        rig.Run(1.1);
        rig.Said().Should().Contain("Arm: Compass not healthy");
        rig.Autopilot.ReadyToArm.Should().BeFalse();
        rig.Run(9);
        rig.Arm().Should().Be(MavResult.Accepted);
    }

    [Fact]
    [FaultName("battery")]
    public void A_drained_battery_shows()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Rover, ("BATT_CAPACITY", 16000));
        rig.Fault("battery=15");
        rig.Run(2);
        rig.Last<SysStatus>()!.Value.BatteryRemaining.Should().BeInRange(14, 15);
    }

    [Fact]
    [FaultName("battery-voltage")]
    public void A_voltage_that_is_given_is_what_the_pack_has()
    {
        var rig = Rig.ReadyToFly();
        rig.Fault("battery-voltage=9.5");
        rig.Run(0.1);
        rig.Command(MavCmd.RequestMessage, MessageIds.SysStatus);
        rig.Run(0.1);
        rig.Last<SysStatus>()!.Value.VoltageBattery.Should().BeInRange(9450, 9500);
        rig.SetMode(4);
        rig.Arm().Should().Be(MavResult.Failed);
        rig.Run(0.1);
        rig.Said().Should().Contain("Arm: Battery 1 low voltage failsafe");
    }

    [Fact]
    [FaultName("battery-failure")]
    public void A_dead_cell_takes_its_share_of_the_voltage_and_the_failsafe_waits_its_time()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Copter, ("BATT_LOW_VOLT", 21.5), ("BATT_FS_LOW_ACT", 2));
        rig.TakeOffTo(10);
        var before = rig.Vehicle.Battery.Volts;
        rig.Fault("battery-failure=1");
        rig.Run(0.1);
        rig.Command(MavCmd.RequestMessage, MessageIds.SysStatus);
        rig.Run(0.1);
        (rig.Last<SysStatus>()!.Value.VoltageBattery / 1000.0).Should().BeApproximately(before * 5 / 6, 0.3);
        var from = rig.Now;
        rig.RunUntil(() => rig.Autopilot.Mode.Number == 6, 15, "the return");
        (rig.Now - from).Should().BeInRange(9, 10.5, "BATT_LOW_TIMER is 10 s");
        rig.Run(0.1);
        rig.Said().Should().Contain("Battery Failsafe");
    }

    [Fact]
    [FaultName("battery-sag")]
    public void A_weak_pack_sags_under_load_and_recovers_without()
    {
        var rig = Rig.ReadyToFly();
        var rest = rig.Vehicle.Battery.Volts;
        rig.Fault("battery-sag=8");
        rig.Run(1);
        rig.Vehicle.Battery.Volts.Should().BeApproximately(rest, 0.1, "nothing is drawn");
        rig.TakeOffTo(10);
        rig.Vehicle.Battery.Volts.Should().BeInRange(rest - 5, rest - 2);
        rig.SetMode(9);
        rig.RunUntil(() => !rig.Autopilot.Armed, 60, "the landing");
        rig.Vehicle.Battery.Volts.Should().BeGreaterThan(rest - 0.5);
    }

    [Fact]
    [FaultName("motor-failure")]
    public void A_copter_without_a_motor_tumbles_falls_and_is_disarmed()
    {
        var rig = Rig.ReadyToFly();
        rig.TakeOffTo(20);
        rig.Vehicle.Node.Streams.SetInterval(MessageIds.Attitude, 20_000);
        var from = rig.Now;
        rig.Fault("motor-failure=1");
        rig.RunUntil(() => rig.Copter.CopterBody.OnGround, 10, "the fall");
        (rig.Now - from).Should().BeInRange(2, 4, "SITL's took 2.5 s");
        rig.All<Attitude>().Max(a => Math.Abs(Angles.Degrees(a.Roll))).Should().BeGreaterThan(90);
        rig.RunUntil(() => !rig.Autopilot.Armed, 4, "the crash check");
        rig.Run(0.1);
        rig.Said().Should().Contain(t => t.StartsWith("Crash: Disarming: AngErr=", StringComparison.Ordinal));
    }

    [Fact]
    [FaultName("motor-failure")]
    public void A_rover_with_one_dead_side_gets_nowhere()
    {
        var rig = Driving(200);
        rig.Run(3);
        rig.Fault("motor-failure=1");
        rig.Run(1);
        var from = rig.Vehicle.Body.Position;
        rig.Run(20);
        (rig.Vehicle.Body.Position - from).HorizontalLength.Should().BeLessThan(5, "whole it would be 60 m further");
        rig.Last<VfrHud>()!.Value.Throttle.Should().BeGreaterThan(0, "it tries");
    }

    [Fact]
    [FaultName("stuck")]
    public void A_stuck_rover_draws_power_and_does_not_move()
    {
        var rig = Driving(50);
        rig.Run(3);
        rig.Fault("stuck=10");
        var place = rig.Vehicle.Body.Position;
        rig.Run(9);
        rig.Vehicle.Body.Position.Should().Be(place);
        rig.Last<VfrHud>()!.Value.Throttle.Should().BeGreaterThan(20);
        rig.Last<VfrHud>()!.Value.Groundspeed.Should().Be(0);
        rig.Run(5);
        rig.Vehicle.Body.Position.Should().NotBe(place);
    }

    [Fact]
    [FaultName("stuck")]
    public void With_its_crash_check_a_stuck_rover_holds_after_two_seconds()
    {
        var rig = Driving(50, ("FS_CRASH_CHECK", 1));
        rig.Run(3);
        rig.Fault("stuck");
        var from = rig.Now;
        rig.RunUntil(() => rig.Autopilot.Mode.Number == 4, 5, "the hold");
        (rig.Now - from).Should().BeInRange(1.9, 3);
        rig.Run(0.1);
        rig.Said().Should().Contain("Crash: Going to HOLD");
    }

    [Fact]
    [FaultName("rc-loss")]
    public void A_copter_returns_a_second_after_its_pilots_radio_is_gone()
    {
        var rig = Rig.ReadyToFly();
        rig.TakeOffTo(10);
        var from = rig.Now;
        rig.Fault("rc-loss=15");
        rig.RunUntil(() => rig.Autopilot.Mode.Number == 6, 3, "the return");
        (rig.Now - from).Should().BeInRange(0.9, 1.2);
        rig.Run(0.1);
        rig.Said().Should().Contain("Radio Failsafe");
        rig.Last<Heartbeat>()!.Value.SystemStatus.Should().Be(MavState.Critical);
        rig.Run(15);
        rig.Said().Should().Contain("Radio Failsafe Cleared");
        rig.Autopilot.Mode.Number.Should().Be(6);
    }

    [Theory]
    [InlineData(0, 0, 4)]
    [InlineData(1, 0, 6)]
    [InlineData(1, 4, 4)]
    [InlineData(3, 0, 9)]
    public void What_a_lost_radio_does_is_its_parameters(double enable, double options, byte mode)
    {
        var rig = Rig.ReadyToFly(VehicleKind.Copter, ("FS_THR_ENABLE", enable), ("FS_OPTIONS", options));
        rig.TakeOffTo(10);
        rig.Fault("rc-loss");
        rig.Run(2);
        rig.Autopilot.Mode.Number.Should().Be(mode);
    }

    [Fact]
    [FaultName("rc-loss")]
    public void A_rover_holds_two_seconds_after_its_pilots_radio_is_gone()
    {
        var rig = Driving(50);
        rig.Run(3);
        var from = rig.Now;
        rig.Fault("rc-loss=10");
        rig.RunUntil(() => rig.Autopilot.Mode.Number == 4, 4, "the hold");
        (rig.Now - from).Should().BeInRange(1.9, 2.2);
        rig.Run(10);
        rig.Said().Should().Contain("Radio Failsafe").And.Contain("Radio Failsafe Cleared");
    }

    [Fact]
    [FaultName("rc-takeover")]
    public void A_pilot_takes_over_by_the_mode_switch()
    {
        var rig = Rig.ReadyToFly();
        rig.TakeOffTo(10);
        rig.Fault("rc-takeover");
        rig.Run(0.4);
        rig.Last<Heartbeat>()!.Value.CustomMode.Should().Be(5, "FLTMODE5 is LOITER");
        rig.Autopilot.LastModeReason.Should().Be(ModeReason.Pilot);
        rig.All<CommandAck>().Should().NotContain(a => a.Command == MavCmd.DoSetMode && a.Result != MavResult.Accepted);
        rig.Command(MavCmd.RequestMessage, MessageIds.RcChannels);
        rig.Run(0.1);
        rig.Last<RcChannels>()!.Value.Chan5Raw.Should().BeInRange(1621, 1749);

        rig.SetMode(4).Should().Be(MavResult.Accepted, "whoever speaks last is obeyed");
        rig.Fault("rc-takeover=2");
        rig.Run(0.4);
        rig.Last<Heartbeat>()!.Value.CustomMode.Should().Be(9, "FLTMODE2 is LAND");
    }

    [Theory]
    [InlineData(VehicleKind.Copter)]
    [InlineData(VehicleKind.Rover)]
    public void A_pilot_who_took_over_flies_by_the_stick(VehicleKind kind)
    {
        var rig = kind == VehicleKind.Copter ? Rig.ReadyToFly() : Driving(50);
        if (kind == VehicleKind.Copter)
        {
            rig.TakeOffTo(10);
        }

        rig.Fault("rc-takeover=0/0.4/6");
        rig.Run(6);
        var gone = Vec3.FromBearing(rig.Vehicle.Body.HeadingDeg).Dot(rig.Vehicle.Body.Velocity);
        gone.Should().BeInRange(1, 5, "SITL's copter flew 3.4 m/s with 0.4");
        rig.Run(8);
        rig.Vehicle.Body.Velocity.Length.Should().BeLessThan(0.6, "the stick is let go");
    }

    [Fact]
    [FaultName("sysid-clash")]
    public void Two_vehicles_of_one_system_id_are_two_hardware_ids_at_two_places()
    {
        var rig = Rig.ReadyToFly();
        rig.Fault("sysid-clash=100/20");
        rig.Run(3);
        var before = rig.Log.Count;
        rig.Command(MavCmd.RequestMessage, MessageIds.AutopilotVersion);
        rig.Command(MavCmd.RequestMessage, MessageIds.GlobalPositionInt);
        rig.Run(5);
        rig.All<AutopilotVersion>(before).Select(Uid).Distinct().Should().HaveCount(2);
        rig.All<GlobalPositionInt>(before).Select(p => p.Lon / 1000).Distinct().Should().HaveCount(2);
        rig.All<Heartbeat>(before).Count().Should().BeInRange(9, 13, "two a second");
        rig.Run(20);
        before = rig.Log.Count;
        rig.Run(5);
        rig.All<Heartbeat>(before).Count().Should().BeInRange(4, 6, "the other one is gone");
    }

    [Fact]
    [FaultName("clock-jump")]
    public void The_clock_jumps_and_jumps_back()
    {
        var rig = Rig.ReadyToFly();
        var before = Time(rig);
        rig.Fault("clock-jump=3600");
        var jumped = Time(rig);
        (jumped.TimeBootMs - before.TimeBootMs).Should().BeInRange(3_600_000, 3_601_000);
        (jumped.TimeUnixUsec - before.TimeUnixUsec).Should().BeInRange(3_600_000_000, 3_601_000_000);
        rig.Fleet.Faults.Clear("clock-jump");
        Time(rig).TimeBootMs.Should().BeInRange(before.TimeBootMs, before.TimeBootMs + 2000);
    }

    private static string Uid(AutopilotVersion version)
    {
        var uid = version.Uid2;
        return Convert.ToHexString(uid);
    }

    private static SystemTime Time(Rig rig)
    {
        rig.Command(MavCmd.RequestMessage, MessageIds.SystemTime).Should().Be(MavResult.Accepted);
        rig.Run(0.1);
        return rig.Last<SystemTime>()!.Value;
    }

    private static Rig Driving(double north, params (string, double)[] parameters)
    {
        var rig = Rig.ReadyToFly(VehicleKind.Rover, parameters);
        rig.SetMode(15);
        rig.Arm();
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(north, 0), 0);
        return rig;
    }
}
