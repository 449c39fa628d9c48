using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Guidance;

/// <summary>
/// Leads a copter from waypoint to waypoint. A waypoint without a pause is flown as a corner: while one leg slows down
/// the next already speeds up, and the two are added, so the track cuts the corner within the waypoint's radius. A spline
/// waypoint is flown to along a curve, and left without a stop when its direction goes on.
/// </summary>
public sealed class WaypointNavigator
{
    private Leg? _previous;
    private Leg? _current;
    private Leg? _next;
    private SplineLeg? _spline;
    private SplineLeg? _nextSpline;
    private bool _passes;
    private bool _nextStarted;
    private double _pace = 1;
    private Vec3 _from;

    /// <summary>How near counts as reached, and how much a corner may be cut, metres.</summary>
    public double RadiusM { get; set; } = 2;

    public WaypointLimits Limits { get; set; }

    public Vec3 Destination { get; private set; }

    public bool Active => _current is not null || _spline is not null;

    /// <summary>True when the vehicle has come to rest at the destination, or is through its corner.</summary>
    public bool Reached { get; private set; }

    /// <summary>True when the target has come to the end of the leg; the vehicle may still be on its way.</summary>
    public bool AtEnd => _spline?.Finished ?? (_current is { Finished: true } && _previous is not { Finished: false });

    public PathTarget Target { get; private set; }

    /// <summary>Stops the progress along the legs, smoothly, until taken back.</summary>
    public bool Paused { get; set; }

    /// <summary>Forgets everything: the vehicle is led by something else.</summary>
    public void Stop()
    {
        (_current, _next, _previous, _spline, _nextSpline) = (null, null, null, null, null);
        (Paused, _pace, _nextStarted, _passes) = (false, 1, false, false);
    }

    /// <summary>Starts from where the vehicle is, with its present velocity led over into the new leg.</summary>
    public void StartAt(Vec3 position, Vec3 velocity)
    {
        Stop();
        _previous = velocity.Length > 0.05 ? Leg.Stopping(position, velocity, Limits) : null;
        Destination = _previous?.To ?? position;
        _from = Destination;
        _current = new Leg(Destination, Destination, Limits);
        Reached = false;
        Update(0, position);
        Reached = true;
    }

    /// <summary>
    /// Goes on to <paramref name="destination"/>. If it was announced as the next leg and its corner is under way, that leg
    /// simply becomes the current one.
    /// </summary>
    public void GoTo(Vec3 destination)
    {
        if (_nextStarted && _next is { } begun && (begun.To - destination).Length < 0.01)
        {
            (_previous, _current) = (_current, begun);
        }
        else if (_spline is not null && Reached)
        {
            (_previous, _current) = (null, new Leg(Destination, destination, Limits, Target.Velocity.Length));
        }
        else
        {
            StopShort();
            _previous = Reached ? _current : _previous;
            _current = new Leg(Destination, destination, Limits);
        }

        Begin(destination);
        _spline = null;
    }

    /// <summary>
    /// Goes on to <paramref name="destination"/> along a curve. What follows shapes its end: it arrives towards
    /// <paramref name="next"/>, which may be a spline as well; without one it stops.
    /// </summary>
    public void GoAlongSpline(Vec3 destination, Vec3? next, bool nextIsSpline)
    {
        StopShort();
        var leaving = (_passes, _spline) switch
        {
            (false, _) => Vec3.Zero,
            (_, { } curve) => curve.Arriving,
            _ => Destination - _from,
        };
        var from = Destination;
        _spline = new SplineLeg(from, destination, leaving, Arriving(from, destination, next, nextIsSpline), Limits);
        (_current, _previous) = (null, null);
        Begin(destination);
        _passes = next is { } after && (after - destination).Length > 1e-6;
    }

    /// <summary>Announces a straight leg after the current one, so that its corner is flown through without a stop.</summary>
    public void AnnounceNext(Vec3 destination)
    {
        _next = new Leg(Destination, destination, Limits, _spline?.FinalSpeed ?? 0);
        _spline?.LimitFinalSpeed(_next.StartSpeed);
        (_passes, _nextStarted, _nextSpline) = (true, false, null);
    }

