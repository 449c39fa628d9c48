using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>What the autopilot says of its own accord; the protocol side puts it on the wire.</summary>
public interface IAutopilotOutput
{
    /// <summary>A STATUSTEXT, verbatim as ArduPilot words it.</summary>
    void Say(MavSeverity severity, string text);

    /// <summary>The mode or the armed state changed: a heartbeat goes out at once.</summary>
    void HeartbeatNow();

    /// <summary>Home changed: HOME_POSITION goes out.</summary>
    void HomeChanged();

    /// <summary>The origin of local positions was set: GPS_GLOBAL_ORIGIN goes out.</summary>
    void OriginChanged();

    /// <summary>The fence was crossed: FENCE_STATUS goes out.</summary>
    void FenceBreached();

    /// <summary>A mission item was reached.</summary>
    void ItemReached(int seq);

    /// <summary>The current mission item was set from outside: MISSION_CURRENT goes out.</summary>
    void CurrentItemChanged();

    /// <summary>The camera took a picture: CAMERA_FEEDBACK goes out.</summary>
    void PictureTaken();

    /// <summary>The autopilot itself stored a parameter: PARAM_VALUE goes out.</summary>
    void ParameterStored(string name);

    /// <summary>Text of the boot loader's console, which is no MAVLink.</summary>
    void Console(string text);
}
