using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Patrols;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Tests.Patrols;

public class RoadNetworkTests
{
    /// <summary>Streets of a grid of four by four, each with a direction or none, and three places.</summary>
    private static Arbitrary<(int[] Directions, (int X, int Y)[] Places)> Grids { get; } =
        (
            from directions in Gen.Choose(0, 2).ArrayOf(8)
            from places in Gen.Choose(0, 60).SelectMany(x => Gen.Choose(0, 60).Select(y => (x, y))).ArrayOf(3)
            select (directions, places)
        ).ToArbitrary();

    [Property(MaxTest = 200)]
    public Property No_way_goes_against_a_one_way_road() =>
        Prop.ForAll(
            Grids,
            c =>
            {
                var roads = Grid(c.Directions);
                var (network, access) = RoadNetworkBuilder.Build(roads, null).WithPlaces(Places(c.Places), null);
                return Pairs(3)
                    .Select(pair => network.Way(access[pair.From]!.Value.Node, access[pair.To]!.Value.Node))
                    .OfType<IReadOnlyList<int>>()
                    .All(way => way.Zip(way.Skip(1)).All(step => Obeys(roads, network, step.First, step.Second)));
            }
        );

    [Property(MaxTest = 100)]
    public Property A_way_is_as_long_as_its_steps_and_round_trips_come_back() =>
        Prop.ForAll(
            Grids,
            c =>
            {
                var (network, access) = RoadNetworkBuilder
                    .Build(Grid(c.Directions), null)
                    .WithPlaces(Places(c.Places), null);
                var trips = network.RoundTripsFrom(access[0]!.Value.Node);
                return Pairs(3)
                    .All(pair =>
                    {
                        var (from, to) = (access[pair.From]!.Value.Node, access[pair.To]!.Value.Node);
                        var metres = network.Distance(from, to);
                        var way = network.Way(from, to);
                        var there = double.IsFinite(metres) && double.IsFinite(network.Distance(to, from));
                        var sum = way
                            ?.Zip(way.Skip(1), (a, b) => RoadNetwork.Metres(network.Nodes[a], network.Nodes[b]))
                            .Sum();
                        return (way is null ? double.IsPositiveInfinity(metres) : Math.Abs(sum!.Value - metres) < 1e-6)
                            && (pair.From != 0 || trips.Contains(to) == there);
                    });
            }
        );

    [Fact]
    public void Roads_are_joined_where_they_cross_and_where_an_end_lies_on_another_ones_surface()
    {
        RoadLine[] roads =
        [
            Road(6, false, (0, 0), (100, 0)),
            Road(6, false, (50, -40), (50, 40)),
            Road(5, false, (104, 1), (104, 60)),
        ];

        var (network, access) = RoadNetworkBuilder
            .Build(roads, null)
            .WithPlaces([new(0, 0), new(50, 40), new(104, 60)], null);

        network.Distance(access[0]!.Value.Node, access[1]!.Value.Node).Should().BeApproximately(90, 1e-6);
        network
            .Distance(access[0]!.Value.Node, access[2]!.Value.Node)
            .Should()
            .BeApproximately(100 + Math.Sqrt(17) + 59, 1e-6);
    }

    [Fact]
    public void Roads_that_only_come_near_each_other_are_not_joined()
    {
        RoadLine[] roads = [Road(4, false, (0, 0), (100, 0)), Road(4, false, (0, 20), (100, 20))];

        var (network, access) = RoadNetworkBuilder.Build(roads, null).WithPlaces([new(0, 0), new(0, 20)], null);

        network.Distance(access[0]!.Value.Node, access[1]!.Value.Node).Should().Be(double.PositiveInfinity);
        network.Way(access[0]!.Value.Node, access[1]!.Value.Node).Should().BeNull();
    }

    [Fact]
    public void What_stands_on_a_road_cuts_it()
    {
        var free = PlanarShapes
            .Polygon([new(-10, -10), new(110, -10), new(110, 10), new(-10, 10)], [])
            .Difference(PlanarShapes.Polygon([new(40, -5), new(60, -5), new(60, 5), new(40, 5)], []));

        var (network, access) = RoadNetworkBuilder
            .Build([Road(4, false, (0, 0), (200, 0))], free)
            .WithPlaces([new(0, 0), new(39, 1), new(100, 0), new(200, 0)], null);

        network.Distance(access[0]!.Value.Node, access[1]!.Value.Node).Should().BeApproximately(39, 1e-6);
        network.Distance(access[0]!.Value.Node, access[2]!.Value.Node).Should().Be(double.PositiveInfinity);
        access[3]!.Value.MetresAside.Should().BeApproximately(90, 1e-6, "the road ends at the boundary");
    }

    [Fact]
    public void Of_a_road_that_is_cut_the_part_is_taken_that_can_be_driven_to()
    {
        var network = RoadNetworkBuilder.Build(
            [Road(4, false, (0, 0), (100, 0)), Road(4, false, (0, 30), (100, 30))],
            null
        );
        var (reached, home) = network.WithPlaces([new(0, 0)], null);

        var (_, near) = reached.WithPlaces([new(50, 25)], reached.RoundTripsFrom(home[0]!.Value.Node));

        near[0]!.Value.MetresAside.Should().BeApproximately(25, 1e-9);
    }

    [Fact]
    public void Without_roads_there_is_no_access() =>
        RoadNetworkBuilder.Build([], null).WithPlaces([new(0, 0)], null).Places.Should().Equal((RoadAccess?)null);

    private static List<LocalPoint> Places((int X, int Y)[] places) =>
        [.. places.Select(p => new LocalPoint(p.X, p.Y))];

    private static IEnumerable<(int From, int To)> Pairs(int count) =>
        from i in Enumerable.Range(0, count)
        from j in Enumerable.Range(0, count)
        where i != j
        select (i, j);

    private static List<RoadLine> Grid(int[] directions) =>
        [
            .. directions.Select(
                (direction, i) =>
                {
                    var at = i % 4 * 20;
                    var ends = i < 4 ? ((0, at), (60, at)) : ((at, 0), (at, 60));
                    var (from, to) = direction == 2 ? (ends.Item2, ends.Item1) : ends;
                    return Road(2, direction != 0, from, to);
                }
            ),
        ];

    private static RoadLine Road(double width, bool oneWay, params (int X, int Y)[] points) =>
        new([.. points.Select(p => new LocalPoint(p.X, p.Y))], width, oneWay);

    /// <summary>A step lies on some road, in that road's direction where it has one.</summary>
    private static bool Obeys(List<RoadLine> roads, RoadNetwork network, int from, int to)
    {
        var (a, b) = (network.Nodes[from].ToCoordinate(), network.Nodes[to].ToCoordinate());
        return roads.Exists(road =>
        {
            var segment = new LineSegment(road.Points[0].ToCoordinate(), road.Points[^1].ToCoordinate());
            var isOn = segment.Distance(a) < 1e-6 && segment.Distance(b) < 1e-6;
            var isAlong = segment.ProjectionFactor(b) > segment.ProjectionFactor(a);
            return isOn && (!road.IsOneWay || isAlong);
        });
    }
}
