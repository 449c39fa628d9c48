using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Autopilots;

/// <summary>Tells from a heartbeat which autopilot sent it.</summary>
public static class AutopilotOf
{
    /// <summary>Null for what this server cannot command; it is shown, not flown.</summary>
    public static IAutopilot? Heartbeat(MavAutopilot autopilot, MavType type)
    {
        if (autopilot != MavAutopilot.Ardupilotmega)
            return null;
        return type switch
        {
            MavType.Quadrotor
            or MavType.Hexarotor
            or MavType.Octorotor
            or MavType.Tricopter
            or MavType.Coaxial
            or MavType.Helicopter
            or MavType.Dodecarotor
            or MavType.Decarotor => ArduPilotCopter.Instance,
            MavType.GroundRover => ArduPilotRover.Instance,
            _ => null,
        };
    }
}
