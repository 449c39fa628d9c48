namespace DroneCommand.Simulator.Guidance;

/// <summary>
/// A change of speed within limits of acceleration, jerk and snap, from rest to rest of the acceleration: the jerk swells
/// like half a cosine, stays, and ebbs; the acceleration holds; then the same the other way round. The second half mirrors
/// the first.
/// </summary>
internal readonly record struct Ramp
{
    private readonly double _jerk;
    private readonly double _swell;
    private readonly double _constantJerk;
    private readonly double _hold;

    private Ramp(double change, double jerk, double swell, double constantJerk, double hold)
    {
        Change = change;
        (_jerk, _swell, _constantJerk, _hold) = (jerk, swell, constantJerk, hold);
    }

    /// <summary>How much the speed changes, m/s, never negative.</summary>
    public double Change { get; }

    /// <summary>Seconds that it takes.</summary>
    public double Duration => (4 * _swell) + (2 * _constantJerk) + _hold;

    /// <summary>Metres gone on top of what the slower speed alone would have gone.</summary>
    public double Distance => Change * Duration / 2;

    public static Ramp Of(double change, double accel, double jerk, double snap)
    {
        if (change <= 1e-9)
        {
            return default;
        }

        var swell = jerk * Math.PI / (2 * snap);
        if (change <= 2 * jerk * swell * swell)
        {
            swell = Math.Cbrt(change * Math.PI / (4 * snap));
            jerk = 2 * snap * swell / Math.PI;
        }

        var limit = jerk * swell;
        var reached = Math.Min(accel, (-limit + Math.Sqrt((limit * limit) + (4 * jerk * change))) / 2);
        if (reached < limit - 1e-9)
        {
            swell = Math.Sqrt(reached * Math.PI / (2 * snap));
            jerk = 2 * snap * swell / Math.PI;
        }

        var constant = Math.Max(0, (reached / jerk) - swell);
        var hold = Math.Max(0, (change / reached) - (2 * swell) - constant);
        return new Ramp(change, jerk, swell, constant, hold);
    }

    /// <summary>As gentle as a distance allows: half a cosine of acceleration.</summary>
    public static Ramp Within(double change, double distance)
    {
        var swell = distance / change / 2;
        return new Ramp(change, change / (2 * swell * swell), swell, 0, 0);
    }

    /// <summary>Metres, gained speed and acceleration after <paramref name="t"/> seconds.</summary>
    public (double Distance, double Speed, double Acceleration) At(double t)
    {
        var whole = Duration;
        if (whole == 0 || t <= 0)
        {
            return (0, 0, 0);
        }

        if (t <= whole / 2)
        {
            return FirstHalf(t);
        }

        var left = FirstHalf(Math.Max(0, whole - t));
        var past = Math.Max(0, whole - t);
        return (Distance - (Change * past) + left.Distance, Change - left.Speed, left.Acceleration);
    }

    private (double Distance, double Speed, double Acceleration) FirstHalf(double t)
    {
        var swelled = Swell(Math.Min(t, _swell));
        if (t <= _swell)
        {
            return swelled;
        }

        var constant = Constant(swelled, Math.Min(t - _swell, _constantJerk), _jerk);
        if (t <= _swell + _constantJerk)
        {
            return constant;
        }

        var ebb = Math.Min(t - _swell - _constantJerk, _swell);
        var ebbed = Ebb(constant, ebb);
        var held = t - (2 * _swell) - _constantJerk;
        return held <= 0 ? ebbed : Constant(ebbed, held, 0);
    }

    private (double Distance, double Speed, double Acceleration) Swell(double t)
    {
        if (_swell == 0)
        {
            return (0, 0, 0);
        }

        var (half, rate) = (_jerk / 2, Math.PI / _swell);
        return (
            half * ((t * t * t / 6) + (Math.Sin(rate * t) / (rate * rate * rate)) - (t / (rate * rate))),
            half * ((t * t / 2) + ((Math.Cos(rate * t) - 1) / (rate * rate))),
            half * (t - (Math.Sin(rate * t) / rate))
        );
    }

    private (double Distance, double Speed, double Acceleration) Ebb(
        (double Distance, double Speed, double Acceleration) from,
        double t
    )
    {
        if (_swell == 0)
        {
            return from;
        }

        var (half, rate) = (_jerk / 2, Math.PI / _swell);
        return (
            from.Distance
                + (from.Speed * t)
                + (from.Acceleration * t * t / 2)
                + (half * ((t * t * t / 6) + (t / (rate * rate)) - (Math.Sin(rate * t) / (rate * rate * rate)))),
            from.Speed + (from.Acceleration * t) + (half * ((t * t / 2) + ((1 - Math.Cos(rate * t)) / (rate * rate)))),
            from.Acceleration + (half * (t + (Math.Sin(rate * t) / rate)))
        );
    }

    private static (double Distance, double Speed, double Acceleration) Constant(
        (double Distance, double Speed, double Acceleration) from,
        double t,
        double jerk
    ) =>
        (
            from.Distance + (from.Speed * t) + (from.Acceleration * t * t / 2) + (jerk * t * t * t / 6),
            from.Speed + (from.Acceleration * t) + (jerk * t * t / 2),
            from.Acceleration + (jerk * t)
        );
}
