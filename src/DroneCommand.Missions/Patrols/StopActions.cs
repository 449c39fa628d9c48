using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Missions.Patrols;

/// <summary>What vehicles do at the stops of a patrol.</summary>
internal static class StopActions
{
    /// <summary>One picture at each stop.</summary>
    public const string Photo = "photo";

    /// <summary>A recording of each stay.</summary>
    public const string Video = "video";

    /// <summary>The camera is turned to what is looked at, and nothing is recorded.</summary>
    public const string None = "none";

    private const double RightBelowMetres = 2;

    /// <summary>
    /// The track's points of a stop. Autopilots begin an action when the waypoint before it is done, its stay included: the
    /// camera is turned on arriving at a first point and the stay belongs to a second one at the same place.
    /// </summary>
    /// <param name="place">Where the vehicle stays.</param>
    /// <param name="altitude">How high.</param>
    /// <param name="stop">What for.</param>
    /// <param name="camera">What is recorded.</param>
    public static IEnumerable<TrackPoint> At(GeoPoint place, AltitudeAboveHome altitude, FenceStop stop, string camera)
    {
        var before = new List<PlanAction>();
        var after = new List<PlanAction> { new Dwell(TimeSpan.FromSeconds(stop.StayS)) };
        if (camera == Video)
        {
            before.Add(new StartVideo());
            after.Add(new StopVideo());
        }
        else if (camera == Photo)
        {
            after.Add(new TakePhoto());
        }

        if (stop.Target is { } target && Aim(place, altitude, target) is { } aim)
        {
            before.Insert(0, aim);
            after.Add(new LookAhead());
        }

        if (before.Count > 0)
        {
            yield return new TrackPoint(place, altitude) { Actions = before };
        }

        yield return new TrackPoint(place, altitude) { Actions = after };
    }

    /// <summary>
    /// What turns the camera to a target. A place right below has no bearing: a vehicle would turn about to face it. What
    /// drives stands on it and sees nothing of it.
    /// </summary>
    private static PlanAction? Aim(GeoPoint place, AltitudeAboveHome altitude, GeoPoint target) =>
        Geodesic.Distance(place, target) > RightBelowMetres ? new LookAt(target, default)
        : altitude.Metres > 0 ? new PointCamera(CameraAngles.DownDeg)
        : null;
}
