using DroneCommand.Missions.Patrols;

namespace DroneCommand.Missions.Tests.Patrols;

public class LeastIdlenessTests
{
    [Fact]
    public void On_a_ring_none_beats_following_each_other()
    {
        var ring = PatrolGraph.Of(
            [.. Enumerable.Range(0, 12)],
            Enumerable.Range(0, 12).Select(i => (i, (i + 1) % 12, 10.0))
        );

        LeastIdleness.Of(ring, 3).Should().BeApproximately(40, 1e-3);
    }

    [Fact]
    public void On_two_stars_far_apart_none_beats_a_part_for_each()
    {
        var stars = PatrolGraph.Of(
            [.. Enumerable.Range(0, 8)],
            [(0, 1, 5), (0, 2, 5), (0, 3, 5), (0, 4, 50), (4, 5, 5), (4, 6, 5), (4, 7, 5)]
        );

        LeastIdleness.Of(stars, 2).Should().BeApproximately(30, 1e-3);
        LeastIdleness.Of(stars, 1).Should().BeApproximately(160, 1e-3);
    }

    [Fact]
    public void On_a_star_some_stay_and_the_others_go_round()
    {
        var star = PatrolGraph.Of([0, 1, 2, 3, 4], [(0, 1, 40), (0, 2, 5), (0, 3, 5), (0, 4, 5)]);

        LeastIdleness.Of(star, 2).Should().BeApproximately(30, 1e-3);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 5)]
    public void No_plan_is_under_it(int seed, int vehicles)
    {
        var random = new Random(seed);
        (int From, int To, double Metres) Edge(int from, int to) => (from, to, 2 + 10 * random.NextDouble());
        var graph = PatrolGraph.Of(
            [.. Enumerable.Range(0, 25)],
            [
                .. Enumerable.Range(1, 24).Select(i => Edge(i, random.Next(Math.Max(0, i - 5), i))),
                .. Enumerable.Range(0, 10).Select(_ => Edge(random.Next(25), random.Next(25))),
            ]
        );

        var plan = GraphPatrol.Plan(graph, vehicles, seed: 1);

        LeastIdleness.Of(graph, vehicles).Should().BePositive().And.BeLessThanOrEqualTo(plan.WorstIdleness + 1e-6);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void On_small_trees_it_is_what_a_search_through_all_schedules_finds(int vehicles)
    {
        for (var seed = 1; seed <= 25; seed++)
        {
            var random = new Random(seed);
            int[] parents = [.. Enumerable.Range(0, 7).Select(i => random.Next(Math.Max(0, i - 3), i + 1))];
            int[] leaves = [.. Enumerable.Range(0, 8).Where(place => Edges(parents, place) == 1)];
            var bound = LeastIdleness.Of(Between(parents, leaves), vehicles);

            var least = new EverySchedule(parents, leaves, vehicles).LeastIdleness();

            least.Should().Be(Math.Max(1, (int)Math.Ceiling(bound - 1e-3)), $"of tree {seed}");
        }
    }

    private static int Edges(int[] parents, int place) =>
        parents.Count(parent => parent == place) + (place > 0 ? 1 : 0);

    /// <summary>The ways between places of a tree of edges of one metre.</summary>
    private static PatrolGraph Between(int[] parents, int[] places)
    {
        var tree = PatrolGraph.Of(
            [.. Enumerable.Range(0, parents.Length + 1)],
            parents.Select((parent, i) => (parent, i + 1, 1.0))
        );
        return PatrolGraph.Of(places, from a in places from b in places where a < b select (a, b, tree.Distance(a, b)));
    }
}
