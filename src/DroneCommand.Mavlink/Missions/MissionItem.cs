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

    /// <summary>Circles for so long.</summary>
    /// <param name="at">The middle.</param>
    /// <param name="altitude">The height.</param>
    /// <param name="duration">From arriving on the circle.</param>
    /// <param name="radiusMetres">Negative: anticlockwise.</param>
    public static MissionItem LoiterTime(
        GeoPoint at,
        AltitudeAboveHome altitude,
        TimeSpan duration,
        double radiusMetres
    ) =>
        new()
        {
            Command = MavCmd.NavLoiterTime,
            Position = at,
            AltitudeMetres = altitude.Metres,
            Param1 = (float)duration.TotalSeconds,
            Param3 = (float)radiusMetres,
        };

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

    /// <summary>Goes to a place and stays there until it is told otherwise.</summary>
    public static MissionItem Hold(GeoPoint at, AltitudeAboveHome altitude) =>
        new()
        {
            Command = MavCmd.NavLoiterUnlim,
            Position = at,
            AltitudeMetres = altitude.Metres,
        };

    /// <summary>Circles about a place and goes on.</summary>
    /// <param name="at">The middle.</param>
    /// <param name="altitude">The height.</param>
    /// <param name="turns">How often.</param>
    /// <param name="radiusMetres">Negative: anticlockwise.</param>
    public static MissionItem LoiterTurns(GeoPoint at, AltitudeAboveHome altitude, double turns, double radiusMetres) =>
        new()
        {
            Command = MavCmd.NavLoiterTurns,
            Position = at,
            AltitudeMetres = altitude.Metres,
            Param1 = (float)turns,
            Param3 = (float)radiusMetres,
        };

    /// <summary>Keeps the camera on a place at a height above home.</summary>
    public static MissionItem LookAt(GeoPoint at, AltitudeAboveHome altitude) =>
        new()
        {
            Command = MavCmd.DoSetRoiLocation,
            Position = at,
            AltitudeMetres = altitude.Metres,
        };

    /// <summary>Takes the camera off any place.</summary>
    public static MissionItem LookAhead() => new() { Command = MavCmd.DoSetRoiNone };

    /// <summary>Turns the camera's mount to angles.</summary>
    /// <param name="pitchDeg">Above the horizon; -90 is straight down.</param>
    /// <param name="yawDeg">Clockwise from the vehicle's nose.</param>
    public static MissionItem PointCamera(double pitchDeg, double yawDeg) =>
        new()
        {
            Command = MavCmd.DoMountControl,
            Param1 = (float)pitchDeg,
            Param3 = (float)yawDeg,
            AltitudeMetres = (double)MavMountMode.MavlinkTargeting,
        };

    /// <summary>A picture every so many metres, the first at once; 0 stops it.</summary>
    public static MissionItem TriggerEvery(double metres) =>
        new()
        {
            Command = MavCmd.DoSetCamTriggDist,
            Param1 = (float)metres,
            Param3 = metres > 0 ? 1 : 0,
        };

    /// <summary>One picture.</summary>
    public static MissionItem TakePhoto() => new() { Command = MavCmd.ImageStartCapture, Param3 = 1 };

    /// <summary>Begins a recording of every camera.</summary>
    public static MissionItem StartVideo() => new() { Command = MavCmd.VideoStartCapture };

    /// <summary>Ends it.</summary>
    public static MissionItem StopVideo() => new() { Command = MavCmd.VideoStopCapture };

    /// <summary>Turns the vehicle to a heading.</summary>
    /// <param name="headingDeg">Clockwise from true north.</param>
    public static MissionItem Face(double headingDeg) =>
        new() { Command = MavCmd.ConditionYaw, Param1 = (float)headingDeg };

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
