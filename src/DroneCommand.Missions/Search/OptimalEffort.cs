namespace DroneCommand.Missions.Search;

/// <summary>A part of the search area with its own POC (IAMSAR vol. II, ch. 4: region, sub-area).</summary>
/// <param name="Name">For people.</param>
/// <param name="AreaSquareMetres">Its size.</param>
/// <param name="Poc">Probability of containment; less after each search that finds nothing.</param>
public sealed record SearchSegment(string Name, double AreaSquareMetres, double Poc)
{
    /// <summary>POC per square metre.</summary>
    public double Density => Poc / AreaSquareMetres;
}

/// <summary>
/// Shares effort among segments so that POS is greatest (Koopman; Stone, Theory of Optimal Search): the marginal POS per
/// effort, density × POD′(C), is the same λ wherever is searched, and less where is not.
/// </summary>
public static class OptimalEffort
{
    private const int Halvings = 200;

    /// <summary>
    /// The coverage of each segment under such conditions. Exponential detection fills like water; erf(√π C / 2) has the
    /// derivative exp(−π C² / 4), so that Cᵢ = √(4 / π × max(0, ln(densityᵢ / λ))).
    /// </summary>
    /// <param name="segments">Each with an area and a POC that is not negative.</param>
    /// <param name="effortSquareMetres">Z for all segments together: the sum of coverage times area.</param>
    /// <param name="conditions">The law of detection.</param>
    public static IReadOnlyList<double> Coverages(
        IReadOnlyList<SearchSegment> segments,
        double effortSquareMetres,
        SearchConditions conditions
    ) =>
        conditions == SearchConditions.Poor
            ? Coverages(segments, effortSquareMetres)
            : CoveragesOfParallelTracks(segments, effortSquareMetres);

    private static IReadOnlyList<double> CoveragesOfParallelTracks(IReadOnlyList<SearchSegment> segments, double effort)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(effort);
        var likely = segments.Where(s => s.Poc > 0).ToList();
        if (likely.Count == 0)
        {
            return [.. segments.Select(_ => 0.0)];
        }

        var top = likely.Max(s => Math.Log(s.Density));
        // With λ so low, the densest segment alone takes all the effort.
        var most = effort / likely.MinBy(s => s.AreaSquareMetres)!.AreaSquareMetres;
        var (low, high) = (likely.Min(s => Math.Log(s.Density)) - Math.PI / 4 * most * most - 1, top);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            var spent = likely.Sum(s => s.AreaSquareMetres * AtLevel(s, middle));
            (low, high) = spent > effort ? (middle, high) : (low, middle);
        }

        return [.. segments.Select(s => AtLevel(s, high))];
    }

    private static double AtLevel(SearchSegment segment, double level) =>
        segment.Poc > 0 ? Math.Sqrt(4 / Math.PI * Math.Max(0, Math.Log(segment.Density) - level)) : 0;

    /// <summary>The coverage of each segment under exponential detection, POD = 1 − exp(−C): Cᵢ = max(0, ln(densityᵢ / λ)).</summary>
    /// <param name="segments">Each with an area and a POC that is not negative.</param>
    /// <param name="effortSquareMetres">Z for all segments together: the sum of coverage times area.</param>
    public static IReadOnlyList<double> Coverages(IReadOnlyList<SearchSegment> segments, double effortSquareMetres)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(effortSquareMetres);
        var order = segments.Where(s => s.Poc > 0).OrderByDescending(s => s.Density).ToList();
        var (area, weighted, level) = (0.0, 0.0, double.NegativeInfinity);
        for (var i = 0; i < order.Count; i++)
        {
            // With the densest i + 1 segments under water: Σ A ln(density) − A ln λ = Z.
            area += order[i].AreaSquareMetres;
            weighted += order[i].AreaSquareMetres * Math.Log(order[i].Density);
            level = (weighted - effortSquareMetres) / area;
            if (i + 1 == order.Count || level >= Math.Log(order[i + 1].Density))
            {
                break;
            }
        }

        return [.. segments.Select(s => s.Poc > 0 ? Math.Max(0, Math.Log(s.Density) - level) : 0)];
    }
}

/// <summary>
/// POC, POD and POS of segments, updated by what was flown. POC is kept as IAMSAR keeps it, not normalised: what is
/// missing to the first sum is the POS so far.
/// </summary>
public sealed class SearchLog
{
    private readonly List<SearchSegment> segments;
    private readonly double[] missed;

    public SearchLog(IEnumerable<SearchSegment> segments)
    {
        this.segments = [.. segments];
        missed = [.. this.segments.Select(_ => 1.0)];
        if (this.segments.Any(s => !(s.Poc >= 0 && s.AreaSquareMetres > 0)) || this.segments.Sum(s => s.Poc) > 1 + 1e-9)
        {
            throw new ArgumentException(
                "Areas are positive, POC is not negative and sums to 1 at most.",
                nameof(segments)
            );
        }
    }

    /// <summary>The segments with their POC of now.</summary>
    public IReadOnlyList<SearchSegment> Segments => segments;

    /// <summary>Cumulative probability of success of all that was flown.</summary>
    public double CumulativePos { get; private set; }

    /// <summary>Cumulative POD of a segment.</summary>
    public double CumulativePod(int segment) => 1 - missed[segment];

    /// <summary>The POC of a segment given that nothing was found anywhere: normalised (Bayes).</summary>
    public double PosteriorPoc(int segment) => segments[segment].Poc / (1 - CumulativePos);

    /// <summary>Records a search of a segment that found nothing; answers with its POS.</summary>
    /// <param name="segment">Its index.</param>
    /// <param name="pod">What the flown coverage amounts to, 0 to 1.</param>
    public double Flown(int segment, double pod)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pod);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pod, 1);
        var pos = SearchTheory.Pos(segments[segment].Poc, pod);
        segments[segment] = segments[segment] with { Poc = SearchTheory.PocAfter(segments[segment].Poc, pod) };
        missed[segment] *= 1 - pod;
        CumulativePos += pos;
        return pos;
    }
}
