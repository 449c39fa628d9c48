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

    [Fact]
    public void The_kind_of_vehicle_chooses_the_table()
    {
        AutopilotOf.Heartbeat(MavAutopilot.Ardupilotmega, MavType.Hexarotor).Should().Be(ArduPilotCopter.Instance);
        AutopilotOf.Heartbeat(MavAutopilot.Ardupilotmega, MavType.GroundRover).Should().Be(ArduPilotRover.Instance);
        AutopilotOf.Heartbeat(MavAutopilot.Px4, MavType.Quadrotor).Should().BeNull();
    }
}
