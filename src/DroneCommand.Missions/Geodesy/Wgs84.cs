namespace DroneCommand.Missions.Geodesy;

/// <summary>The WGS-84 ellipsoid's defining and derived numbers (NIMA TR8350.2).</summary>
public static class Wgs84
{
    /// <summary>Equatorial radius, metres.</summary>
    public const double EquatorialRadiusMetres = 6378137.0;

    /// <summary>Flattening.</summary>
    public const double Flattening = 1 / 298.257223563;

    /// <summary>Polar radius, metres.</summary>
    public const double PolarRadiusMetres = EquatorialRadiusMetres * (1 - Flattening);

    /// <summary>Third flattening (a − b) / (a + b), in which the geodesic series are written.</summary>
    internal const double ThirdFlattening = Flattening / (2 - Flattening);

    /// <summary>Second eccentricity squared, (a² − b²) / b².</summary>
    internal const double SecondEccentricitySquared =
        Flattening * (2 - Flattening) / ((1 - Flattening) * (1 - Flattening));
}
