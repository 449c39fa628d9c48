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
/// Leads a skid-steered rover along straight legs: it steers to a point on the leg ahead of it, slows for corners, and where
/// a corner is sharper than its pivot angle it stops there and turns on the spot. Speed comes and goes with limited jerk,
/// which by default is as great as the acceleration (WP_JERK 0).
/// </summary>
public sealed class RoverNavigator
{
    private const double Gravity = 9.80665;

    // From standing still, or from having turned on the spot, until a leg's speed begins to rise.
    private const double BeginSeconds = 0.55;

    // How long it stands at a place before that counts as reached.
    private const double StandSeconds = 0.4;
    private const double StandsMps = 0.1;
    private const double PivotedDeg = 5;

    private Vec3 _from;
    private Vec3? _next;
    private bool _pivoting;
    private double _speed;
    private double _acceleration;
    private double _waited;
    private double _stood;

    public RoverLimits Limits { get; set; }

    public Vec3 Destination { get; private set; }

    public bool Active { get; private set; }

    public bool Reached { get; private set; }

    /// <summary>Distance from the leg's line, metres, right positive.</summary>
    public double CrossTrackM { get; private set; }

    public void Stop()
    {
        (Active, Reached, _next, _pivoting) = (false, false, null, false);
        (_speed, _acceleration, _waited, _stood) = (0, 0, 0, 0);
    }

    /// <summary>Starts a leg from <paramref name="from"/>.</summary>
    public void GoTo(Vec3 from, Vec3 destination, Vec3? next)
    {
        (_from, Destination, _next) = (from.Horizontal, destination.Horizontal, next?.Horizontal);
        (Active, Reached, _stood) = (true, false, 0);
    }

    public RoverDemand Update(Vec3 position, double headingDeg, double speed, double dt)
    {
        var toGo = Destination - position.Horizontal;
        Reached |= Arrived(position.Horizontal, toGo.Length, speed, dt);
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

        _waited = speed > StandsMps ? BeginSeconds : _waited + dt;
        if (_waited < BeginSeconds)
        {
            return new RoverDemand(true, 0, turn * 2.5);
        }

        var wanted = Math.Min(Limits.Speed, BrakingSpeed(toGo.Length));
        wanted *= Math.Clamp(1.2 - (Math.Abs(turn) / 75), 0.25, 1);
        SpeedUp(wanted, speed, dt);
        var sideways = Angles.Degrees(Limits.TurnMaxG * Gravity / Math.Max(0.5, _speed));
        return new RoverDemand(true, _speed, Math.Clamp(turn * 2.5, -sideways, sideways));
    }

    private bool StopsThere => _next is null || CornerSpeed() == 0;

    private bool Arrived(Vec3 position, double distance, double speed, double dt)
    {
        var track = Destination - _from;
        var past = track.Length > 0.1 && (position - Destination).Dot(track) >= 0;
        if (!StopsThere)
        {
            return past || distance < 1;
        }

        var there = distance < 0.3 || (past && distance < Limits.RadiusM);
        _stood = there && Math.Abs(speed) < StandsMps ? _stood + dt : 0;
        return _stood >= StandSeconds;
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
        // Near the end it looks beyond it, or the last step would turn it about.
        var ahead = gone + Math.Max(1.5, speed * 1.1);
        return _from + (along * (StopsThere ? ahead : Math.Min(track.Length, ahead)));
    }

    private bool Pivots(double turn)
    {
        _pivoting = Math.Abs(turn) > (_pivoting ? PivotedDeg : Limits.PivotAngleDeg);
        return _pivoting;
    }

    private void SpeedUp(double wanted, double speed, double dt)
    {
        var from = Math.Max(_speed, speed - 0.2);
        if (wanted <= from)
        {
            (_speed, _acceleration) = (wanted, 0);
            return;
        }

        var jerk = Limits.Accel;
        _acceleration = Math.Min(
            _acceleration + (jerk * dt),
            Math.Min(Limits.Accel, Math.Sqrt(2 * jerk * (wanted - from)))
        );
        _speed = Math.Min(wanted, from + (_acceleration * dt));
    }

    private RoverDemand Slow(double speed, double dt, double yawRate)
    {
        (_acceleration, _waited) = (0, 0);
        _speed = Math.Max(0, Math.Min(_speed, speed) - (Limits.Accel * 1.5 * dt));
        return new RoverDemand(true, _speed, _speed < 0.4 ? yawRate : 0);
    }

    // Fast enough to be at the corner's speed when there.
    private double BrakingSpeed(double distance)
    {
        var corner = CornerSpeed();
        if (corner > 0)
        {
            return Math.Sqrt((corner * corner) + (2 * Limits.Accel * 0.9 * Math.Max(0, distance - 0.8)));
        }

        return distance < 0.05 ? 0 : Math.Max(0.05, StoppingSpeed(distance - 0.02));
    }

    /// <summary>The speed from which it comes to stand within a distance, with its acceleration's rise and fall limited.</summary>
    private double StoppingSpeed(double distance)
    {
        var (a, jerk) = (Limits.Accel, Limits.Accel);
        var full = a * a / jerk;
        var room = Math.Max(0, distance);
        return room < full * a / jerk
            ? Math.Pow(room * Math.Sqrt(jerk), 2.0 / 3)
            : (-full / 2) + Math.Sqrt((full * full / 4) + (2 * a * room));
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
