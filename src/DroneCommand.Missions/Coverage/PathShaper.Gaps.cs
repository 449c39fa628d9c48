namespace DroneCommand.Missions.Coverage;

/// <summary>How paths are led through places that nothing covers.</summary>
internal sealed partial class PathShaper
{
    /// <summary>Leads paths through gaps where that pays.</summary>
    public void VisitGaps(int most)
    {
        foreach (var gap in raster.Gaps().Take(most))
        {
            if (gap.Count * raster.PixelArea * Price > swath * 0.1)
            {
                TryVisit(gap);
            }
        }
    }

    /// <summary>Leads paths through the largest gaps, whatever that costs, until no more than a share is uncovered.</summary>
    public void VisitGaps(ShortWays ways, double share)
    {
        foreach (var gap in raster.Gaps())
        {
            if (UncoveredShare <= share)
            {
                return;
            }

            Visit(gap, ways);
        }
    }

    private void TryVisit(List<Vec> gap)
    {
        var place = MiddleOf(gap);
        if (!shape.Contains(place))
        {
            return;
        }

        var edges = new List<(double Detour, int Path, int Edge)>();
        for (var k = 0; k < paths.Count; k++)
        {
            var path = paths[k];
            for (var i = 0; i + 1 < path.Count; i++)
            {
                var by = Vec.Distance(path[i], place) + Vec.Distance(place, path[i + 1]);
                var detour = by - Vec.Distance(path[i], path[i + 1]);
                if (detour < 4 * swath)
                {
                    edges.Add((detour, k, i));
                }
            }
        }

        edges.Sort();
        fresh[0] = place;
        foreach (var (_, k, i) in edges.Take(4))
        {
            if (TryReplace(k, i + 1, 0, fresh.AsSpan(0, 1)))
            {
                return;
            }
        }
    }

    private void Visit(List<Vec> gap, ShortWays ways)
    {
        var middle = MiddleOf(gap);
        var places = gap.Where(shape.Contains).ToList();
        if (places.Count == 0)
        {
            return;
        }

        var place = places.MinBy(p => Vec.Distance(p, middle));
        var (_, k, i) = paths
            .SelectMany((path, k) => path.Select((corner, i) => (Vec.Distance(corner, place), k, i)))
            .Where(near => !fixedEnds || (near.i > 0 && near.i + 1 < paths[near.k].Count))
            .DefaultIfEmpty((0, 0, 0))
            .Min();
        if (ways.Between(paths[k][i], place) is not { } way)
        {
            return;
        }

        Vec[] there = [.. way, place, .. Enumerable.Reverse(way), paths[k][i]];
        Insert(k, i + 1, there);
    }

    private static Vec MiddleOf(List<Vec> gap)
    {
        var middle = gap.Aggregate((one, other) => one + other) * (1.0 / gap.Count);
        return gap.MinBy(place => Vec.Distance(place, middle));
    }

    /// <summary>Puts corners in without asking whether it pays.</summary>
    private void Insert(int k, int at, ReadOnlySpan<Vec> by)
    {
        Whole(k).Draw(raster, adding: false);
        Exchange(k, at, 0, by);
        Whole(k).Draw(raster, adding: true);
        lengths[k] = Whole(k).Metres();
    }
}
