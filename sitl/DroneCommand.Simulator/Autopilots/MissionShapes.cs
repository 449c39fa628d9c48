using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// What the autopilot's storage has room for, command by command: the rest of an item is lost. One number of 16 bits beside
/// a place, or a handful of numbers without one.
/// </summary>
internal static class MissionShapes
{
    /// <summary>The parameters as they come back; null for a command that no mission takes.</summary>
    public static (float P1, float P2, float P3, float P4)? Of(VehicleKind kind, in MissionItemInt item)
    {
        var (p1, p2, p3, p4) = (item.Param1, item.Param2, item.Param3, item.Param4);
        return item.Command switch
        {
            MavCmd.NavWaypoint or MavCmd.NavSplineWaypoint => (Word(p1), 0, 0, 0),
            MavCmd.NavLoiterUnlim => (0, 0, Signed(Word(Math.Abs(p3)), p3), 0),
            MavCmd.NavLoiterTurns => (Turns(p1), 0, Radius(p3), Flag(p4)),
            MavCmd.NavLoiterTime => (Word(p1), 0, p3 < 0 ? -1 : 1, Flag(p4)),
            MavCmd.NavLoiterToAlt => (0, Signed(Word(Math.Abs(p2)), p2), 0, Flag(p4)),
            MavCmd.NavLand => (Word(p1), 0, 0, p4 < 0 ? -1 : 1),
            MavCmd.NavTakeoff or MavCmd.NavGuidedEnable or MavCmd.NavContinueAndChangeAlt => (Word(p1), 0, 0, 0),
            MavCmd.NavVtolLand or MavCmd.DoSetHome or MavCmd.DoSetRoi => (Word(p1), 0, 0, 0),
            MavCmd.NavPayloadPlace => (Word(p1 * 100) / 100, 0, 0, 0),
            MavCmd.NavReturnToLaunch or MavCmd.NavVtolTakeoff or MavCmd.DoReturnPathStart => (0, 0, 0, 0),
            MavCmd.DoLandStart or MavCmd.DoGoAround => (0, 0, 0, 0),
            MavCmd.DoJump or MavCmd.DoJumpTag => (Word(p1), Short(p2), 0, 0),
            MavCmd.JumpTag => (Word(p1), 0, 0, 0),
            MavCmd.DoSetCamTriggDist => (p1, 0, Byte(p3), 0),
            MavCmd.DoMountControl => (p1, p2, p3, 0),
            _ => Plain(item.Command, p1, p2, p3, p4),
        };
    }

    private static (float P1, float P2, float P3, float P4)? Plain(
        MavCmd command,
        float p1,
        float p2,
        float p3,
        float p4
    ) =>
        command switch
        {
            MavCmd.NavDelay or MavCmd.NavAttitudeTime or MavCmd.ConditionYaw => (p1, p2, p3, p4),
            MavCmd.DoGimbalManagerPitchyaw or MavCmd.DoWinch or MavCmd.ImageStartCapture => (p1, p2, p3, p4),
            MavCmd.DoRepeatServo or MavCmd.DoDigicamConfigure or MavCmd.DoDigicamControl => (p1, p2, p3, p4),
            MavCmd.NavScriptTime or MavCmd.DoGuidedLimits => (p1, p2, p3, p4),
            MavCmd.DoSendScriptMessage => (p1, p2, p3, p4),
            MavCmd.DoChangeSpeed or MavCmd.NavSetYawSpeed or MavCmd.NavAltitudeWait => (p1, p2, p3, 0),
            MavCmd.DoRepeatRelay or MavCmd.SetCameraSource => (p1, p2, p3, 0),
            MavCmd.DoSetRelay or MavCmd.DoSetServo or MavCmd.DoAuxFunction => (p1, p2, 0, 0),
            MavCmd.DoGripper or MavCmd.SetCameraZoom or MavCmd.SetCameraFocus => (p1, p2, 0, 0),
            MavCmd.DoEngineControl => (Flag(p1), Flag(p2), p3, ((uint)p4 & 1) != 0 ? 1 : 0),
            MavCmd.ConditionDelay or MavCmd.ConditionDistance or MavCmd.DoVtolTransition => (p1, 0, 0, 0),
            MavCmd.VideoStartCapture or MavCmd.VideoStopCapture => (Byte(p1), 0, 0, 0),
            MavCmd.DoSetRoiLocation or MavCmd.DoSetRoiNone or MavCmd.DoFenceEnable => (Word(p1), 0, 0, 0),
            MavCmd.DoParachute or MavCmd.DoInvertedFlight or MavCmd.DoAutotuneEnable => (Word(p1), 0, 0, 0),
            MavCmd.DoSetReverse or MavCmd.DoSetResumeRepeatDist or MavCmd.DoSprayer => (Word(p1), 0, 0, 0),
            MavCmd.DoPauseContinue or MavCmd.ImageStopCapture => (Word(p1), 0, 0, 0),
            _ => null,
        };

    /// <summary>The whole numbers of a command without a place, and its seventh parameter.</summary>
    public static StoredItem WithNumbers(StoredItem stored, in MissionItemInt item) =>
        stored.Command switch
        {
            MavCmd.DoDigicamConfigure => stored with { Whole = (item.X, item.Y), Param7 = item.Z },
            MavCmd.DoDigicamControl or MavCmd.NavScriptTime => stored with { Whole = (item.X, item.Y) },
            MavCmd.DoGimbalManagerPitchyaw => stored with { Whole = (item.X, 0), Param7 = item.Z },
            MavCmd.NavAttitudeTime => stored with { Whole = (item.X, 0) },
            MavCmd.DoMountControl => stored with { Param7 = (float)MavMountMode.MavlinkTargeting },
            _ => stored,
        };

    // Sixteen bits: what is more wraps around, as the real one's do.
    private static float Word(float value) => float.IsFinite(value) ? (ushort)(long)value : 0;

    private static float Short(float value) => float.IsFinite(value) ? (short)(long)value : 0;

    private static float Byte(float value) => float.IsFinite(value) ? (byte)(long)value : 0;

    private static float Flag(float value) => value > 0 ? 1 : 0;

    private static float Signed(float size, float sign) => sign < 0 ? -size : size;

    // A part of a turn is kept in 256ths.
    private static float Turns(float turns) =>
        turns is > 0 and < 1 ? MathF.Truncate(turns * 256) / 256 : Math.Clamp(MathF.Truncate(turns), 0, 255);

    // Eight bits, above 255 m in steps of ten.
    private static float Radius(float metres)
    {
        var size = Math.Abs(metres);
        var kept = size <= 255 ? MathF.Truncate(size) : Math.Min(255, MathF.Truncate(size * 0.1f)) * 10;
        return Signed(kept, metres);
    }
}
