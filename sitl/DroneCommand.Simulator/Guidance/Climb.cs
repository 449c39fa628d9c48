using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Guidance;

/// <summary>A change of height by itself, beside whatever happens across.</summary>
/// <param name="from">Height to begin at, metres in the local frame.</param>
/// <param name="rise">Metres, down negative.</param>
/// <param name="speed">Fastest speed, m/s.</param>
/// <param name="limits">Vertical acceleration, and jerk.</param>
public sealed class Climb(double from, double rise, double speed, in WaypointLimits limits)
{
    private readonly LegProfile _profile = LegProfile.Over(
        Math.Abs(rise),
        new MotionLimits(speed, limits.AccelVertical, limits.AccelVertical, limits.Jerk, limits.Snap)
    );

    private double _elapsed;

    /// <summary>Moves on, and says how high and how fast to be; only the vertical parts mean something.</summary>
    public PathTarget Advance(double dt)
    {
        _elapsed += dt;
        var sign = Math.Sign(rise);
        var (gone, rate, acceleration) = _profile.At(_elapsed);
        return new PathTarget(
            new Vec3(0, 0, from + (sign * gone)),
            new Vec3(0, 0, sign * rate),
            new Vec3(0, 0, sign * acceleration)
        );
    }
}
