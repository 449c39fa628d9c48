using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Search;

/// <summary>A segment with its shape.</summary>
/// <param name="Segment">Name, size and POC.</param>
/// <param name="Shape">Its area in a local frame.</param>
/// <param name="About">The smallest rectangle about it, its axis along the longer side.</param>
internal sealed record SegmentArea(SearchSegment Segment, AreaShape Shape, SearchRectangle About);

/// <summary>What a search of a segment comes to.</summary>
/// <param name="Segment">With its POC before the search.</param>
/// <param name="Coverage">C, the effort that it gets over its area.</param>
/// <param name="TrackSpacingMetres">S = W / C; infinite where nothing is flown.</param>
/// <param name="Pod">Of that coverage.</param>
/// <param name="LengthMetres">Flown in it.</param>
public sealed record SegmentEffort(
    SearchSegment Segment,
    double Coverage,
    double TrackSpacingMetres,
    double Pod,
    double LengthMetres
)
{
    /// <summary>What the search adds to the probability of success.</summary>
    public double Pos => SearchTheory.Pos(Segment.Poc, Pod);
}

/// <summary>How segments are to be searched with one effort.</summary>
/// <param name="SweepWidthMetres">W.</param>
/// <param name="BudgetMetres">Of track within segments, of all searchers together: Z = W × budget.</param>
/// <param name="Conditions">The law of detection.</param>
public sealed record SegmentTask(double SweepWidthMetres, double BudgetMetres, SearchConditions Conditions);

/// <summary>
/// A search of several segments: effort is shared so that POS is greatest, every segment gets parallel tracks at the
/// spacing that its coverage asks for, and the tracks of all segments together are shared among the searchers.
/// </summary>
internal static class SegmentSearch
{
    /// <summary>Coverage below this is noise: its effort goes to the other segments.</summary>
    private const double LeastCoverage = 0.05;

    /// <summary>No spacing is narrower than this share of the sweep width.</summary>
    private const double Narrowest = 0.25;

    private const int SpacingSteps = 40;

    /// <summary>Efforts in the segments' order, and one way per searcher; a searcher with nothing to do gets none.</summary>
    public static (IReadOnlyList<SegmentEffort> Efforts, IReadOnlyList<IReadOnlyList<LocalPoint>> Ways) Plan(
        IReadOnlyList<SegmentArea> segments,
        SegmentTask task,
        LocalPoint? start,
        IReadOnlyList<double> shares
    )
    {
        var coverages = Coverages(segments, task);
        var efforts = new List<SegmentEffort>();
        var tracks = new List<IReadOnlyList<LocalPoint>>();
        for (var i = 0; i < segments.Count; i++)
        {
            var (area, coverage) = (segments[i], coverages[i]);
            var track = coverage > 0 ? Track(area, task.SweepWidthMetres, coverage) : ([], double.PositiveInfinity);
            var flown = task.SweepWidthMetres * track.Path.Length() / area.Segment.AreaSquareMetres;
            var pod = SearchTheory.Pod(flown, task.Conditions);
            efforts.Add(new(area.Segment, flown, track.Spacing, pod, track.Path.Length()));
            if (track.Path.Count > 1)
            {
                tracks.Add(track.Path);
            }
        }

        return (efforts, Share(Ordered(tracks, start), shares));
    }

    /// <summary>The best shares without slivers of effort.</summary>
    private static double[] Coverages(IReadOnlyList<SegmentArea> segments, SegmentTask task)
    {
        var active = segments.Select(s => s.Segment.Poc > 0).ToArray();
        while (true)
        {
            var chosen = segments.Select((s, i) => active[i] ? s.Segment : s.Segment with { Poc = 0 }).ToList();
            var coverages = OptimalEffort
                .Coverages(chosen, task.SweepWidthMetres * task.BudgetMetres, task.Conditions)
                .ToArray();
            var slivers = Enumerable
                .Range(0, coverages.Length)
                .Where(i => coverages[i] is > 0 and < LeastCoverage)
                .ToList();
            if (slivers.Count == 0 || slivers.Count == active.Count(a => a))
            {
                return coverages;
            }

            slivers.ForEach(i => active[i] = false);
        }
    }

