using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Coverage;

/// <summary>
/// Keeps paths within an area: of every leg the parts that lie within are kept, in order, and joined by the shortest ways
/// within. Also measures how much of a track lies within.
/// </summary>
internal sealed class KeptWithin(AreaShape shape)
{
    /// <summary>A kept part ends so far before the edge, so that rounding never puts its end outside.</summary>
    private const double Clear = 0.01;

    /// <summary>Made when first needed: convex areas need none, and a shoreline's take long.</summary>
    private readonly Lazy<ShortWays> ways = new(() => new ShortWays(shape));

    /// <summary>The path within; null when its parts cannot be joined within, empty when nothing of it lies within.</summary>
    public IReadOnlyList<LocalPoint>? Path(IReadOnlyList<LocalPoint> path)
    {
        var kept = new List<LocalPoint>();
        for (var i = 0; i + 1 < path.Count; i++)
        {
            var (from, to) = (ToVec(path[i]), ToVec(path[i + 1]));
            foreach (var (enter, leave) in Inside(from, to))
            {
                var (a, b) = Shortened(from, to, enter, leave);
                if (!Join(kept, a))
                {
                    return null;
                }

                Add(kept, b);
            }
        }

        return kept;
    }

    /// <summary>Metres of a path that lie within; what is flown twice counts twice.</summary>
    public double Metres(IReadOnlyList<LocalPoint> path)
    {
        var sum = 0.0;
        for (var i = 0; i + 1 < path.Count; i++)
        {
            var (from, to) = (ToVec(path[i]), ToVec(path[i + 1]));
            var length = Vec.Distance(from, to);
            sum += Inside(from, to).Sum(part => (part.Leave - part.Enter) * length);
        }

        return sum;
    }

    private static Vec ToVec(LocalPoint place) => new(place.EastMetres, place.NorthMetres);

    private static LocalPoint ToLocal(Vec place) => new(place.X, place.Y);

    private static void Add(List<LocalPoint> kept, Vec place)
    {
        if (kept.Count == 0 || kept[^1] != ToLocal(place))
        {
            kept.Add(ToLocal(place));
        }
    }

    /// <summary>Goes on to a place; false when there is no way within.</summary>
    private bool Join(List<LocalPoint> kept, Vec place)
    {
        if (kept.Count > 0)
        {
            if (Between(ToVec(kept[^1]), place) is not { } corners)
            {
                return false;
            }

            corners.ForEach(corner => Add(kept, corner));
        }

        Add(kept, place);
        return true;
    }

    /// <summary>The corners of the shortest way within from one place to another; null when there is none.</summary>
    public List<Vec>? Between(Vec from, Vec to) => shape.Sees(from, to) ? [] : ways.Value.Between(from, to);

    /// <summary>The same between places of a plane.</summary>
    public IReadOnlyList<LocalPoint>? Corners(LocalPoint from, LocalPoint to) =>
        Between(ToVec(from), ToVec(to))?.ConvertAll(ToLocal);

    /// <summary>The parts of a leg within, as shares of it.</summary>
    public IEnumerable<(double Enter, double Leave)> Inside(Vec from, Vec to)
    {
        if (shape.Contains(from) && shape.Contains(to) && shape.Sees(from, to))
        {
            return [(0, 1)];
        }

        var cuts = Cuts(from, to);
        return cuts.Zip(cuts.Skip(1))
            .Where(part => part.Second > part.First)
            .Where(part => shape.Contains(from + (to - from) * ((part.First + part.Second) / 2)));
    }

    private List<double> Cuts(Vec from, Vec to)
    {
        var cuts = new List<double> { 0, 1 };
        var way = to - from;
        foreach (var ring in shape.Rings)
        {
            for (var i = 0; i < ring.Length; i++)
            {
                var edge = ring[(i + 1) % ring.Length] - ring[i];
                var across = Vec.Cross(way, edge);
                if (across == 0)
                {
                    continue;
                }

                var along = Vec.Cross(ring[i] - from, edge) / across;
                var onEdge = Vec.Cross(ring[i] - from, way) / across;
                if (along is > 0 and < 1 && onEdge is >= 0 and <= 1)
                {
                    cuts.Add(along);
                }
            }
        }

        cuts.Sort();
        return cuts;
    }

    /// <summary>A kept part with its cut ends moved inwards.</summary>
    private static (Vec From, Vec To) Shortened(Vec from, Vec to, double enter, double leave)
    {
        var clear = Math.Min(Clear / Math.Max(Clear, Vec.Distance(from, to)), (leave - enter) / 2);
        var (a, b) = (enter > 0 ? enter + clear : enter, leave < 1 ? leave - clear : leave);
        return (from + (to - from) * a, from + (to - from) * b);
    }
}
