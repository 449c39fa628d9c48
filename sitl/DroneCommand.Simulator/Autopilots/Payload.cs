using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// What a vehicle carries besides itself: camera trigger, spare servos, relays, gripper. Missions and commands work it the
/// same way.
/// </summary>
public sealed class Payload(Autopilot autopilot)
{
    private const int Channels = 16;

    private readonly Dictionary<int, ushort> _servos = [];
    private (int Channel, ushort Pwm, int Left, double HalfSeconds, double Due) _repeat;

    public CameraTrigger Camera { get; } = new(autopilot);

    /// <summary>Outputs of spare servo channels that were set, in microseconds.</summary>
    public IReadOnlyDictionary<int, ushort> Servos => _servos;

    /// <summary>True for commands that a mission hands to the payload, whatever the vehicle is.</summary>
    public static bool Takes(MavCmd command) =>
        command == MavCmd.DoFenceEnable || (EndsAtOnce(command) && !IsTag(command));

    /// <summary>True for commands that a mission counts as done once begun, without a word about it.</summary>
    public static bool EndsAtOnce(MavCmd command) =>
        command
            is MavCmd.DoGripper
                or MavCmd.DoSetServo
                or MavCmd.DoSetRelay
                or MavCmd.DoRepeatServo
                or MavCmd.DoRepeatRelay
                or MavCmd.DoDigicamConfigure
                or MavCmd.DoDigicamControl
                or MavCmd.DoSetCamTriggDist
                or MavCmd.DoParachute
                or MavCmd.DoSendScriptMessage
                or MavCmd.DoSprayer
                or MavCmd.DoAuxFunction
                or MavCmd.DoSetResumeRepeatDist
                or MavCmd.DoGimbalManagerPitchyaw
                or MavCmd.JumpTag
                or MavCmd.ImageStartCapture
                or MavCmd.ImageStopCapture
                or MavCmd.SetCameraZoom
                or MavCmd.SetCameraFocus
                or MavCmd.SetCameraSource
                or MavCmd.VideoStartCapture
                or MavCmd.VideoStopCapture;

    /// <summary>Begins a mission's payload command; false when the vehicle lacks what it needs.</summary>
    public bool Start(StoredItem item) =>
        item.Command switch
        {
            MavCmd.DoFenceEnable => SwitchFence((int)item.Param1),
            MavCmd.DoSetServo => SetServo((int)item.Param1, (ushort)item.Param2),
            MavCmd.DoRepeatServo => RepeatServo((int)item.Param1, (ushort)item.Param2, (int)item.Param3, item.Param4),
            MavCmd.DoGripper => Grip((int)item.Param2),
            MavCmd.DoSetCamTriggDist => Camera.TriggerBy(item.Param1, item.Param3 > 0),
            MavCmd.DoDigicamControl => item.Whole.X == 1 && Camera.TakePicture(),
            MavCmd.ImageStartCapture => Camera.Capture(item.Param2, (int)item.Param3),
            MavCmd.ImageStopCapture => Camera.StopCapture(),
            MavCmd.DoSetResumeRepeatDist => SayRepeatDistance((int)item.Param1),
            _ => false,
        };

    public void Step(double now)
    {
        Camera.Step(now);
        if (_repeat.Left > 0 && now >= _repeat.Due)
        {
            RepeatOnce(now);
        }
    }

    /// <summary>Switches the fence on (1), off (0), or its floor off (2).</summary>
    public bool SwitchFence(int action)
    {
        switch (action)
        {
            case 0:
                Tell("disabled", autopilot.Fence.Switch(on: false));
                return true;
            case 1:
                Tell("enabled", autopilot.Fence.Switch(on: true));
                return true;
            case 2:
                autopilot.Fence.SwitchFloorOff();
                Tell("disabled", FenceKinds.MinAltitude);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Drives a spare servo; false for a channel that the vehicle needs itself.</summary>
    public bool SetServo(int channel, ushort pwm)
    {
        if (!IsSpare(channel))
        {
            return false;
        }

        _repeat = _repeat.Channel == channel ? default : _repeat;
        _servos[channel] = pwm;
        return true;
    }

    /// <summary>Moves a servo to and fro; one cycle takes <paramref name="cycleSeconds"/>.</summary>
    public bool RepeatServo(int channel, ushort pwm, int times, double cycleSeconds)
    {
        if (!IsSpare(channel))
        {
            return false;
        }

        _repeat = (channel, pwm, times * 2, Math.Truncate(cycleSeconds * 1000) / 2000, autopilot.Now);
        RepeatOnce(autopilot.Now);
        return true;
    }

    private void RepeatOnce(double now)
    {
        const ushort Trim = 1500;
        _servos[_repeat.Channel] = (_repeat.Left & 1) != 0 ? Trim : _repeat.Pwm;
        _repeat = _repeat with { Left = _repeat.Left - 1, Due = now + _repeat.HalfSeconds };
    }

    private bool IsSpare(int channel)
    {
        if (channel is < 1 or > Channels)
        {
            return false;
        }

        var motor =
            autopilot.Kind == VehicleKind.Copter
                ? channel <= 4
                : autopilot.Parameters.Find($"SERVO{channel}_FUNCTION") is { Value: not 0 };
        if (motor)
        {
            autopilot.Output.Say(MavSeverity.Info, $"ServoRelayEvent: Channel {channel} is already in use");
        }

        return !motor;
    }

    private bool Grip(int action)
    {
        var text = action switch
        {
            0 => "Gripper Released",
            1 => "Gripper Grabbed",
            _ => null,
        };
        if (text is not null)
        {
            autopilot.Output.Say(MavSeverity.Info, text);
        }

        return text is not null;
    }

    private bool SayRepeatDistance(int metres)
    {
        autopilot.Output.Say(MavSeverity.Info, $"Resume repeat dist set to {metres} m");
        return true;
    }

    private void Tell(string done, FenceKinds kinds)
    {
        if (kinds != FenceKinds.None)
        {
            autopilot.Output.Say(MavSeverity.Notice, $"{FenceMonitor.Names(kinds)} {done}");
        }
    }

    private static bool IsTag(MavCmd command) => command == MavCmd.JumpTag;
}
