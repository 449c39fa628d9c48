using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Guidance;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>Where a copter's nose points while it flies by itself.</summary>
public sealed class YawControl(ParameterTable parameters, CopterController controller)
{
    private enum Way
    {
        Hold,
        LookAhead,
        Fixed,
        Place,
        Centre,
    }

    private Way _way;
    private double _headingDeg;
    private double _restDeg;
    private double? _rateDegPerS;
    private GeoPoint _place;
    private Vec3 _centre;

    /// <summary>True while the nose follows a region of interest: waypoints leave it there.</summary>
    public bool WatchesPlace => _way == Way.Place;

    /// <summary>True while a commanded heading has not been reached.</summary>
    public bool Turning { get; private set; }

    public void Hold(double headingDeg) =>
        (_way, _headingDeg, _rateDegPerS, Turning) = (Way.Hold, headingDeg, null, false);

    /// <summary>What WP_YAW_BEHAVIOR says: to the next waypoint, except perhaps on the way home.</summary>
    public void UseDefault(bool returning, double headingDeg)
    {
        var behaviour = (int)parameters["WP_YAW_BEHAVIOR"];
        Hold(headingDeg);
        if (behaviour is 1 or 3 || (behaviour == 2 && !returning))
        {
            _way = Way.LookAhead;
        }
    }

    /// <summary>
    /// A heading by command: absolute or relative, at a rate in degrees per second (0 = the usual one), clockwise (1),
    /// anticlockwise (−1) or the short way round (0).
    /// </summary>
    public void Turn(double angleDeg, double rateDegPerS, int direction, bool relative, double presentDeg)
    {
        _restDeg = relative ? angleDeg * (direction < 0 ? -1 : 1) : Angles.Turn(presentDeg, angleDeg);
        _restDeg += (relative, direction, _restDeg) switch
        {
            (false, > 0, < 0) => 360,
            (false, < 0, > 0) => -360,
            _ => 0,
        };
        (_way, _headingDeg, Turning) = (Way.Fixed, presentDeg, true);
        _rateDegPerS = rateDegPerS > 0 ? rateDegPerS : null;
    }

    /// <summary>Back to the heading of the take-off, or of any other moment.</summary>
    public void TurnBackTo(double headingDeg, double presentDeg) => Turn(headingDeg, 0, 0, relative: false, presentDeg);

    /// <summary>To a centre that is circled.</summary>
    public void LookAtCentre(Vec3 centre) => (_way, _centre, _rateDegPerS, Turning) = (Way.Centre, centre, null, false);

    public void LookAt(GeoPoint place) => (_way, _place, _rateDegPerS) = (Way.Place, place, null);

    /// <summary>The turn rate for this step.</summary>
    public double Rate(Vec3 targetVelocity, Vec3 position, LocalFrame frame, double presentDeg, double dt)
    {
        var limit = parameters["ATC_SLEW_YAW"] / 100;
        var step = Math.Clamp(_restDeg, -(_rateDegPerS ?? limit) * dt, (_rateDegPerS ?? limit) * dt);
        controller.MaxYawRateDegPerS = Math.Min(_rateDegPerS ?? limit, limit);
        if (_way == Way.LookAhead && targetVelocity.HorizontalLength > 0.3)
        {
            _headingDeg = targetVelocity.BearingDeg;
        }
        else if (_way == Way.Fixed)
        {
            _headingDeg = Angles.Wrap360(_headingDeg + step);
            _restDeg -= step;
        }
        else if (_way is Way.Place or Way.Centre)
        {
            var target = _way == Way.Place ? frame.ToLocal(_place) : _centre;
            _headingDeg = (target - position).BearingDeg;
        }

        Turning &= Math.Abs(_restDeg) > 0.1 || Math.Abs(Angles.Turn(presentDeg, _headingDeg)) > 2;
        return controller.TurnTo(_headingDeg, presentDeg);
    }
}
