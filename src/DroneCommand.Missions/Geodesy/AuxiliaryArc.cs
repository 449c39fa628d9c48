namespace DroneCommand.Missions.Geodesy;

/// <summary>
/// One geodesic, seen as the great circle on the auxiliary sphere that crosses the equator northwards at azimuth α0.
/// Arc lengths σ count from that crossing, in radians.
/// </summary>
internal readonly ref struct AuxiliaryArc
{
    private readonly double sinAlpha0;
    private readonly double epsilon;

    public AuxiliaryArc(double sinAlpha0, double cosAlpha0)
    {
        this.sinAlpha0 = sinAlpha0;
        epsilon = GeodesicSeries.Epsilon(Wgs84.SecondEccentricitySquared * cosAlpha0 * cosAlpha0);
    }

    /// <summary>Metres along the ellipsoid from the equator crossing to σ.</summary>
    public double LengthAt(double sigma)
    {
        Span<double> c = stackalloc double[7];
        GeodesicSeries.LengthCoefficients(epsilon, c);
        var scaled = sigma + GeodesicSeries.SineSum(c, sigma);
        return Wgs84.PolarRadiusMetres * GeodesicSeries.A1(epsilon) * scaled;
    }

    /// <summary>The σ at so many metres from the equator crossing.</summary>
    public double ArcAtLength(double metres)
    {
        Span<double> c = stackalloc double[7];
        GeodesicSeries.ReverseCoefficients(epsilon, c);
        var tau = metres / (Wgs84.PolarRadiusMetres * GeodesicSeries.A1(epsilon));
        return tau + GeodesicSeries.SineSum(c, tau);
    }

    /// <summary>Longitude on the sphere from the equator crossing to σ, radians, growing without wrap as σ does.</summary>
    public double SphericalLongitudeAt(double sigma)
    {
        var (sin, cos) = Math.SinCos(sigma);
        var onSphere = Math.Atan2(sinAlpha0 * sin, cos);
        // atan2 folds; σ and the spherical longitude always lie in the same half turn of the same direction.
        var direction = sinAlpha0 < 0 ? -1 : 1;
        return onSphere + direction * 2 * Math.PI * Math.Round((sigma - direction * onSphere) / (2 * Math.PI));
    }

    /// <summary>What the ellipsoid takes from the spherical longitude, radians.</summary>
    public double Correction(double sigma)
    {
        Span<double> c = stackalloc double[7];
        GeodesicSeries.LongitudeCoefficients(epsilon, c);
        var scaled = sigma + GeodesicSeries.SineSum(c, sigma);
        return -Wgs84.Flattening * sinAlpha0 * GeodesicSeries.A3(epsilon) * scaled;
    }
}
