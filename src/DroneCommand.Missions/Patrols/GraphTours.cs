namespace DroneCommand.Missions.Patrols;

/// <summary>
/// Shares the nodes of a graph among groups of vehicles, each with a closed tour, so that the longest time between two
/// vehicles on any tour is short: simulated annealing over moved chains, exchanged nodes and turned parts.
/// </summary>
internal sealed class GraphTours
{
    private const int Neighbours = 12;
    private const int LongestChain = 6;
    private const double WeightOfMean = 0.1;

    private readonly PatrolGraph graph;
    private readonly IReadOnlyList<int> sizes;
    private readonly SplitMix random;
    private readonly List<int>[] tours;
    private readonly double[] lengths;
    private readonly int[] tourOf;
    private readonly int[][] near;

    private GraphTours(PatrolGraph graph, IReadOnlyList<int> sizes, IReadOnlyList<int> round, SplitMix random)
    {
        this.graph = graph;
        this.sizes = sizes;
        this.random = random;
        tours = [.. sizes.Select(_ => new List<int>())];
        tourOf = new int[graph.Count];
        near =
        [
            .. Enumerable
                .Range(0, graph.Count)
                .Select(i =>
                    Enumerable
                        .Range(0, graph.Count)
                        .Where(j => j != i)
                        .OrderBy(j => graph.Distance(i, j))
                        .ThenBy(j => j)
                        .Take(Neighbours)
                        .ToArray()
                ),
        ];
        Split(round);
        lengths = [.. tours.Select(graph.Round)];
    }

