using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Guidance;

/// <summary>What a rover knows of its own motion.</summary>
public readonly record struct RoverState(Vec3 Position, Vec3 Velocity, double HeadingDeg);

/// <summary>How a rover may drive between waypoints.</summary>
/// <param name="Speed">m/s.</param>
/// <param name="Accel">m/s², speeding up and slowing down.</param>
/// <param name="Jerk">m/s³.</param>
/// <param name="RadiusM">How near a waypoint counts as reached, and how much a corner may be cut, metres.</param>
/// <param name="PivotAngleDeg">Turns sharper than this are made on the spot; 0 for a vehicle that cannot.</param>
/// <param name="PivotRateDegPerS">Turn rate on the spot.</param>
/// <param name="PivotDelaySeconds">Pause after a turn on the spot.</param>
/// <param name="TurnMaxG">Sideways acceleration in turns, g.</param>
/// <param name="TurnRateDegPerS">Fastest turn.</param>
/// <param name="TurnAccelDegPerS2">How quickly a turn may begin and end.</param>
/// <param name="TurnRadiusM">Tightest turn in motion, metres; 0 for a vehicle that turns on the spot.</param>
public readonly record struct RoverLimits(
    double Speed,
    double Accel,
    double Jerk,
    double RadiusM,
    double PivotAngleDeg,
    double PivotRateDegPerS,
    double PivotDelaySeconds,
    double TurnMaxG,
    double TurnRateDegPerS,
    double TurnAccelDegPerS2,
    double TurnRadiusM
)
{
    private const double Gravity = 9.80665;
    private const double HeadingGain = 2;
    private const double Snap = 15;

    /// <summary>The same limits for legs.</summary>
    public WaypointLimits Legs =>
        new(Speed, Speed, Speed, Accel, Accel, Accel, Jerk, Snap) { AccelCorner = TurnMaxG * Gravity };

    /// <summary>A turn rate within what the wheels and the sideways acceleration allow at a speed.</summary>
    public double Turn(double degPerS, double speed)
    {
        var sideways = Angles.Degrees(TurnMaxG * Gravity / Math.Max(0.1, Math.Abs(speed)));
        var most = TurnRateDegPerS > 0 ? Math.Min(sideways, TurnRateDegPerS) : sideways;
        return Math.Clamp(degPerS, -most, most);
    }

    /// <summary>The turn rate towards a heading that is <paramref name="turnDeg"/> away; 0 for no limit of its own.</summary>
    public double TurnTo(double turnDeg, double mostDegPerS)
    {
        var rate = turnDeg * HeadingGain;
        rate = mostDegPerS > 0 ? Math.Clamp(rate, -mostDegPerS, mostDegPerS) : rate;
        var stop = TurnAccelDegPerS2 > 0 ? Math.Sqrt(2 * Math.Abs(turnDeg) * TurnAccelDegPerS2) : double.MaxValue;
        return Math.Clamp(rate, -stop, stop);
    }
}
