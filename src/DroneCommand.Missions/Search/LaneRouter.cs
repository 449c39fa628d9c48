namespace DroneCommand.Missions.Search;

/// <summary>
/// Joins pieces of lanes to one route per vehicle from a common start, with little way between pieces and no route longer
/// than its cap: sectors about the start, then simulated annealing over reversals, moved chains and swapped tails.
/// </summary>
internal sealed class LaneRouter
{
    private const int Neighbours = 10;
    private const int LongestChain = 8;

    private readonly IReadOnlyList<SearchLane> pieces;
    private readonly (double X, double Y) start;
    private readonly double cap;
    private readonly SplitMix random;
    private readonly int[][] near;
    private readonly List<int>[] routes;
    private readonly double[] loads;
    private readonly int[] routeOf;
    private readonly int[] placeOf;
    private readonly double overload;

    /// <summary>A visit is 2 × piece, + 1 when the piece is flown from its last point to its first.</summary>
    private LaneRouter(
        IReadOnlyList<SearchLane> pieces,
        (double X, double Y) start,
        int vehicles,
        double cap,
        SplitMix random
    )
    {
        this.pieces = pieces;
        this.start = start;
        this.cap = cap;
        this.random = random;
        overload = 4;
        near = NearEnds(pieces);
        routes = [.. Enumerable.Range(0, vehicles).Select(_ => new List<int>())];
        loads = new double[vehicles];
        routeOf = new int[pieces.Count];
        placeOf = new int[pieces.Count];
    }

    /// <summary>Routes as lists of pieces in flight order, each in its flight direction.</summary>
    public static IReadOnlyList<IReadOnlyList<SearchLane>> Route(
        IReadOnlyList<SearchLane> pieces,
        (double X, double Y) start,
        int vehicles,
        double cap,
        int iterations,
        SplitMix random
    )
    {
        var router = new LaneRouter(pieces, start, vehicles, cap, random);
        if (pieces.Count > 0)
        {
            router.Sectors();
            router.Anneal(iterations);
        }

        return [.. router.routes.Select(route => (IReadOnlyList<SearchLane>)[.. route.Select(router.Directed)])];
    }

    private SearchLane Directed(int visit) =>
        (visit & 1) == 0
            ? pieces[visit >> 1]
            : pieces[visit >> 1] with
            {
                Points = [.. pieces[visit >> 1].Points.Reverse()],
            };

