using DroneCommand.Missions.Patrols;

namespace DroneCommand.Missions.Tests.Patrols;

/// <summary>
/// Moats around sets of a graph's nodes, as wide together as there is room for: the way between two nodes is at least as long
/// as the moats that lie between them are wide, and of two moats one lies inside the other or they lie apart. The dual of the
/// linear programme whose optimum is Held and Karp's bound on a round, which is twice the widths' sum; solved by the simplex
/// method with a lightest cut as the next column, then uncrossed. However well that went, what is returned was measured to fit.
/// </summary>
internal static class MoatPacking
{
    /// <summary>The most nodes.</summary>
    public const int MaxNodes = 64;

    private const int MostPivots = 20_000;
    private const double Tolerance = 1e-9;

    /// <summary>Widths in metres by the nodes inside, a bit each by their index; node 0 is always outside.</summary>
    public static IReadOnlyDictionary<ulong, double> Of(PatrolGraph graph)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(graph.Count, MaxNodes, nameof(graph));
        var widths = Uncrossed(Widest(graph));
        var room = (
            from a in Enumerable.Range(0, graph.Count)
            from b in Enumerable.Range(0, a)
            let between = widths.Where(moat => IsBetween(moat.Key, a, b)).Sum(moat => moat.Value)
            where between > 0
            select graph.Distance(a, b) / between
        )
            .Append(1)
            .Min();
        return widths.ToDictionary(moat => moat.Key, moat => moat.Value * room);
    }

    private static bool IsBetween(ulong set, int a, int b) => ((set >> a ^ set >> b) & 1) != 0;

    /// <summary>
    /// A row for each edge's room: what it holds in the inverse of the basis, and behind it how wide the row's moat is (how
    /// much room is unused, as it is for all edges in the beginning).
    /// </summary>
    private static Dictionary<ulong, double> Widest(PatrolGraph graph)
    {
        var edges = Edges(graph);
        var basis = new ulong[edges.Count];
        var rows = edges.Select((edge, i) => Unused(graph.Distance(edge.A, edge.B), i, edges.Count)).ToArray();
        for (var pivot = 0; pivot < MostPivots; pivot++)
        {
            var (set, column) = Entering(graph.Count, edges, Prices(basis, rows));
            var steps = rows.Select(row => column.Sum(edge => row[edge])).ToArray();
            var leaving = Enumerable.Range(0, rows.Length).Where(row => steps[row] > Tolerance).ToList();
            if (leaving.Count == 0)
            {
                break;
            }

            var leaves = leaving.MinBy(row => rows[row][^1] / steps[row]);
            Pivot(rows, steps, leaves);
            basis[leaves] = set;
        }

        return basis
            .Zip(rows, (set, row) => (Set: set, Width: row[^1]))
            .Where(moat => moat.Set != 0 && moat.Width > Tolerance)
            .GroupBy(moat => moat.Set, moat => moat.Width)
            .ToDictionary(moat => moat.Key, moat => moat.Sum());
    }

    /// <summary>A little less room than there is, for each edge another share, so that no two run out at once.</summary>
    private static double[] Unused(double metres, int edge, int edges)
    {
        var row = new double[edges + 1];
        (row[edge], row[edges]) = (1, metres * (1 - 1e-6 * (edge * 0.618 % 1)));
        return row;
    }

    /// <summary>Ways on which no third node lies.</summary>
    private static List<(int A, int B)> Edges(PatrolGraph graph) =>
        [
            .. from a in Enumerable.Range(0, graph.Count)
            from b in Enumerable.Range(0, a)
            where graph.Way(a, b).First() == b
            select (a, b),
        ];

    private static double[] Prices(ulong[] basis, double[][] rows)
    {
        var prices = new double[basis.Length];
        foreach (var row in rows.Where((_, i) => basis[i] != 0))
        {
            for (var edge = 0; edge < prices.Length; edge++)
            {
                prices[edge] += row[edge];
            }
        }

        return prices;
    }

    /// <summary>The rows of what is worth more than it costs: an edge's unused room (no set), or a set; none at the optimum.</summary>
    private static (ulong Set, List<int> Column) Entering(int nodes, List<(int A, int B)> edges, double[] prices)
    {
        var least = Array.IndexOf(prices, prices.Min());
        if (prices[least] < -Tolerance)
        {
            return (0, [least]);
        }

        var weights = new double[nodes, nodes];
        for (var i = 0; i < edges.Count; i++)
        {
            var (a, b) = edges[i];
            weights[a, b] = weights[b, a] = Math.Max(0, prices[i]);
        }

        var (cut, weight) = LightestCut(weights, nodes);
        var set = (cut & 1) == 0 ? cut : ~cut & (ulong.MaxValue >> (MaxNodes - nodes));
        return weight < 1 - Tolerance
            ? (set, [.. Enumerable.Range(0, edges.Count).Where(i => IsBetween(set, edges[i].A, edges[i].B))])
            : (0, []);
    }

    private static void Pivot(double[][] rows, double[] steps, int leaves)
    {
        for (var i = 0; i < rows[leaves].Length; i++)
        {
            rows[leaves][i] /= steps[leaves];
            for (var row = 0; row < rows.Length; row++)
            {
                rows[row][i] -= row == leaves ? 0 : steps[row] * rows[leaves][i];
            }
        }
    }

    /// <summary>Stoer and Wagner's: the nodes on one side of the cut whose edges weigh least.</summary>
    private static (ulong Set, double Weight) LightestCut(double[,] weights, int nodes)
    {
        var merged = Enumerable.Range(0, nodes).Select(i => 1UL << i).ToArray();
        var left = Enumerable.Range(0, nodes).ToList();
        var best = (Set: 0UL, Weight: double.PositiveInfinity);
        while (left.Count > 1)
        {
            var ties = new double[nodes];
            var open = left.ToList();
            var (last, before) = (-1, -1);
            while (open.Count > 0)
            {
                (before, last) = (last, open.MaxBy(i => ties[i]));
                open.Remove(last);
                open.ForEach(i => ties[i] += weights[last, i]);
            }

            best = ties[last] < best.Weight ? (merged[last], ties[last]) : best;
            merged[before] |= merged[last];
            left.Remove(last);
            foreach (var i in left)
            {
                weights[before, i] = weights[i, before] = weights[before, i] + weights[last, i];
            }
        }

        return best;
    }

    /// <summary>As wide together: of two moats that cross, as much of either goes around what they share and around both.</summary>
    private static Dictionary<ulong, double> Uncrossed(Dictionary<ulong, double> widths)
    {
        while (Crossing([.. widths.Keys]) is var (a, b))
        {
            var width = Math.Min(widths[a], widths[b]);
            foreach (var (set, change) in ((ulong, double)[])[(a, -width), (b, -width), (a & b, width), (a | b, width)])
            {
                widths[set] = widths.GetValueOrDefault(set) + change;
                if (widths[set] <= Tolerance)
                {
                    widths.Remove(set);
                }
            }
        }

        return widths;
    }

    private static (ulong A, ulong B)? Crossing(ulong[] sets)
    {
        foreach (var a in sets)
        {
            foreach (var b in sets)
            {
                if ((a & b) != 0 && (a & ~b) != 0 && (b & ~a) != 0)
                {
                    return (a, b);
                }
            }
        }

        return null;
    }
}
