using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Guidance;

/// <summary>How a rover may drive between waypoints.</summary>
/// <param name="Speed">m/s.</param>
/// <param name="Accel">m/s², speeding up and slowing down.</param>
/// <param name="RadiusM">How near a waypoint that is driven through must be passed, metres.</param>
/// <param name="PivotAngleDeg">Turns sharper than this are made on the spot.</param>
/// <param name="PivotRateDegPerS">Turn rate on the spot.</param>
/// <param name="TurnMaxG">Sideways acceleration in turns, g.</param>
public readonly record struct RoverLimits(
    double Speed,
    double Accel,
    double RadiusM,
    double PivotAngleDeg,
    double PivotRateDegPerS,
    double TurnMaxG
);

/// <summary>
/// Leads a skid-steered rover along straight legs: it steers to a point on the leg ahead of it, slows for corners, and
/// turns on the spot where a corner is sharper than its pivot angle.
/// </summary>
public sealed class RoverNavigator
{
    private const double Gravity = 9.80665;

    private Vec3 _from;
    private Vec3? _next;
    private bool _pivoting;
    private double _speed;

    public RoverLimits Limits { get; set; }

    public Vec3 Destination { get; private set; }

    public bool Active { get; private set; }

    public bool Reached { get; private set; }

    /// <summary>Distance from the leg's line, metres, right positive.</summary>
    public double CrossTrackM { get; private set; }

    public void Stop() => (Active, Reached, _next, _pivoting, _speed) = (false, false, null, false, 0);

    /// <summary>Starts a leg from <paramref name="from"/>.</summary>
    public void GoTo(Vec3 from, Vec3 destination, Vec3? next)
    {
        (_from, Destination, _next) = (from.Horizontal, destination.Horizontal, next?.Horizontal);
        (Active, Reached) = (true, false);
    }

    public RoverDemand Update(Vec3 position, double headingDeg, double speed, double dt)
    {
        var toGo = Destination - position.Horizontal;
        Reached |= Arrived(position.Horizontal, toGo.Length);
        var steerTo = Reached ? headingDeg : (Carrot(position.Horizontal, speed) - position.Horizontal).BearingDeg;
        var turn = Angles.Turn(headingDeg, steerTo);
        if (Reached || Pivots(turn))
        {
            return Slow(
                speed,
                dt,
                Reached ? 0 : Math.Clamp(turn * 4, -Limits.PivotRateDegPerS, Limits.PivotRateDegPerS)
            );
        }

        var wanted = Math.Min(Limits.Speed, BrakingSpeed(toGo.Length));
        wanted *= Math.Clamp(1.2 - (Math.Abs(turn) / 75), 0.25, 1);
        _speed = Math.Min(wanted, Math.Max(_speed, speed - 0.2) + (Limits.Accel * dt));
        var sideways = Angles.Degrees(Limits.TurnMaxG * Gravity / Math.Max(0.5, _speed));
        return new RoverDemand(true, _speed, Math.Clamp(turn * 2.5, -sideways, sideways));
    }

    private bool Arrived(Vec3 position, double distance)
    {
        var track = Destination - _from;
        var past = track.Length > 0.1 && (position - Destination).Dot(track) >= 0;
        return _next is null ? distance < 0.25 || (past && distance < Limits.RadiusM) : past || distance < 1;
    }

    private Vec3 Carrot(Vec3 position, double speed)
    {
        var track = Destination - _from;
        if (track.Length < 0.5)
        {
            return Destination;
        }

        var along = track.Normalized();
        var offset = position - _from;
        var gone = offset.Dot(along);
        CrossTrackM = (offset.East * along.North) - (offset.North * along.East);
        return _from + (along * Math.Min(track.Length, gone + Math.Max(1.5, speed * 1.1)));
    }

    private bool Pivots(double turn)
    {
        _pivoting = Math.Abs(turn) > (_pivoting ? 8 : Limits.PivotAngleDeg);
        return _pivoting;
    }

    private RoverDemand Slow(double speed, double dt, double yawRate)
    {
        _speed = Math.Max(0, Math.Min(_speed, speed) - (Limits.Accel * 1.5 * dt));
        return new RoverDemand(true, _speed, _speed < 0.4 ? yawRate : 0);
    }

    // Fast enough to be at the corner's speed when there.
    private double BrakingSpeed(double distance)
    {
        var corner = CornerSpeed();
        var room = Math.Max(0, distance - (corner > 0 ? 0.8 : 0.1));
        return Math.Max(0.15, Math.Sqrt((corner * corner) + (2 * Limits.Accel * 0.9 * room)));
    }

    private double CornerSpeed()
    {
        if (_next is not { } next)
        {
            return 0;
        }

        var turn = Math.Abs(Angles.Turn((Destination - _from).BearingDeg, (next - Destination).BearingDeg));
        return turn > Limits.PivotAngleDeg ? 0 : Limits.Speed * Math.Max(0.3, Math.Cos(Angles.Radians(turn)));
    }
}
