using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Commands;

/// <summary>Answers to commands that concern the payload and the fence, as SITL gave them.</summary>
public class PayloadCommandTests
{
    [Theory]
    [InlineData(MavCmd.DoDigicamControl, MavResult.Accepted)]
    [InlineData(MavCmd.ImageStartCapture, MavResult.Failed)]
    [InlineData(MavCmd.ImageStopCapture, MavResult.Accepted)]
    [InlineData(MavCmd.DoSetCamTriggDist, MavResult.Accepted)]
    [InlineData(MavCmd.DoMountControl, MavResult.Failed)]
    [InlineData(MavCmd.DoGimbalManagerPitchyaw, MavResult.Failed)]
    [InlineData(MavCmd.VideoStartCapture, MavResult.Failed)]
    [InlineData(MavCmd.DoSetRoiNone, MavResult.Accepted)]
    [InlineData(MavCmd.DoSetRelay, MavResult.Accepted)]
    [InlineData(MavCmd.NavPayloadPlace, MavResult.Unsupported)]
    public void Without_a_payload_it_answers_as_the_real_one(MavCmd command, MavResult expected) =>
        Rig.ReadyToFly().Command(command).Should().Be(expected);

    [Fact]
    public void A_motors_channel_is_no_servo_and_a_spare_one_is_set_and_moved_to_and_fro()
    {
        var rig = Rig.ReadyToFly();
        rig.Command(MavCmd.DoSetServo, 1, 1700).Should().Be(MavResult.Failed);
        rig.Run(0.1);
        rig.Said().Should().Contain("ServoRelayEvent: Channel 1 is already in use");
        rig.Command(MavCmd.DoSetServo, 9, 1700).Should().Be(MavResult.Accepted);
        Servo(rig).Should().Be(1700);
        rig.Command(MavCmd.DoRepeatServo, 9, 1300, 2, 1).Should().Be(MavResult.Accepted);
        Servo(rig).Should().Be(1300);
        rig.Run(0.5);
        Servo(rig).Should().Be(1500, "half a cycle later it is back at its trim");
    }

    [Fact]
    public void The_fence_is_switched_by_command_without_a_text()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Copter, ("FENCE_ENABLE", 1), ("FENCE_TYPE", 1));
        rig.Command(MavCmd.DoFenceEnable, 0).Should().Be(MavResult.Accepted);
        rig.Autopilot.Fence.Enabled.Should().Be(FenceKinds.None);
        rig.Command(MavCmd.DoFenceEnable, 1).Should().Be(MavResult.Accepted);
        rig.Autopilot.Fence.Enabled.Should().Be(FenceKinds.MaxAltitude);
        rig.Said().Should().NotContain(t => t.StartsWith("Max Alt fence", StringComparison.Ordinal));
    }

    [Fact]
    public void An_interval_for_a_message_that_it_lacks_is_refused_with_a_text()
    {
        var rig = Rig.ReadyToFly();
        rig.Command(MavCmd.SetMessageInterval, 999, 100_000).Should().Be(MavResult.Failed);
        rig.Run(0.1);
        rig.Said().Should().Contain("No ap_message for mavlink id (999)");
    }

    private static int Servo(Rig rig)
    {
        rig.Command(MavCmd.RequestMessage, MessageIds.ServoOutputRaw).Should().Be(MavResult.Accepted);
        rig.Run(0.1);
        return rig.Last<ServoOutputRaw>()!.Value.Servo9Raw;
    }
}