    /// <summary>Tours of indices, one per group.</summary>
    /// <param name="graph">The graph, connected.</param>
    /// <param name="sizes">How many vehicles share each tour.</param>
    /// <param name="round">One tour of all nodes to begin with.</param>
    /// <param name="iterations">How long to search.</param>
    /// <param name="random">For its choices.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Of(
        PatrolGraph graph,
        IReadOnlyList<int> sizes,
        IReadOnlyList<int> round,
        int iterations,
        SplitMix random
    )
    {
        var search = new GraphTours(graph, sizes, round, random);
        return search.Anneal(iterations);
    }

    /// <summary>Cuts the round into parts whose lengths are as the groups' sizes.</summary>
    private void Split(IReadOnlyList<int> round)
    {
        var total = graph.Round(round);
        var vehicles = (double)sizes.Sum();
        var (group, walked, due) = (0, 0.0, sizes[0] / vehicles * total);
        for (var i = 0; i < round.Count; i++)
        {
            var isLate = walked > due && tours[group].Count > 0;
            if (group + 1 < sizes.Count && (isLate || round.Count - i < sizes.Count - group))
            {
                group++;
                due += sizes[group] / vehicles * total;
            }

            tours[group].Add(round[i]);
            tourOf[round[i]] = group;
            walked += graph.Distance(round[i], round[(i + 1) % round.Count]);
        }
    }

    private IReadOnlyList<IReadOnlyList<int>> Anneal(int iterations)
    {
        var best = Copy();
        var (energy, bestEnergy) = (Energy(), Energy());
        // Twice the spanning tree is about a round: this is some three of its links.
        var hot = 6 * graph.LowerBound(1) / graph.Count;
        for (var i = 0; i < iterations && graph.Count > 1; i++)
        {
            var heat = hot * Math.Pow(1e-4, (double)i / iterations);
            energy = Try(energy, energy - heat * Math.Log(1 - random.NextDouble()));
            if (energy < bestEnergy - 1e-9)
            {
                (best, bestEnergy) = (Copy(), energy);
            }
        }

        return best;
    }

    private IReadOnlyList<IReadOnlyList<int>> Copy() => [.. tours.Select(t => (IReadOnlyList<int>)[.. t])];

    private double Energy() => EnergyWith(-1, 0, -1, 0);

    /// <summary>The energy if two tours had other lengths.</summary>
    private double EnergyWith(int a, double lengthA, int b, double lengthB)
    {
        var (worst, sum) = (0.0, 0.0);
        for (var g = 0; g < tours.Length; g++)
        {
            var length =
                g == a ? lengthA
                : g == b ? lengthB
                : lengths[g];
            worst = Math.Max(worst, length / sizes[g]);
            sum += length;
        }

        return worst + WeightOfMean * sum / tours.Length;
    }

    private double Try(double energy, double allowed)
    {
        var node = random.Below(graph.Count);
        var other = near[node][random.Below(near[node].Length)];
        return random.Below(4) switch
        {
            0 when tourOf[node] == tourOf[other] => Turn(node, other, energy, allowed),
            1 when tourOf[node] != tourOf[other] => Exchange(node, other, energy, allowed),
            _ => Move(node, other, energy, allowed),
        };
    }

    private double D(int a, int b) => graph.Distance(a, b);

    /// <summary>Turns the part between two nodes of one tour, so that they become neighbours.</summary>
    private double Turn(int node, int other, double energy, double allowed)
    {
        var tour = tours[tourOf[node]];
        var (i, j) = (tour.IndexOf(node), tour.IndexOf(other));
        (i, j) = i < j ? (i, j) : (j, i);
        if (j - i < 2)
        {
            return energy;
        }

        var after = tour[(j + 1) % tour.Count];
        var length =
            lengths[tourOf[node]]
            + D(tour[i], tour[j])
            + D(tour[i + 1], after)
            - D(tour[i], tour[i + 1])
            - D(tour[j], after);
        var changed = EnergyWith(tourOf[node], length, -1, 0);
        if (changed > allowed)
        {
            return energy;
        }

        tour.Reverse(i + 1, j - i);
        lengths[tourOf[node]] = length;
        return changed;
    }

    /// <summary>Puts a chain that begins at a node beside another one.</summary>
    private double Move(int node, int other, double energy, double allowed)
    {
        var (from, to) = (tours[tourOf[node]], tours[tourOf[other]]);
        var count = Math.Min(1 + random.Below(LongestChain), from.Count - 1);
        var at = from.IndexOf(node);
        if (count < 1 || at + count > from.Count)
        {
            return energy;
        }

        var chain = from.GetRange(at, count);
        if (chain.Contains(other))
        {
            return energy;
        }

        if (random.Below(2) == 0)
        {
            chain.Reverse();
        }

        return Place(from, at, chain, to, other, energy, allowed);
    }

    private double Place(
        List<int> from,
        int at,
        List<int> chain,
        List<int> to,
        int other,
        double energy,
        double allowed
    )
    {
        var (a, b) = (tourOf[chain[0]], tourOf[other]);
        var count = chain.Count;
        var (first, last) = (from[at], from[at + count - 1]);
        var (before, after) = (from[(at + from.Count - 1) % from.Count], from[(at + count) % from.Count]);
        var inner = 0.0;
        for (var i = 1; i < count; i++)
        {
            inner += D(chain[i - 1], chain[i]);
        }

        var shorter = lengths[a] - D(before, first) - D(last, after) - inner + D(before, after);
        from.RemoveRange(at, count);
        var place = to.IndexOf(other) + random.Below(2);
        var (left, right) = (to[(place + to.Count - 1) % to.Count], to[place % to.Count]);
        var put = D(left, chain[0]) + D(chain[^1], right) + inner - D(left, right);
        var longer = (a == b ? shorter : lengths[b]) + put;
        var changed = a == b ? EnergyWith(a, longer, -1, 0) : EnergyWith(a, shorter, b, longer);
        if (changed > allowed)
        {
            from.InsertRange(at, first == chain[0] ? chain : [.. Enumerable.Reverse(chain)]);
            return energy;
        }

        to.InsertRange(place, chain);
        (lengths[a], lengths[b]) = (shorter, longer);
        foreach (var node in chain)
        {
            tourOf[node] = b;
        }

        return changed;
    }

    private double Exchange(int node, int other, double energy, double allowed)
    {
        var (a, b) = (tourOf[node], tourOf[other]);
        var (i, j) = (tours[a].IndexOf(node), tours[b].IndexOf(other));
        var lengthA = lengths[a] + Swapped(tours[a], i, other);
        var lengthB = lengths[b] + Swapped(tours[b], j, node);
        var changed = EnergyWith(a, lengthA, b, lengthB);
        if (changed > allowed)
        {
            return energy;
        }

        (tours[a][i], tours[b][j]) = (other, node);
        (tourOf[node], tourOf[other]) = (b, a);
        (lengths[a], lengths[b]) = (lengthA, lengthB);
        return changed;
    }

    private double Swapped(List<int> tour, int at, int node)
    {
        if (tour.Count == 1)
        {
            return 0;
        }

        var (left, right) = (tour[(at + tour.Count - 1) % tour.Count], tour[(at + 1) % tour.Count]);
        return D(left, node) + D(node, right) - D(left, tour[at]) - D(tour[at], right);
    }
}
