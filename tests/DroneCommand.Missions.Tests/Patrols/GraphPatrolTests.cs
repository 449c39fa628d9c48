using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Patrols;

namespace DroneCommand.Missions.Tests.Patrols;

public class GraphPatrolTests
{
    [Fact]
    public void Vehicles_on_a_ring_follow_each_other()
    {
        var ring = PatrolGraph.Of(
            [.. Enumerable.Range(0, 12)],
            Enumerable.Range(0, 12).Select(i => (i, (i + 1) % 12, 10.0))
        );

        var plan = GraphPatrol.Plan(ring, 3, seed: 1);

        plan.Strategy.Should().Be(PatrolStrategy.Cyclic);
        plan.WorstIdleness.Should().BeApproximately(40, 1e-9);
        plan.Routes.Should().HaveCount(3).And.OnlyContain(r => r.Count == 12);
        plan.HeadStarts.Should().OnlyContain(h => Math.Abs(h) < 1e-9);
    }

    [Fact]
    public void Far_clusters_are_shared_out()
    {
        var places = Enumerable.Range(0, 15).Select(i => new LocalPoint(i / 5 * 1_000 + i % 5 * 10, i % 2 * 10));

        var plan = GraphPatrol.Plan(PatrolGraph.Of([.. places]), 3, seed: 1);

        plan.Strategy.Should().Be(PatrolStrategy.Partition);
        plan.WorstIdleness.Should().BeLessThan(110);
        plan.CyclicIdleness.Should().BeGreaterThan(1_300);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_plan_is_worse_than_the_round_or_the_parts_and_simulation_agrees(int seed)
    {
        var random = new Random(seed);
        var graph = Tree(random, 30);
        for (var vehicles = 1; vehicles <= 6; vehicles += 2)
        {
            var plan = GraphPatrol.Plan(graph, vehicles, seed);

            plan.WorstIdleness.Should()
                .BeLessThanOrEqualTo(Math.Min(plan.CyclicIdleness, plan.PartitionIdleness) + 1e-9);
            plan.WorstIdleness.Should().BeGreaterThanOrEqualTo(plan.LowerBound);
            plan.WorstIdleness.Should().BeGreaterThanOrEqualTo(LeastIdleness.Of(graph, vehicles) - 1e-6);
            Simulated(graph, plan).Should().BeLessThanOrEqualTo(plan.WorstIdleness + 1e-6);
        }
    }

    [Fact]
    public void The_round_of_a_tree_passes_every_edge_twice()
    {
        var graph = Tree(new Random(5), 40);

        var plan = GraphPatrol.Plan(graph, 1, seed: 2);

        // 2 × the spanning tree, which for one vehicle is twice the bound.
        plan.WorstIdleness.Should().BeApproximately(2 * graph.LowerBound(1), 1e-6);
    }

    [Fact]
    public void Routes_step_along_edges_only()
    {
        var graph = Tree(new Random(6), 25);

        var plan = GraphPatrol.Plan(graph, 2, seed: 2);

        foreach (var route in plan.Routes)
        {
            for (var i = 0; i < route.Count; i++)
            {
                graph.Way(route[i], route[(i + 1) % route.Count]).Should().ContainSingle();
            }
        }
    }

    [Fact]
    public void More_vehicles_than_nodes_park_on_them()
    {
        var plan = GraphPatrol.Plan(PatrolGraph.Of([4, 7], [(4, 7, 5.0)]), 3, seed: 1);

        plan.WorstIdleness.Should().Be(0);
        plan.Routes.SelectMany(r => r).Should().BeEquivalentTo([4, 7]);
    }

    [Fact]
    public void What_is_no_connected_graph_is_refused()
    {
        var apart = PatrolGraph.Of([0, 1, 2], [(0, 1, 1.0)]);

        ((Action)(() => GraphPatrol.Plan(apart, 1, 1)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*cannot be reached*");
        ((Action)(() => PatrolGraph.Of([0, 1], [(0, 9, 1.0)]))).Should().Throw<ArgumentException>();
        ((Action)(() => PatrolGraph.Of([0, 1], [(0, 1, double.NaN)]))).Should().Throw<ArgumentException>();
    }

    private static PatrolGraph Tree(Random random, int nodes) =>
        PatrolGraph.Of(
            [.. Enumerable.Range(0, nodes)],
            Enumerable.Range(1, nodes - 1).Select(i => (i, random.Next(i), 1.0 + random.Next(100) / 10.0))
        );

    /// <summary>Lets every vehicle walk its route for a long time and looks at every node's visits.</summary>
    private static double Simulated(PatrolGraph graph, GraphPatrolPlan plan)
    {
        var visits = Enumerable.Range(0, graph.Count).Select(_ => new List<double>()).ToList();
        var lengths = plan.Routes.Select(graph.Round).ToList();
        var end = 6 * lengths.Max() + 1;
        for (var v = 0; v < plan.Routes.Count; v++)
        {
            var (time, at) = (-plan.HeadStarts[v], 0);
            while (time <= end && lengths[v] > 0)
            {
                visits[plan.Routes[v][at]].Add(time);
                var next = (at + 1) % plan.Routes[v].Count;
                time += graph.Distance(plan.Routes[v][at], plan.Routes[v][next]);
                at = next;
            }
        }

        return visits.Max(times => times.Count == 0 ? 0 : IdlenessMeter.Of(times, lengths.Max(), end - 1).WorstS);
    }
}
