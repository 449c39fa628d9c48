namespace DroneCommand.Missions.Energy;

/// <summary>The electrical power that a vehicle draws while it moves.</summary>
public abstract record PowerModel
{
    /// <summary>Watts at a speed through the medium and a climb rate.</summary>
    /// <param name="groundSpeedMps">Metres per second over ground.</param>
    /// <param name="windMps">Wind that may blow against it, metres per second; from any side, so always taken as headwind.</param>
    /// <param name="climbMps">Metres per second, up positive.</param>
    public abstract double Watts(double groundSpeedMps, double windMps, double climbMps);
}

/// <summary>
/// A multirotor: the power of hovering, drag that grows with the cube of the airspeed, and lifting its weight.
/// Descending saves nothing: rotors in their own wake draw about what they draw in hover.
/// </summary>
/// <param name="HoverWatts">Power in still air.</param>
/// <param name="DragWattsPerMps3">Watts per (m/s)³ of airspeed.</param>
/// <param name="MassKg">Take-off mass.</param>
/// <param name="ClimbEfficiency">Lifting power over electrical power, 0 to 1.</param>
public sealed record CopterPower(double HoverWatts, double DragWattsPerMps3, double MassKg, double ClimbEfficiency)
    : PowerModel
{
    private const double Gravity = 9.80665;

    public override double Watts(double groundSpeedMps, double windMps, double climbMps)
    {
        var airspeed = groundSpeedMps + windMps;
        var lifting = MassKg * Gravity * Math.Max(0, climbMps) / ClimbEfficiency;
        return HoverWatts + DragWattsPerMps3 * airspeed * airspeed * airspeed + lifting;
    }
}

/// <summary>
/// A plane: drag of its body, which grows with the square of the airspeed, drag of its lift, which falls with it, and
/// lifting its weight. Sinking saves at most what flying level takes.
/// </summary>
/// <param name="ParasiteWattsPerMps3">Electrical watts per (m/s)³ of airspeed.</param>
/// <param name="InducedWattMps">Electrical watts times m/s of airspeed.</param>
/// <param name="MassKg">Take-off mass.</param>
/// <param name="DriveEfficiency">Power of the thrust over electrical power, 0 to 1.</param>
/// <param name="BaseWatts">Computer, radio, camera.</param>
public sealed record PlanePower(
    double ParasiteWattsPerMps3,
    double InducedWattMps,
    double MassKg,
    double DriveEfficiency,
    double BaseWatts
) : PowerModel
{
    private const double Gravity = 9.80665;

    public override double Watts(double groundSpeedMps, double windMps, double climbMps)
    {
        // Who flies slower than this for long falls; the model's lift would cost without bound.
        var airspeed = Math.Max(1, groundSpeedMps + windMps);
        var level = ParasiteWattsPerMps3 * airspeed * airspeed * airspeed + InducedWattMps / airspeed;
        return BaseWatts + Math.Max(0, level + MassKg * Gravity * climbMps / DriveEfficiency);
    }
}

/// <summary>A ground robot: rolling resistance, air drag, and what its electronics always draw.</summary>
/// <param name="MassKg">Mass.</param>
/// <param name="RollingCoefficient">Rolling resistance over weight.</param>
/// <param name="DragNewtonPerMps2">Newtons per (m/s)² of airspeed.</param>
/// <param name="DriveEfficiency">Power at the wheels over electrical power, 0 to 1.</param>
/// <param name="BaseWatts">Computer, radio, camera.</param>
public sealed record RoverPower(
    double MassKg,
    double RollingCoefficient,
    double DragNewtonPerMps2,
    double DriveEfficiency,
    double BaseWatts
) : PowerModel
{
    private const double Gravity = 9.80665;

    public override double Watts(double groundSpeedMps, double windMps, double climbMps)
    {
        var airspeed = groundSpeedMps + windMps;
        var force = MassKg * Gravity * RollingCoefficient + DragNewtonPerMps2 * airspeed * airspeed;
        return BaseWatts + force * groundSpeedMps / DriveEfficiency;
    }
}
