using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Terrain;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Terrain;

public class TerrainFollowerTests
{
    private const double Step = 1.0 / 3600;
    private const double Height = 40;
    private static readonly PostGrid Posts = new(121, 161, 46.5, 8.2, Step, Step);

    /// <summary>A seed, how hilly it is, and a way of several corners inside the tile.</summary>
    private static Arbitrary<(int Seed, double Relief, GeoPoint[] Way)> Ways { get; } =
        (
            from seed in Gen.Choose(1, 1_000_000)
            from relief in Gen.Elements(20.0, 150.0, 600.0)
            from corners in Gen.Choose(2, 6)
            from places in Gen.ArrayOf(
                from row in Gen.Choose(40, 1_160)
                from column in Gen.Choose(40, 1_560)
                select Posts.Place(row / 10.0, column / 10.0),
                corners
            )
            select (seed, relief, places)
        ).ToArbitrary();

    private static TerrainRules Rules(double corridor) =>
        new()
        {
            HeightMetres = Height,
            CorridorMetres = corridor,
            Slopes = new(0.25, 0.15),
        };

    private static TerrainModel Ground(int seed, double relief) =>
        TerrainModel.Of(new MadeTerrain(seed, relief).Tile(Posts));

    [Property(MaxTest = 60)]
    public Property No_metre_of_the_way_or_of_the_corridors_edges_is_nearer_to_the_ground_than_asked() =>
        Prop.ForAll(
            Ways,
            Gen.Elements(0.0, 5.0, 40.0).ToArbitrary(),
            (made, corridor) =>
            {
                var ground = Ground(made.Seed, made.Relief);

                var way = TerrainFollower.Follow(ground, made.Way, Rules(corridor));

                var path = way.Points.Select(p => (p.Position, p.Altitude)).ToList();
                return ClearanceProof.Of(ground, path, corridor).LeastMetres >= Height - 1e-3;
            }
        );

    [Property(MaxTest = 60)]
    public Property The_path_is_never_steeper_than_the_vehicle_climbs_and_sinks() =>
        Prop.ForAll(
            Ways,
            made =>
            {
                var way = TerrainFollower.Follow(Ground(made.Seed, made.Relief), made.Way, Rules(5));

                return way
                    .Points.Zip(way.Points.Skip(1))
                    .All(leg =>
                    {
                        var metres = Geodesic.Distance(leg.First.Position, leg.Second.Position);
                        var rise = leg.Second.Altitude.Metres - leg.First.Altitude.Metres;
                        return rise <= 0.25 * metres * 1.001 + 1e-3 && rise >= -0.15 * metres * 1.001 - 1e-3;
                    });
            }
        );

    [Property(MaxTest = 60)]
    public Property The_path_is_hardly_higher_than_the_lowest_possible_and_has_few_places() =>
        Prop.ForAll(
            Ways,
            made =>
            {
                var way = TerrainFollower.Follow(Ground(made.Seed, made.Relief), made.Way, Rules(5));

                return way.ClimbMetres <= 1.02 * way.LeastClimbMetres + 2
                    && way.MeanAboveMetres - way.LeastMeanAboveMetres <= 1
                    && way.Points.Count <= 0.3 * way.Samples + 2 * made.Way.Length;
            }
        );

    [Property(MaxTest = 60)]
    public Property Every_corner_stays_where_it_was() =>
        Prop.ForAll(
            Ways,
            made =>
            {
                var way = TerrainFollower.Follow(Ground(made.Seed, made.Relief), made.Way, Rules(5));

                var corners = way.Points.Where(p => p.Corner is not null).ToList();
                return corners.Select(p => p.Corner!.Value).SequenceEqual(Enumerable.Range(0, made.Way.Length))
                    && corners.Select(p => p.Position).SequenceEqual(made.Way);
            }
        );

    /// <summary>Heights that are needed at distances that do not fall, and slopes.</summary>
    private static Arbitrary<(double[] Along, double[] Need, SlopeLimits Limits)> Needs { get; } =
        (
            from count in Gen.Choose(1, 60)
            from steps in Gen.ArrayOf(Gen.Choose(1, 300), count)
            from need in Gen.ArrayOf(Gen.Choose(0, 2_000), count)
            from climb in Gen.Choose(1, 100)
            from descent in Gen.Choose(1, 100)
            let along = steps.Aggregate(new List<double> { 0 }, (sum, s) => [.. sum, sum[^1] + s / 10.0])
            select (
                along.Take(count).ToArray(),
                need.Select(n => n / 10.0).ToArray(),
                new SlopeLimits(climb / 100.0, descent / 100.0)
            )
        ).ToArbitrary();

