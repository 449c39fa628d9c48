namespace DroneCommand.Simulator.Physics;

/// <summary>Kind of satellite fix, by MAVLink's GPS_FIX_TYPE numbers.</summary>
public enum GpsFix : byte
{
    NoGps = 0,
    NoFix = 1,
    Fix3D = 3,
    RtkFixed = 6,
}

/// <summary>
/// A satellite receiver: nothing, then a few satellites, then a full fix; afterwards a slowly wandering error of a
/// decimetre or two. Losing the sky takes the fix away at once; back in sight it is there again after a moment, as SITL's is.
/// </summary>
public sealed class GpsReceiver(SeededRandom random, SeededRandom noise)
{
    private const double FixPeriod = 0.2;
    private const double ReacquireSeconds = 0.3;

    private readonly DriftingError _north = new(random, 0.09, TimeSpan.FromSeconds(120));
    private readonly DriftingError _east = new(random, 0.09, TimeSpan.FromSeconds(120));
    private readonly DriftingError _up = new(random, 0.12, TimeSpan.FromSeconds(120));
    private double _secondsWithSky;
    private double _nextFix;
    private Vec3 _scatter;

    /// <summary>Seconds after power-on until the receiver is found, and until it has its fix.</summary>
    public (double Detected, double Fixed) BuildUp { get; set; } = (9.5, 10);

    public bool SkyLost { get; set; }

    /// <summary>Switched off (SIM_GPS1_ENABLE 0): nothing comes from it, and at once all again when it is on.</summary>
    public bool Off { get; set; }

    /// <summary>By how much the receiver is wrong, metres; a fault.</summary>
    public Vec3 Glitch { get; set; }

    /// <summary>By how much each fix is wrong at random, metres (standard deviation); a fault.</summary>
    public double NoiseM { get; set; }

    public GpsFix Fix { get; private set; }

    public int Satellites { get; private set; }

    /// <summary>Horizontal dilution of precision.</summary>
    public double Hdop => Fix >= GpsFix.Fix3D ? 1.21 : 99.99;

    /// <summary>Present error of the fix, metres.</summary>
    public Vec3 Error => new Vec3(_north.Value, _east.Value, _up.Value) + Glitch + _scatter;

    public void Step(double secondsSinceBoot, double dt)
    {
        _north.Step(dt);
        _east.Step(dt);
        _up.Step(dt);
        Scatter(secondsSinceBoot);
        _secondsWithSky = SkyLost ? 0 : _secondsWithSky + dt;
        (Fix, Satellites) = State(secondsSinceBoot);
    }

    private void Scatter(double seconds)
    {
        if (NoiseM == 0)
        {
            _scatter = Vec3.Zero;
        }
        else if (seconds >= _nextFix)
        {
            _nextFix = seconds + FixPeriod;
            _scatter = new Vec3(noise.NextGaussian(), noise.NextGaussian(), noise.NextGaussian()) * NoiseM;
        }
    }

    private (GpsFix Fix, int Satellites) State(double secondsSinceBoot)
    {
        if (secondsSinceBoot < BuildUp.Detected)
        {
            return (GpsFix.NoGps, 0);
        }

        if (SkyLost || Off)
        {
            return (Off ? GpsFix.NoGps : GpsFix.NoFix, 0);
        }

        var waiting = Math.Min(ReacquireSeconds, BuildUp.Fixed);
        return secondsSinceBoot < BuildUp.Fixed || _secondsWithSky < waiting
            ? (GpsFix.NoFix, 3)
            : (GpsFix.RtkFixed, 10);
    }
}
