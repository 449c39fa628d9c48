namespace DroneCommand.Simulator.Guidance;

/// <summary>Limits of a motion along a line: m/s, m/s² (speeding up, slowing down), m/s³.</summary>
public readonly record struct MotionLimits(double Speed, double Accel, double Decel, double Jerk);

/// <summary>
/// Distance over time along a straight leg: from rest to rest within speed, acceleration and jerk limits, in closed form
/// (ramp up, cruise, ramp down, each ramp with rounded ends). ArduCopter's waypoint legs have this shape.
/// </summary>
public sealed class LegProfile
{
    private readonly Ramp _up;
    private readonly Ramp _down;
    private readonly double _cruiseSeconds;

    private LegProfile(double length, Ramp up, Ramp down)
    {
        Length = length;
        (_up, _down) = (up, down);
        _cruiseSeconds = up.Speed < 1e-6 ? 0 : Math.Max(0, length - up.Distance - down.Distance) / up.Speed;
    }

    public double Length { get; }

    /// <summary>Seconds from start to end.</summary>
    public double Duration => _up.Duration + _cruiseSeconds + _down.Duration;

    /// <summary>Seconds of speeding up at the start.</summary>
    public double RampUpSeconds => _up.Duration;

    /// <summary>Seconds of slowing down at the end.</summary>
    public double RampDownSeconds => _down.Duration;

    public static LegProfile Over(double length, in MotionLimits limits)
    {
        if (length < 1e-6)
        {
            return new LegProfile(0, default, default);
        }

        var top = limits.Speed;
        if (DistanceAt(top, limits) > length)
        {
            top = PeakSpeed(length, limits);
        }

        return new LegProfile(length, Ramp.To(top, limits.Accel, limits.Jerk), Ramp.To(top, limits.Decel, limits.Jerk));
    }

    /// <summary>Slowing from <paramref name="speed"/> to rest: the last ramp alone.</summary>
    public static LegProfile Stopping(double speed, double decel, double jerk)
    {
        var down = Ramp.To(speed, decel, jerk);
        return new LegProfile(down.Distance, default, down);
    }

    /// <summary>Distance gone, speed and acceleration at <paramref name="seconds"/> after the start.</summary>
    public (double Distance, double Speed, double Acceleration) At(double seconds)
    {
        if (seconds <= 0)
        {
            return (0, _up.Duration > 0 ? 0 : _down.Speed, 0);
        }

        if (seconds < _up.Duration)
        {
            return _up.At(seconds);
        }

        var cruising = seconds - _up.Duration;
        if (cruising < _cruiseSeconds)
        {
            return (_up.Distance + (_up.Speed * cruising), _up.Speed, 0);
        }

        // Slowing down is speeding up, run backwards from the end.
        var left = Duration - seconds;
        if (left <= 0)
        {
            return (Length, 0, 0);
        }

        var (toGo, speed, acceleration) = _down.At(left);
        return (Length - toGo, speed, -acceleration);
    }

    private static double DistanceAt(double top, in MotionLimits limits) =>
        Ramp.To(top, limits.Accel, limits.Jerk).Distance + Ramp.To(top, limits.Decel, limits.Jerk).Distance;

    private static double PeakSpeed(double length, in MotionLimits limits)
    {
        var (low, high) = (0.0, limits.Speed);
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = DistanceAt(middle, limits) > length ? (low, middle) : (middle, high);
        }

        return low;
    }

    // From rest to a speed: the acceleration rises, holds and falls again.
    private readonly record struct Ramp(double Speed, double Accel, double JerkSeconds, double HoldSeconds)
    {
        public double Duration => (2 * JerkSeconds) + HoldSeconds;

        public double Distance => Speed * Duration / 2;

        public static Ramp To(double speed, double accel, double jerk)
        {
            if (speed <= 0)
            {
                return default;
            }

            var rise = accel / jerk;
            return speed >= accel * rise
                ? new Ramp(speed, accel, rise, (speed / accel) - rise)
                : new Ramp(speed, Math.Sqrt(speed * jerk), Math.Sqrt(speed / jerk), 0);
        }

        public (double Distance, double Speed, double Acceleration) At(double t)
        {
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
