using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Vehicles;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Vehicles;

public class PlanePathTests
{
    private const double Radius = 40;

    [Theory]
    [InlineData(30)]
    [InlineData(79)]
    [InlineData(80)]
    [InlineData(200)]
    public void A_turn_into_the_next_lane_is_as_long_as_the_formula_says(double spacing) =>
        DubinsPath
            .Length(new(0, 0), 0, new(0, spacing), Math.PI, Radius)
            .Should()
            .BeApproximately(DubinsPath.TurnIntoLane(spacing, Radius), 1e-9);

    [Property(MaxTest = 500)]
    public Property A_way_ends_where_it_shall_and_is_no_shorter_than_the_straight_line() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            seed =>
            {
                var random = new Random(seed);
                var (to, from) = (Place(random), Place(random));
                var (begin, end) = (random.NextDouble() * 7, random.NextDouble() * 7);
                var pieces = DubinsPath.Between(from, begin, to, end, Radius);
                var last = pieces[^1];
                var length = pieces.Sum(piece => piece.Metres);
                return Vec.Distance(last.End, to) < 1e-6
                    && Math.Abs(Math.IEEERemainder(last.EndHeadingRad - end, 2 * Math.PI)) < 1e-6
                    && length >= Vec.Distance(from, to) - 1e-9
                    && pieces.TrueForAll(piece => Math.Abs(piece.Curvature) <= 1 / Radius + 1e-12)
                    && Math.Abs(length - DubinsPath.Length(from, begin, to, end, Radius)) < 1e-6
                    // The way back is as long.
                    && Math.Abs(length - DubinsPath.Length(to, end + Math.PI, from, begin + Math.PI, Radius)) < 1e-6;
            }
        );

    [Fact]
    public void No_way_made_of_random_arcs_is_shorter()
    {
        var random = new Random(5);
        for (var i = 0; i < 5000; i++)
        {
            var (from, heading) = (new Vec(0, 0), random.NextDouble() * 6.28);
            var (at, angle, length) = (from, heading, 0.0);
            for (var k = 0; k < 3; k++)
            {
                var piece = new PathPiece(at, angle, random.NextDouble() * 150, (random.Next(3) - 1) / Radius);
                (at, angle, length) = (piece.End, piece.EndHeadingRad, length + piece.Metres);
            }

            DubinsPath.Length(from, heading, at, angle, Radius).Should().BeLessThanOrEqualTo(length + 1e-6);
        }
    }

    [Fact]
    public void Corners_are_rounded_within_both_legs()
    {
        var path = PlanePath.Of([new(0, 0), new(500, 0), new(500, 500)], Radius);

        path.Tight.Should().BeEmpty();
        path.Metres.Should().BeApproximately(1000 - 2 * Radius + Math.PI / 2 * Radius, 1e-9);
        path.Points.Select(point => point.Source).Where(source => source >= 0).Should().Equal(0, 1, 2);
        path.Points[1].Position.X.Should().BeApproximately(460, 1e-9);
    }

    [Fact]
    public void Lanes_are_flown_to_their_ends_and_turns_lie_beyond_them()
    {
        var path = PlanePath.Of([new(0, 0), new(800, 0), new(800, 100), new(0, 100)], Radius);

        path.Tight.Should().BeEmpty();
        path.Metres.Should().BeApproximately(1600 + DubinsPath.TurnIntoLane(100, Radius), 1e-9);
        path.Points.Max(point => point.Position.X).Should().BeApproximately(800 + Radius, 1);
    }

    [Fact]
    public void A_leg_that_is_too_short_for_its_turns_is_named_with_what_would_do()
    {
        var path = PlanePath.Of([new(0, 0), new(500, 0), new(500, 50), new(1000, 50)], Radius);

        var tight = path.Tight.Should().ContainSingle().Which;
        (tight.Leg, tight.Metres).Should().Be((1, 50));
        tight.NeedsMetres.Should().BeApproximately(80, 1e-9);
        tight.RadiusThatDoes.Should().BeApproximately(25, 1e-9);
    }

    [Fact]
    public void No_way_turns_more_tightly_than_the_radius_and_none_jumps()
    {
        var random = new Random(11);
        for (var i = 0; i < 300; i++)
        {
            var corners = Enumerable.Range(0, random.Next(2, 12)).Select(_ => Place(random)).ToList();

            var path = PlanePath.Of(corners, Radius);

            for (var k = 1; k < path.Pieces.Count; k++)
            {
                var (before, piece) = (path.Pieces[k - 1], path.Pieces[k]);
                Vec.Distance(before.End, piece.From).Should().BeLessThan(1e-6);
                Math.Abs(Math.IEEERemainder(before.EndHeadingRad - piece.HeadingRad, 2 * Math.PI))
                    .Should()
                    .BeLessThan(1e-6);
                Math.Abs(piece.Curvature).Should().BeLessThanOrEqualTo(1 / Radius + 1e-12);
            }

            path.Pieces.Sum(piece => piece.Metres).Should().BeApproximately(path.Metres, 1e-6);
            Vec.Distance(path.Points[^1].Position, corners[^1]).Should().BeLessThan(1e-6);
        }
    }

    [Theory]
    [InlineData(10, 30)]
    [InlineData(25, 20)]
    [InlineData(40, 50)]
    public void Lanes_that_lie_too_close_are_interleaved(int count, double spacing)
    {
        var lanes = Enumerable
            .Range(0, count)
            .Select(i => new StraightLane(i, new(0, i * spacing), new(1000, i * spacing)))
            .ToList();
        var inOrder = (count - 1) * DubinsPath.TurnIntoLane(spacing, Radius);

        var order = LaneOrder.Of(lanes, Radius);

        order.Select(lane => lane.Index).Should().BeEquivalentTo(Enumerable.Range(0, count));
        LaneOrder.Length(order, Radius).Should().BeLessThan(0.75 * inOrder);
    }

    [Fact]
    public void Lanes_with_room_to_turn_stay_in_order() =>
        LaneOrder
            .Of([.. Enumerable.Range(0, 12).Select(i => new StraightLane(i, new(0, i * 90), new(500, i * 90)))], Radius)
            .Select(lane => lane.Index)
            .Should()
            .Equal(Enumerable.Range(0, 12));

    private static Vec Place(Random random) => new(random.NextDouble() * 600, random.NextDouble() * 600);
}
