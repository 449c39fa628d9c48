using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Guidance;

/// <summary>How a copter may move between waypoints: metres and seconds, horizontal and vertical apart.</summary>
public readonly record struct WaypointLimits(
    double Speed,
    double SpeedUp,
    double SpeedDown,
    double Accel,
    double Decel,
    double AccelVertical,
    double Jerk,
    double Snap
)
{
    /// <summary>Sideways acceleration in a corner, m/s².</summary>
    public double AccelCorner { get; init; } = Accel * 2;

    /// <summary>The limits along a direction: the tighter of what the horizontal and the vertical part allow.</summary>
    public MotionLimits Along(Vec3 direction)
    {
        var flat = Math.Max(direction.HorizontalLength, 1e-6);
        var steep = Math.Max(Math.Abs(direction.Up), 1e-6);
        var vertical = direction.Up >= 0 ? SpeedUp : SpeedDown;
        return new MotionLimits(
            Math.Min(Speed / flat, vertical / steep),
            Math.Min(Accel / flat, AccelVertical / steep),
            Math.Min(Decel / flat, AccelVertical / steep),
            Jerk,
            Snap
        );
    }
}
