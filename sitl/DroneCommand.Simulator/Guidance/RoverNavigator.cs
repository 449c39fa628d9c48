using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Guidance;

/// <summary>
/// Leads a rover along straight legs. A vehicle that turns on the spot does so where a corner is sharper than its pivot
/// angle; other corners are driven through within the waypoint's radius. What the vehicle falls behind, the target waits.
/// </summary>
public sealed class RoverNavigator
{
    private const double PivotAccuracyDeg = 5;

    private readonly WaypointNavigator _path = new();
    private readonly RoverFollower _follower = new();
    private bool _pivoting;
    private bool _pivotNext;
    private bool _through;
    private double _pivotDoneAt;
    private double _now;
    private double _lag = 1;

    public RoverLimits Limits { get; set; }

    public Vec3 Origin { get; private set; }

    public Vec3 Destination { get; private set; }

    public bool Active { get; private set; }

    public bool Reached { get; private set; }

    /// <summary>Drives backwards.</summary>
    public bool Reversed { get; set; }

    /// <summary>Distance from the leg's line, metres, right positive.</summary>
    public double CrossTrackM { get; private set; }

    public void Stop()
    {
        (Active, Reached, _pivoting, _pivotNext, _through, _lag) = (false, false, false, false, false, 1);
        _path.Stop();
    }

    /// <summary>Starts a leg to <paramref name="destination"/>; what comes <paramref name="next"/> shapes the corner there.</summary>
    public void GoTo(in RoverState now, Vec3 destination, Vec3? next)
    {
        _path.Limits = Limits.Legs;
        _path.RadiusM = Math.Max(Limits.RadiusM, Limits.TurnRadiusM);
        if (!Active || !Reached)
        {
            var speed = now.Velocity.Length;
            var stop = now.Velocity.Normalized() * (speed * speed / (2 * Limits.Accel));
            _path.StartAt((now.Position + stop).Horizontal, Vec3.Zero);
            _follower.Start(now.Velocity.Dot(Vec3.FromBearing(now.HeadingDeg)));
            _lag = 1;
        }

        (Origin, Destination) = (_path.Destination, destination.Horizontal);
        _path.GoTo(Destination);
        if (!_through)
        {
            var bearing = (Destination - now.Position.Horizontal).BearingDeg + (Reversed ? 180 : 0);
            var turn = Math.Abs(Angles.Turn(now.HeadingDeg, bearing));
            _pivoting = CanPivot && (turn > Limits.PivotAngleDeg || _pivotNext);
            _pivotDoneAt = double.NaN;
        }

        (_pivotNext, _through) = (false, false);
        if (next is { } after)
        {
            var corner = Angles.Turn((Destination - Origin).BearingDeg, (after.Horizontal - Destination).BearingDeg);
            _pivotNext = CanPivot && Math.Abs(corner) > Limits.PivotAngleDeg;
            _through = !_pivotNext;
            if (_through)
            {
                _path.AnnounceNext(after.Horizontal);
            }
        }

        (Active, Reached) = (true, false);
    }

    /// <summary>New limits for the leg under way.</summary>
    public void ChangeLimits(in RoverLimits limits)
    {
        Limits = limits;
        if (Active)
        {
            _path.ChangeLimits(limits.Legs);
        }
    }

    public RoverDemand Update(in RoverState now, double dt)
    {
        _now += dt;
        CrossTrackM = CrossTrack(now.Position);
        if (_pivoting)
        {
            return Pivot(now, dt);
        }

        Advance(now, dt);
        return _follower.Follow(_path.Target, now, Limits, Reversed, dt);
    }

    private bool CanPivot => Limits.PivotAngleDeg > PivotAccuracyDeg && Limits.TurnRadiusM <= 0;

    private void Advance(in RoverState now, double dt)
    {
        var speed = _path.Target.Velocity.Length;
        var keep = 1.0;
        if (speed > 1e-6)
        {
            var along = _path.Target.Velocity / speed;
            var behind = (_path.Target.Position - now.Position).Dot(along);
            keep = Math.Clamp(0.05 + ((now.Velocity.Dot(along) - (0.2 * behind)) / speed), 0, 1);
        }

        _lag += (keep - _lag) * Math.Min(1, dt * Limits.Jerk / Limits.Accel);

        _path.Update(dt * _lag, now.Position.Horizontal);
        Reached |= _through ? _path.Reached : _path.AtEnd && (Near(now.Position) || Past(now.Position));
    }

    private RoverDemand Pivot(in RoverState now, double dt)
    {
        var bearing = (Destination - now.Position.Horizontal).BearingDeg + (Reversed ? 180 : 0);
        var turn = Angles.Turn(now.HeadingDeg, bearing);
        var standing = now.Velocity.Length < 0.1;
        var demand = _follower.Stop(Limits, dt, standing ? Limits.TurnTo(turn, Limits.PivotRateDegPerS) : 0);
        if (standing && Math.Abs(turn) < PivotAccuracyDeg && double.IsNaN(_pivotDoneAt))
        {
            _pivotDoneAt = _now;
        }

        _pivoting = double.IsNaN(_pivotDoneAt) || _now - _pivotDoneAt < Limits.PivotDelaySeconds;
        return demand;
    }

    private bool Near(Vec3 position) => (position.Horizontal - Destination).Length <= Limits.RadiusM;

    private bool Past(Vec3 position)
    {
        var track = Destination - Origin;
        return track.Length > 0.1 && (position.Horizontal - Destination).Dot(track) >= 0;
    }

    private double CrossTrack(Vec3 position)
    {
        var along = (Destination - Origin).Normalized();
        var offset = position.Horizontal - Origin;
        return (offset.East * along.North) - (offset.North * along.East);
    }
}
