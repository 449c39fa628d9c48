using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Guidance;

/// <summary>
/// One curved leg: a cubic from one place to another that leaves and arrives along given directions. The speed on it is what
/// half of the acceleration allows sideways, and lets it slow down in time with the other half.
/// </summary>
internal sealed class SplineLeg
{
    private const double Factor = 4;
    private const double Share = 0.5;

    private readonly Vec3 _a;
    private readonly Vec3 _b;
    private readonly Vec3 _c;
    private readonly Vec3 _d;
    private readonly WaypointLimits _limits;
    private double _time;

    public SplineLeg(Vec3 from, Vec3 to, Vec3 leaving, Vec3 arriving, in WaypointLimits limits)
    {
        (From, To, Arriving, _limits) = (from, to, arriving, limits);
        var reach = leaving.Length + arriving.Length;
        var longest = (to - from).Length * Factor;
        var scale = reach > longest && reach > 0 ? longest / reach : 1;
        var (u, v) = (leaving * scale, arriving * scale);
        _a = from;
        _b = u;
        _c = ((to - from) * 3) - (u * 2) - v;
        _d = ((from - to) * 2) + u + v;
        Finished = (to - from).Length < 1e-6;
        FinalSpeed = double.PositiveInfinity;
        FinalSpeed = Finished || arriving.Length < 1e-6 ? 0 : At(1).SpeedMax;
        StartSpeed = Finished ? 0 : At(0).SpeedMax;
    }

    public Vec3 From { get; }

    public Vec3 To { get; }

    /// <summary>Direction and strength of the arrival.</summary>
    public Vec3 Arriving { get; }

    /// <summary>The fastest speed at its start.</summary>
    public double StartSpeed { get; }

    /// <summary>The speed that it may have at its end.</summary>
    public double FinalSpeed { get; private set; }

    public bool Finished { get; private set; }

    public void LimitFinalSpeed(double speed) => FinalSpeed = Math.Min(FinalSpeed, speed);

    /// <summary>Moves the target on by <paramref name="dt"/>, from its present speed.</summary>
    public PathTarget Advance(double dt, double speed)
    {
        if (Finished)
        {
            return PathTarget.At(To);
        }

        var here = At(_time);
        var next = Math.Clamp(here.SpeedMax, speed - (here.AccelMax * dt), speed + (here.AccelMax * dt));
        _time += Step(here, next * dt);
        Finished = _time >= 1;
        _time = Math.Min(1, _time);
        var there = At(_time);
        var change = (there.Direction - here.Direction) * (next / Math.Max(dt, 1e-6));
        var along = here.Direction * ((next - speed) / Math.Max(dt, 1e-6));
        return new PathTarget(there.Position, there.Direction * next, dt > 0 ? along + change : Vec3.Zero);
    }

    private static double Step(in Place here, double distance)
    {
        if (here.Velocity > 1e-6)
        {
            return distance / here.Velocity;
        }

        return here.Bend > 1e-6 ? Math.Sqrt(2 * distance / here.Bend) : Math.Cbrt(6 * distance / here.Twist);
    }

    private readonly record struct Place(
        Vec3 Position,
        Vec3 Direction,
        double Velocity,
        double Bend,
        double Twist,
        double SpeedMax,
        double AccelMax
    );

    private Place At(double t)
    {
        var position = _a + (_b * t) + (_c * (t * t)) + (_d * (t * t * t));
        var velocity = _b + (_c * (2 * t)) + (_d * (3 * t * t));
        var bend = (_c * 2) + (_d * (6 * t));
        var twist = _d * 6;
        var speed = velocity.Length;
        var direction = (
            speed > 1e-6 ? velocity
            : bend.Length > 1e-6 ? bend
            : twist
        ).Normalized();
        var sideways = bend - (direction * bend.Dot(direction));
        var top = _limits.Along(direction).Speed;
        var across = sideways.Length < 1e-9 ? 0 : _limits.Along(sideways.Normalized()).Accel * Share;
        if (across > 0 && speed > 1e-6 && sideways.Length / across > Math.Pow(speed / top, 2))
        {
            top = speed / Math.Sqrt(sideways.Length / across);
        }

        var accel = _limits.Along(direction).Accel * Share;
        var left = (To - position).Length;
        top = Math.Min(top, Math.Sqrt((2 * accel * left) + (FinalSpeed * FinalSpeed)));
        return new Place(position, direction, speed, bend.Length, twist.Length, top, accel);
    }
}
