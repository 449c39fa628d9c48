namespace DroneCommand.Simulator.Guidance;

/// <summary>Limits of a motion along a line: m/s, m/s² (speeding up, slowing down), m/s³, m/s⁴.</summary>
public readonly record struct MotionLimits(double Speed, double Accel, double Decel, double Jerk, double Snap);

/// <summary>
/// Distance over time along a straight leg within speed, acceleration, jerk and snap limits, in closed form: a ramp to the
/// cruising speed, the cruise, a ramp down, as a rule to rest. ArduCopter's legs have this shape.
/// </summary>
public sealed class LegProfile
{
    private readonly double _initial;
    private readonly double _top;
    private readonly double _final;
    private readonly Ramp _first;
    private readonly Ramp _last;
    private readonly double _cruiseSeconds;

    private LegProfile(double length, double initial, double top, double final, Ramp first, Ramp last)
    {
        Length = length;
        (_initial, _top, _final, _first, _last) = (initial, top, final, first, last);
        var cruise = length - RampDistance(initial, top, first) - RampDistance(final, top, last);
        _cruiseSeconds = top < 1e-6 ? 0 : Math.Max(0, cruise) / top;
    }

    public double Length { get; }

    /// <summary>Seconds from start to end.</summary>
    public double Duration => _first.Duration + _cruiseSeconds + _last.Duration;

    /// <summary>Seconds of speeding up at the start.</summary>
    public double RampUpSeconds => _first.Duration;

    /// <summary>Seconds of slowing down at the end.</summary>
    public double RampDownSeconds => _last.Duration;

    /// <summary>A leg of some length, begun at some speed (as a rule from rest), ended at another (as a rule at rest).</summary>
    public static LegProfile Over(double length, in MotionLimits limits, double initialSpeed = 0, double finalSpeed = 0)
    {
        if (length < 1e-6)
        {
            return new LegProfile(0, 0, 0, 0, default, default);
        }

        var final = Math.Min(finalSpeed, limits.Speed);
        var top = limits.Speed;
        if (Needed(initialSpeed, top, final, limits) > length)
        {
            top = Fitting(length, initialSpeed, final, limits);
        }

        var first = Up(initialSpeed, top, limits);
        var last = Ramp.Of(top - final, limits.Decel, limits.Jerk, limits.Snap);
        return RampDistance(final, top, last) > length
            ? new LegProfile(length, top, top, 0, default, Ramp.Within(top, length))
            : new LegProfile(length, initialSpeed, top, final, first, last);
    }

    /// <summary>Slowing from <paramref name="speed"/> to rest: the last ramp alone.</summary>
    public static LegProfile Stopping(double speed, double decel, double jerk, double snap)
    {
        var last = Ramp.Of(speed, decel, jerk, snap);
        return new LegProfile(last.Distance, speed, speed, 0, default, last);
    }

    /// <summary>Distance gone, speed and acceleration at <paramref name="seconds"/> after the start.</summary>
    public (double Distance, double Speed, double Acceleration) At(double seconds)
    {
        if (seconds < _first.Duration)
        {
            return Changing(_initial, _top, _first, Math.Max(0, seconds));
        }

        var cruising = seconds - _first.Duration;
        if (cruising < _cruiseSeconds)
        {
            return (RampDistance(_initial, _top, _first) + (_top * cruising), _top, 0);
        }

        // Slowing down is speeding up, run backwards from the end.
        var left = Duration - Math.Max(0, seconds);
        if (left <= 0)
        {
            return (Length - (_final * left), _final, 0);
        }

        var last = _last.At(left);
        return (Length - (_final * left) - last.Distance, _final + last.Speed, -last.Acceleration);
    }

    private static (double Distance, double Speed, double Acceleration) Changing(
        double from,
        double to,
        Ramp ramp,
        double seconds
    )
    {
        var sign = to >= from ? 1 : -1;
        var (distance, speed, acceleration) = ramp.At(seconds);
        return ((from * seconds) + (sign * distance), from + (sign * speed), sign * acceleration);
    }

    private static double RampDistance(double slow, double fast, Ramp ramp) => (slow + fast) / 2 * ramp.Duration;

    private static Ramp Up(double initial, double top, in MotionLimits limits) =>
        Ramp.Of(Math.Abs(top - initial), top > initial ? limits.Accel : limits.Decel, limits.Jerk, limits.Snap);

    private static double Needed(double initial, double top, double final, in MotionLimits limits) =>
        RampDistance(initial, top, Up(initial, top, limits))
        + RampDistance(final, top, Ramp.Of(top - final, limits.Decel, limits.Jerk, limits.Snap));

    // The cruising speed that a short leg has room for; never below the speed that it begins with.
    private static double Fitting(double length, double initial, double final, in MotionLimits limits)
    {
        var (low, high) = (Math.Max(initial, final), Math.Max(initial, limits.Speed));
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Needed(initial, middle, final, limits) > length ? (low, middle) : (middle, high);
        }

        return low;
    }
}
