using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Tests.Autopilots;

public class ArduPilotTests
{
    [Theory]
    [InlineData(0, "STABILIZE")]
    [InlineData(2, "ALT_HOLD")]
    [InlineData(17, "BRAKE")]
    [InlineData(21, "SMART_RTL")]
    [InlineData(99, "MODE 99")]
    public void Copter_modes_have_their_names(uint number, string name)
    {
        ArduPilotCopter.Instance.ModeName(number).Should().Be(name);
        ArduPilotCopter.Instance.ModeNumber(name).Should().Be(number == 99 ? null : number);
    }

    [Fact]
    public void Rover_modes_have_their_names()
    {
        ArduPilotRover.Instance.ModeName(4).Should().Be("HOLD");
        ArduPilotRover.Instance.ModeNumber("auto").Should().Be(10);
        ArduPilotRover.Instance.LandMode.Should().BeNull();
    }

    [Theory]
    [InlineData(5, "FLY_BY_WIRE_A", "fbwa")]
    [InlineData(11, "RTL", "rtl")]
    [InlineData(16, "INITIALIZING", "Initialising")]
    [InlineData(20, "QLAND", "qland")]
    [InlineData(25, "LOITER_ALT_QLAND", "loiter alt qland")]
    [InlineData(26, "AUTOLAND", "Auto-Land")]
    public void Plane_modes_have_their_names(uint number, string name, string typed)
    {
        ArduPilotPlane.Instance.ModeName(number).Should().Be(name);
        ArduPilotPlane.Instance.ModeNumber(typed).Should().Be(number);
    }

    [Fact]
    public void Only_a_plane_that_hovers_lands_where_it_is()
    {
        ArduPilotPlane.Instance.LandMode.Should().BeNull();
        ArduPilotPlane.Vtol.LandMode.Should().Be(20);
    }

    [Theory]
    [InlineData(9, "SURFACE")]
    [InlineData(16, "POSHOLD")]
    [InlineData(20, "MOTORDETECT")]
    [InlineData(21, "SURFTRAK")]
    public void Sub_modes_have_their_names(uint number, string name)
    {
        ArduPilotSub.Instance.ModeName(number).Should().Be(name);
        ArduPilotSub.Instance.ModeNumber(name).Should().Be(number);
    }

    [Fact]
    public void The_kind_of_vehicle_chooses_the_table()
    {
        AutopilotOf.Heartbeat(MavAutopilot.Ardupilotmega, MavType.Hexarotor).Should().Be(ArduPilotCopter.Instance);
        AutopilotOf.Heartbeat(MavAutopilot.Ardupilotmega, MavType.GroundRover).Should().Be(ArduPilotRover.Instance);
        AutopilotOf.Heartbeat(MavAutopilot.Ardupilotmega, MavType.FixedWing).Should().Be(ArduPilotPlane.Instance);
        AutopilotOf.Heartbeat(MavAutopilot.Ardupilotmega, MavType.VtolTiltrotor).Should().Be(ArduPilotPlane.Vtol);
        AutopilotOf.Heartbeat(MavAutopilot.Ardupilotmega, MavType.Submarine).Should().Be(ArduPilotSub.Instance);
        AutopilotOf.Heartbeat(MavAutopilot.Px4, MavType.Quadrotor).Should().Be(Px4.Flying);
        AutopilotOf.Heartbeat(MavAutopilot.Px4, MavType.Gcs).Should().BeNull();
        AutopilotOf.Heartbeat(MavAutopilot.Generic, MavType.Quadrotor).Should().BeNull();
    }
}
