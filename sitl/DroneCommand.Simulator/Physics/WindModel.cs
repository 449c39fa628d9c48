namespace DroneCommand.Simulator.Physics;

/// <summary>Wind over a vehicle: a steady part and gusts, in m/s. The direction is the one the wind comes from.</summary>
public sealed class WindModel
{
    private readonly Vec3 _steady;
    private readonly DriftingError _gustNorth;
    private readonly DriftingError _gustEast;

    public WindModel(double fromDeg, double speedMps, double gustMps, SeededRandom random)
    {
        FromDeg = fromDeg;
        SpeedMps = speedMps;
        _steady = Vec3.FromBearing(fromDeg + 180, speedMps);
        _gustNorth = new DriftingError(random, gustMps, TimeSpan.FromSeconds(4));
        _gustEast = new DriftingError(random, gustMps, TimeSpan.FromSeconds(4));
    }

    /// <summary>Where the steady wind comes from, degrees.</summary>
    public double FromDeg { get; }

    /// <summary>The steady wind's speed, m/s.</summary>
    public double SpeedMps { get; }

    public static WindModel Calm(SeededRandom random) => new(0, 0, 0, random);

    public void Step(double dtSeconds)
    {
        _gustNorth.Step(dtSeconds);
        _gustEast.Step(dtSeconds);
    }

    /// <summary>Velocity of the air at a height: the whole of it from 60 m up, below by the root of the height, as in SITL.</summary>
    public Vec3 VelocityAt(double heightM)
    {
        const double WholeAtM = 60;
        var share = Math.Sqrt(Math.Clamp(heightM / WholeAtM, 0, 1));
        return new Vec3(_steady.North + _gustNorth.Value, _steady.East + _gustEast.Value, 0) * share;
    }
}
