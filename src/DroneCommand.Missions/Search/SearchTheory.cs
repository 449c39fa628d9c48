namespace DroneCommand.Missions.Search;

/// <summary>How easily an object is seen, for <see cref="SearchTheory.LandSweepWidth"/>.</summary>
public enum ObjectVisibility
{
    High,
    Medium,
    Low,
}

/// <summary>How a searcher detects along its tracks.</summary>
public enum SearchConditions
{
    /// <summary>Exact parallel tracks, good sight: <see cref="SearchTheory.PodOfParallelTracks"/>.</summary>
    Ideal,

    /// <summary>Poor sight or tracks: <see cref="SearchTheory.PodOfRandomSearch"/>.</summary>
    Poor,
}

/// <summary>
/// The quantities of search planning by IAMSAR's names (vol. II, ch. 4 "Search planning and evaluation", and its appendix
/// on search theory): sweep width W, effort Z, coverage C, probability of containment (POC), of detection (POD) and of success (POS).
/// </summary>
public static class SearchTheory
{
    private static readonly double[] SafetyFactors = [1.1, 1.6, 2.0, 2.3, 2.5];

    /// <summary>Search effort, the area that is swept: Z = W V T, square metres.</summary>
    public static double Effort(double sweepWidthMetres, double speedMps, double seconds) =>
        sweepWidthMetres * speedMps * seconds;

    /// <summary>Coverage C = Z / A.</summary>
    public static double Coverage(double effortSquareMetres, double areaSquareMetres) =>
        effortSquareMetres / areaSquareMetres;

    /// <summary>Coverage of parallel tracks: C = W / S.</summary>
    public static double CoverageOfTracks(double sweepWidthMetres, double trackSpacingMetres) =>
        sweepWidthMetres / trackSpacingMetres;

    /// <summary>The track spacing S = W / C.</summary>
    public static double TrackSpacing(double sweepWidthMetres, double coverage) => sweepWidthMetres / coverage;

    /// <summary>POD in poor conditions or of random tracks: 1 − exp(−C) (Koopman's random search).</summary>
    public static double PodOfRandomSearch(double coverage) => -Math.Exp(-coverage) + 1;

    /// <summary>POD of parallel tracks in ideal conditions: erf(√π C / 2) (inverse cube law).</summary>
    public static double PodOfParallelTracks(double coverage) => Normal.Erf(Math.Sqrt(Math.PI) / 2 * coverage);

    /// <summary>POD under such conditions.</summary>
    public static double Pod(double coverage, SearchConditions conditions) =>
        conditions == SearchConditions.Ideal ? PodOfParallelTracks(coverage) : PodOfRandomSearch(coverage);

    /// <summary>POD after several searches of the same place, each independent: 1 − Π (1 − PODᵢ).</summary>
    public static double CumulativePod(IEnumerable<double> pods) =>
        1 - pods.Aggregate(1.0, (miss, pod) => miss * (1 - pod));

    /// <summary>Probability of success: POS = POC × POD.</summary>
    public static double Pos(double poc, double pod) => poc * pod;

    /// <summary>POC after a search that found nothing, as IAMSAR keeps it (not normalised): POC (1 − POD).</summary>
    public static double PocAfter(double poc, double pod) => poc * (1 - pod);

    /// <summary>Sweep width on land from the average range of detection (AMDR): 1.8, 1.6 or 1.1 times it.</summary>
    public static double LandSweepWidth(double rangeOfDetectionMetres, ObjectVisibility visibility) =>
        rangeOfDetectionMetres
        * visibility switch
        {
            ObjectVisibility.High => 1.8,
            ObjectVisibility.Medium => 1.6,
            ObjectVisibility.Low => 1.1,
            _ => throw new ArgumentOutOfRangeException(nameof(visibility), visibility, "Not a visibility."),
        };

    /// <summary>Total probable error E = √(X² + Y² + De²) of initial position, of the searcher's navigation and of drift, metres.</summary>
    public static double TotalProbableError(double positionMetres, double navigationMetres, double driftMetres) =>
        Math.Sqrt(positionMetres * positionMetres + navigationMetres * navigationMetres + driftMetres * driftMetres);

    /// <summary>Radius of the search: fs × E with IAMSAR's safety factors 1.1, 1.6, 2.0, 2.3 and 2.5.</summary>
    /// <param name="totalProbableErrorMetres">E.</param>
    /// <param name="search">The first search is 1; from the fifth on the factor stays.</param>
    public static double SearchRadius(double totalProbableErrorMetres, int search)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(search, 1);
        return SafetyFactors[Math.Min(search, SafetyFactors.Length) - 1] * totalProbableErrorMetres;
    }

    /// <summary>
    /// How many legs an expanding square needs to leave no gap within a radius of the datum: 4 m + 1 legs enclose a square
    /// of half side m S, and the sweep reaches half a track spacing further.
    /// </summary>
    public static int LegsOfExpandingSquare(double radiusMetres, double trackSpacingMetres) =>
        4 * (int)Math.Max(1, Math.Ceiling(radiusMetres / trackSpacingMetres - 0.5 - 1e-9)) + 1;
}

/// <summary>The normal distribution's functions.</summary>
internal static class Normal
{
    private const double SqrtPi = 1.7724538509055160273;

    /// <summary>The error function, to about 1e-15: its series near zero, its continued fraction beyond.</summary>
    public static double Erf(double x)
    {
        var size = Math.Abs(x);
        return Math.Sign(x) * (size < 2.5 ? Series(size) : 1 - Fraction(size));
    }

    public static double Cdf(double x) => 0.5 * (1 + Erf(x / Math.Sqrt(2)));

    /// <summary>The value below which a share <paramref name="p"/> lies, by bisection.</summary>
    public static double Quantile(double p)
    {
        var (low, high) = (-8.5, 8.5);
        for (var i = 0; i < 80; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Cdf(middle) < p ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static double Series(double x)
    {
        var (term, sum) = (x, x);
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }

        return 2 / SqrtPi * sum;
    }

    private static double Fraction(double x)
    {
        var tail = x;
        for (var n = 60; n > 0; n--)
        {
            tail = x + n / 2.0 / tail;
        }

        return Math.Exp(-x * x) / SqrtPi / tail;
    }
}
