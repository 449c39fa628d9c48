using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Terrain;

namespace DroneCommand.Missions.Tests.Terrain;

public class TerrainModelTests
{
    private static readonly PostGrid West = new(11, 11, 47, 8, 0.001, 0.001);

    private static TerrainTile Tile(PostGrid posts, Func<GeoPoint, double> height) =>
        new(
            "tile",
            posts,
            [
                .. Enumerable
                    .Range(0, posts.Rows * posts.Columns)
                    .Select(i => (float)height(posts.Place(i / posts.Columns, i % posts.Columns))),
            ],
            4
        );

    [Fact]
    public void Flat_ground_is_one_height_everywhere_and_certain()
    {
        var flat = TerrainModel.Flat(new(12));

        flat.HeightAt(new(-89, 179)).Should().Be(new AltitudeAmsl(12));
        flat.SigmaMetres.Should().Be(0);
    }

    [Fact]
    public void Between_posts_the_ground_is_bilinear()
    {
        var heights = new float[4] { 0, 10, 20, 60 };
        var model = TerrainModel.Of(new TerrainTile("a", new(2, 2, 47, 8, 0.01, 0.01), heights, 4));

        model.HeightAt(new(47 - 0.005, 8.005))!.Value.Metres.Should().BeApproximately(22.5, 1e-9);
        model.HeightAt(new(47 - 0.0025, 8.0075))!.Value.Metres.Should().BeApproximately(18.125, 1e-9);
        model.HeightAt(new(47, 8.0025))!.Value.Metres.Should().BeApproximately(2.5, 1e-9);
    }

    [Theory]
    [InlineData(8.010)]
    [InlineData(8.011)]
    public void Tiles_join_whether_they_share_their_edge_or_stand_a_step_apart(double westOfEast)
    {
        static double Plane(GeoPoint p) => 1000 * (p.LongitudeDeg - 8) + 500 * (47 - p.LatitudeDeg);
        var east = West with { WestDeg = westOfEast };
        var model = TerrainModel.Of(Tile(West, Plane), Tile(east, Plane));

        for (var i = 0; i <= 200; i++)
        {
            var place = new GeoPoint(46.9963, 8 + i * 0.0001);
            model.HeightAt(place)!.Value.Metres.Should().BeApproximately(Plane(place), 1e-3);
        }

        model.HeightAt(new(46.9963, 7.9999)).Should().BeNull();
    }

    [Fact]
    public void Where_tiles_overlap_the_higher_counts_and_a_void_is_filled()
    {
        var low = Tile(West, p => p.LongitudeDeg > 8.005 ? double.NaN : 10);
        var model = TerrainModel.Of(low, Tile(West, _ => 30), Tile(West, _ => 20));

        model.HeightAt(new(46.995, 8.002)).Should().Be(new AltitudeAmsl(30));
        model.HeightAt(new(46.995, 8.008)).Should().Be(new AltitudeAmsl(30));
        TerrainModel.Of(low).HeightAt(new(46.995, 8.008)).Should().BeNull();
    }

    [Fact]
    public void Too_many_posts_are_refused()
    {
        var big = new TerrainTile("big", new(4096, 4096, 47, 8, 1e-4, 1e-4), new float[4096 * 4096], 4);

        FluentActions.Invoking(() => TerrainModel.Of(big, big, big, big, big)).Should().Throw<ArgumentException>();
        FluentActions
            .Invoking(() => new TerrainTile("b", new(1, 5, 0, 0, 1, 1), new float[5], 4))
            .Should()
            .Throw<ArgumentException>();
    }
}