    private static double Between((double X, double Y) a, (double X, double Y) b) =>
        Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));

    /// <summary>End 2 × piece is its first point, + 1 its last.</summary>
    private (double X, double Y) End(int end) => (end & 1) == 0 ? pieces[end >> 1].First : pieces[end >> 1].Last;

    private double Link(int from, int to) => to < 0 ? 0 : Between(from < 0 ? start : End(from ^ 1), End(to));

    /// <summary>The nearest ends of other pieces to each end.</summary>
    private static int[][] NearEnds(IReadOnlyList<SearchLane> pieces)
    {
        var ends = pieces.SelectMany(p => new[] { p.First, p.Last }).ToArray();
        var near = new int[ends.Length][];
        for (var i = 0; i < ends.Length; i++)
        {
            near[i] = Nearest(ends, i);
        }

        return near;
    }

    private static int[] Nearest((double X, double Y)[] ends, int here)
    {
        var found = new List<(double Way, int End)>(Neighbours + 1);
        for (var e = 0; e < ends.Length; e++)
        {
            var way = Between(ends[e], ends[here]);
            if (e >> 1 == here >> 1 || (found.Count == Neighbours && way >= found[^1].Way))
            {
                continue;
            }

            var at = found.FindIndex(f => way < f.Way);
            found.Insert(at < 0 ? found.Count : at, (way, e));
            if (found.Count > Neighbours)
            {
                found.RemoveAt(Neighbours);
            }
        }

        return [.. found.Select(f => f.End)];
    }

    private void Sectors()
    {
        var order = Enumerable
            .Range(0, pieces.Count)
            .Select(i => (Piece: i, Middle: pieces[i].Points[pieces[i].Points.Count / 2]))
            .Select(p => (p.Piece, Angle: Math.Atan2(p.Middle.Y - start.Y, p.Middle.X - start.X)))
            .OrderBy(p => p.Angle)
            .ThenBy(p => p.Piece)
            .Select(p => p.Piece)
            .ToArray();
        var total = pieces.Sum(p => p.Length);
        var sum = 0.0;
        foreach (var piece in order)
        {
            var route = Math.Min(routes.Length - 1, (int)(sum / total * routes.Length));
            routes[route].Add(2 * piece);
            sum += pieces[piece].Length;
        }

        for (var r = 0; r < routes.Length; r++)
        {
            Greedy(r);
        }
    }

    private void Greedy(int r)
    {
        var left = routes[r].Select(v => v >> 1).ToList();
        routes[r].Clear();
        var last = -1;
        while (left.Count > 0)
        {
            var best = (Index: 0, Visit: 0, Way: double.MaxValue);
            for (var i = 0; i < left.Count; i++)
            {
                for (var turned = 0; turned < 2; turned++)
                {
                    var way = Link(last, 2 * left[i] + turned);
                    best = way < best.Way ? (i, 2 * left[i] + turned, way) : best;
                }
            }

            left.RemoveAt(best.Index);
            routes[r].Add(best.Visit);
            loads[r] += best.Way + pieces[best.Visit >> 1].Length;
            last = best.Visit;
        }

        Own(r);
    }

    private void Anneal(int iterations)
    {
        var width = pieces.Average(p => p.Length);
        for (var i = 0; i < iterations; i++)
        {
            var heat = 0.3 * width * Math.Pow(0.003, (double)i / iterations);
            var allowed = -heat * Math.Log(1 - random.NextDouble());
            Try(allowed);
        }
    }

    private int Visit(int route, int at) => at >= 0 && at < routes[route].Count ? routes[route][at] : -1;

    private double Over(double load) => overload * Math.Max(0, load - cap);

    /// <summary>Brings one end of a piece next to an end near it, if that costs at most <paramref name="allowed"/>.</summary>
    private void Try(double allowed)
    {
        var end = random.Below(2 * pieces.Count);
        var other = near[end].Length > 0 ? near[end][random.Below(near[end].Length)] : -1;
        if (other < 0)
        {
            ReverseTail(random.Below(routes.Length), allowed);
            return;
        }

        var a = routeOf[end >> 1];
        var b = routeOf[other >> 1];
        var i = placeOf[end >> 1];
        var k = placeOf[other >> 1];
        var leaves = (routes[a][i] ^ 1) == end;
        var enters = routes[b][k] == other;
        if (a == b && leaves != enters)
        {
            // Both ends are exits, or both are entries: turning what lies between brings them together.
            var (low, high) = i < k ? (i, k) : (k, i);
            Reverse(a, leaves ? low + 1 : low, leaves ? high : high - 1, allowed);
        }
        else if (a != b && leaves && enters && random.Below(2) == 0)
        {
            SwapTails(a, i + 1, b, k, allowed);
        }
        else
        {
            MoveChain(a, i, leaves, b, k, enters, allowed);
        }
    }

    private void ReverseTail(int route, double allowed)
    {
        if (routes[route].Count > 0)
        {
            Reverse(route, random.Below(routes[route].Count), routes[route].Count - 1, allowed);
        }
    }

    private void Reverse(int r, int from, int to, double allowed)
    {
        if (from > to)
        {
            return;
        }

        var (before, first, last, after) = (Visit(r, from - 1), Visit(r, from), Visit(r, to), Visit(r, to + 1));
        var change = Link(before, last ^ 1) - Link(before, first) + Link(first ^ 1, after) - Link(last, after);
        if (change + Over(loads[r] + change) - Over(loads[r]) > allowed)
        {
            return;
        }

        routes[r].Reverse(from, to - from + 1);
        for (var i = from; i <= to; i++)
        {
            routes[r][i] ^= 1;
            placeOf[routes[r][i] >> 1] = i;
        }

        loads[r] += change;
    }

    private void SwapTails(int a, int i, int b, int k, double allowed)
    {
        var (tailA, tailB) = (Load(a, i), Load(b, k));
        var newA = loads[a] - tailA - Link(Visit(a, i - 1), Visit(a, i)) + tailB + Link(Visit(a, i - 1), Visit(b, k));
        var newB = loads[b] - tailB - Link(Visit(b, k - 1), Visit(b, k)) + tailA + Link(Visit(b, k - 1), Visit(a, i));
        var change = newA + newB - loads[a] - loads[b];
        if (change + Over(newA) + Over(newB) - Over(loads[a]) - Over(loads[b]) > allowed)
        {
            return;
        }

        var moved = routes[a].GetRange(i, routes[a].Count - i);
        routes[a].RemoveRange(i, moved.Count);
        routes[a].AddRange(routes[b].Skip(k));
        routes[b].RemoveRange(k, routes[b].Count - k);
        routes[b].AddRange(moved);
        Own(a);
        Own(b);
        (loads[a], loads[b]) = (newA, newB);
    }

    /// <summary>Length from a visit to the route's end, the way to that visit not counted.</summary>
    private double Load(int r, int from)
    {
        var sum = 0.0;
        for (var i = from; i < routes[r].Count; i++)
        {
            sum += pieces[routes[r][i] >> 1].Length + (i > from ? Link(routes[r][i - 1], routes[r][i]) : 0);
        }

        return sum;
    }

    private void Own(int r)
    {
        for (var i = 0; i < routes[r].Count; i++)
        {
            routeOf[routes[r][i] >> 1] = r;
            placeOf[routes[r][i] >> 1] = i;
        }
    }

    /// <summary>Takes a chain that has the other end at its border and puts it beside the first end, turned if need be.</summary>
    private void MoveChain(int a, int i, bool leaves, int b, int k, bool enters, double allowed)
    {
        var length = 1 + random.Below(LongestChain);
        var (from, to) = enters ? (k, Math.Min(routes[b].Count - 1, k + length - 1)) : (Math.Max(0, k - length + 1), k);
        if (a == b && i >= from && i <= to)
        {
            return;
        }

        var turned = leaves != enters;
        var (first, last) = (Visit(b, from), Visit(b, to));
        var body = Load(b, from) - (to + 1 < routes[b].Count ? Load(b, to + 1) + Link(last, Visit(b, to + 1)) : 0);
        var taken =
            Link(Visit(b, from - 1), Visit(b, to + 1)) - Link(Visit(b, from - 1), first) - Link(last, Visit(b, to + 1));
        var at = leaves ? i + 1 : i;
        var (before, after) = (Visit(a, at - 1), Visit(a, at));
        if (a == b && (at == from || at == to + 1))
        {
            return;
        }

        var (head, tail) = turned ? (last ^ 1, first ^ 1) : (first, last);
        var put = Link(before, head) + Link(tail, after) - Link(before, after);
        var newB = loads[b] + taken - body;
        var newA = (a == b ? newB : loads[a]) + put + body;
        var change =
            a == b
                ? taken + put + Over(newA) - Over(loads[a])
                : taken + put + Over(newA) + Over(newB) - Over(loads[a]) - Over(loads[b]);
        if (change > allowed)
        {
            return;
        }

        var chain = routes[b].GetRange(from, to - from + 1);
        routes[b].RemoveRange(from, chain.Count);
        if (turned)
        {
            chain.Reverse();
            chain = chain.ConvertAll(v => v ^ 1);
        }

        routes[a].InsertRange(a == b && at > to ? at - chain.Count : at, chain);
        Own(a);
        Own(b);
        loads[b] = newB;
        loads[a] = newA;
    }
}
