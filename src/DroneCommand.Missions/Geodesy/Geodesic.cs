using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Geodesy;

/// <summary>The shortest way between two places.</summary>
/// <param name="DistanceMetres">Length on the ellipsoid.</param>
/// <param name="InitialAzimuthDeg">Azimuth at the first place, degrees clockwise from north, 0 to 360.</param>
/// <param name="FinalAzimuthDeg">Azimuth of the onward direction at the second place, same sense.</param>
public readonly record struct GeodesicLine(double DistanceMetres, double InitialAzimuthDeg, double FinalAzimuthDeg);

/// <summary>
/// Geodesics on WGS-84: distance and azimuths between two places, and the place at an azimuth and distance. Good to
/// better than a micrometre everywhere, near antipodes, poles and the antimeridian included.
/// </summary>
public static class Geodesic
{
    private const double Degree = Math.PI / 180;

    /// <summary>Length of the shortest way, metres.</summary>
    /// <exception cref="ArgumentException">A place is not on the ellipsoid (NaN, latitude above 90).</exception>
    public static double Distance(GeoPoint from, GeoPoint to) => Inverse(from, to).DistanceMetres;

    /// <summary>The shortest way between two places; for coincident places the azimuths are 0.</summary>
    /// <exception cref="ArgumentException">A place is not on the ellipsoid.</exception>
    public static GeodesicLine Inverse(GeoPoint from, GeoPoint to)
    {
        Require(from, nameof(from));
        Require(to, nameof(to));
        return GeodesicInverse.Solve(from, to);
    }

    /// <summary>The place reached from <paramref name="from"/> along a geodesic.</summary>
    /// <param name="from">Where the way begins.</param>
    /// <param name="azimuthDeg">Degrees clockwise from true north.</param>
    /// <param name="distanceMetres">Metres; negative goes backwards.</param>
    /// <exception cref="ArgumentException">A value is not finite or the place is not on the ellipsoid.</exception>
    public static GeoPoint Direct(GeoPoint from, double azimuthDeg, double distanceMetres)
    {
        Require(from, nameof(from));
        if (!double.IsFinite(azimuthDeg) || !double.IsFinite(distanceMetres))
        {
            throw new ArgumentException("Azimuth and distance must be finite numbers.");
        }

        var (sinAlpha, cosAlpha) = Math.SinCos(azimuthDeg * Degree);
        var beta = ReducedLatitude(from.LatitudeDeg);
        var (sinBeta, cosBeta) = Math.SinCos(beta);
        var sinAlpha0 = sinAlpha * cosBeta;
        var cosAlpha0 = Hypot(cosAlpha, sinAlpha * sinBeta);
        var sigma1 = Math.Atan2(sinBeta, cosAlpha * cosBeta);
        var arc = new AuxiliaryArc(sinAlpha0, cosAlpha0);
        var sigma2 = arc.ArcAtLength(arc.LengthAt(sigma1) + distanceMetres);
        var (sinSigma2, cosSigma2) = Math.SinCos(sigma2);
        var beta2 = Math.Atan2(cosAlpha0 * sinSigma2, Hypot(cosAlpha0 * cosSigma2, sinAlpha0));
        var latitude = Math.Atan2(Math.Sin(beta2), (1 - Wgs84.Flattening) * Math.Cos(beta2)) / Degree;
        // Not from σ1: at a pole the spherical longitude hangs on digits that σ1 does not have.
        var omega1 = Math.Atan2(sinAlpha0 * sinBeta, cosAlpha * cosBeta);
        var onSphere = arc.SphericalLongitudeAt(sigma2) - omega1;
        var longitude = (onSphere + arc.Correction(sigma2) - arc.Correction(sigma1)) / Degree;
        return new GeoPoint(latitude, NormalizeLongitude(from.LongitudeDeg + longitude));
    }

    /// <summary>A longitude in degrees brought into −180 to 180.</summary>
    internal static double NormalizeLongitude(double degrees)
    {
        var within = Math.IEEERemainder(degrees, 360);
        return within == -180 ? 180 : within;
    }

    internal static double ReducedLatitude(double latitudeDeg)
    {
        var (sin, cos) = Math.SinCos(latitudeDeg * Degree);
        return Math.Atan2((1 - Wgs84.Flattening) * sin, cos);
    }

    internal static double Hypot(double x, double y) => Math.Sqrt(x * x + y * y);

    private static void Require(GeoPoint point, string name)
    {
        if (!point.IsValid)
        {
            throw new ArgumentException($"{point} is not a place on the ellipsoid.", name);
        }
    }
}
