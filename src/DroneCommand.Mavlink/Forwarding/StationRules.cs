using System.Collections.Frozen;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Forwarding;

/// <summary>
/// What may go from another ground station to a vehicle. What is not named here does not pass, a message that the dialect
/// does not have least of all. Pure; no frame is changed.
/// </summary>
public static class StationRules
{
    /// <summary>Bytes before the opcode: the target's three, then sequence number and session.</summary>
    private const int FileOpcodeAt = 6;

    /// <summary>By these a vehicle knows whom it obeys and whose silence it fears: they could cut the server off.</summary>
    private static readonly FrozenSet<string> LinkParameters = FrozenSet.Create(
        "MAV_SYSID",
        "MAV_GCS_SYSID",
        "MAV_GCS_SYSID_HI",
        "MAV_OPTIONS",
        "SYSID_THISMAV",
        "SYSID_MYGCS",
        "SYSID_ENFORCE",
        "MAV_SYS_ID",
        "MAV_COMP_ID"
    );

    /// <summary>Judges one frame by itself. Whether its target is there, and who sends it, is the caller's to know.</summary>
    public static StationFrame Classify(in FrameView frame)
    {
        var why = "";
        var (kind, act) = frame.IsKnown ? Of(frame, ref why) : (StationClass.Never, StationAct.None);
        if (kind == StationClass.Never && why.Length == 0)
            why = $"{MessageTable.NameOf(frame.MessageId)} is not passed on from a station";
        var (system, component) = FrameTargets.Of(frame);
        return new StationFrame(kind, act, system, component, why);
    }

    private static (StationClass Class, StationAct Act) Of(in FrameView frame, ref string why)
    {
        switch (frame.MessageId)
        {
            // The vehicle's failsafe must miss ours, so it may hear nobody else's. Rates are the server's.
            case MessageIds.Heartbeat:
            case MessageIds.SystemTime:
            case MessageIds.Statustext:
            case MessageIds.RequestDataStream:
                return (StationClass.EndsHere, StationAct.None);
            case MessageIds.CommandLong:
                var wide = frame.Read<CommandLong>();
                return CommandRules.Of(wide.Command, wide.Param1, out why);
            case MessageIds.CommandInt:
                var placed = frame.Read<CommandInt>();
                return CommandRules.Of(placed.Command, placed.Param1, out why);
            case MessageIds.FileTransferProtocol:
                return OfFile(frame, ref why);
            case MessageIds.ParamSet:
                return LinkParameters.Contains(frame.Read<ParamSet>().ParamId.ToString())
                    ? (StationClass.Maintenance, StationAct.Parameter)
                    : (StationClass.Changes, StationAct.Parameter);
            case MessageIds.SetupSigning:
                // A key that the server does not know would make it and the vehicle deaf to each other.
                why = "SETUP_SIGNING is not passed on: the server sets keys up";
                return (StationClass.Never, StationAct.None);
            default:
                return OfMessage(frame.MessageId);
        }
    }

    private static (StationClass Class, StationAct Act) OfMessage(uint id) =>
        id switch
        {
            MessageIds.ParamRequestRead
            or MessageIds.ParamRequestList
            or MessageIds.ParamExtRequestRead
            or MessageIds.ParamExtRequestList
            or MessageIds.MissionRequestList
            or MessageIds.MissionRequestPartialList
            or MessageIds.MissionRequest
            or MessageIds.MissionRequestInt
            or MessageIds.MissionAck
            or MessageIds.FenceFetchPoint
            or MessageIds.RallyFetchPoint
            or MessageIds.AutopilotVersionRequest
            or MessageIds.LogRequestList
            or MessageIds.LogRequestData
            or MessageIds.LogRequestEnd
            or MessageIds.RequestEvent
            or MessageIds.Ping
            or MessageIds.Timesync => (StationClass.Reads, StationAct.None),
            MessageIds.SetMode => (StationClass.Changes, StationAct.Mode),
            MessageIds.MissionCount
            or MessageIds.MissionItemMessage
            or MessageIds.MissionItemInt
            or MessageIds.MissionWritePartialList
            or MessageIds.MissionClearAll
            or MessageIds.FencePoint
            or MessageIds.RallyPoint => (StationClass.Changes, StationAct.Plan),
            MessageIds.ParamExtSet or MessageIds.ParamMapRc => (StationClass.Changes, StationAct.Parameter),
            MessageIds.MissionSetCurrent
            or MessageIds.CommandCancel
            or MessageIds.SetHomePosition
            or MessageIds.SetGpsGlobalOrigin
            or MessageIds.DigicamConfigure
            or MessageIds.DigicamControl
            or MessageIds.MountConfigure
            or MessageIds.LedControl
            or MessageIds.PlayTune
            or MessageIds.PlayTuneV2 => (StationClass.Changes, StationAct.Command),
            MessageIds.RcChannelsOverride
            or MessageIds.ManualControl
            or MessageIds.SetPositionTargetLocalNed
            or MessageIds.SetPositionTargetGlobalInt
            or MessageIds.SetAttitudeTarget
            or MessageIds.MountControl
            or MessageIds.GimbalManagerSetAttitude
            or MessageIds.GimbalManagerSetPitchyaw
            or MessageIds.GimbalManagerSetManualControl => (StationClass.Changes, StationAct.Control),
            MessageIds.SerialControl or MessageIds.LogErase or MessageIds.DeviceOpRead or MessageIds.DeviceOpWrite => (
                StationClass.Maintenance,
                StationAct.Service
            ),
            _ => (StationClass.Never, StationAct.None),
        };

    private static (StationClass Class, StationAct Act) OfFile(in FrameView frame, ref string why)
    {
        var payload = frame.Payload;
        var opcode = payload.Length > FileOpcodeAt ? (MavFtpOpcode)payload[FileOpcodeAt] : MavFtpOpcode.None;
        switch (opcode)
        {
            case MavFtpOpcode.Terminatesession
            or MavFtpOpcode.Resetsession
            or MavFtpOpcode.Listdirectory
            or MavFtpOpcode.Listdirectorywithtime
            or MavFtpOpcode.Openfilero
            or MavFtpOpcode.Readfile
            or MavFtpOpcode.Burstreadfile
            or MavFtpOpcode.Calcfilecrc:
                return (StationClass.Reads, StationAct.None);
            case MavFtpOpcode.Createfile
            or MavFtpOpcode.Writefile
            or MavFtpOpcode.Removefile
            or MavFtpOpcode.Createdirectory
            or MavFtpOpcode.Removedirectory
            or MavFtpOpcode.Openfilewo
            or MavFtpOpcode.Truncatefile
            or MavFtpOpcode.Rename:
                return (StationClass.Maintenance, StationAct.File);
            default:
                why = $"file operation {(int)opcode} is not passed on";
                return (StationClass.Never, StationAct.None);
        }
    }
}
