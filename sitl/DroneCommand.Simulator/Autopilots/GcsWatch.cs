namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// Remembers when the ground station of MAV_GCS_SYSID was last heard. Only its heartbeats count: whatever else it sends
/// does not keep the failsafe away.
/// </summary>
public sealed class GcsWatch(ParameterTable parameters)
{
    private double? _lastHeard;

    /// <summary>True while the failsafe is on.</summary>
    public bool Lost { get; set; }

    /// <summary>True for the system id whose sticks and heartbeats count.</summary>
    public bool Commands(byte systemId) => systemId == (byte)parameters["MAV_GCS_SYSID"];

    public void Heartbeat(byte systemId, double now)
    {
        if (Commands(systemId))
        {
            _lastHeard = now;
        }
    }

    /// <summary>True when heartbeats were heard and have stopped for longer than FS_GCS_TIMEOUT.</summary>
    public bool IsSilent(double now) =>
        parameters.IsSet("FS_GCS_ENABLE") && _lastHeard is { } heard && now - heard > parameters["FS_GCS_TIMEOUT"];
}
