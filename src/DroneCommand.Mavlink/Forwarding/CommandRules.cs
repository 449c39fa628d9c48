using System.Collections.Frozen;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Telemetry;

namespace DroneCommand.Mavlink.Forwarding;

/// <summary>
/// What a station's COMMAND_LONG or COMMAND_INT is, by the command. A command that stands in no list passes for nobody.
/// </summary>
internal static class CommandRules
{
    private static readonly FrozenSet<MavCmd> Reads = FrozenSet.Create(
        MavCmd.RequestMessage,
        MavCmd.GetMessageInterval,
        MavCmd.RequestProtocolVersion,
        MavCmd.RequestAutopilotCapabilities,
        MavCmd.RequestCameraInformation,
        MavCmd.RequestCameraSettings,
        MavCmd.RequestStorageInformation,
        MavCmd.RequestCameraCaptureStatus,
        MavCmd.RequestCameraImageCapture,
        MavCmd.RequestFlightInformation,
        MavCmd.RequestVideoStreamInformation,
        MavCmd.RequestVideoStreamStatus,
        MavCmd.GetHomePosition,
        MavCmd.UavcanGetNodeInfo,
        MavCmd.DoSendBanner
    );

    private static readonly FrozenSet<MavCmd> Modes = FrozenSet.Create(
        MavCmd.DoSetMode,
        MavCmd.DoSetStandardMode,
        MavCmd.NavReturnToLaunch,
        MavCmd.NavLand,
        MavCmd.NavLoiterUnlim,
        MavCmd.DoPauseContinue,
        MavCmd.MissionStart,
        MavCmd.DoReposition,
        MavCmd.OverrideGoto
    );

    private static readonly FrozenSet<MavCmd> Flight = FrozenSet.Create(
        MavCmd.ComponentArmDisarm,
        MavCmd.RunPrearmChecks,
        MavCmd.NavTakeoff,
        MavCmd.NavVtolTakeoff,
        MavCmd.NavVtolLand,
        MavCmd.DoVtolTransition,
        MavCmd.ConditionYaw,
        MavCmd.NavSetYawSpeed,
        MavCmd.DoChangeSpeed,
        MavCmd.DoChangeAltitude,
        MavCmd.GuidedChangeSpeed,
        MavCmd.GuidedChangeAltitude,
        MavCmd.GuidedChangeHeading,
        MavCmd.DoGuidedLimits,
        MavCmd.DoSetMissionCurrent,
        MavCmd.DoSetHome,
        MavCmd.DoLandStart,
        MavCmd.DoReturnPathStart,
        MavCmd.DoRallyLand,
        MavCmd.DoGoAround,
        MavCmd.DoSetReverse,
        MavCmd.DoFenceEnable,
        MavCmd.DoOrbit,
        MavCmd.DoAutotuneEnable,
        MavCmd.SetMessageInterval,
        MavCmd.SetEkfSourceSet,
        MavCmd.DoSetGlobalOrigin,
        MavCmd.DoAdsbOutIdent,
        MavCmd.DoSetSafetySwitchState
    );

    private static readonly FrozenSet<MavCmd> Payload = FrozenSet.Create(
        MavCmd.DoSetRoi,
        MavCmd.DoSetRoiLocation,
        MavCmd.DoSetRoiNone,
        MavCmd.DoSetRoiSysid,
        MavCmd.DoSetRoiWpnextOffset,
        MavCmd.DoMountConfigure,
        MavCmd.DoMountControl,
        MavCmd.DoMountControlQuat,
        MavCmd.DoGimbalManagerPitchyaw,
        MavCmd.DoGimbalManagerConfigure,
        MavCmd.DoDigicamConfigure,
        MavCmd.DoDigicamControl,
        MavCmd.DoSetCamTriggDist,
        MavCmd.DoSetCamTriggInterval,
        MavCmd.DoTriggerControl,
        MavCmd.DoControlVideo,
        MavCmd.SetCameraMode,
        MavCmd.SetCameraZoom,
        MavCmd.SetCameraFocus,
        MavCmd.SetCameraSource,
        MavCmd.CameraTrackPoint,
        MavCmd.CameraTrackRectangle,
        MavCmd.CameraStopTracking,
        MavCmd.ImageStartCapture,
        MavCmd.ImageStopCapture,
        MavCmd.VideoStartCapture,
        MavCmd.VideoStopCapture,
        MavCmd.VideoStartStreaming,
        MavCmd.VideoStopStreaming,
        MavCmd.PanoramaCreate,
        MavCmd.IlluminatorOnOff,
        MavCmd.DoIlluminatorConfigure,
        MavCmd.DoSetRelay,
        MavCmd.DoRepeatRelay,
        MavCmd.DoSetServo,
        MavCmd.DoRepeatServo,
        MavCmd.DoGripper,
        MavCmd.DoSprayer,
        MavCmd.DoWinch
    );

    // After these the autopilot restarts, counts differently or turns motors by itself; DO_AUX_FUNCTION may be any of it.
    private static readonly FrozenSet<MavCmd> Service = FrozenSet.Create(
        MavCmd.PreflightRebootShutdown,
        MavCmd.PreflightStorage,
        MavCmd.PreflightCalibration,
        MavCmd.PreflightSetSensorOffsets,
        MavCmd.PreflightUavcan,
        MavCmd.DoStartMagCal,
        MavCmd.DoAcceptMagCal,
        MavCmd.DoCancelMagCal,
        MavCmd.AccelcalVehiclePos,
        MavCmd.FixedMagCal,
        MavCmd.FixedMagCalField,
        MavCmd.FixedMagCalYaw,
        MavCmd.DoMotorTest,
        MavCmd.ActuatorTest,
        MavCmd.ConfigureActuator,
        MavCmd.DoSetActuator,
        MavCmd.DoAuxFunction,
        MavCmd.DoEngineControl,
        MavCmd.StartRxPair,
        MavCmd.BatteryReset,
        MavCmd.FlashBootloader,
        MavCmd.StorageFormat,
        MavCmd.SetStorageUsage,
        MavCmd.ResetCameraSettings,
        MavCmd.LoggingStart,
        MavCmd.LoggingStop,
        MavCmd.Scripting,
        MavCmd.DebugTrap,
        MavCmd.SetFactoryTestMode,
        MavCmd.InjectFailure,
        MavCmd.CanForward
    );

    /// <summary>The messages whose rate is the server's: it watches them, and judges a link by them.</summary>
    private static readonly FrozenSet<uint> OwnRates = StreamRequester
        .Defaults.Select(wish => wish.MessageId)
        .Append(MessageIds.Heartbeat)
        .ToFrozenSet();

    /// <param name="command">Which.</param>
    /// <param name="param1">Its first parameter.</param>
    /// <param name="why">For what never passes: the reason.</param>
    public static (StationClass Class, StationAct Act) Of(MavCmd command, float param1, out string why)
    {
        why = "";
        if (Reads.Contains(command))
            return (StationClass.Reads, StationAct.None);
        if (command == MavCmd.SetMessageInterval && OwnRates.Contains((uint)Math.Clamp(param1, 0, 1 << 24)))
            why = "the rate of this message is the server's";
        else if (Modes.Contains(command))
            return (StationClass.Changes, StationAct.Mode);
        else if (Flight.Contains(command) || Payload.Contains(command))
            return (StationClass.Changes, StationAct.Command);
        else if (Service.Contains(command))
            return (StationClass.Maintenance, StationAct.Service);
        else
            why = $"{StationWords.NameOf(command)} is not passed on";
        return (StationClass.Never, StationAct.None);
    }
}
