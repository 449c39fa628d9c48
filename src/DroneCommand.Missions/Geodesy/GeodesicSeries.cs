namespace DroneCommand.Missions.Geodesy;

/// <summary>
/// The Fourier series of C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013): the length along a geodesic
/// (equations 15, 17, 18), its reverse (21) and its longitude (23 to 25), to sixth order. The error is below 10 nm.
/// </summary>
internal static class GeodesicSeries
{
    private const int Order = 6;
    private const double N = Wgs84.ThirdFlattening;

    /// <summary>The expansion parameter ε for k² = e'² cos²α0.</summary>
    public static double Epsilon(double kSquared)
    {
        var root = Math.Sqrt(1 + kSquared);
        return kSquared / (2 * (1 + root) + kSquared);
    }

    /// <summary>Scale of the length integral.</summary>
    public static double A1(double e)
    {
        var e2 = e * e;
        return (1 + e2 * (1.0 / 4 + e2 * (1.0 / 64 + e2 / 256))) / (1 - e);
    }

    /// <summary>Coefficients C1 of the length integral, index 1 to 6.</summary>
    public static void LengthCoefficients(double e, Span<double> c)
    {
        var e2 = e * e;
        var power = e;
        c[1] = power * (-1.0 / 2 + e2 * (3.0 / 16 - e2 / 32));
        power *= e;
        c[2] = power * (-1.0 / 16 + e2 * (1.0 / 32 - e2 * 9 / 2048));
        power *= e;
        c[3] = power * (-1.0 / 48 + e2 * 3 / 256);
        power *= e;
        c[4] = power * (-5.0 / 512 + e2 * 3 / 512);
        power *= e;
        c[5] = power * (-7.0 / 1280);
        power *= e;
        c[6] = power * (-7.0 / 2048);
    }

    /// <summary>Coefficients C1' that give the arc from the length, index 1 to 6.</summary>
    public static void ReverseCoefficients(double e, Span<double> c)
    {
        var e2 = e * e;
        var power = e;
        c[1] = power * (1.0 / 2 + e2 * (-9.0 / 32 + e2 * 205 / 1536));
        power *= e;
        c[2] = power * (5.0 / 16 + e2 * (-37.0 / 96 + e2 * 1335 / 4096));
        power *= e;
        c[3] = power * (29.0 / 96 - e2 * 75 / 128);
        power *= e;
        c[4] = power * (539.0 / 1536 - e2 * 2391 / 2560);
        power *= e;
        c[5] = power * (3467.0 / 7680);
        power *= e;
        c[6] = power * (38081.0 / 61440);
    }

    /// <summary>Scale of the longitude integral.</summary>
    public static double A3(double e) =>
        1
        - e
            * (
                (1.0 / 2 - N / 2)
                + e
                    * (
                        (1.0 / 4 + N * (1.0 / 8 - N * 3 / 8))
                        + e * ((1.0 / 16 + N * (3.0 / 16 + N / 16)) + e * ((3.0 / 64 + N / 32) + e * 3 / 128))
                    )
            );

    /// <summary>Coefficients C3 of the longitude integral, index 1 to 5.</summary>
    public static void LongitudeCoefficients(double e, Span<double> c)
    {
        var power = e;
        c[1] =
            power
            * (
                (1.0 / 4 - N / 4)
                + e
                    * (
                        (1.0 / 8 - N * N / 8)
                        + e * ((3.0 / 64 + N * (3.0 / 64 - N / 64)) + e * ((5.0 / 128 + N / 64) + e * 3 / 128))
                    )
            );
        power *= e;
        c[2] =
            power
            * (
                (1.0 / 16 + N * (-3.0 / 32 + N / 32))
                + e * ((3.0 / 64 - N * (1.0 / 32 + N * 3 / 64)) + e * ((3.0 / 128 + N / 128) + e * 5 / 256))
            );
        power *= e;
        c[3] = power * ((5.0 / 192 + N * (-3.0 / 64 + N * 5 / 192)) + e * ((3.0 / 128 - N * 5 / 192) + e * 7 / 512));
        power *= e;
        c[4] = power * ((7.0 / 512 - N * 7 / 256) + e * 7 / 512);
        power *= e;
        c[5] = power * 21 / 2560;
        c[6] = 0;
    }

    /// <summary>Σ c[l] sin(2 l σ), by Clenshaw's recurrence.</summary>
    public static double SineSum(ReadOnlySpan<double> c, double sigma)
    {
        var twoCos = 2 * Math.Cos(2 * sigma);
        double next = 0,
            afterNext = 0;
        for (var l = Order; l >= 1; l--)
        {
            (next, afterNext) = (c[l] + twoCos * next - afterNext, next);
        }

        return next * Math.Sin(2 * sigma);
    }
}
