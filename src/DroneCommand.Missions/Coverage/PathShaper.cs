using System.Runtime.InteropServices;

namespace DroneCommand.Missions.Coverage;

/// <summary>
/// Shortens paths while they cover enough: corners and straight pieces are shifted, dropped and put in as long as the
/// metres saved outweigh the price of what comes to be uncovered; the price is led to where just enough is covered.
/// </summary>
internal sealed partial class PathShaper
{
    private static readonly Vec[] Directions =
    [
        new(1, 0),
        new(-1, 0),
        new(0, 1),
        new(0, -1),
        new(0.7, 0.7),
        new(0.7, -0.7),
        new(-0.7, 0.7),
        new(-0.7, -0.7),
    ];

    private const int MostInWindow = 16;

    /// <summary>Metres that a change must save to be worth it.</summary>
    private const double Least = 1e-4;

    /// <summary>How strongly longer paths are favoured to become shorter.</summary>
    private const double Leaning = 15;

    private const double LeastWeight = 0.6;
    private const double MostWeight = 1.7;

    private readonly AreaShape shape;
    private readonly SwathRaster raster;
    private readonly double swath;
    private readonly RoundedPath rounded;
    private readonly List<List<Vec>> paths;
    private readonly List<List<bool>> quiet;
    private readonly double[] lengths;
    private readonly double[] weights;
    private readonly bool fixedEnds;
    private readonly int reach;
    private readonly Vec[] fresh = new Vec[4];
    private bool diagonal = true;

    public PathShaper(
        AreaShape shape,
        SwathRaster raster,
        double swath,
        double turnRadius,
        IEnumerable<List<Vec>> paths,
        bool fixedEnds
    )
    {
        this.shape = shape;
        this.raster = raster;
        this.swath = swath;
        this.fixedEnds = fixedEnds;
        rounded = new RoundedPath(shape, turnRadius);
        reach = turnRadius > 0 ? 1 : 0;
        this.paths = [.. paths.Select(path => path.ToList())];
        lengths = new double[this.paths.Count];
        weights = [.. lengths.Select(_ => 1.0)];
        quiet = [.. this.paths.Select(path => path.ConvertAll(_ => false))];
        raster.Clear();
        for (var k = 0; k < this.paths.Count; k++)
        {
            var whole = Whole(k);
            whole.Draw(raster, adding: true);
            lengths[k] = whole.Metres();
        }
    }

    public double Metres => lengths.Sum();

    public double UncoveredShare => raster.UncoveredShare;

    public IReadOnlyList<List<Vec>> Paths => paths;

    /// <summary>Metres that a square metre is worth.</summary>
    public double Price { get; set; }

    /// <summary>
    /// Metres that a change may draw anew. In a large area most of the work is to tilt and to shift whole lanes, and it hardly
    /// ever pays: they were laid where they are best.
    /// </summary>
    public required double MostDrawn { get; init; }

    /// <summary>Tries every change of a size once around each corner.</summary>
    public void Pass(double step, long workLimit)
    {
        diagonal = !diagonal;
        for (var k = 0; k < paths.Count; k++)
        {
            for (var i = 0; i < paths[k].Count && raster.Work < workLimit; i++)
            {
                if (!quiet[k][i])
                {
                    var better = TryAround(k, i, step);
                    if (i < paths[k].Count)
                    {
                        quiet[k][i] = !better;
                    }
                }
            }
        }
    }

    /// <summary>Makes metres of longer paths dearer, so that what stays uncovered is theirs.</summary>
    public void Weigh()
    {
        var mean = lengths.Average();
        for (var k = 0; k < lengths.Length; k++)
        {
            weights[k] = Math.Clamp(Math.Pow(lengths[k] / mean, Leaning), LeastWeight, MostWeight);
        }
    }

    public void Wake()
    {
        foreach (var list in quiet)
        {
            CollectionsMarshal.AsSpan(list).Clear();
        }
    }

    private bool TryAround(int k, int i, double step)
    {
        var path = paths[k];
        var better = !IsHeld(path, i) && TryDrop(k, i);
        // After a drop another corner stands here.
        if (i >= path.Count)
        {
            return better;
        }

        if (!IsHeld(path, i))
        {
            better |= TryShift(k, i, step);
        }

        return TryEdge(k, i, step) || better;
    }

    private bool IsHeld(List<Vec> path, int i) => fixedEnds && (i == 0 || i == path.Count - 1);

    private bool TryShift(int k, int i, double step)
    {
        var path = paths[k];
        var better = false;
        foreach (var direction in Directions.AsSpan(diagonal ? 4 : 0, 4))
        {
            fresh[0] = path[i] + direction * step;
            while (TryReplace(k, i, 1, fresh.AsSpan(0, 1)))
            {
                better = true;
                fresh[0] = path[i] + direction * step;
            }
        }

        return better;
    }

    private bool TryDrop(int k, int i)
    {
        var path = paths[k];
        var better = path.Count > 2 && TryReplace(k, i, 1, []);
        if (i >= path.Count || IsHeld(path, i))
        {
            return better;
        }

        var pair = i + 2 <= path.Count && path.Count > 3 && !(fixedEnds && i + 2 == path.Count);
        return better || (pair && TryReplace(k, i, 2, []));
    }

