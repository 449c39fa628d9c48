using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>The legs of a copter's mission: from items to places, and on to the navigator.</summary>
public sealed class CopterLegs(Copter copter)
{
    private CopterFlight Flight => copter.Flight;

    /// <summary>Where it would be if nothing else were asked of it: the last destination, or where it comes to rest.</summary>
    public Vec3 Here =>
        Flight.Navigator is { Active: true, Reached: true } navigator
            ? navigator.Destination
            : copter.Estimator.Position;

    /// <summary>The altitude of an item in metres above home.</summary>
    public double AboveHome(StoredItem item, Vec3 over)
    {
        var home = copter.Home?.AmslM ?? 0;
        if (item.AboveTerrain)
        {
            return item.AltitudeM + copter.GroundAmslAt(over) - home;
        }

        return item.AboveHome ? item.AltitudeM : item.AltitudeM - home;
    }

    /// <summary>An item's place. What is zero in it is taken from <paramref name="from"/>.</summary>
    public Vec3 PlaceOf(StoredItem item, Vec3 from)
    {
        var flat = item.Place is { } place ? copter.Estimator.Frame.ToLocal(place) : from.Horizontal;
        return flat.WithUp(item.AltitudeM == 0 ? from.Up : copter.UpOf(AboveHome(item, flat)));
    }

    /// <summary>Sets out along a straight leg.</summary>
    public void Start(Vec3 destination, in Guidance.WaypointLimits limits)
    {
        if (!Flight.Navigator.Active)
        {
            Flight.StartNavigator(limits);
        }

        Flight.Navigator.GoTo(destination);
        LookWhereItGoes();
    }

    /// <summary>Sets out along a curve to a spline waypoint.</summary>
    public void StartSpline(StoredItem item, in Guidance.WaypointLimits limits)
    {
        var from = Here;
        if (!Flight.Navigator.Active)
        {
            Flight.StartNavigator(limits);
        }

        var destination = PlaceOf(item, from);
        var (next, nextIsSpline) = After(item, copter.Mission.NextNavigation, destination);
        Flight.Navigator.GoAlongSpline(destination, next, nextIsSpline);
        LookWhereItGoes();
    }

    /// <summary>Announces the leg after this one, unless the vehicle waits in between.</summary>
    public void AnnounceNext(StoredItem item, Vec3 destination)
    {
        if (item.Param1 > 0 || copter.Mission.NextNavigation is not { } next)
        {
            return;
        }

        switch (next.Command)
        {
            case MavCmd.NavWaypoint or MavCmd.NavLoiterUnlim or MavCmd.NavLoiterTime or MavCmd.NavPayloadPlace:
                Flight.Navigator.AnnounceNext(PlaceOf(next, destination));
                break;
            case MavCmd.NavSplineWaypoint:
                var place = PlaceOf(next, destination);
                var (after, isSpline) = After(next, copter.Mission.SecondNextNavigation, place);
                Flight.Navigator.AnnounceNextSpline(place, after, isSpline);
                break;
        }
    }

    private (Vec3? Place, bool IsSpline) After(StoredItem item, StoredItem? following, Vec3 from) =>
        item.Param1 > 0 || following is null
            ? (null, false)
            : (PlaceOf(following, from), following.Command == MavCmd.NavSplineWaypoint);

    private void LookWhereItGoes()
    {
        if (!Flight.Yaw.WatchesPlace)
        {
            Flight.Yaw.UseDefault(returning: false, copter.Body.HeadingDeg);
        }
    }
}
