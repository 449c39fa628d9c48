using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Patrols;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Patrols;

public class PatrolPiecesTests
{
    [Property(MaxTest = 200)]
    public Property Neighbours_never_fly_at_one_height_where_there_is_room() =>
        Prop.ForAll(
            Gen.Choose(2, 60).ToArbitrary(),
            Gen.Choose(3, 10).ToArbitrary(),
            (vehicles, band) =>
            {
                var heights = HeightBands.Of(vehicles, band, 3 * band);
                return Enumerable.Range(0, vehicles).All(i => heights[i] != heights[(i + 1) % vehicles])
                    && heights.Max() <= 3 * band;
            }
        );

    [Theory]
    [InlineData(0, 100, 0)]
    [InlineData(3, 2.9, 0)]
    [InlineData(3, 3, 3)]
    public void Nobody_flies_higher_than_there_is_room_for(double band, double room, double highest) =>
        HeightBands.Of(5, band, room).Max().Should().Be(highest);

    [Fact]
    public void Outside_a_line_is_longer_than_inside()
    {
        var square = PlanarShapes.Polygon([new(0, 0), new(100, 0), new(100, 100), new(0, 100)], []);

        var ring = LineOffset.Outside(square, 10);

        PlanarShapes.Polygon(ring, []).Length.Should().BeApproximately(480, 0.5);
        LineOffset.Outside(square, 0).Should().HaveCount(4);
    }

    [Fact]
    public void Left_and_right_of_a_line_are_as_seen_in_its_direction()
    {
        var line = PlanarShapes.Line([new(0, 0), new(100, 0), new(100, 100)]);

        LineOffset
            .Beside(line, 10)!
            .Select(c => (Math.Round(c.X, 6), Math.Round(c.Y, 6)))
            .Should()
            .Equal((0, 10), (90, 10), (90, 100));
        LineOffset
            .Beside(line, -10)!
            .Select(c => (Math.Round(c.X, 6), Math.Round(c.Y, 6)))
            .Should()
            .Equal((0, -10), (110, -10), (110, 100));
        LineOffset.Beside(line, 0).Should().HaveCount(3);
    }

    [Fact]
    public void A_line_is_begun_where_it_is_nearest()
    {
        var line = new FenceLine([At(0, 0), At(100, 0), At(100, 100), At(0, 100)]);

        var begun = line.BegunNear(At(50, -20), 2);
        Geodesic.Distance(begun.At(0), At(50, 0)).Should().BeLessThan(0.01);
        begun.Length.Should().BeApproximately(line.Length, 1e-3);
        begun.Corners.Should().HaveCount(6);
        Geodesic.Distance(line.BegunNear(At(101, -3), 2).At(0), At(100, 0)).Should().BeLessThan(0.01);
        line.Reversed().Length.Should().BeApproximately(line.Length, 1e-6);
    }

    [Fact]
    public void A_way_between_two_places_goes_on_round_the_line_in_either_direction()
    {
        var line = new FenceLine([At(0, 0), At(100, 0), At(100, 100), At(0, 100)]);

        Metres(line.Between(50, 350)).Should().BeApproximately(300, 0.01);
        Metres(line.Between(50, -150)).Should().BeApproximately(200, 0.01);
        Metres(line.Between(350, 950)).Should().BeApproximately(600, 0.01);
        Geodesic.Distance(line.Between(50, -150)[^1], line.At(250)).Should().BeLessThan(0.01);
    }

    [Fact]
    public void A_turning_run_is_told_as_straight_ways_with_stays()
    {
        UnpredictableMission.Straights([1, 1, 0, -1, 0, 0, -1, 1]).Should().Equal((0, 2, 1), (2, 1, 2), (1, 1, 0));
    }

    [Property(MaxTest = 100)]
    public Property Straight_ways_and_turns_add_up_to_the_run() =>
        Prop.ForAll(
            Gen.Choose(0, 10_000).ToArbitrary(),
            seed =>
            {
                var run = UnpredictablePatrol.Steps(UnpredictablePatrol.Plan(8, 6), 60, seed);
                var ways = UnpredictableMission.Straights(run).ToList();
                return ways.Sum(way => Math.Abs(way.To - way.From) + way.Turns) == 60
                    && ways.Zip(ways.Skip(1)).All(pair => pair.First.To == pair.Second.From)
                    && ways[^1].To == run.Sum();
            }
        );

    [Property(MaxTest = 60)]
    public Property Mixed_rounds_visit_each_stop_once_and_are_as_long_as_is_said() =>
        Prop.ForAll(
            Gen.Choose(1, 1_000).ToArbitrary(),
            seed =>
            {
                var random = new Random(seed);
                var stops = 2 + random.Next(12);
                TourGroup[] groups = [Group(random, stops, 1), Group(random, stops, 2)];
                var (tours, worst) = MixedTours.Of(groups, stops, 3_000, new SplitMix((ulong)seed));
                var again = MixedTours.Of(groups, stops, 3_000, new SplitMix((ulong)seed));
                return tours.SelectMany(t => t).Order().SequenceEqual(Enumerable.Range(0, stops))
                    && Math.Abs(worst - tours.Select((t, g) => Round(groups[g], t) / groups[g].Vehicles).Max()) < 1e-6
                    && again.WorstS.Equals(worst)
                    && tours.Select((t, g) => TourSpread.Of(groups[g], t).WorstS).Max() >= worst - 1e-6;
            }
        );

    private static TourGroup Group(Random random, int stops, int vehicles)
    {
        var seconds = new double[stops, stops];
        for (var i = 0; i < stops; i++)
        {
            for (var j = 0; j < stops; j++)
            {
                seconds[i, j] = i == j ? 3 : 3 + random.Next(100);
            }
        }

        return new(seconds, vehicles);
    }

    private static double Round(TourGroup group, IReadOnlyList<int> tour) =>
        tour.Select((stop, i) => group.Seconds[stop, tour[(i + 1) % tour.Count]]).Sum();

    private static double Metres(IReadOnlyList<GeoPoint> way) => way.Zip(way.Skip(1), Geodesic.Distance).Sum();

    private static GeoPoint At(double east, double north) =>
        new LocalFrame(new GeoPoint(54.48, 8.99)).ToGeo(new LocalPoint(east, north));
}