    /// <summary>Shifts the straight piece that begins here, or bends it.</summary>
    private bool TryEdge(int k, int i, double step)
    {
        var path = paths[k];
        if (i + 1 >= path.Count)
        {
            return false;
        }

        var better = false;
        var held = fixedEnds && (i == 0 || i + 2 == path.Count);
        for (var d = 0; d < 4 && !held; d++)
        {
            fresh[0] = path[i] + Directions[d] * step;
            fresh[1] = path[i + 1] + Directions[d] * step;
            better |= TryReplace(k, i, 2, fresh.AsSpan(0, 2));
        }

        return better || TryBend(k, i, step);
    }

    private bool TryBend(int k, int i, double step)
    {
        var path = paths[k];
        var way = path[i + 1] - path[i];
        var length = way.Length;
        if (length < swath * 0.6)
        {
            return false;
        }

        var aside = new Vec(-way.Y, way.X) * (step / length);
        foreach (
            var share in length < 2 * swath
                ? (ReadOnlySpan<double>)[0.5]
                : [swath * 0.6 / length, 1 - swath * 0.6 / length]
        )
        {
            foreach (var sign in (ReadOnlySpan<int>)[1, -1])
            {
                fresh[0] = path[i] + way * share + aside * sign;
                if (TryReplace(k, i + 1, 0, fresh.AsSpan(0, 1)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private PathWindow Whole(int k) =>
        new(paths[k].ToArray(), new double[paths[k].Count], 0, paths[k].Count - 1, rounded);

    /// <summary>Puts other corners in the place of some, and takes them back unless that pays.</summary>
    private bool TryReplace(int k, int at, int count, ReadOnlySpan<Vec> by)
    {
        var path = paths[k];
        if (!IsWithin(path, at, count, by))
        {
            return false;
        }

        var whole = CollectionsMarshal.AsSpan(path);
        var first = Math.Max(0, at - 1 - reach);
        var last = Math.Min(path.Count - 1, at + count + reach);
        // One more corner on both sides: it says how the outermost ones are rounded, which stays.
        var (low, high) = (Math.Max(0, first - 1), Math.Min(path.Count - 1, last + 1));
        ReadOnlySpan<Vec> old = whole[low..(high + 1)];
        Span<Vec> room = stackalloc Vec[MostInWindow];
        Span<double> cuts = stackalloc double[2 * MostInWindow];
        var changed = room[..(old.Length + by.Length - count)];
        old[..(at - low)].CopyTo(changed);
        by.CopyTo(changed[(at - low)..]);
        old[(at - low + count)..].CopyTo(changed[(at - low + by.Length)..]);
        var before = new PathWindow(old, cuts, first - low, last - low, rounded);
        var after = new PathWindow(changed, cuts[MostInWindow..], first - low, last - low + by.Length - count, rounded);
        PathWindow.Trim(ref before, ref after);
        var gaps = raster.Uncovered;
        var (metresBefore, metresAfter) = (before.Metres(), after.Metres());
        if (metresBefore + metresAfter > MostDrawn)
        {
            return false;
        }

        var longer = metresAfter - metresBefore;
        var (lowest, highest) = (new Vec(double.MaxValue, double.MaxValue), new Vec(double.MinValue, double.MinValue));
        before.Widen(ref lowest, ref highest);
        after.Widen(ref lowest, ref highest);
        var weighed = longer * weights[k];
        if (weighed >= 0 && !MayWin(lowest, highest, weighed))
        {
            return false;
        }

        raster.Save(lowest, highest);
        before.Draw(raster, adding: false);
        after.Draw(raster, adding: true);
        if (weighed + (raster.Uncovered - gaps) * raster.PixelArea * Price >= -Least)
        {
            raster.Restore();
            return false;
        }

        lengths[k] += longer;
        Exchange(k, at, count, by);
        for (var i = Math.Max(0, at - 2); i < Math.Min(path.Count, at + by.Length + 2); i++)
        {
            quiet[k][i] = false;
        }

        return true;
    }

    /// <summary>False where too little lies uncovered near to outweigh the metres.</summary>
    private bool MayWin(Vec low, Vec high, double longer)
    {
        var needed = (longer + Least) / (Price * raster.PixelArea);
        return needed <= raster.Uncovered && raster.UncoveredNear(low, high, (int)needed + 1) >= needed;
    }

    private bool IsWithin(List<Vec> path, int at, int count, ReadOnlySpan<Vec> by)
    {
        foreach (var place in by)
        {
            if (!shape.Contains(place))
            {
                return false;
            }
        }

        var before = at > 0 ? path[at - 1] : (Vec?)null;
        foreach (var place in by)
        {
            if (before is { } from && !shape.Sees(from, place))
            {
                return false;
            }

            before = place;
        }

        return before is not { } end || at + count >= path.Count || shape.Sees(end, path[at + count]);
    }

    private void Exchange(int k, int at, int count, ReadOnlySpan<Vec> by)
    {
        var path = paths[k];
        if (count == by.Length)
        {
            by.CopyTo(CollectionsMarshal.AsSpan(path)[at..]);
            return;
        }

        path.RemoveRange(at, count);
        quiet[k].RemoveRange(at, count);
        for (var i = 0; i < by.Length; i++)
        {
            path.Insert(at + i, by[i]);
            quiet[k].Insert(at + i, false);
        }
    }
}
