using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Geodesy;

/// <summary>
/// Areas on WGS-84 of polygons whose edges are geodesics (C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87
/// (2013), section 6): for each edge the area between it and the equator, summed. Good to 0.01 m² for areas of a square
/// kilometre and to 0.1 m² for a continent; polygons around a pole and across the antimeridian included.
/// </summary>
public static class GeodesicArea
{
    private const double Degree = Math.PI / 180;

    /// <summary>First eccentricity squared.</summary>
    private const double ESquared = Wgs84.Flattening * (2 - Wgs84.Flattening);

    /// <summary>Square of the radius of the sphere that has the ellipsoid's surface, m².</summary>
    internal static double AuthalicRadiusSquared { get; } =
        (
            Wgs84.EquatorialRadiusMetres * Wgs84.EquatorialRadiusMetres
            + Wgs84.PolarRadiusMetres * Wgs84.PolarRadiusMetres * Math.Atanh(Math.Sqrt(ESquared)) / Math.Sqrt(ESquared)
        ) / 2;

    /// <summary>The whole surface, m².</summary>
    public static double OfEarth => 4 * Math.PI * AuthalicRadiusSquared;

    /// <summary>What a ring encloses, m²; of the two parts of the earth on its sides the smaller one.</summary>
    /// <param name="ring">Without closing point, in either direction; it must not cross itself.</param>
    /// <exception cref="ArgumentException">A place is not on the ellipsoid.</exception>
    public static double OfRing(IReadOnlyList<GeoPoint> ring)
    {
        ArgumentNullException.ThrowIfNull(ring);
        if (ring.Any(place => !place.IsValid))
        {
            throw new ArgumentException("A place of the ring is not on the ellipsoid.", nameof(ring));
        }

        double sum = 0;
        var turns = 0;
        for (var i = 0; i < ring.Count; i++)
        {
            var (from, to) = (ring[i], ring[(i + 1) % ring.Count]);
            sum += GeodesicInverse.AreaToEquator(from, to);
            turns += CrossesMeridian(from.LongitudeDeg, to.LongitudeDeg);
        }

        if (turns % 2 != 0)
        {
            // Around a pole: the sum lacks half the earth.
            sum += (sum < 0 ? 1 : -1) * OfEarth / 2;
        }

        var area = Math.Abs(sum);
        return Math.Min(area, OfEarth - area);
    }

    /// <summary>What lies within an outline and in none of the holes, m².</summary>
    /// <exception cref="ArgumentException">A place is not on the ellipsoid.</exception>
    public static double Of(IReadOnlyList<GeoPoint> outline, IReadOnlyList<IReadOnlyList<GeoPoint>> holes) =>
        OfRing(outline) - holes.Sum(OfRing);

    /// <summary>1 for a way eastwards across the meridian of Greenwich, -1 westwards, else 0.</summary>
    private static int CrossesMeridian(double from, double to)
    {
        var (first, second) = (Geodesic.NormalizeLongitude(from), Geodesic.NormalizeLongitude(to));
        var way = Geodesic.NormalizeLongitude(second - first);
        return first <= 0 && second > 0 && way > 0 ? 1
            : second <= 0 && first > 0 && way < 0 ? -1
            : 0;
    }

    /// <summary>
    /// Between a geodesic and the equator, m², for its form with α at both ends, arcs σ from where it crosses the equator,
    /// and the difference ω of the longitudes on the auxiliary sphere.
    /// </summary>
    internal static double Under(in AreaArc arc)
    {
        var k2 = Wgs84.SecondEccentricitySquared * arc.CosAlpha0 * arc.CosAlpha0;
        var epsilon = GeodesicSeries.Epsilon(k2);
        Span<double> c = stackalloc double[6];
        GeodesicAreaSeries.Coefficients(epsilon, c);
        var scale =
            Wgs84.EquatorialRadiusMetres * Wgs84.EquatorialRadiusMetres * arc.CosAlpha0 * arc.SinAlpha0 * ESquared;
        var series = GeodesicAreaSeries.CosineSum(c, arc.Sigma2) - GeodesicAreaSeries.CosineSum(c, arc.Sigma1);
        return AuthalicRadiusSquared * Excess(arc) + scale * series;
    }

    /// <summary>α2 − α1, which for short lines would lose its digits if it were taken so.</summary>
    private static double Excess(in AreaArc arc)
    {
        var (sinOmega, cosOmega) = Math.SinCos(arc.Omega);
        var (sin1, cos1) = Math.SinCos(arc.Beta1);
        var (sin2, cos2) = Math.SinCos(arc.Beta2);
        if (!arc.IsMeridian && cosOmega > -0.7071 && sin2 - sin1 < 1.75)
        {
            var (plusOmega, plus1, plus2) = (1 + cosOmega, 1 + cos1, 1 + cos2);
            return 2 * Math.Atan2(sinOmega * (sin1 * plus2 + sin2 * plus1), plusOmega * (sin1 * sin2 + plus1 * plus2));
        }

        var sine = arc.SinAlpha2 * arc.CosAlpha1 - arc.CosAlpha2 * arc.SinAlpha1;
        var cosine = arc.CosAlpha2 * arc.CosAlpha1 + arc.SinAlpha2 * arc.SinAlpha1;
        // A line over the pole comes from southwards to northwards: it turns by half a turn, and like all in the south to the left.
        return sine == 0 && cosine < 0 ? -Math.PI : Math.Atan2(sine, cosine);
    }
}

/// <summary>A geodesic as <see cref="GeodesicArea"/> needs it.</summary>
internal readonly record struct AreaArc(
    double Beta1,
    double Beta2,
    double SinAlpha1,
    double CosAlpha1,
    double SinAlpha2,
    double CosAlpha2,
    double SinAlpha0,
    double CosAlpha0,
    double Sigma1,
    double Sigma2,
    double Omega,
    bool IsMeridian
);
