using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Guidance;

/// <summary>Leads a copter around a centre at a turn rate that the radius and the acceleration allow.</summary>
public sealed class CircleNavigator
{
    private const double LeastTurnAcceleration = 2;

    // The real one follows the moving point without being told its speed, and so stays this far behind it.
    private const double LagSeconds = 1.65;

    private readonly double _speed;
    private readonly double _accel;
    private double _rate;

    /// <param name="centre">The centre; its height is kept.</param>
    /// <param name="radiusM">Radius, metres; 0 turns on the spot.</param>
    /// <param name="rateDegPerS">Wanted turn rate, anticlockwise negative.</param>
    /// <param name="startDeg">Bearing from the centre to the place where it begins.</param>
    /// <param name="limits">Speed and acceleration across.</param>
    public CircleNavigator(
        Vec3 centre,
        double radiusM,
        double rateDegPerS,
        double startDeg,
        (double Speed, double Accel) limits
    )
    {
        (Centre, RadiusM, BearingDeg, RateDegPerS) = (centre, radiusM, startDeg, rateDegPerS);
        (_speed, _accel) = limits;
    }

    public Vec3 Centre { get; }

    public double RadiusM { get; }

    public double RateDegPerS { get; }

    /// <summary>Bearing from the centre to the target.</summary>
    public double BearingDeg { get; private set; }

    /// <summary>Degrees turned so far.</summary>
    public double TurnedDeg { get; private set; }

    public PathTarget Update(double dt)
    {
        var (most, change) = Limits();
        _rate += Math.Clamp(most - _rate, -change * dt, change * dt);
        TurnedDeg += _rate * dt;
        BearingDeg = Angles.Wrap360(BearingDeg + (_rate * dt));
        var behind = BearingDeg - (_rate * LagSeconds);
        var radial = Vec3.FromBearing(behind);
        var turn = Angles.Radians(_rate);
        return new PathTarget(
            (Centre + (radial * RadiusM)).WithUp(Centre.Up),
            Vec3.FromBearing(behind + 90, turn * RadiusM),
            radial * (-turn * turn * RadiusM)
        );
    }

    private (double Rate, double Acceleration) Limits()
    {
        if (RadiusM <= 0)
        {
            return (RateDegPerS, Math.Max(Math.Abs(RateDegPerS), LeastTurnAcceleration));
        }

        var speed = Math.Min(_speed, Math.Sqrt(_accel / 2 * RadiusM));
        var most = Angles.Degrees(speed / RadiusM);
        var acceleration = Math.Max(Angles.Degrees(_accel / RadiusM), LeastTurnAcceleration);
        return (Math.Clamp(RateDegPerS, -most, most), acceleration);
    }
}
