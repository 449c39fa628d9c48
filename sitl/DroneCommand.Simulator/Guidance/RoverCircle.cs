using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Guidance;

/// <summary>Leads a rover around a centre: to the edge first, then round at its speed.</summary>
public sealed class RoverCircle(Vec3 centre, double radiusM, bool anticlockwise, double speedMps, double startDeg)
{
    private readonly RoverFollower _follower = new();
    private double _bearing = startDeg;
    private double _speed;
    private PathTarget _shaped;
    private bool _begun;

    public Vec3 Centre { get; } = centre;

    public double RadiusM { get; } = radiusM;

    public bool ReachedEdge { get; private set; }

    /// <summary>Degrees turned since the edge, anticlockwise negative.</summary>
    public double TurnedDeg { get; private set; }

    public double SpeedMps { get; set; } = speedMps;

    /// <summary>The point that it steers to.</summary>
    public Vec3 Target => Centre + Vec3.FromBearing(_bearing, RadiusM);

    public RoverDemand Update(in RoverState now, in RoverLimits limits, double dt)
    {
        if (!_begun)
        {
            (_begun, _shaped) = (true, new PathTarget(now.Position.Horizontal, now.Velocity, Vec3.Zero));
            _follower.Start(now.Velocity.Dot(Vec3.FromBearing(now.HeadingDeg)));
        }

        var off = Math.Abs((now.Position - Centre).HorizontalLength - RadiusM);
        ReachedEdge |= off <= Math.Max(limits.TurnRadiusM, limits.RadiusM);
        var target = ReachedEdge ? Round(limits, dt) : Approach(limits, dt);
        return _follower.Follow(target, now, limits, reversed: false, dt);
    }

    private PathTarget Round(in RoverLimits limits, double dt)
    {
        var change = limits.Accel / 2 * dt;
        _speed += Math.Clamp(SpeedMps - _speed, -change, change);
        var turn = Angles.Degrees(_speed / RadiusM) * dt * (anticlockwise ? -1 : 1);
        _bearing = Angles.Wrap360(_bearing + turn);
        TurnedDeg += turn;
        var sense = anticlockwise ? -90 : 90;
        return new PathTarget(
            Target,
            Vec3.FromBearing(_bearing + sense, _speed),
            Vec3.FromBearing(_bearing, -_speed * _speed / RadiusM)
        );
    }

    // The target moves to the edge within the limits, and is there at rest.
    private PathTarget Approach(in RoverLimits limits, double dt)
    {
        var away = Target - _shaped.Position;
        var distance = away.Length;
        var wanted = Math.Min(limits.Speed, Math.Sqrt(2 * limits.Accel * Math.Max(0, distance - 0.01)));
        var velocity = distance < 1e-6 ? Vec3.Zero : away * (wanted / distance);
        var change = (velocity - _shaped.Velocity).LimitHorizontal(limits.Accel * dt);
        var speed = _shaped.Velocity + change;
        _shaped = new PathTarget(_shaped.Position + (speed * dt), speed, dt > 0 ? change / dt : Vec3.Zero);
        return _shaped;
    }
}
