using DroneCommand.Missions.Patrols;

namespace DroneCommand.Benchmarks.Patrols;

/// <summary>
/// Whether any sharing of a graph's nodes among groups of vehicles, each spread evenly along the shortest round of its part,
/// leaves no node alone for longer than a given time. Every sharing is gone through: nodes are put into groups one after
/// the other, always the one with the fewest groups left, until a part's round is longer than its vehicles may need.
/// </summary>
public sealed class LeastIdleness
{
    private const int Ascents = 150;
    private const int ExactNodes = 13;

    private readonly PatrolGraph graph;
    private readonly double[] longest;
    private readonly ulong[] parts;
    private readonly Dictionary<ulong, double> known = [];
    private readonly double beyond;

    private LeastIdleness(PatrolGraph graph, IReadOnlyList<int> sizes, double idleness)
    {
        this.graph = graph;
        longest = [.. sizes.Select(size => size * idleness)];
        beyond = longest.Max();
        parts = new ulong[sizes.Count];
    }

    /// <summary>True when it is proved that there is none; false when one was found or could not be ruled out.</summary>
    /// <param name="graph">At most 64 nodes, connected.</param>
    /// <param name="sizes">Vehicles of each group, in descending order.</param>
    /// <param name="idleness">Metres of way: seconds at 1 m/s.</param>
    public static bool IsRuledOut(PatrolGraph graph, IReadOnlyList<int> sizes, double idleness) =>
        !new LeastIdleness(graph, sizes, idleness).Complete(ulong.MaxValue >> (64 - graph.Count));

    private bool Complete(ulong left)
    {
        if (left == 0)
        {
            return true;
        }

        var (node, groups) = Tightest(left);
        foreach (var group in groups)
        {
            parts[group] |= 1UL << node;
            if (Complete(left & ~(1UL << node)))
            {
                return true;
            }

            parts[group] &= ~(1UL << node);
        }

        return false;
    }

    /// <summary>The node with the fewest groups that may still take it; of several, the one that costs most.</summary>
    private (int Node, List<int> Groups) Tightest(ulong left)
    {
        var best = (Node: -1, Groups: new List<int>(), Cost: -1.0);
        for (var node = 0; node < graph.Count; node++)
        {
            if ((left >> node & 1) == 0)
            {
                continue;
            }

            var (groups, cost) = Open(node);
            if (
                best.Node < 0
                || groups.Count < best.Groups.Count
                || (groups.Count == best.Groups.Count && cost > best.Cost)
            )
            {
                best = (node, groups, cost);
            }

            if (groups.Count == 0)
            {
                break;
            }
        }

        return (best.Node, best.Groups);
    }

    /// <summary>Groups that may take a node, the cheapest first; of empty groups of one size only the first.</summary>
    private (List<int> Groups, double Cost) Open(int node)
    {
        var open = new List<(double Cost, int Group)>();
        var tried = 0.0;
        for (var group = 0; group < parts.Length; group++)
        {
            if (parts[group] == 0 && longest[group].Equals(tried))
            {
                continue;
            }

            tried = parts[group] == 0 ? longest[group] : tried;
            var round = Round(parts[group] | 1UL << node);
            if (round <= longest[group] + 1e-6)
            {
                open.Add((round - Round(parts[group]), group));
            }
        }

        open.Sort();
        return ([.. open.Select(each => each.Group)], open.Count > 0 ? open[0].Cost : double.PositiveInfinity);
    }

    /// <summary>No more than the shortest round of some nodes; exactly that for a few.</summary>
    private double Round(ulong set)
    {
        if (!known.TryGetValue(set, out var round))
        {
            int[] nodes = [.. Enumerable.Range(0, graph.Count).Where(i => (set >> i & 1) != 0)];
            round = nodes.Length switch
            {
                <= 1 => 0,
                <= 3 => graph.Round(nodes),
                _ => Bound(nodes),
            };
            known[set] = round = nodes.Length is > 3 and <= ExactNodes && round <= beyond ? Exact(nodes) : round;
        }

        return round;
    }

    /// <summary>Held and Karp's bound: 1-trees with prices at nodes.</summary>
    private double Bound(int[] nodes)
    {
        var prices = new double[nodes.Length];
        var (best, step) = (0.0, 2.0);
        for (var i = 0; i < Ascents; i++)
        {
            var (length, degrees) = OneTree(nodes, prices);
            best = Math.Max(best, length - 2 * prices.Sum());
            var off = degrees.Sum(degree => (degree - 2.0) * (degree - 2));
            if (best > beyond + 1e-6 || off == 0)
            {
                break;
            }

            step *= i % 20 == 19 ? 0.7 : 1;
            var move = step * Math.Max(0.5, beyond * 1.05 - best) / off;
            for (var node = 0; node < prices.Length; node++)
            {
                prices[node] += move * (degrees[node] - 2);
            }
        }

        return best;
    }

    /// <summary>The least tree over all nodes but the first, and the first one's two cheapest links.</summary>
    private (double Length, int[] Degrees) OneTree(int[] nodes, double[] prices)
    {
        double Cost(int a, int b) => graph.Distance(nodes[a], nodes[b]) + prices[a] + prices[b];
        var degrees = new int[nodes.Length];
        var nearest = Enumerable
            .Range(0, nodes.Length)
            .Select(i => (Cost: i == 1 ? 0 : double.MaxValue, From: -1))
            .ToArray();
        var left = Enumerable.Range(1, nodes.Length - 1).ToList();
        var length = 0.0;
        while (left.Count > 0)
        {
            var next = left.MinBy(i => nearest[i].Cost);
            left.Remove(next);
            if (nearest[next].From >= 0)
            {
                length += nearest[next].Cost;
                degrees[next]++;
                degrees[nearest[next].From]++;
            }

            foreach (var i in left.Where(i => Cost(next, i) < nearest[i].Cost))
            {
                nearest[i] = (Cost(next, i), next);
            }
        }

        foreach (var end in Enumerable.Range(1, nodes.Length - 1).OrderBy(i => Cost(0, i)).Take(2))
        {
            length += Cost(0, end);
            degrees[0]++;
            degrees[end]++;
        }

        return (length, degrees);
    }

    /// <summary>Held and Karp's recurrence over subsets.</summary>
    private double Exact(int[] nodes)
    {
        var others = nodes.Length - 1;
        var best = new double[1 << others, others];
        for (var set = 1; set < 1 << others; set++)
        {
            for (var last = 0; last < others; last++)
            {
                best[set, last] = (set >> last & 1) == 0 ? double.PositiveInfinity : Shortest(nodes, best, set, last);
            }
        }

        return Enumerable
            .Range(0, others)
            .Min(last => best[(1 << others) - 1, last] + graph.Distance(nodes[last], nodes[^1]));
    }

    private double Shortest(int[] nodes, double[,] best, int set, int last)
    {
        var before = set & ~(1 << last);
        if (before == 0)
        {
            return graph.Distance(nodes[^1], nodes[last]);
        }

        var shortest = double.PositiveInfinity;
        for (var i = 0; i < nodes.Length - 1; i++)
        {
            if ((before >> i & 1) != 0)
            {
                shortest = Math.Min(shortest, best[before, i] + graph.Distance(nodes[i], nodes[last]));
            }
        }

        return shortest;
    }
}
