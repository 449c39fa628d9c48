using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Guidance;

/// <summary>Turns "be there" into accelerations and a turn rate. Positions and velocities are what the autopilot believes, not the truth.</summary>
public sealed class CopterController
{
    private const double PositionGain = 1.0;
    private const double VelocityGain = 2.0;
    private const double VerticalVelocityGain = 4.0;
    private const double YawGain = 3.0;

    /// <summary>Steepest lean as an acceleration: 30° is 5.6 m/s².</summary>
    public double MaxAcceleration { get; set; } = 5.6;

    /// <summary>Fastest turn, degrees per second.</summary>
    public double MaxYawRateDegPerS { get; set; } = 60;

    /// <summary>Acceleration that leads the vehicle onto the target.</summary>
    public Vec3 Follow(in PathTarget target, Vec3 position, Vec3 velocity)
    {
        var error = target.Position - position;
        var pull = SquareRootPull(error.Horizontal, 2.5);
        var flat = target.Acceleration + ((target.Velocity + pull - velocity) * VelocityGain);
        var climb = target.Velocity.Up + SquareRootPull(error.Up, 1.0);
        var up = target.Acceleration.Up + ((climb - velocity.Up) * VerticalVelocityGain);
        return flat.Horizontal.LimitHorizontal(MaxAcceleration).WithUp(Math.Clamp(up, -5, 5));
    }

    /// <summary>Acceleration towards a wanted velocity, no harder than <paramref name="limit"/> m/s² across.</summary>
    public static Vec3 Seek(Vec3 wanted, Vec3 velocity, double gain, double limit)
    {
        var error = wanted - velocity;
        var flat = (error.Horizontal * gain).LimitHorizontal(limit);
        return flat.WithUp(Math.Clamp(error.Up * VerticalVelocityGain, -5, 5));
    }

    /// <summary>Turn rate towards a heading.</summary>
    public double TurnTo(double headingDeg, double presentDeg) =>
        Math.Clamp(Angles.Turn(presentDeg, headingDeg) * YawGain, -MaxYawRateDegPerS, MaxYawRateDegPerS);

    // Linear near the target, and further off only as fast as can still be braked: no overshoot from afar.
    private static Vec3 SquareRootPull(Vec3 error, double decel)
    {
        var distance = error.HorizontalLength;
        return distance < 1e-6 ? Vec3.Zero : error * (SquareRootPull(distance, decel) / distance);
    }

    private static double SquareRootPull(double error, double decel)
    {
        var linear = decel / (PositionGain * PositionGain);
        var distance = Math.Abs(error);
        return distance <= linear
            ? error * PositionGain
            : Math.CopySign(Math.Sqrt(2 * decel * (distance - (linear / 2))), error);
    }
}
