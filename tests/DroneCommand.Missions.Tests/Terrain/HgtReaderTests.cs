using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Terrain;

namespace DroneCommand.Missions.Tests.Terrain;

public class HgtReaderTests
{
    [Theory]
    [InlineData(1201)]
    [InlineData(3601)]
    public void Rows_run_from_the_north_and_columns_from_the_west(int side)
    {
        var bytes = MadeTerrain.Hgt(side, (row, column) => (short)(row / 4 + column / 2));

        var tile = TerrainReader.Read(bytes, "some/folder/N47E008.hgt").Tile!;

        tile.Posts.Should().Match<PostGrid>(p => p.Rows == side && p.NorthDeg == 48 && p.WestDeg == 8);
        tile.Posts.SouthDeg.Should().BeApproximately(47, 1e-9);
        tile.Posts.EastDeg.Should().BeApproximately(9, 1e-9);
        var last = side - 1;
        tile.Post(0, 0).Should().Be(0);
        tile.Post(0, last).Should().Be(last / 2);
        tile.Post(last, 0).Should().Be(last / 4);
        TerrainModel.Of(tile).HeightAt(new(47, 8))!.Value.Metres.Should().BeApproximately(last / 4, 0.001);
    }

    [Fact]
    public void Names_in_all_quarters_of_the_earth_are_read_in_either_case()
    {
        var bytes = MadeTerrain.Hgt(1201, (_, _) => 10);

        TerrainReader.Read(bytes, "s01w180.HGT").Tile!.Posts.Place(1200, 0).Should().Be(new GeoPoint(-1, -180));
        TerrainReader.Read(bytes, "S90E000.hgt").Tile!.Posts.SouthDeg.Should().BeApproximately(-90, 1e-9);
    }

    [Fact]
    public void Voids_are_no_heights()
    {
        var bytes = MadeTerrain.Hgt(1201, (row, column) => row == 600 && column == 600 ? short.MinValue : (short)100);

        var tile = TerrainReader.Read(bytes, "N47E008.hgt").Tile!;

        tile.Voids.Should().Be(1);
        var model = TerrainModel.Of(tile);
        model.HeightAt(tile.Posts.Place(600.4, 599.7)).Should().BeNull();
        model.HeightAt(tile.Posts.Place(601, 599.7)).Should().Be(new AltitudeAmsl(100));
    }

    [Theory]
    [InlineData("N47E008.tif", "is not a TIFF")]
    [InlineData("N47E008.hgt.zip", "neither .hgt nor .tif")]
    [InlineData("47N008E.hgt", "south-western corner")]
    [InlineData("N90E008.hgt", "south-western corner")]
    [InlineData("N47E180.hgt", "south-western corner")]
    public void What_no_name_tells_is_refused(string name, string reason)
    {
        var problem = TerrainReader.Read(MadeTerrain.Hgt(1201, (_, _) => 10), name).Problems.Single();

        problem.Reason.Should().Contain(reason);
        problem.File.Should().Be(name);
    }

    [Fact]
    public void A_file_of_another_size_is_refused_with_the_right_ones() =>
        TerrainReader
            .Read(new byte[1_000], "N47E008.hgt")
            .Problems.Single()
            .Reason.Should()
            .Contain("has 1000 bytes")
            .And.Contain("25934402")
            .And.Contain("2884802");

    [Fact]
    public void Heights_that_no_ground_has_are_refused_where_they_stand()
    {
        var bytes = MadeTerrain.Hgt(1201, (row, column) => row == 3 && column == 5 ? (short)-9999 : (short)100);

        var problem = TerrainReader.Read(bytes, "N47E008.hgt").Problems.Single();

        problem.Where.Should().Be("row 3, column 5");
        problem.Reason.Should().Contain("-9999 m").And.Contain("47.997500° N");
    }

    [Fact]
    public void A_file_of_voids_alone_is_refused() =>
        TerrainReader
            .Read(MadeTerrain.Hgt(1201, (_, _) => short.MinValue), "N47E008.hgt")
            .Problems.Single()
            .Reason.Should()
            .Contain("no height at all");
}
