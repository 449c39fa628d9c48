using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Guidance;

/// <summary>One straight leg under way: its line and how far along it the target has come.</summary>
internal sealed class Leg
{
    private readonly Vec3 _direction;
    private readonly double _gone;

    public Leg(Vec3 from, Vec3 to, in WaypointLimits limits, double initialSpeed = 0)
    {
        (From, To) = (from, to);
        var track = to - from;
        _direction = track.Normalized();
        var along = limits.Along(_direction);
        TopSpeed = along.Speed;
        StartSpeed = Math.Min(initialSpeed, along.Speed);
        Profile = LegProfile.Over(track.Length, along, StartSpeed);
    }

    private Leg(Vec3 from, Vec3 direction, LegProfile profile, double gone = 0)
    {
        (From, _direction, Profile, _gone) = (from, direction, profile, gone);
        To = from + (direction * (gone + profile.Length));
    }

    public Vec3 From { get; }

    public Vec3 To { get; }

    public LegProfile Profile { get; }

    /// <summary>The fastest speed that its limits allow, m/s.</summary>
    public double TopSpeed { get; } = double.PositiveInfinity;

    /// <summary>Speed that it begins with, m/s.</summary>
    public double StartSpeed { get; }

    public double Elapsed { get; private set; }

    public double Remaining => Math.Max(0, Profile.Duration - Elapsed);

    public bool Finished => Elapsed >= Profile.Duration;

    /// <summary>True once it slows down towards its end.</summary>
    public bool Slowing => Elapsed >= Profile.Duration - Profile.RampDownSeconds;

    /// <summary>The way that a vehicle under way at <paramref name="velocity"/> needs to come to rest.</summary>
    public static Leg Stopping(Vec3 from, Vec3 velocity, in WaypointLimits limits)
    {
        var direction = velocity.Normalized();
        var along = limits.Along(direction);
        var profile = LegProfile.Stopping(
            velocity.Length,
            along.Decel,
            Math.Max(along.Jerk, 5),
            Math.Max(along.Snap, 20)
        );
        return new Leg(from, direction, profile);
    }

    /// <summary>The same leg with other limits from here on; it keeps its present speed and changes it from there.</summary>
    public Leg WithLimits(in WaypointLimits limits, double finalSpeed = 0)
    {
        var (distance, speed, _) = Profile.At(Elapsed);
        var rest = LegProfile.Over(Profile.Length - distance, limits.Along(_direction), speed, finalSpeed);
        return new Leg(From, _direction, rest, _gone + distance);
    }

    public void Advance(double dt) => Elapsed += dt;

    /// <summary>Progress from the leg's start.</summary>
    public PathTarget FromStart(double ahead = 0)
    {
        var (distance, speed, acceleration) = Profile.At(Elapsed + ahead);
        return new PathTarget(_direction * (_gone + distance), _direction * speed, _direction * acceleration);
    }

    /// <summary>What is still missing to the leg's end (its position is negative progress).</summary>
    public PathTarget ToEnd(double ahead = 0)
    {
        var (distance, speed, acceleration) = Profile.At(Elapsed + ahead);
        return new PathTarget(_direction * (distance - Profile.Length), _direction * speed, _direction * acceleration);
    }
}
