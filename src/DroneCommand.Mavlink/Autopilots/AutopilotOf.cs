using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Autopilots;

/// <summary>Tells from a heartbeat which autopilot sent it.</summary>
public static class AutopilotOf
{
    /// <summary>Null for what this server cannot command; it is shown, not flown.</summary>
    public static IAutopilot? Heartbeat(MavAutopilot autopilot, MavType type)
    {
        return autopilot switch
        {
            MavAutopilot.Ardupilotmega => ArduPilotOf(type),
            MavAutopilot.Px4 => Px4.Of(type),
            _ => null,
        };
    }

    private static ArduPilot? ArduPilotOf(MavType type) =>
        type switch
        {
            MavType.Quadrotor
            or MavType.Hexarotor
            or MavType.Octorotor
            or MavType.Tricopter
            or MavType.Coaxial
            or MavType.Helicopter
            or MavType.Dodecarotor
            or MavType.Decarotor => ArduPilotCopter.Instance,
            MavType.FixedWing => ArduPilotPlane.Instance,
            MavType.VtolTailsitterDuorotor
            or MavType.VtolTailsitterQuadrotor
            or MavType.VtolTiltrotor
            or MavType.VtolFixedrotor
            or MavType.VtolTailsitter
            or MavType.VtolTiltwing => ArduPilotPlane.Vtol,
            MavType.GroundRover or MavType.SurfaceBoat => ArduPilotRover.Instance,
            MavType.Submarine => ArduPilotSub.Instance,
            _ => null,
        };
}
