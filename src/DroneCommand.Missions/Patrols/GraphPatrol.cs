namespace DroneCommand.Missions.Patrols;

/// <summary>How vehicles share a patrol.</summary>
public enum PatrolStrategy
{
    /// <summary>All follow one closed round, spread along it.</summary>
    Cyclic,

    /// <summary>Each has its own part.</summary>
    Partition,

    /// <summary>Some parts are shared by several.</summary>
    Mixed,
}

/// <summary>Rounds over a graph.</summary>
public sealed record GraphPatrolPlan
{
    /// <summary>
    /// One closed walk of node ids per vehicle, every node passed along the way included, each from the node where its
    /// vehicle begins. From the last node the walk goes on to the first.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<int>> Routes { get; init; }

    /// <summary>How far each vehicle is beyond its route's first node when the patrol begins, metres (before it when negative): that keeps the spacing even.</summary>
    public required IReadOnlyList<double> HeadStarts { get; init; }

    /// <summary>Longest time that any node is left alone, metres of way: seconds at 1 m/s.</summary>
    public required double WorstIdleness { get; init; }

    /// <summary>Time average of idleness, mean over all nodes; seconds at 1 m/s.</summary>
    public required double MeanIdleness { get; init; }

    public required PatrolStrategy Strategy { get; init; }

    /// <summary>The best found when all vehicles follow one round, spread evenly; for comparison.</summary>
    public required double CyclicIdleness { get; init; }

    /// <summary>The best found when each has its own part; for comparison.</summary>
    public required double PartitionIdleness { get; init; }

    /// <summary><see cref="PatrolGraph.LowerBound"/>.</summary>
    public required double LowerBound { get; init; }
}

/// <summary>
/// Patrols of a graph: a short round of all nodes for all vehicles, a round of its own part for each, or parts shared by
/// several; the one with the smallest worst idleness. It stops by iterations; graph, vehicles and seed decide.
/// </summary>
public static class GraphPatrol
{
    /// <summary>The most vehicles.</summary>
    public const int MaxVehicles = 50;

    private const int UsualNodes = 100;
    private const int RoundSteps = 600_000;
    private const int ShareSteps = 1_500_000;
    private const int ShareStarts = 8;
    private const int MixedSteps = 400_000;
    private const int MixedStarts = 3;
    private const int MostMixedSteps = 3_000_000;

    /// <summary>Plans the rounds.</summary>
    /// <exception cref="ArgumentException">The graph is not connected, or there is no such number of vehicles.</exception>
    public static GraphPatrolPlan Plan(PatrolGraph graph, int vehicles, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vehicles, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(vehicles, MaxVehicles);
        if (!graph.IsConnected)
        {
            throw new ArgumentException("Some nodes cannot be reached from others.", nameof(graph));
        }

        var random = new SplitMix((ulong)seed);
        var round = GraphTours.Of(
            graph,
            [1],
            [.. Enumerable.Range(0, graph.Count)],
            RoundSteps * Math.Clamp(graph.Count / UsualNodes, 1, 6),
            random
        )[0];
        var plans = new List<Shared>();
        var shares = Shares(Math.Min(vehicles, graph.Count)).ToList();
        var mixed = Math.Min(MixedSteps, MostMixedSteps / shares.Count);
        foreach (var sizes in shares)
        {
            var isPartition = sizes.All(size => size == 1);
            IReadOnlyList<IReadOnlyList<int>> tours =
                sizes.Count == 1 ? [round]
                : isPartition ? Best(graph, sizes, round, ShareSteps, ShareStarts, random)
                : Best(graph, sizes, round, mixed, MixedStarts, random);
            plans.Add(Shared.Of(graph, tours, sizes));
        }

        var best = plans.MinBy(p => (p.Worst, p.Mean))!;
        return new()
        {
            Routes = [.. best.Walks.Select(walk => (IReadOnlyList<int>)[.. walk.Select(i => graph.Ids[i])])],
            HeadStarts = best.HeadStarts,
            WorstIdleness = best.Worst,
            MeanIdleness = best.Mean,
            Strategy = StrategyOf(best.Sizes),
            CyclicIdleness = graph.Round(round) / vehicles,
            PartitionIdleness = plans.First(p => p.Sizes.All(s => s == 1)).Worst,
            LowerBound = graph.LowerBound(vehicles),
        };
    }

    /// <summary>The best of several searches, each of which begins with the round cut elsewhere.</summary>
    private static IReadOnlyList<IReadOnlyList<int>> Best(
        PatrolGraph graph,
        IReadOnlyList<int> sizes,
        IReadOnlyList<int> round,
        int steps,
        int starts,
        SplitMix random
    ) =>
        Enumerable
            .Range(0, starts)
            .Select(_ => random.Below(round.Count))
            .Select(at => GraphTours.Of(graph, sizes, [.. round.Skip(at), .. round.Take(at)], steps, random))
            .MinBy(tours => tours.Select((tour, g) => graph.Round(tour) / sizes[g]).Max())!;

