namespace DroneCommand.Simulator.Guidance;

/// <summary>Limits of a motion along a line: m/s, m/s² (speeding up, slowing down), m/s³.</summary>
public readonly record struct MotionLimits(double Speed, double Accel, double Decel, double Jerk);

/// <summary>
/// Distance over time along a straight leg that ends at rest, within speed, acceleration and jerk limits, in closed form:
/// a ramp to the cruising speed, the cruise, a ramp down; each ramp has rounded ends. ArduCopter's legs have this shape.
/// </summary>
public sealed class LegProfile
{
    private readonly double _initial;
    private readonly double _top;
    private readonly Ramp _first;
    private readonly Ramp _last;
    private readonly double _cruiseSeconds;

    private LegProfile(double length, double initial, double top, Ramp first, Ramp last)
    {
        Length = length;
        (_initial, _top, _first, _last) = (initial, top, first, last);
        var cruise = length - FirstDistance(initial, top, first) - last.Distance;
        _cruiseSeconds = top < 1e-6 ? 0 : Math.Max(0, cruise) / top;
    }

    public double Length { get; }

    /// <summary>Seconds from start to end.</summary>
    public double Duration => _first.Duration + _cruiseSeconds + _last.Duration;

    /// <summary>Seconds of speeding up at the start.</summary>
    public double RampUpSeconds => _first.Duration;

    /// <summary>Seconds of slowing down at the end.</summary>
    public double RampDownSeconds => _last.Duration;

    /// <summary>A leg of some length, begun at some speed (as a rule from rest).</summary>
    public static LegProfile Over(double length, in MotionLimits limits, double initialSpeed = 0)
    {
        if (length < 1e-6)
        {
            return new LegProfile(0, 0, 0, default, default);
        }

        var top = limits.Speed;
        if (Needed(initialSpeed, top, limits) > length)
        {
            top = Fitting(length, initialSpeed, limits);
        }

        var first = Ramp.Of(
            Math.Abs(top - initialSpeed),
            top > initialSpeed ? limits.Accel : limits.Decel,
            limits.Jerk
        );
        var last = Ramp.Of(top, limits.Decel, limits.Jerk);
        return last.Distance > length
            ? new LegProfile(length, top, top, default, Ramp.Within(top, length))
            : new LegProfile(length, initialSpeed, top, first, last);
    }

    /// <summary>Slowing from <paramref name="speed"/> to rest: the last ramp alone.</summary>
    public static LegProfile Stopping(double speed, double decel, double jerk)
    {
        var last = Ramp.Of(speed, decel, jerk);
        return new LegProfile(last.Distance, speed, speed, default, last);
    }

    /// <summary>Distance gone, speed and acceleration at <paramref name="seconds"/> after the start.</summary>
    public (double Distance, double Speed, double Acceleration) At(double seconds)
    {
        if (seconds < _first.Duration)
        {
            var sign = _top >= _initial ? 1 : -1;
            var (distance, speed, acceleration) = _first.At(Math.Max(0, seconds));
            return (
                (_initial * Math.Max(0, seconds)) + (sign * distance),
                _initial + (sign * speed),
                sign * acceleration
            );
        }

        var cruising = seconds - _first.Duration;
        if (cruising < _cruiseSeconds)
        {
            return (FirstDistance(_initial, _top, _first) + (_top * cruising), _top, 0);
        }

        // Slowing down is speeding up, run backwards from the end.
        var left = Duration - Math.Max(0, seconds);
        if (left <= 0)
        {
            return (Length, 0, 0);
        }

        var last = _last.At(left);
        return (Length - last.Distance, last.Speed, -last.Acceleration);
    }

    private static double FirstDistance(double initial, double top, Ramp first) => (initial + top) / 2 * first.Duration;

    private static double Needed(double initial, double top, in MotionLimits limits)
    {
        var first = Ramp.Of(Math.Abs(top - initial), top > initial ? limits.Accel : limits.Decel, limits.Jerk);
        return FirstDistance(initial, top, first) + Ramp.Of(top, limits.Decel, limits.Jerk).Distance;
    }

    // The cruising speed that a short leg has room for; never below the speed that it begins with.
    private static double Fitting(double length, double initial, in MotionLimits limits)
    {
        var (low, high) = (initial, Math.Max(initial, limits.Speed));
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Needed(initial, middle, limits) > length ? (low, middle) : (middle, high);
        }

        return low;
    }

    // From rest to a speed: the acceleration rises, holds and falls again.
    private readonly record struct Ramp(double Speed, double Accel, double JerkSeconds, double HoldSeconds)
    {
        public double Duration => (2 * JerkSeconds) + HoldSeconds;

        public double Distance => Speed * Duration / 2;

        public static Ramp Of(double speed, double accel, double jerk)
        {
            if (speed <= 1e-9)
            {
                return default;
            }

            var rise = accel / jerk;
            return speed >= accel * rise
                ? new Ramp(speed, accel, rise, (speed / accel) - rise)
                : new Ramp(speed, Math.Sqrt(speed * jerk), Math.Sqrt(speed / jerk), 0);
        }

        /// <summary>As gentle as a distance allows.</summary>
        public static Ramp Within(double speed, double distance)
        {
            var rise = distance / speed;
            return new Ramp(speed, speed / rise, rise, 0);
        }

        public (double Distance, double Speed, double Acceleration) At(double t)
        {
            if (Duration == 0)
            {
                return (0, 0, 0);
            }

            var jerk = Accel / JerkSeconds;
            if (t < JerkSeconds)
            {
                return (jerk * t * t * t / 6, jerk * t * t / 2, jerk * t);
            }

            var risen = (Distance: jerk * Math.Pow(JerkSeconds, 3) / 6, Speed: jerk * JerkSeconds * JerkSeconds / 2);
            var held = t - JerkSeconds;
            if (held < HoldSeconds)
            {
                return (
                    risen.Distance + (risen.Speed * held) + (Accel * held * held / 2),
                    risen.Speed + (Accel * held),
                    Accel
                );
            }

            // The rounded end mirrors the rounded start.
            var left = Math.Max(0, Duration - t);
            return (
                Distance - (Speed * left) + (jerk * left * left * left / 6),
                Speed - (jerk * left * left / 2),
                jerk * left
            );
        }
    }
}
