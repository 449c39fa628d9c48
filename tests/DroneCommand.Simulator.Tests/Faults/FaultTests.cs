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
    public void A_fault_hits_only_whom_it_names()
    {
        var rig = new Rig(VehicleKind.Copter, Rig.Ready, "arming-refused#12");
        rig.Run(3);
        rig.Autopilot.ReadyToArm.Should().BeTrue();
    }

    [Fact]
    public void A_fault_begins_and_ends_at_its_times()
    {
        var rig = new Rig(VehicleKind.Copter, Rig.Ready, "arming-refused=2@4");
        rig.Run(3.9);
        rig.Vehicle.Faults.ArmingRefusal.Should().BeNull();
        rig.Fleet.Faults.Faults.Should().ContainSingle().Which.IsOn.Should().BeFalse();
        rig.Run(0.2);
        rig.Vehicle.Faults.ArmingRefusal.Should().NotBeNull();
        rig.Fleet.Faults.Faults.Should().ContainSingle().Which.Until.Should().BeApproximately(6, 1e-9);
        rig.Run(2);
        rig.Vehicle.Faults.ArmingRefusal.Should().BeNull();
        rig.Fleet.Faults.Faults.Should().BeEmpty();
    }

    [Fact]
    public void Set_again_it_replaces_itself_and_cleared_it_is_gone()
    {
        var rig = Rig.ReadyToFly();
        rig.Fault("gps-noise=3/100");
        rig.Fault("gps-noise=5");
        rig.Vehicle.Gps.NoiseM.Should().Be(5);
        rig.Fleet.Faults.Faults.Should().ContainSingle();
        rig.Fleet.Faults.Clear("gps-loss").Should().Be(0);
        rig.Fleet.Faults.Clear("gps-noise", Rig.SystemId).Should().Be(1);
        rig.Vehicle.Gps.NoiseM.Should().Be(0);
    }

    [Theory]
    [InlineData("stuck", "rover only")]
    [InlineData("gps-loss#12", "no vehicle 12")]
    public void Asked_for_while_it_runs_it_must_hit_somebody(string fault, string says)
    {
        var rig = Rig.ReadyToFly();
        var set = () => rig.Fault(fault);
        set.Should().Throw<FormatException>().WithMessage($"*{says}*");
    }
}