    private static PatrolStrategy StrategyOf(IReadOnlyList<int> sizes) =>
        sizes.Count == 1 ? PatrolStrategy.Cyclic
        : sizes.All(size => size == 1) ? PatrolStrategy.Partition
        : PatrolStrategy.Mixed;

    /// <summary>Ways to share: all alone, all together, one group of several, and two groups.</summary>
    private static IEnumerable<IReadOnlyList<int>> Shares(int vehicles)
    {
        yield return [.. Enumerable.Repeat(1, vehicles)];
        for (var together = 2; together <= vehicles; together++)
        {
            yield return [together, .. Enumerable.Repeat(1, vehicles - together)];
        }

        for (var one = 2; one <= vehicles / 2; one++)
        {
            yield return [vehicles - one, one];
        }
    }
}

/// <summary>Tours with their vehicles spread along them, and the idleness that this gives.</summary>
internal sealed record Shared(
    IReadOnlyList<int> Sizes,
    IReadOnlyList<IReadOnlyList<int>> Walks,
    IReadOnlyList<double> HeadStarts,
    double Worst,
    double Mean
)
{
    public static Shared Of(PatrolGraph graph, IReadOnlyList<IReadOnlyList<int>> tours, IReadOnlyList<int> sizes)
    {
        var worst = Enumerable.Repeat(double.PositiveInfinity, graph.Count).ToArray();
        var mean = worst.ToArray();
        var walks = new List<IReadOnlyList<int>>();
        var ahead = new List<double>();
        for (var g = 0; g < tours.Count; g++)
        {
            var walk = Walk(graph, tours[g]);
            var passed = Passed(graph, walk);
            foreach (var (at, begins) in Spread(passed, sizes[g]))
            {
                walks.Add([.. walk.Skip(at), .. walk.Take(at)]);
                ahead.Add(begins - passed[at]);
            }

            Idle(walk, passed, sizes[g], worst, mean);
        }

        return new(sizes, walks, ahead, worst.Max(), mean.Average());
    }

    private static List<int> Walk(PatrolGraph graph, IReadOnlyList<int> tour)
    {
        var walk = new List<int>();
        for (var i = 0; i < tour.Count; i++)
        {
            walk.Add(tour[i]);
            var next = tour[(i + 1) % tour.Count];
            walk.AddRange(graph.Way(tour[i], next).Where(node => node != next));
        }

        return walk;
    }

    /// <summary>How far along the walk each of its nodes comes; the whole length at the end.</summary>
    private static double[] Passed(PatrolGraph graph, List<int> walk)
    {
        var passed = new double[walk.Count + 1];
        for (var i = 0; i < walk.Count; i++)
        {
            passed[i + 1] = passed[i] + graph.Distance(walk[i], walk[(i + 1) % walk.Count]);
        }

        return passed;
    }

    /// <summary>
    /// Places evenly spread along the walk, each with the node nearest to it: turned so that even vehicles that begin at
    /// their nodes are spread well.
    /// </summary>
    private static List<(int At, double Begins)> Spread(double[] passed, int vehicles)
    {
        var length = passed[^1];
        var best = (Gap: double.MaxValue, Starts: new List<(int At, double Begins)>());
        for (var first = 0; first + 1 < passed.Length; first++)
        {
            var starts = new List<(int At, double Begins)>();
            for (var v = 0; v < vehicles; v++)
            {
                var wanted = length > 0 ? (passed[first] + v * length / vehicles) % length : 0;
                var after = Array.BinarySearch(passed, wanted);
                after = after >= 0 ? after : ~after;
                var isBefore = after > 0 && wanted - passed[after - 1] < passed[after] - wanted;
                var at = isBefore ? after - 1 : after;
                starts.Add(at + 1 < passed.Length ? (at, wanted) : (0, wanted - length));
            }

            var gap = Gaps(starts.ConvertAll(s => passed[s.At]), length).Max();
            best = gap < best.Gap - 1e-9 ? (gap, starts) : best;
        }

        return best.Starts;
    }

    private static List<double> Gaps(List<double> times, double period)
    {
        times.Sort();
        return [.. times.Select((t, i) => i + 1 < times.Count ? times[i + 1] - t : times[0] + period - t)];
    }

    /// <summary>Nodes that several walks pass count with the one that passes them best.</summary>
    private static void Idle(List<int> walk, double[] passed, int vehicles, double[] worst, double[] mean)
    {
        var length = passed[^1];
        var visits = walk.Select((node, i) => (node, i)).GroupBy(p => p.node);
        foreach (var node in visits)
        {
            // Spread evenly, the vehicles' visits recur with a period of one vehicle's share of the walk.
            var period = length / vehicles;
            var gaps = Gaps([.. node.Select(p => period > 0 ? passed[p.i] % period : 0)], period);
            worst[node.Key] = Math.Min(worst[node.Key], gaps.Max());
            mean[node.Key] = Math.Min(mean[node.Key], period > 0 ? gaps.Sum(g => g * g) / (2 * period) : 0);
        }
    }
}
