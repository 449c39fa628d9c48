using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Faults;

public class FaultTests
{
    [Fact]
    public void A_fault_is_read_with_its_argument_time_and_vehicle()
    {
        FaultSpec.Parse("loss=0.1").Should().Be(new FaultSpec("loss", "0.1", 0, null));
        FaultSpec.Parse("gps-loss=30@60.5#2").Should().Be(new FaultSpec("gps-loss", "30", 60.5, 2));
        FaultSpec.Parse("reboot@5").Should().Be(new FaultSpec("reboot", null, 5, null));
    }

    [Theory]
    [InlineData("nonsense", "unknown fault 'nonsense'")]
    [InlineData("loss=2", "from 0 to 1")]
    [InlineData("loss=much", "'much'")]
    [InlineData("gps-loss@never", "'never'")]
    [InlineData("gps-loss#999", "'999'")]
    public void A_bad_fault_is_refused_in_one_line(string text, string says)
    {
        var read = () => FaultSpec.Parse(text);
        read.Should().Throw<FormatException>().Which.Message.Should().Contain(says).And.NotContain("\n");
    }

    [Fact]
    public void Loss_loses_its_share_both_ways()
    {
        var rig = new Rig(VehicleKind.Copter, Rig.Ready, "loss=0.3");
        rig.Run(2);
        rig.Vehicle.Node.Streams.SetInterval(MessageIds.Attitude, 20_000);
        var before = rig.Log.Count;
        rig.Run(60);
        rig.All<Attitude>(before).Count().Should().BeInRange(1950, 2250, "50 a second for a minute, 30 % lost");
        var asked = Enumerable
            .Range(0, 300)
            .Count(_ => rig.Command(MavCmd.RequestMessage, MessageIds.SystemTime) is not null);
        asked.Should().BeInRange(110, 185, "half of the pairs of command and answer survive");
    }

    [Fact]
    public void Radio_silence_is_silence_and_ends()
    {
        var rig = new Rig(VehicleKind.Copter, Rig.Ready, "radio-silence=5@4");
        rig.Run(4.1);
        var before = rig.Log.Count;
        rig.Run(4.8);
        rig.Log.Count.Should().Be(before);
        rig.Command(MavCmd.RequestMessage, MessageIds.SystemTime).Should().BeNull();
        rig.Run(2);
        rig.Log.Count.Should().BeGreaterThan(before);
    }

    [Fact]
    public void Arming_is_refused_for_as_long_as_it_lasts()
    {
        var rig = new Rig(VehicleKind.Copter, Rig.Ready, "arming-refused=10");
        rig.Run(3);
        rig.SetMode(4);
        rig.Arm().Should().Be(MavResult.Failed);
        rig.Autopilot.ReadyToArm.Should().BeFalse();
        rig.Run(9);
        rig.Arm().Should().Be(MavResult.Accepted);
    }

    [Fact]
    public void Lost_satellites_show_at_once()
    {
        var rig = new Rig(VehicleKind.Rover, Rig.Ready, "gps-loss=6@5");
        rig.Run(4.9);
        rig.Last<GpsRawInt>()!.Value.FixType.Should().Be(GpsFixType.RtkFixed);
        rig.Run(2);
        rig.Last<GpsRawInt>()!.Value.FixType.Should().Be(GpsFixType.NoFix);
        rig.Run(10);
        rig.Last<GpsRawInt>()!.Value.FixType.Should().Be(GpsFixType.RtkFixed);
    }

    [Fact]
    public void A_drained_battery_shows()
    {
        var rig = new Rig(
            VehicleKind.Rover,
            Rig.Ready with
            {
                RoverParameters = [("BATT_CAPACITY", 16000)],
            },
            "battery=15@3"
        );
        rig.Run(5);
        rig.Last<SysStatus>()!.Value.BatteryRemaining.Should().BeInRange(14, 15);
    }

