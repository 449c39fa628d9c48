using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Guidance;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>Turns around a place in a mission (LOITER_TURNS): to the edge of the circle first, then round and round.</summary>
public sealed class CopterTurns(Copter copter, CopterLegs legs)
{
    private const double NearEdgeM = 3;

    private CircleNavigator? _circle;
    private Vec3 _centre;
    private double _radius;
    private double _rate;
    private int _told;

    /// <summary>True while it flies to the edge.</summary>
    public bool OnTheWay => _circle is null;

    public void Start(StoredItem item, in WaypointLimits limits)
    {
        (_circle, _told) = (null, -1);
        var here = legs.Here;
        _centre = legs.PlaceOf(item, here);
        var usual = copter.Parameters["CIRCLE_RADIUS"] / 100;
        _radius = item.RadiusM > 0 ? item.RadiusM : usual;
        _rate = Math.Abs(copter.Parameters["CIRCLE_RATE"]) * (item.Anticlockwise ? -1 : 1);
        var away = here - _centre;
        if (Math.Abs(away.Length - _radius) <= 0 || away.Length <= NearEdgeM)
        {
            Turn();
            return;
        }

        legs.Start(Edge(away), limits);
        if (away.HorizontalLength <= Math.Max(_radius, 5) && !copter.Flight.Yaw.WatchesPlace)
        {
            copter.Flight.Yaw.Hold(copter.Body.HeadingDeg);
        }
    }

    public void Update(double dt)
    {
        if (_circle is { } circle)
        {
            copter.Flight.Follow(circle.Update(dt), Vec3.Zero);
            return;
        }

        copter.Flight.FollowNavigator(dt);
        if (copter.Flight.Navigator.Reached)
        {
            Turn();
        }
    }

    /// <summary>Counts the turns aloud; true when the last is done.</summary>
    public bool IsDone(StoredItem item)
    {
        if (_circle is not { } circle)
        {
            return false;
        }

        var done = Math.Abs(circle.TurnedDeg) / 360;
        if ((int)done != _told)
        {
            _told = (int)done;
            copter.Output.Say(MavSeverity.Info, $"Mission: starting circle {_told + 1}/{(int)item.Turns}");
        }

        return done >= item.Turns;
    }

    private void Turn()
    {
        _circle = copter.Flight.CircleAround(_centre.WithUp(legs.Here.Up), _radius, _rate);
        copter.Flight.Navigator.Stop();
        if (!copter.Flight.Yaw.WatchesPlace)
        {
            copter.Flight.Yaw.LookAtCentre(_centre);
        }
    }

    private Vec3 Edge(Vec3 away)
    {
        var out1 = away.Length < 1e-6 ? Vec3.FromBearing(copter.Body.HeadingDeg + 180) : away.Normalized();
        return (_centre + (out1 * _radius)).WithUp(_centre.Up);
    }
}
