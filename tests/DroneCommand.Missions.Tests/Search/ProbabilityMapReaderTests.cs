using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Search;

namespace DroneCommand.Missions.Tests.Search;

public class ProbabilityMapReaderTests
{
    private const string Good = """
        {
          "id": "example",
          "cell_m": 10,
          "rows": 2,
          "cols": 3,
          "row_order": "row 0 = minimum y (south), column 0 = minimum x",
          "extent_m": [-15, -10, 15, 10],
          "start_xy": [0, 0],
          "origin_lonlat": [8.5, 47.25],
          "sensor": { "detection_radius_m": 5 },
          "probability": [0.1, 0.2, 0, 0, 0.3, 0.1]
        }
        """;

    [Fact]
    public void A_map_is_read_with_everything_it_holds()
    {
        var map = ProbabilityMapReader.Read(Good, "map.json").Map!;

        map.Should().Match<ProbabilityMap>(m => m.Rows == 2 && m.Columns == 3 && m.CellMetres == 10);
        map.Corner.Should().Be(new LocalPoint(-15, -10));
        map.Total.Should().BeApproximately(0.7, 1e-12);
        map.ToGeo(new(0, 0)).Should().Be(new GeoPoint(47.25, 8.5));
    }

    [Fact]
    public void Metres_are_those_of_the_ellipsoid_at_the_origin()
    {
        var map = ProbabilityMapReader.Read(Good, "map.json").Map!;

        var place = map.ToGeo(new(1000, 1000))!.Value;

        // A degree at 47.25° N: 75,700 m east and 111,182 m north, to the metre.
        (1000 / (place.LongitudeDeg - 8.5))
            .Should()
            .BeApproximately(75_700, 20);
        (1000 / (place.LatitudeDeg - 47.25)).Should().BeApproximately(111_182, 20);
    }

    [Theory]
    [InlineData("\"rows\": 2", "\"rows\": 2.5", "whole number")]
    [InlineData("\"rows\": 2", "\"rows\": 0", "a number from 1 to 2000")]
    [InlineData("\"rows\": 2", "\"rows\": 4", "'extent_m' must span")]
    [InlineData("[-15, -10, 15, 10]", "[-15, -10, 15]", "list of 4 numbers")]
    [InlineData("[-15, -10, 15, 10]", "[-15, -10, 15, 20]", "30 m by 20 m")]
    [InlineData("[0, 0],", "[0, \"x\"],", "'start_xy' must be a list of 2 numbers")]
    [InlineData("row 0 = minimum y (south)", "row 0 = north", "'row_order' must begin")]
    [InlineData("0.3, 0.1]", "0.3]", "has 5 values")]
    [InlineData("0.3, 0.1]", "-0.3, 0.1]", "must be a number from 0 to 1")]
    [InlineData("0.3, 0.1]", "1, 0.1]", "at most 1")]
    [InlineData("0.3, 0.1]", "1e999, 0.1]", "can be held")]
    [InlineData("[0.1, 0.2, 0, 0, 0.3, 0.1]", "[0, 0, 0, 0, 0, 0]", "sums to 0")]
    [InlineData("\"detection_radius_m\": 5", "\"range\": 5", "'detection_radius_m' is missing")]
    [InlineData("\"cell_m\": 10,", "", "'cell_m' is missing")]
    [InlineData("[8.5, 47.25]", "[8.5, 91]", "within 85°")]
    [InlineData("\"cell_m\": 10,", "\"cell_m\": 10", "is not JSON")]
    public void What_is_wrong_is_named_with_its_place(string right, string wrong, string reason)
    {
        var text = Good.Replace(right, wrong, StringComparison.Ordinal);

        var result = ProbabilityMapReader.Read(text, "map.json");

        result.Map.Should().BeNull();
        result.Problems.Should().Contain(p => p.Reason.Contains(reason) && p.Line > 0 && p.Column > 0);
    }

    [Fact]
    public void A_sensor_too_small_for_the_map_is_refused()
    {
        var text = Good.Replace("\"cell_m\": 10", "\"cell_m\": 10000", StringComparison.Ordinal)
            .Replace("[-15, -10, 15, 10]", "[-15000, -10000, 15000, 10000]", StringComparison.Ordinal);

        ProbabilityMapReader
            .Read(text, "map.json")
            .Problems.Should()
            .Contain(p => p.Reason.Contains("cut it into parts"));
    }
}
