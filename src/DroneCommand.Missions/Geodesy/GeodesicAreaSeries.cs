namespace DroneCommand.Missions.Geodesy;

/// <summary>The series C4 of the area under a geodesic (Karney 2013, equation 63), to sixth order.</summary>
internal static class GeodesicAreaSeries
{
    private const double N = Wgs84.ThirdFlattening;
    private const int Order = 6;

    /// <summary>Coefficients C4, index 0 to 5, for the expansion parameter ε.</summary>
    public static void Coefficients(double e, Span<double> c)
    {
        c[0] = Horner(
            e,
            Horner(N, 30030, -12012, 3432, 572, 208, 100) / 45045,
            Horner(N, -3003, 6864, -4576, 624, 64) / 15015,
            Horner(N, -858, -4576, 14144, -10656) / 45045,
            Horner(N, 1573, -4784, -224) / 45045,
            Horner(N, 156, 1088) / 45045,
            97.0 / 15015
        );
        c[1] =
            e
            * Horner(
                e,
                Horner(N, 3003, -6864, 4576, -624, -64) / 135135,
                Horner(N, -2574, 9152, -11648, 5952) / 135135,
                Horner(N, -1287, 1040, 5792) / 135135,
                Horner(N, 468, -2944) / 135135,
                1.0 / 9009
            );
        var power = e * e;
        c[2] =
            power
            * Horner(
                e,
                Horner(N, 1716, -4576, 4160, -1440) / 225225,
                Horner(N, -1144, 4992, -8448) / 225225,
                Horner(N, -936, 1856) / 225225,
                8.0 / 10725
            );
        power *= e;
        c[3] = power * Horner(e, Horner(N, 1144, -3328, 3584) / 315315, Horner(N, -208, 1024) / 105105, -136.0 / 63063);
        power *= e;
        c[4] = power * Horner(e, Horner(N, 832, -2560) / 405405, -128.0 / 135135);
        power *= e;
        c[5] = power * 128 / 99099;
    }

    /// <summary>Σ c[l] cos((2 l + 1) σ), by Clenshaw's recurrence.</summary>
    public static double CosineSum(ReadOnlySpan<double> c, double sigma)
    {
        var twoCos = 2 * Math.Cos(2 * sigma);
        double next = 0,
            afterNext = 0;
        for (var l = Order - 1; l >= 0; l--)
        {
            (next, afterNext) = (c[l] + twoCos * next - afterNext, next);
        }

        return Math.Cos(sigma) * (next - afterNext);
    }

    /// <summary>A polynomial, the constant first.</summary>
    private static double Horner(double x, params ReadOnlySpan<double> coefficients)
    {
        double value = 0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
        {
            value = value * x + coefficients[i];
        }

        return value;
    }
}
