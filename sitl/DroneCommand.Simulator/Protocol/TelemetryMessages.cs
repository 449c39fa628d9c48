using System.Collections.Frozen;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Protocol;

/// <summary>Builds and sends every message that a vehicle can be asked for, from the state of its autopilot.</summary>
public sealed class TelemetryMessages
{
    private static readonly FrozenDictionary<uint, Action<TelemetryMessages>> Builders = new Dictionary<
        uint,
        Action<TelemetryMessages>
    >
    {
        [MessageIds.Heartbeat] = t => t._status.Heartbeat(),
        [MessageIds.SysStatus] = t => t._status.SysStatus(),
        [MessageIds.SystemTime] = t => t._status.SystemTime(),
        [MessageIds.BatteryStatus] = t => t._status.BatteryStatus(),
        [MessageIds.ExtendedSysState] = t => t._status.ExtendedSysState(),
        [MessageIds.MissionCurrent] = t => t._status.MissionCurrent(),
        [MessageIds.AutopilotVersion] = t => t._status.AutopilotVersion(),
        [MessageIds.FenceStatus] = t => t._status.FenceStatus(),
        [MessageIds.GpsRawInt] = t => t._motion.GpsRawInt(),
        [MessageIds.GlobalPositionInt] = t => t._motion.GlobalPositionInt(),
        [MessageIds.LocalPositionNed] = t => t._motion.LocalPositionNed(),
        [MessageIds.Attitude] = t => t._motion.Attitude(),
        [MessageIds.VfrHud] = t => t._motion.VfrHud(),
        [MessageIds.NavControllerOutput] = t => t._motion.NavControllerOutput(),
        [MessageIds.PositionTargetGlobalInt] = t => t._motion.PositionTarget(),
        [MessageIds.HomePosition] = t => t._motion.HomePosition(),
        [MessageIds.GpsGlobalOrigin] = t => t._motion.Origin(),
        [MessageIds.EkfStatusReport] = t => t._motion.EkfStatus(),
        [MessageIds.CameraFeedback] = t => t._motion.CameraFeedback(),
        [MessageIds.Wind] = t => t._motion.Wind(),
        [MessageIds.RawImu] = t => t._sensors.RawImu(),
        [MessageIds.ScaledImu2] = t => t._sensors.ScaledImu2(),
        [MessageIds.ScaledImu3] = t => t._sensors.ScaledImu3(),
        [MessageIds.ScaledPressure] = t => t._sensors.Pressure(),
        [MessageIds.ScaledPressure2] = t => t._sensors.Pressure2(),
        [MessageIds.PowerStatus] = t => t._sensors.PowerStatus(),
        [MessageIds.Meminfo] = t => t._sensors.Meminfo(),
        [MessageIds.ServoOutputRaw] = t => t._sensors.Servos(),
        [MessageIds.RcChannels] = t => t._sensors.RcChannels(),
        [MessageIds.RcChannelsScaled] = t => t._sensors.WheelOutputs(),
        [MessageIds.Ahrs] = t => t._sensors.Ahrs(),
        [MessageIds.Ahrs2] = t => t._sensors.Ahrs2(),
        [MessageIds.Simstate] = t => t._sensors.Simstate(),
        [MessageIds.TerrainReport] = t => t._motion.TerrainReport(),
        [MessageIds.Vibration] = t => t._sensors.Vibration(),
    }.ToFrozenDictionary();

    private readonly StatusMessages _status;
    private readonly MotionMessages _motion;
    private readonly SensorMessages _sensors;

    public TelemetryMessages(Autopilot autopilot, Sender sender, VehicleIdentity identity, WindModel wind)
    {
        _status = new StatusMessages(autopilot, sender, identity);
        _motion = new MotionMessages(autopilot, sender, wind);
        _sensors = new SensorMessages(autopilot, sender);
    }

    public static bool Knows(uint messageId) => Builders.ContainsKey(messageId);

    /// <summary>Sends a message; false for one that the vehicle does not have.</summary>
    public bool Send(uint messageId)
    {
        if (!Builders.TryGetValue(messageId, out var build))
        {
            return false;
        }

        build(this);
        return true;
    }
}