    /// <summary>Announces a curve after the current leg.</summary>
    public void AnnounceNextSpline(Vec3 destination, Vec3? next, bool nextIsSpline)
    {
        var leaving = _spline?.Arriving ?? (Destination - _from);
        _nextSpline = new SplineLeg(
            Destination,
            destination,
            leaving,
            Arriving(Destination, destination, next, nextIsSpline),
            Limits
        );
        _spline?.LimitFinalSpeed(_nextSpline.StartSpeed);
        _current = _current?.WithLimits(Limits, _nextSpline.StartSpeed);
        (_passes, _nextStarted, _next) = (true, false, null);
    }

    /// <summary>New limits for the leg under way: it is planned again from where its target is.</summary>
    public void ChangeLimits(in WaypointLimits limits)
    {
        Limits = limits;
        if (_nextStarted)
        {
            _next = _next!.WithLimits(limits);
            return;
        }

        if (_current is { Finished: false } current)
        {
            _current = current.WithLimits(limits, _nextSpline?.StartSpeed ?? 0);
        }

        if (_next is { } announced)
        {
            _next = new Leg(Destination, announced.To, limits);
        }
    }

    public void Update(double dt, Vec3 position)
    {
        SetPace(dt);
        if (_spline is { } spline)
        {
            Target = spline.Advance(dt * _pace, Target.Velocity.Length);
            Reached |= spline.Finished && (_passes || Near(position));
        }
        else if (_current is { } current)
        {
            FollowStraight(current, dt * _pace, position);
        }
    }

    private void FollowStraight(Leg current, double step, Vec3 position)
    {
        _previous?.Advance(step);
        current.Advance(step);
        BeginCorner(current);
        if (_nextStarted)
        {
            _next!.Advance(step);
        }

        Target = Sum(current);
        var through = _nextStarted && _next!.Elapsed >= current.Remaining;
        var there = current.Finished && _previous is not { Finished: false } && (_passes || Near(position));
        Reached |= through || there;
    }

    private bool Near(Vec3 position) => (position - Destination).Length <= RadiusM;

    private void Begin(Vec3 destination)
    {
        (_from, Destination, Reached) = (Destination, destination, false);
        (_next, _nextSpline, _nextStarted, _passes) = (null, null, false, false);
    }

    // Called away before the destination is reached, it starts from where it comes to rest.
    private void StopShort()
    {
        if (Reached || !Active)
        {
            return;
        }

        _previous = Leg.Stopping(Target.Position, Target.Velocity, Limits);
        (Destination, _passes) = (_previous.To, false);
    }

    private static Vec3 Arriving(Vec3 from, Vec3 destination, Vec3? next, bool nextIsSpline) =>
        next is { } after ? after - (nextIsSpline ? from : destination) : Vec3.Zero;

    // A pause slows the legs' own time, so the track stays the same.
    private void SetPace(double dt)
    {
        var speed = Math.Max(1, Target.Velocity.Length / Math.Max(_pace, 0.05));
        var change = Limits.Accel / speed * dt;
        _pace = Math.Clamp(_pace + (Paused ? -change : change), 0, 1);
    }

    private void BeginCorner(Leg current)
    {
        if (_nextStarted || _next is not { } next || !current.Slowing || current.Remaining > next.Profile.RampUpSeconds)
        {
            return;
        }

        var half = current.Remaining / 2;
        var (end, start) = (current.ToEnd(half), next.FromStart(half));
        var slower = Math.Min(current.TopSpeed, next.TopSpeed);
        _nextStarted =
            (end.Position + start.Position).Length < RadiusM
            && (end.Velocity + start.Velocity).Length < slower
            && (end.Acceleration + start.Acceleration).HorizontalLength < Limits.AccelCorner
            && Math.Abs((end.Acceleration + start.Acceleration).Up) < Limits.AccelVertical;
    }

    private PathTarget Sum(Leg current)
    {
        var progress = current.FromStart();
        var (position, velocity, acceleration) = (
            current.From + progress.Position,
            progress.Velocity,
            progress.Acceleration
        );
        foreach (var other in Others())
        {
            position += other.Position;
            velocity += other.Velocity;
            acceleration += other.Acceleration;
        }

        return new PathTarget(position, velocity * _pace, acceleration * (_pace * _pace));
    }

    private IEnumerable<PathTarget> Others()
    {
        if (_previous is { Finished: false } previous)
        {
            yield return previous.ToEnd();
        }

        if (_nextStarted && _next is { } next)
        {
            yield return next.FromStart();
        }
    }
}
