using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;

namespace DroneCommand.Simulator.Protocol;

/// <summary>A group of messages that REQUEST_DATA_STREAM switches, with the parameter that holds its rate.</summary>
public sealed record StreamGroup(MavDataStream Stream, string RateParameter, IReadOnlyList<uint> Messages);

/// <summary>Which messages belong to which group.</summary>
public static class StreamGroups
{
    public static IReadOnlyList<StreamGroup> Of(VehicleKind kind) => kind == VehicleKind.Copter ? Copter : Rover;

    private static StreamGroup[] Copter { get; } = Make(VehicleKind.Copter);

    private static StreamGroup[] Rover { get; } = Make(VehicleKind.Rover);

    private static StreamGroup[] Make(VehicleKind kind)
    {
        uint[] extra3 =
        [
            MessageIds.Ahrs,
            MessageIds.SystemTime,
            MessageIds.BatteryStatus,
            MessageIds.EkfStatusReport,
            MessageIds.Vibration,
        ];
        return
        [
            new(
                MavDataStream.RawSensors,
                "MAV1_RAW_SENS",
                [
                    MessageIds.RawImu,
                    MessageIds.ScaledImu2,
                    MessageIds.ScaledImu3,
                    MessageIds.ScaledPressure,
                    MessageIds.ScaledPressure2,
                ]
            ),
            new(
                MavDataStream.ExtendedStatus,
                "MAV1_EXT_STAT",
                [
                    MessageIds.SysStatus,
                    MessageIds.PowerStatus,
                    MessageIds.Meminfo,
                    MessageIds.MissionCurrent,
                    MessageIds.GpsRawInt,
                    MessageIds.NavControllerOutput,
                    MessageIds.FenceStatus,
                    MessageIds.PositionTargetGlobalInt,
                ]
            ),
            new(
                MavDataStream.RcChannels,
                "MAV1_RC_CHAN",
                kind == VehicleKind.Copter
                    ? [MessageIds.ServoOutputRaw, MessageIds.RcChannels]
                    : [MessageIds.ServoOutputRaw, MessageIds.RcChannels, MessageIds.RcChannelsScaled]
            ),
            new(MavDataStream.Position, "MAV1_POSITION", [MessageIds.GlobalPositionInt, MessageIds.LocalPositionNed]),
            new(MavDataStream.Extra1, "MAV1_EXTRA1", [MessageIds.Attitude, MessageIds.Simstate, MessageIds.Ahrs2]),
            new(MavDataStream.Extra2, "MAV1_EXTRA2", [MessageIds.VfrHud]),
            new(
                MavDataStream.Extra3,
                "MAV1_EXTRA3",
                kind == VehicleKind.Copter ? [.. extra3, MessageIds.Wind, MessageIds.TerrainReport] : extra3
            ),
        ];
    }
}
