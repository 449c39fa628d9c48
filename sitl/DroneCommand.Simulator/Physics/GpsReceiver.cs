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
/// decimetre or two. Losing the sky takes the fix away at once, and it builds up again in 3 s.
/// </summary>
public sealed class GpsReceiver(SeededRandom random)
{
    private readonly DriftingError _north = new(random, 0.09, TimeSpan.FromSeconds(120));
    private readonly DriftingError _east = new(random, 0.09, TimeSpan.FromSeconds(120));
    private readonly DriftingError _up = new(random, 0.12, TimeSpan.FromSeconds(120));
    private double _secondsWithSky;

    /// <summary>Seconds after power-on until the receiver is found, and until it has its fix.</summary>
    public (double Detected, double Fixed) BuildUp { get; set; } = (9.5, 10);

    public bool SkyLost { get; set; }

    /// <summary>Switched off (SIM_GPS1_ENABLE 0): nothing comes from it, and at once all again when it is on.</summary>
    public bool Off { get; set; }

    public GpsFix Fix { get; private set; }

    public int Satellites { get; private set; }

    /// <summary>Horizontal dilution of precision.</summary>
    public double Hdop => Fix >= GpsFix.Fix3D ? 1.21 : 99.99;

    /// <summary>Present error of the fix, metres.</summary>
    public Vec3 Error => new(_north.Value, _east.Value, _up.Value);

    public void Step(double secondsSinceBoot, double dt)
    {
        _north.Step(dt);
        _east.Step(dt);
        _up.Step(dt);
        _secondsWithSky = SkyLost ? 0 : _secondsWithSky + dt;
        (Fix, Satellites) = State(secondsSinceBoot);
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

        var waiting = Math.Min(3, BuildUp.Fixed);
        return secondsSinceBoot < BuildUp.Fixed || _secondsWithSky < waiting
            ? (GpsFix.NoFix, 3)
            : (GpsFix.RtkFixed, 10);
    }
}
