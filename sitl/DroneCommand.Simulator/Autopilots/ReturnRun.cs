using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// Return to launch: climb to the return altitude, fly home (or to a nearer rally point), wait, land. A mission's RTL item
/// and the RTL mode both run it.
/// </summary>
public sealed class ReturnRun
{
    private enum Phase
    {
        Climb,
        Home,
        Wait,
        Hover,
        Land,
    }

    // Close to home a full climb is pointless: the altitude stays within a cone of this many metres at least.
    private const double MinAltitudeM = 0.3;

    private readonly Copter _copter;
    private readonly Vec3 _home;
    private readonly double _altitudeM;
    private Phase _phase = Phase.Climb;
    private double _waited;
    private bool _turnsBack;

    public ReturnRun(Copter copter, double? speed)
    {
        _copter = copter;
        var (place, rallyAltitude) = BestPlace(copter);
        Place = place;
        var rtlSpeed = copter.Parameters["RTL_SPEED"] > 0 ? copter.Parameters["RTL_SPEED"] / 100 : speed;
        copter.Flight.StartNavigator(copter.Flight.WaypointLimits(rtlSpeed));
        _home = copter.Estimator.Frame.ToLocal(place);
        var stop = copter.Flight.Navigator.Destination;
        _altitudeM = ReturnAltitude(copter, (_home - stop).HorizontalLength, rallyAltitude);
        copter.Flight.Yaw.Hold(copter.Body.HeadingDeg);
        copter.Flight.Navigator.GoTo(stop.WithUp(copter.UpOf(_altitudeM)));
        copter.Flight.Navigator.AnnounceNext(_home.WithUp(copter.UpOf(_altitudeM)));
    }

    public GeoPoint Place { get; }

    public bool IsLanding => _phase == Phase.Land;

    public void Update(double dt)
    {
        if (_phase == Phase.Hover)
        {
            HoverAtFinalHeight(dt);
            return;
        }

        if (_phase == Phase.Land)
        {
            _copter.Flight.Descend(_copter.Estimator.PositionOk ? _home : null, dt);
            return;
        }

        _copter.Flight.FollowNavigator(dt);
        switch (_phase)
        {
            case Phase.Climb when _copter.Flight.Navigator.Reached:
                _copter.Flight.Yaw.UseDefault(returning: true, _copter.Body.HeadingDeg);
                _copter.Flight.Navigator.GoTo(_home.WithUp(_copter.UpOf(_altitudeM)));
                _phase = Phase.Home;
                break;
            case Phase.Home when _copter.Flight.Navigator.Reached:
                _phase = Phase.Wait;
                TurnBack();
                break;
            case Phase.Wait:
                Wait(dt);
                break;
        }
    }

    // It turns back to the heading of the take-off, unless it kept its heading on the way home.
    private void TurnBack()
    {
        _turnsBack = (int)_copter.Parameters["WP_YAW_BEHAVIOR"] is 1 or 3;
        if (_turnsBack)
        {
            _copter.Flight.Yaw.TurnBackTo(_copter.ArmedHeadingDeg, _copter.Body.HeadingDeg);
        }
        else
        {
            _copter.Flight.Yaw.Hold(_copter.Body.HeadingDeg);
        }
    }

    private void Wait(double dt)
    {
        _waited += dt * 1000;
        var turned = !_turnsBack || Math.Abs(Angles.Turn(_copter.Body.HeadingDeg, _copter.ArmedHeadingDeg)) <= 2;
        if (_waited < _copter.Parameters["RTL_LOIT_TIME"] || !turned)
        {
            return;
        }

        _copter.Flight.Yaw.Hold(_copter.Body.HeadingDeg);
        _copter.Flight.Release();
        _phase = _copter.Parameters["RTL_ALT_FINAL"] > 0 && !_copter.Radio.Failed ? Phase.Hover : Phase.Land;
    }

    // RTL_ALT_FINAL: it sinks to this height and stays there.
    private void HoverAtFinalHeight(double dt)
    {
        var error = _copter.UpOf(_copter.Parameters["RTL_ALT_FINAL"] / 100) - _copter.Estimator.Position.Up;
        var limits = _copter.Flight.WaypointLimits();
        var rate = Math.Clamp(error, -limits.SpeedDown, limits.SpeedUp);
        _copter.Flight.Sink(_home, -rate, dt);
    }

    private static (GeoPoint Place, double? AltitudeM) BestPlace(Copter copter)
    {
        var frame = copter.Estimator.Frame;
        var here = copter.Estimator.Position;
        var home = copter.Home?.Place ?? frame.Origin;
        var best = (Place: home, AltitudeM: (double?)null);
        var distance = (frame.ToLocal(home) - here).HorizontalLength;
        foreach (var rally in copter.Memory.Rally.Points)
        {
            var away = (frame.ToLocal(rally.Place) - here).HorizontalLength;
            if (away < distance && away < copter.Parameters["RALLY_LIMIT_KM"] * 1000)
            {
                (best, distance) = ((rally.Place, rally.AltitudeM), away);
            }
        }

        return best;
    }

    private static double ReturnAltitude(Copter copter, double distance, double? rallyAltitude)
    {
        var present = copter.AboveHomeM;
        var least = Math.Max(MinAltitudeM, present + Math.Max(0, copter.Parameters["RTL_CLIMB_MIN"] / 100));
        var target = Math.Max(Math.Max(rallyAltitude ?? 0, copter.Parameters["RTL_ALT"] / 100), least);
        var cone = copter.Parameters["RTL_CONE_SLOPE"];
        if (cone >= 0.5)
        {
            target = Math.Min(target, Math.Max(distance * cone, least));
        }

        if (copter.Fence.Enabled.HasFlag(FenceKinds.MaxAltitude))
        {
            target = Math.Min(target, copter.Parameters["FENCE_ALT_MAX"] - copter.Parameters["FENCE_MARGIN"]);
        }

        return Math.Max(target, present);
    }
}
