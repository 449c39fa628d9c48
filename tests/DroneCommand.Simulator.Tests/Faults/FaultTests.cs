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
