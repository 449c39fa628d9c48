namespace DroneCommand.Missions.Coverage;

/// <summary>Shortest ways within a shape: straight where that stays inside, else around its corners.</summary>
internal sealed class ShortWays
{
    private readonly AreaShape shape;
    private readonly List<Vec> corners;
    private readonly List<(int To, double Metres)>[] seen;
    private readonly Dictionary<int, (double[] Metres, int[] Before)> trees = [];
    private readonly Dictionary<Vec, List<(int To, double Metres)>> fromPlace = [];

    public ShortWays(AreaShape shape)
    {
        this.shape = shape;
        corners = shape.ReflexCorners();
        seen = [.. corners.Select(_ => new List<(int, double)>())];
        for (var i = 0; i < corners.Count; i++)
        {
            for (var j = i + 1; j < corners.Count; j++)
            {
                if (shape.Sees(corners[i], corners[j]))
                {
                    var metres = Vec.Distance(corners[i], corners[j]);
                    seen[i].Add((j, metres));
                    seen[j].Add((i, metres));
                }
            }
        }
    }

    /// <summary>What a way costs that there is not: more than any way within a shape, and still a number.</summary>
    public const double NoWay = 1e8;

    /// <summary>Metres of the shortest way; <see cref="NoWay"/> when there is none.</summary>
    public double Length(Vec from, Vec to) =>
        shape.Sees(from, to) ? Vec.Distance(from, to) : Math.Min(NoWay, Best(from, to).Metres);

    /// <summary>The corners on the way, without its ends; null when there is no way.</summary>
    public List<Vec>? Between(Vec from, Vec to)
    {
        if (shape.Sees(from, to))
        {
            return [];
        }

        var (metres, first, last) = Best(from, to);
        if (double.IsPositiveInfinity(metres))
        {
            return null;
        }

        var way = new List<Vec>();
        var before = Tree(first).Before;
        for (var at = last; at >= 0; at = before[at])
        {
            way.Add(corners[at]);
        }

        way.Reverse();
        return way;
    }

    private (double Metres, int First, int Last) Best(Vec from, Vec to)
    {
        var best = (Metres: double.PositiveInfinity, First: -1, Last: -1);
        var ends = CornersSeenFrom(to);
        foreach (var (first, start) in CornersSeenFrom(from))
        {
            var metres = Tree(first).Metres;
            foreach (var (last, end) in ends)
            {
                var whole = start + metres[last] + end;
                if (whole < best.Metres)
                {
                    best = (whole, first, last);
                }
            }
        }

        return best;
    }

    private List<(int To, double Metres)> CornersSeenFrom(Vec place)
    {
        if (!fromPlace.TryGetValue(place, out var list))
        {
            list = [];
            for (var i = 0; i < corners.Count; i++)
            {
                if (shape.Sees(place, corners[i]))
                {
                    list.Add((i, Vec.Distance(place, corners[i])));
                }
            }

            fromPlace[place] = list;
        }

        return list;
    }

    private (double[] Metres, int[] Before) Tree(int root)
    {
        if (trees.TryGetValue(root, out var tree))
        {
            return tree;
        }

        var metres = new double[corners.Count];
        var before = new int[corners.Count];
        Array.Fill(metres, double.PositiveInfinity);
        Array.Fill(before, -1);
        metres[root] = 0;
        var queue = new PriorityQueue<int, double>([(root, 0)]);
        while (queue.TryDequeue(out var at, out var reached))
        {
            if (reached > metres[at])
            {
                continue;
            }

            foreach (var (to, step) in seen[at])
            {
                if (reached + step < metres[to])
                {
                    metres[to] = reached + step;
                    before[to] = at;
                    queue.Enqueue(to, metres[to]);
                }
            }
        }

        return trees[root] = (metres, before);
    }
}