    [Fact]
    public void A_stuck_rover_does_not_move_and_draws_power()
    {
        var rig = new Rig(VehicleKind.Rover, Rig.Ready, "stuck=10");
        rig.Run(3);
        rig.SetMode(15);
        rig.Arm();
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(20, 0), 0);
        rig.Run(5);
        rig.FromHome.Should().Be(0);
        rig.Run(8);
        rig.FromHome.Should().BeGreaterThan(1);
    }

    [Fact]
    public void A_silent_radio_brings_it_home_and_is_told_to_be_back()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Copter, ("FS_OPTIONS", 0));
        rig.TakeOffTo(10);
        rig.Vehicle.Faults.RcLost = true;
        rig.Run(0.9);
        rig.Autopilot.Mode.Number.Should().Be(4);
        rig.Run(0.2);
        rig.Autopilot.Mode.Number.Should().Be(6);
        rig.Autopilot.SystemStatus.Should().Be(MavState.Critical);
        rig.Vehicle.Faults.RcLost = false;
        rig.Run(0.2);
        rig.Said().Should().ContainInOrder("Radio Failsafe", "Radio Failsafe Cleared");
        rig.Autopilot.Mode.Number.Should().Be(6);
    }

    [Fact]
    public void A_silent_radio_does_nothing_where_that_is_asked_for()
    {
        // In guided mode by FS_OPTIONS, everywhere by FS_THR_ENABLE.
        var guided = Rig.ReadyToFly(VehicleKind.Copter, ("FS_OPTIONS", 4));
        guided.TakeOffTo(10);
        guided.Vehicle.Faults.RcLost = true;
        guided.Run(3);
        guided.Autopilot.Mode.Number.Should().Be(4);
        guided.Said().Should().Contain("Radio Failsafe - Continuing Guided Mode");
        var off = Rig.ReadyToFly(VehicleKind.Copter, ("FS_THR_ENABLE", 0));
        off.TakeOffTo(10);
        off.Vehicle.Faults.RcLost = true;
        off.Run(3);
        off.Said().Should().NotContain(t => t.StartsWith("Radio", StringComparison.Ordinal));
    }

    [Fact]
    public void A_fix_that_jumps_is_told_and_not_believed()
    {
        var rig = Rig.ReadyToFly();
        Stream(rig);
        rig.TakeOffTo(10);
        rig.Vehicle.Gps.GlitchNorthM = 30;
        rig.Run(5);
        rig.FromHome.Should().BeLessThan(1);
        var seen = rig.Last<GpsRawInt>()!.Value.Lat - rig.Last<GlobalPositionInt>()!.Value.Lat;
        seen.Should().BeInRange(2600, 2800, "30 m are 2,700 of 1e-7 degrees");
        rig.Vehicle.Gps.GlitchNorthM = 0;
        rig.Run(11);
        rig.Said()
            .Should()
            .ContainInOrder(
                "EKF3 lane switch 1",
                "GPS Glitch or Compass error",
                "EKF3 lane switch 0",
                "Glitch cleared"
            );
    }

    [Fact]
    public void A_battery_that_gives_too_little_is_low_after_its_timer()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Copter, ("BATT_LOW_VOLT", 10.5), ("BATT_FS_LOW_ACT", 2));
        Stream(rig);
        rig.TakeOffTo(10);
        rig.Vehicle.SetVoltage(10.2);
        rig.Run(9.5);
        rig.Autopilot.Mode.Number.Should().Be(4);
        rig.Run(1);
        rig.Autopilot.Mode.Number.Should().Be(6);
        rig.Last<SysStatus>()!.Value.VoltageBattery.Should().Be(10_200);
    }

    /// <summary>A copter says nothing unless asked.</summary>
    private static void Stream(Rig rig) =>
        rig.Send(
            new RequestDataStream
            {
                TargetSystem = Rig.SystemId,
                TargetComponent = 1,
                ReqStreamId = (byte)MavDataStream.All,
                ReqMessageRate = 4,
                StartStop = 1,
            }
        );

    [Fact]
    public void A_reboot_in_flight_falls()
    {
        var rig = new Rig(VehicleKind.Copter, Rig.Ready, "reboot@25");
        rig.Run(3);
        rig.TakeOffTo(10);
        rig.RunUntil(() => rig.Now > 25.1, 30, "the fault");
        rig.Autopilot.Armed.Should().BeFalse();
        rig.RunUntil(() => rig.Copter.CopterBody.OnGround, 5, "the fall");
    }

    [Fact]
    public void A_fault_hits_only_whom_it_names()
    {
        var rig = new Rig(VehicleKind.Copter, Rig.Ready, "arming-refused#12");
        rig.Run(3);
        rig.Autopilot.ReadyToArm.Should().BeTrue();
    }
}
