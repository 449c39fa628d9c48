using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Guidance;

/// <summary>
/// Keeps a rover on a moving target: what it is off pulls it gently back, and the sideways acceleration that it wants
/// becomes a turn of the nose. Below walking pace it steers as if at 1 m/s.
/// </summary>
public sealed class RoverFollower
{
    private const double PositionGain = 0.2;
    private const double VelocityGain = 1;
    private const double LeastSteeringSpeed = 1;

    private double _speed;

    /// <summary>Distance of the vehicle from the target.</summary>
    public Vec3 Error { get; private set; }

    /// <summary>Takes up the speed that the vehicle has.</summary>
    public void Start(double speed) => _speed = speed;

    public RoverDemand Follow(in PathTarget target, in RoverState now, in RoverLimits limits, bool reversed, double dt)
    {
        Error = (target.Position - now.Position).Horizontal;
        var wanted = (target.Velocity.Horizontal + Pull(limits)).LimitHorizontal(limits.Speed);
        var accel = ((wanted - now.Velocity.Horizontal) * VelocityGain) + target.Acceleration.Horizontal;
        var nose = Vec3.FromBearing(now.HeadingDeg);
        var right = Vec3.FromBearing(now.HeadingDeg + 90);
        var ahead = wanted.Dot(nose);
        var least = Math.Min(wanted.Length, Math.Sqrt(limits.TurnMaxG * 9.80665 / 2 * limits.TurnRadiusM));
        var stopping = target.Velocity.Length < 1e-6;
        var speed = (stopping, reversed) switch
        {
            (true, _) => ahead,
            (_, true) => Math.Min(-least, ahead),
            _ => Math.Max(least, ahead),
        };
        _speed += Math.Clamp(speed - _speed, -limits.Accel * dt, limits.Accel * dt);
        var sideways = stopping ? 0 : accel.Dot(right);
        var sign = _speed < -1e-6 ? -1 : 1;
        var steering = sign * Math.Max(LeastSteeringSpeed, Math.Abs(_speed));
        return new RoverDemand(true, _speed, limits.Turn(Angles.Degrees(sideways / steering), _speed));
    }

    /// <summary>Slows to a stand, and turns meanwhile at a rate that its heading calls for.</summary>
    public RoverDemand Stop(in RoverLimits limits, double dt, double turnDegPerS = 0)
    {
        _speed -= Math.Clamp(_speed, -limits.Accel * dt, limits.Accel * dt);
        return new RoverDemand(true, _speed, turnDegPerS);
    }

    /// <summary>Drives at a speed towards a heading.</summary>
    public RoverDemand Steer(double speed, double headingDeg, in RoverState now, in RoverLimits limits, double dt)
    {
        _speed += Math.Clamp(speed - _speed, -limits.Accel * dt, limits.Accel * dt);
        var turn = Angles.Turn(now.HeadingDeg, headingDeg);
        return new RoverDemand(true, _speed, limits.Turn(limits.TurnTo(turn, 0), _speed));
    }

    // Linear near the target, and further off only as fast as can still be braked.
    private Vec3 Pull(in RoverLimits limits)
    {
        var away = Error.Length;
        if (away < 1e-6)
        {
            return Vec3.Zero;
        }

        var accel = Math.Min(limits.Accel, limits.TurnMaxG * 9.80665);
        var linear = accel / (PositionGain * PositionGain);
        var pull = away <= linear ? away * PositionGain : Math.Sqrt(2 * accel * (away - (linear / 2)));
        return Error * (pull / away);
    }
}
