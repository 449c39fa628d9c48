using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Guidance;

/// <summary>
/// Leads a copter from waypoint to waypoint. A waypoint without a pause is flown as a corner: while one leg slows down
/// the next already speeds up, and the two are added, so the track cuts the corner within the waypoint's radius.
/// </summary>
public sealed class WaypointNavigator
{
    private Leg? _previous;
    private Leg? _current;
    private Leg? _next;
    private bool _cutCorner;
    private bool _nextStarted;
    private double _pace = 1;
    private double _handOverAt;

    /// <summary>How near counts as reached, and how much a corner may be cut, metres.</summary>
    public double RadiusM { get; set; } = 2;

    public WaypointLimits Limits { get; set; }

    public Vec3 Destination { get; private set; }

    public bool Active => _current is not null;

    /// <summary>True when the vehicle has come to rest at the destination, or is through its corner.</summary>
    public bool Reached { get; private set; }

    public PathTarget Target { get; private set; }

    /// <summary>Stops the progress along the legs, smoothly, until taken back.</summary>
    public bool Paused { get; set; }

    /// <summary>Forgets everything: the vehicle is led by something else.</summary>
    public void Stop()
    {
        (_current, _next, _previous, _nextStarted) = (null, null, null, false);
        (Paused, _pace) = (false, 1);
    }

    /// <summary>Starts from where the vehicle is, with its present velocity led over into the new leg.</summary>
    public void StartAt(Vec3 position, Vec3 velocity)
    {
        Stop();
        _previous = velocity.Length > 0.05 ? Leg.Stopping(position, velocity, Limits) : null;
        Destination = _previous?.To ?? position;
        _current = new Leg(Destination, Destination, Limits);
        Reached = false;
        Update(0, position);
    }

    /// <summary>
    /// Goes on to <paramref name="destination"/>. If it was announced as the next leg and its corner is under way, that leg
    /// simply becomes the current one.
    /// </summary>
    public void GoTo(Vec3 destination)
    {
        Reached = false;
        if (_nextStarted && _next is { } begun && (begun.To - destination).Length < 0.01)
        {
            (_previous, _current) = (_current, begun);
        }
        else
        {
            var from = Destination;
            if (_current is { Finished: false })
            {
                _previous = Leg.Stopping(Target.Position, Target.Velocity, Limits);
                from = _previous.To;
            }

            _current = new Leg(from, destination, Limits);
        }

        Destination = destination;
        (_next, _nextStarted, _cutCorner) = (null, false, false);
    }

    /// <summary>Announces what follows the current destination, so that its corner is flown through without a stop.</summary>
    public void AnnounceNext(Vec3 destination)
    {
        _next = new Leg(Destination, destination, Limits);
        (_cutCorner, _nextStarted) = (true, false);
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
            _current = current.WithLimits(limits);
        }

        if (_next is { } announced)
        {
            _next = new Leg(Destination, announced.To, limits);
        }
    }

    public void Update(double dt, Vec3 position)
    {
        if (_current is not { } current)
        {
            return;
        }

        SetPace(dt);
        var step = dt * _pace;
        _previous?.Advance(step);
        current.Advance(step);
        BeginCorner(current);
        if (_nextStarted)
        {
            _next!.Advance(step);
        }

        Target = Sum(current);
        Reached |= _nextStarted
            ? current.Remaining <= _handOverAt
            : current.Finished && _previous is not { Finished: false } && (position - Destination).Length <= RadiusM;
    }

    // A pause slows the legs' own time, so the track stays the same.
    private void SetPace(double dt)
    {
        var speed = Math.Max(1, Target.Velocity.Length / Math.Max(_pace, 0.05));
        var change = Limits.Accel / speed * dt;
        _pace = Math.Clamp(_pace + (Paused ? -change : change), 0, 1);
    }

    private void BeginCorner(Leg current)
    {
        if (_nextStarted || !_cutCorner || _next is not { } next || !current.PastHalf)
        {
            return;
        }

        var overlap = Math.Min(current.Profile.RampDownSeconds, next.Profile.RampUpSeconds);
        if (current.Remaining > overlap)
        {
            return;
        }

        var half = current.Remaining / 2;
        var corner = current.ToEnd(half).Position + next.FromStart(half).Position;
        _nextStarted = corner.Length <= RadiusM;
        _handOverAt = half;
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