    /// <summary>Parallel tracks over the rectangle about a segment, those parts that lie within it, as long as its effort allows.</summary>
    private static (IReadOnlyList<LocalPoint> Path, double Spacing) Track(
        SegmentArea area,
        double sweepWidth,
        double coverage
    )
    {
        var kept = new KeptWithin(area.Shape);
        // With wide spacings, legs still reach as near to the edge as the sensor asks for.
        IReadOnlyList<LocalPoint> Legs(double spacing) =>
            kept.Path(SearchPatterns.Legs(area.About, spacing, Math.Min(spacing, sweepWidth) / 2)) ?? [];
        var allowed = coverage * area.Segment.AreaSquareMetres / sweepWidth;
        // The spacing whose way, cross-legs and ways round corners with it, comes nearest to what is allowed from below.
        var (low, high) = (Narrowest * sweepWidth, Math.Max(sweepWidth, area.About.WidthMetres));
        var best = (Path: (IReadOnlyList<LocalPoint>)[], Spacing: double.PositiveInfinity);
        for (var i = 0; i < SpacingSteps && high - low > 1e-3 * low; i++)
        {
            var spacing = Math.Sqrt(low * high);
            var path = Legs(spacing);
            if (path.Length() <= allowed)
            {
                best = path.Count > best.Path.Count || path.Length() > best.Path.Length() ? (path, spacing) : best;
                high = spacing;
            }
            else
            {
                low = spacing;
            }
        }

        // Not even one leg: as much of the widest pattern as the effort pays for.
        return best.Path.Count > 0
            ? best
            : (TeamPatterns.Part(Legs(high), 0, allowed), area.Segment.AreaSquareMetres / allowed);
    }

    /// <summary>Tracks in the order and sense of the nearest next end.</summary>
    private static List<IReadOnlyList<LocalPoint>> Ordered(List<IReadOnlyList<LocalPoint>> tracks, LocalPoint? start)
    {
        var order = new List<IReadOnlyList<LocalPoint>>();
        var left = tracks.ToList();
        while (left.Count > 0)
        {
            var from = order.Count > 0 ? order[^1][^1] : start ?? left[0][0];
            var next = left.MinBy(t => Math.Min(from.DistanceTo(t[0]), from.DistanceTo(t[^1])))!;
            left.Remove(next);
            order.Add(from.DistanceTo(next[0]) <= from.DistanceTo(next[^1]) ? next : [.. next.Reverse()]);
        }

        return order;
    }

    /// <summary>Cuts the tracks, one after the other, into ways in proportion to the shares; ways between tracks are not cut.</summary>
    private static List<IReadOnlyList<LocalPoint>> Share(
        List<IReadOnlyList<LocalPoint>> tracks,
        IReadOnlyList<double> shares
    )
    {
        var total = tracks.Sum(t => t.Length());
        var sum = shares.Sum();
        var ways = new List<IReadOnlyList<LocalPoint>>();
        var (from, done) = (0.0, 0.0);
        foreach (var share in shares)
        {
            done += share;
            var to = ways.Count + 1 == shares.Count ? total : total * done / sum;
            ways.Add(Between(tracks, from, to));
            from = to;
        }

        return ways;
    }

    private static List<LocalPoint> Between(List<IReadOnlyList<LocalPoint>> tracks, double from, double to)
    {
        var way = new List<LocalPoint>();
        var at = 0.0;
        foreach (var track in tracks)
        {
            var length = track.Length();
            if (at + length > from && at < to)
            {
                way.AddRange(TeamPatterns.Part(track, from - at, to - at));
            }

            at += length;
        }

        return way;
    }
}
