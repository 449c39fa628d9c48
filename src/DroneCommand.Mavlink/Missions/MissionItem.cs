using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Missions;

/// <summary>
/// One item of a mission, a fence or a list of rally points. Lists of items never contain the home position.
/// </summary>
public sealed record MissionItem
{
    public required MavCmd Command { get; init; }

    /// <summary>What the altitude is measured from.</summary>
    public MavFrame Frame { get; init; } = MavFrame.GlobalRelativeAlt;

    /// <summary>Parameters 1 to 4, in the units of MAVLink's definition of the command.</summary>
    public float Param1 { get; init; }

    public float Param2 { get; init; }

    public float Param3 { get; init; }

    public float Param4 { get; init; }

    /// <summary>Parameters 5 and 6 as a place; null for a command without one, or for one that acts where the vehicle is.</summary>
    public GeoPoint? Position { get; init; }

    /// <summary>Parameters 5 and 6 of a command whose they are no place.</summary>
    public int Param5 { get; init; }

    public int Param6 { get; init; }

    /// <summary>Parameter 7: the altitude in metres in <see cref="Frame"/>'s reference, or what else the command means by it.</summary>
    public double AltitudeMetres { get; init; }

    /// <summary>False makes the vehicle wait after this item.</summary>
    public bool AutoContinue { get; init; } = true;

    /// <summary>A waypoint at a height above home.</summary>
    /// <param name="point">The place.</param>
    /// <param name="altitude">The height.</param>
    /// <param name="hold">How long to stay; whole seconds on ArduPilot.</param>
    public static MissionItem Waypoint(GeoPoint point, AltitudeAboveHome altitude, TimeSpan hold = default) =>
        new()
        {
            Command = MavCmd.NavWaypoint,
            Position = point,
            AltitudeMetres = altitude.Metres,
            Param1 = (float)hold.TotalSeconds,
        };

    /// <summary>Climbs from where it stands to a height above home.</summary>
    public static MissionItem TakeOff(AltitudeAboveHome altitude) =>
        new() { Command = MavCmd.NavTakeoff, AltitudeMetres = altitude.Metres };

    /// <summary>Returns and lands.</summary>
    public static MissionItem ReturnToLaunch() => new() { Command = MavCmd.NavReturnToLaunch };

    /// <summary>Lands at a place, or where it is.</summary>
    public static MissionItem Land(GeoPoint? at = null) => new() { Command = MavCmd.NavLand, Position = at };

    /// <summary>Ground speed from here on, in metres per second.</summary>
    public static MissionItem ChangeSpeed(double metresPerSecond) =>
        new()
        {
            Command = MavCmd.DoChangeSpeed,
            Param1 = (float)SpeedType.Groundspeed,
            Param2 = (float)metresPerSecond,
            Param3 = -1,
        };

    /// <summary>A corner of a polygon that must not be left; every corner says how many there are.</summary>
    public static MissionItem FenceInclusion(GeoPoint corner, int corners) =>
        FenceCorner(MavCmd.NavFencePolygonVertexInclusion, corner, corners);

    /// <summary>A corner of a polygon that must not be entered.</summary>
    public static MissionItem FenceExclusion(GeoPoint corner, int corners) =>
        FenceCorner(MavCmd.NavFencePolygonVertexExclusion, corner, corners);

    private static MissionItem FenceCorner(MavCmd command, GeoPoint corner, int corners) =>
        new()
        {
            Command = command,
            Frame = MavFrame.Global,
            Position = corner,
            Param1 = corners,
        };
}