    [Property(MaxTest = 500)]
    public Property The_least_profile_is_the_linear_programmes_optimum() =>
        Prop.ForAll(
            Needs,
            made =>
            {
                var least = TerrainProfile.Least(made.Along, made.Need, made.Limits);

                return least
                    .Zip(LeastProfileOracle.Of(made.Along, made.Need, made.Limits))
                    .All(pair => Math.Abs(pair.First - pair.Second) < 1e-9);
            }
        );

    [Fact]
    public void A_corridor_sees_what_the_line_misses()
    {
        var heights = new float[21 * 21];
        heights[10 * 21 + 10] = 100;
        var ground = TerrainModel.Of(new TerrainTile("peak", new(21, 21, 46.5, 8.2, Step, Step), heights, 4));
        var beside = new[] { 8.2 + 3 * Step, 8.2 + 17 * Step }
            .Select(lon => new GeoPoint(46.5 - 11 * Step, lon))
            .ToArray();

        TerrainFollower
            .Follow(ground, beside, Rules(0))
            .Points.Max(p => p.Altitude.Metres)
            .Should()
            .BeApproximately(40, 1e-6);
        TerrainFollower
            .Follow(ground, beside, Rules(31))
            .Points.Max(p => p.Altitude.Metres)
            .Should()
            .BeGreaterThan(140 - 1e-6);
    }

    [Fact]
    public void Over_flat_ground_a_way_keeps_its_corners_and_nothing_else()
    {
        GeoPoint[] way = [new(46.5, 8.2), new(46.6, 8.2), new(46.6, 8.2), new(46.6, 8.9)];

        var flown = TerrainFollower.Follow(TerrainModel.Flat(new(400)), way, Rules(5));

        flown.Points.Should().HaveCount(4).And.OnlyContain(p => p.Altitude.Metres == 440);
    }

    [Fact]
    public void At_one_place_a_way_may_rise_straight_up()
    {
        GeoPoint[] way = [new(46.5, 8.2), new(46.501, 8.2), new(46.501, 8.2), new(46.502, 8.2)];

        var flown = TerrainFollower.Follow(
            TerrainModel.Flat(new(400)),
            [.. way.Zip([20.0, 20, 90, 90], (place, height) => new TerrainWish(place, height))],
            Rules(5)
        );

        flown.Points.Select(p => p.Altitude.Metres).Should().Equal(420, 420, 490, 490);
    }

    [Fact]
    public void A_hole_in_the_ground_is_named_and_nothing_is_planned()
    {
        var heights = new MadeTerrain(1, 50).Heights(Posts);
        heights[60 * Posts.Columns + 80] = float.NaN;
        var ground = TerrainModel.Of(new TerrainTile("holed", Posts, heights, 4));

        var through = TerrainFollower.Follow(ground, [Posts.Place(60.5, 20), Posts.Place(60.5, 140)], Rules(5));
        var beside = TerrainFollower.Follow(ground, [Posts.Place(62, 20), Posts.Place(62, 140)], Rules(5));
        var beyond = TerrainFollower.Follow(ground, [Posts.Place(62, 20), Posts.Place(62, 170)], Rules(5));

        through.Points.Should().BeEmpty();
        through.Hole!.Value.LongitudeDeg.Should().BeApproximately(Posts.Place(60.5, 79.5).LongitudeDeg, 2 * Step);
        beside.Hole.Should().BeNull();
        beyond.Hole!.Value.LongitudeDeg.Should().BeApproximately(Posts.EastDeg, 2 * Step);
    }

    [Fact]
    public void A_way_over_two_tiles_is_as_one_over_both()
    {
        var made = new MadeTerrain(5, 300, noiseMetres: 0);
        var whole = TerrainModel.Of(made.Tile(Posts));
        var halves = TerrainModel.Of(
            made.Tile(Posts with { Columns = 81 }),
            made.Tile(Posts with { Columns = 80, WestDeg = Posts.Place(0, 81).LongitudeDeg })
        );
        GeoPoint[] way = [Posts.Place(30, 10), Posts.Place(70.3, 150)];

        var one = TerrainFollower.Follow(whole, way, Rules(5));
        var two = TerrainFollower.Follow(halves, way, Rules(5));

        two.Points.Should().HaveCount(one.Points.Count);
        two.Points.Zip(one.Points)
            .Should()
            .OnlyContain(p => Math.Abs(p.First.Altitude.Metres - p.Second.Altitude.Metres) < 0.01);
    }

    [Fact]
    public void A_way_across_the_antimeridian_is_refused()
    {
        GeoPoint[] way = [new(0, 179), new(0, -179)];

        FluentActions
            .Invoking(() => TerrainFollower.Follow(TerrainModel.Flat(new(0)), way, Rules(5)))
            .Should()
            .Throw<ArgumentException>();
    }
}
