using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Tests.Physics;

public class TerrainMapTests
{
    [Fact]
    public void Heights_stand_at_the_middle_of_their_cells_and_lie_straight_between()
    {
        var map = TerrainMap.Parse("ncols 2\nnrows 2\nxllcorner 8\nyllcorner 54\ncellsize 0.02\n30 40\n10 20\n");
        map.AmslAt(new GeoPoint(54.01, 8.01)).Should().BeApproximately(10, 1e-9);
        map.AmslAt(new GeoPoint(54.0299999, 8.0299999)).Should().BeApproximately(40, 0.001);
        map.AmslAt(new GeoPoint(54.02, 8.02)).Should().BeApproximately(25, 1e-9);
        map.AmslAt(new GeoPoint(54.001, 8.001))
            .Should()
            .BeNull("the outermost half cells have heights on one side only");
    }

    [Fact]
    public void A_cell_without_a_height_leaves_its_surroundings_unknown()
    {
        var map = TerrainMap.Parse(
            "ncols 3\nnrows 2\nxllcenter 8\nyllcenter 54\ncellsize 1\nNODATA_value -9999\n1 2 -9999\n1 2 3\n"
        );
        map.AmslAt(new GeoPoint(54.5, 8.5)).Should().BeApproximately(1.5, 1e-9);
        map.AmslAt(new GeoPoint(54.5, 9.5)).Should().BeNull();
    }

    [Theory]
    [InlineData("ncols 2\nnrows 2\nxllcorner 8\nyllcorner 54\ncellsize 1\n1 2 3\n", "*2 x 2 heights*3 found")]
    [InlineData("ncols 1\nnrows 1\nxllcorner 8\nyllcorner 54\ncellsize 1\n1\n", "*ncols*")]
    [InlineData("ncols 2\nnrows 2\nxllcorner 8\nyllcorner 54\ncellsize 0\n1 2 3 4\n", "*cellsize 0*")]
    [InlineData("ncols 2\nnrows 2\nxllcorner 8\ncellsize 1\n1 2 3 4\n", "*yllcorner*")]
    [InlineData("ncols 2\nnrows 2\nxllcorner 8\nyllcorner 54\ncellsize 1\n1 2 3 four\n", "*'four'*")]
    [InlineData("ncols 99999999\nnrows 99999999\nxllcorner 8\nyllcorner 54\ncellsize 1\n1\n", "*ncols*")]
    public void What_is_no_grid_is_refused_in_words(string text, string words)
    {
        var read = () => TerrainMap.Parse(text);
        read.Should().Throw<FormatException>().WithMessage(words);
    }
}
