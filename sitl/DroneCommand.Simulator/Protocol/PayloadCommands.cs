using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;

namespace DroneCommand.Simulator.Protocol;

/// <summary>Commands that concern what a vehicle carries: camera, servos, gripper, gimbal, and the fence's switch.</summary>
internal sealed class PayloadCommands(Autopilot autopilot)
{
    private Payload Payload => autopilot.Payload;

    /// <summary>Runs a command; null for one that does not concern the payload.</summary>
    public MavResult? Run(in Command command) =>
        command.Id switch
        {
            MavCmd.DoFenceEnable => SwitchFence((int)command.Param1),
            MavCmd.DoSetServo => Done(Payload.SetServo((int)command.Param1, (ushort)command.Param2)),
            MavCmd.DoRepeatServo => Done(
                Payload.RepeatServo((int)command.Param1, (ushort)command.Param2, (int)command.Param3, command.Param4)
            ),
            MavCmd.DoSetRelay or MavCmd.DoRepeatRelay => MavResult.Accepted,
            MavCmd.DoDigicamControl => TakePicture(command.X == 1),
            MavCmd.DoDigicamConfigure => MavResult.Accepted,
            MavCmd.DoSetCamTriggDist => TriggerByDistance(command),
            MavCmd.ImageStartCapture => Done(Payload.Camera.Capture(command.Param2, (int)command.Param3)),
            MavCmd.ImageStopCapture => StopCapture(),
            MavCmd.DoMountControl or MavCmd.DoGimbalManagerPitchyaw => MavResult.Failed,
            MavCmd.VideoStartCapture or MavCmd.VideoStopCapture or MavCmd.DoGripper => MavResult.Failed,
            MavCmd.SetCameraZoom or MavCmd.SetCameraFocus => MavResult.Failed,
            _ => null,
        };

    private static MavResult Done(bool done) => done ? MavResult.Accepted : MavResult.Failed;

    // By command the fence changes without a text; in a mission it says so.
    private MavResult SwitchFence(int action)
    {
        switch (action)
        {
            case 0 or 1:
                autopilot.Fence.Switch(on: action == 1);
                return MavResult.Accepted;
            case 2:
                autopilot.Fence.SwitchFloorOff();
                return MavResult.Accepted;
            default:
                return MavResult.Failed;
        }
    }

    // Without a camera these are accepted all the same.
    private MavResult TakePicture(bool shoot)
    {
        if (shoot)
        {
            Payload.Camera.TakePicture();
        }

        return MavResult.Accepted;
    }

    private MavResult TriggerByDistance(in Command command)
    {
        Payload.Camera.TriggerBy(command.Param1, command.Param3 == 1);
        return MavResult.Accepted;
    }

    private MavResult StopCapture()
    {
        Payload.Camera.StopCapture();
        return MavResult.Accepted;
    }
}
