using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Patrols;

/// <summary>A round of several lines: in which order, where each is entered, and the whole way.</summary>
/// <param name="Line">The way as one line: closed when it is a round, open when it is a single open line.</param>
/// <param name="LinkMetres">Of the ways between lines.</param>
internal sealed record LineTour(FenceLine Line, double LinkMetres);

/// <summary>
/// Short rounds of lines. A closed line is gone round from any of its corners, an open one is gone along in either
/// direction; between lines one goes straight. Orders are improved by exchanges, entries chosen by dynamic programming.
/// </summary>
internal sealed class LineTours
{
    private const int MostEntries = 16;

    private readonly IReadOnlyList<FenceLine> lines;
    private readonly List<Entry>[] entries;
    private readonly double[,] gap;
    private readonly Dictionary<ulong, (List<int> Order, double Metres)> known = [];

    /// <summary>A way along a line from an entry to an exit.</summary>
    private sealed record Entry(IReadOnlyList<GeoPoint> Way, LocalPoint In, LocalPoint Out);

    public LineTours(IReadOnlyList<FenceLine> lines)
    {
        this.lines = lines;
        var frame = new LocalFrame(lines[0].Corners[0]);
        entries = [.. lines.Select(line => Entries(line, frame).ToList())];
        gap = new double[lines.Count, lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            for (var j = 0; j < lines.Count; j++)
            {
                gap[i, j] = i == j ? 0 : entries[i].Min(a => entries[j].Min(b => Metres(a.Out, b.In)));
            }
        }
    }

    public int Count => lines.Count;

    /// <summary>Whether the set is a single open line, which is gone along there and back.</summary>
    public bool IsOpen(ulong set) => Members(set) is [var only] && !lines[only].IsClosed;

    /// <summary>Metres of the round of a set of lines; of the line itself when it is a single one.</summary>
    public double Length(ulong set) => Members(set) is [var only] ? lines[only].Length : Known(set).Metres;

    /// <summary>The round of a set of lines.</summary>
    public LineTour Of(ulong set)
    {
        if (Members(set) is [var only])
        {
            return new(lines[only], 0);
        }

        var order = Known(set).Order;
        var (chosen, _) = Choose(order);
        var way = new List<GeoPoint>();
        for (var i = 0; i < order.Count; i++)
        {
            way.AddRange(entries[order[i]][chosen[i]].Way);
        }

        var line = new FenceLine(WithoutRepeats(way));
        return new(line, line.Length - order.Sum(i => lines[i].Length));
    }

    private static List<GeoPoint> WithoutRepeats(List<GeoPoint> way)
    {
        var kept = way.Where((place, i) => i == 0 || way[i - 1] != place).ToList();
        if (kept.Count > 1 && kept[0] == kept[^1])
        {
            kept.RemoveAt(kept.Count - 1);
        }

        return kept;
    }

    private static IEnumerable<Entry> Entries(FenceLine line, LocalFrame frame)
    {
        var corners = line.Corners;
        if (!line.IsClosed)
        {
            var (first, last) = (frame.ToLocal(corners[0]), frame.ToLocal(corners[^1]));
            return [new(corners, first, last), new([.. corners.Reverse()], last, first)];
        }

        var step = Math.Max(1, (corners.Count - 1) / MostEntries);
        return Enumerable
            .Range(0, corners.Count - 1)
            .Where(i => i % step == 0)
            .Select(i =>
            {
                var at = frame.ToLocal(corners[i]);
                return new Entry([.. corners.Skip(i).SkipLast(1), .. corners.Take(i + 1)], at, at);
            });
    }

    private static List<int> Members(ulong set)
    {
        var members = new List<int>();
        for (var i = 0; set >> i != 0 && i < 64; i++)
        {
            if ((set >> i & 1) != 0)
            {
                members.Add(i);
            }
        }

        return members;
    }

    private (List<int> Order, double Metres) Known(ulong set)
    {
        if (!known.TryGetValue(set, out var found))
        {
            var order = Order(Members(set));
            found = known[set] = (order, order.Sum(i => lines[i].Length) + Choose(order).Metres);
        }

        return found;
    }

    /// <summary>Each line put where it costs least, then parts turned as long as that helps.</summary>
    private List<int> Order(List<int> members)
    {
        var order = new List<int>();
        foreach (var line in members)
        {
            var place = Enumerable
                .Range(0, order.Count + 1)
                .MinBy(at =>
                    order.Count == 0
                        ? 0
                        : Put(order[(at + order.Count - 1) % order.Count], line, order[at % order.Count])
                );
            order.Insert(place, line);
        }

        for (var improved = true; improved; )
        {
            improved = false;
            for (var i = 0; i + 1 < order.Count; i++)
            {
                for (var j = i + 1; j < order.Count; j++)
                {
                    improved |= TryTurn(order, i, j);
                }
            }
        }

        return order;
    }

    private double Put(int before, int line, int after) => gap[before, line] + gap[line, after] - gap[before, after];

    private bool TryTurn(List<int> order, int i, int j)
    {
        var now = Sum(order);
        order.Reverse(i, j - i + 1);
        if (Sum(order) < now - 1e-9)
        {
            return true;
        }

        order.Reverse(i, j - i + 1);
        return false;
    }

    private double Sum(List<int> order) => order.Select((line, i) => gap[line, order[(i + 1) % order.Count]]).Sum();

    /// <summary>The entries that make the ways between lines shortest.</summary>
    private (int[] Entries, double Metres) Choose(List<int> order)
    {
        var best = (Entries: Array.Empty<int>(), Metres: double.PositiveInfinity);
        for (var first = 0; first < entries[order[0]].Count; first++)
        {
            var costs = new double[entries[order[0]].Count];
            Array.Fill(costs, double.PositiveInfinity);
            costs[first] = 0;
            var before = new List<int[]>();
            for (var i = 1; i <= order.Count; i++)
            {
                (costs, var from) = Step(costs, order[i - 1], order[i % order.Count]);
                before.Add(from);
            }

            if (costs[first] < best.Metres)
            {
                best = (Backwards(before, first), costs[first]);
            }
        }

        return best;
    }

    private (double[] Costs, int[] From) Step(double[] costs, int line, int next)
    {
        var reached = new double[entries[next].Count];
        var from = new int[reached.Length];
        for (var to = 0; to < reached.Length; to++)
        {
            reached[to] = double.PositiveInfinity;
            for (var at = 0; at < costs.Length; at++)
            {
                var cost = costs[at] + Metres(entries[line][at].Out, entries[next][to].In);
                if (cost < reached[to])
                {
                    (reached[to], from[to]) = (cost, at);
                }
            }
        }

        return (reached, from);
    }

    private static int[] Backwards(List<int[]> before, int last)
    {
        var chosen = new int[before.Count];
        for (var i = before.Count - 1; i >= 0; i--)
        {
            last = before[i][last];
            chosen[i] = last;
        }

        return chosen;
    }

    private static double Metres(LocalPoint a, LocalPoint b) =>
        double.Hypot(a.EastMetres - b.EastMetres, a.NorthMetres - b.NorthMetres);
}
