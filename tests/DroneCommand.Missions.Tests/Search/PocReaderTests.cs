using System.Globalization;
using BitMiracle.LibTiff.Classic;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Search;
using DroneCommand.Missions.Tests.Terrain;

namespace DroneCommand.Missions.Tests.Search;

public class PocReaderTests
{
    private static readonly PocSettings Settings = new(30, null);

    private static readonly MadeTiff Tiff = new()
    {
        Rows = 20,
        Columns = 30,
        Scale = [0.0005, 0.0004, 0],
        Keys = MadeTiff.Geographic(isPoint: false),
        Value = (row, column) => row == 4 && column == 7 ? 0.5 : 0.0005,
    };

    private const string TwoSquares = """
        { "type": "FeatureCollection", "features": [
          { "type": "Feature", "properties": { "poc": 0.6, "name": "north" }, "geometry": { "type": "Polygon",
            "coordinates": [[[8, 47.01], [8.01, 47.01], [8.01, 47.02], [8, 47.02], [8, 47.01]]] } },
          { "type": "Feature", "properties": { "poc": 0.3 }, "geometry": { "type": "Polygon",
            "coordinates": [[[8, 47], [8, 47.01], [8.01, 47.01], [8.01, 47], [8, 47]],
                            [[8.002, 47.002], [8.004, 47.002], [8.004, 47.004], [8.002, 47.004], [8.002, 47.002]]] } }
        ] }
        """;

    private static double PocAt(ProbabilityMap map, double latitude, double longitude)
    {
        var nearest = Enumerable
            .Range(0, map.Rows * map.Columns)
            .MinBy(i =>
            {
                var middle = map.ToGeo(
                    new(
                        map.Corner.EastMetres + (i % map.Columns + 0.5) * map.CellMetres,
                        map.Corner.NorthMetres + (i / map.Columns + 0.5) * map.CellMetres
                    )
                )!.Value;
                return Geodesic.Distance(middle, new GeoPoint(latitude, longitude));
            });
        return map.Probability[nearest];
    }

    [Fact]
    public void A_tiff_keeps_its_poc_and_where_it_lies()
    {
        var map = PocTiffReader.Read(Tiff.Bytes(), "poc.tif", Settings).Map!;

        map.Total.Should().BeApproximately(0.5 + 599 * 0.0005, 1e-6);
        // A pixel is 38.0 m by 44.5 m; cells are as wide as that, 38.0 m.
        map.CellMetres.Should().BeApproximately(38.0, 0.1);
        var start = map.ToGeo(map.Start)!.Value;
        start.LatitudeDeg.Should().BeApproximately(47 - 4.5 * 0.0004, 0.0003);
        start.LongitudeDeg.Should().BeApproximately(8 + 7.5 * 0.0005, 0.0003);
        map.Notes.Should().Contain(n => n.Contains("0.7995 in all")).And.Contain(n => n.Contains("likeliest cell"));
    }

    [Fact]
    public void Weights_are_divided_by_their_sum_and_that_is_said()
    {
        var made = Tiff with { Value = (row, column) => row + column, Bits = 16, Format = SampleFormat.UINT };

        var map = PocTiffReader.Read(made.Bytes(), "poc.tif", Settings with { Start = new(46.999, 8.001) }).Map!;

        map.Total.Should().BeApproximately(1, 1e-9);
        map.Notes.Should().ContainSingle(n => n.Contains("sum to 14400"));
        map.ToGeo(map.Start)!.Value.LongitudeDeg.Should().BeApproximately(8.001, 1e-9);
    }

    [Fact]
    public void No_data_is_nowhere_to_search()
    {
        var made = Tiff with { NoData = "-1", Value = (row, _) => row < 10 ? -1 : 0.001 };

        PocTiffReader.Read(made.Bytes(), "poc.tif", Settings).Map!.Total.Should().BeApproximately(0.3, 1e-6);
    }

    [Theory]
    [InlineData(-0.5, "is -0.5 at 46.9")]
    [InlineData(double.PositiveInfinity, "not negative")]
    [InlineData(0, "nowhere to search")]
    public void A_tiff_with_values_that_are_no_probabilities_is_refused(double value, string reason)
    {
        var made = Tiff with { Value = (row, column) => row == 3 && column == 2 ? value : 0 };

        PocTiffReader.Read(made.Bytes(), "poc.tif", Settings).Problems.Single().Reason.Should().Contain(reason);
    }

    [Fact]
    public void A_tiff_that_is_too_large_for_its_sensor_is_refused() =>
        PocTiffReader
            .Read(Tiff.Bytes(), "poc.tif", new(0.1, null))
            .Problems.Single()
            .Reason.Should()
            .Contain("cut it into parts");

    [Fact]
    public void Polygons_are_spread_evenly_with_their_holes_left_out()
    {
        var map = PocPolygonReader.Read(TwoSquares, "poc.geojson", Settings).Map!;

        map.Total.Should().BeApproximately(0.9, 1e-9);
        PocAt(map, 47.003, 8.003).Should().BeApproximately(0, 1e-12);
        // 0.6 over 760 m by 1,112 m; of the lower one 4 % are cut out.
        var cell = map.CellMetres * map.CellMetres;
        PocAt(map, 47.015, 8.005).Should().BeApproximately(0.6 * cell / (760.4 * 1_111.9), 1e-4);
        PocAt(map, 47.007, 8.007).Should().BeApproximately(0.3 * cell / (0.96 * 760.4 * 1_111.9), 1e-4);
    }

    [Theory]
    [InlineData("\"poc\": 0.3", "\"poc\": -0.3", "must be a number from 0 to 1, not the number -0.3")]
    [InlineData("\"poc\": 0.3", "\"poc\": NaN", "is not JSON")]
    [InlineData("\"poc\": 0.3", "\"poc\": null", "must be a number from 0 to 1, not null")]
    [InlineData("\"poc\": 0.3", "\"poc\": 1e999", "can be held")]
    [InlineData("\"poc\": 0.3", "\"pod\": 0.3", "'poc' is missing")]
    [InlineData("\"poc\": 0.3", "\"poc\": 0.5", "sums to 1.1")]
    [InlineData(
        "[8, 47.01], [8.01, 47.01], [8.01, 47.02]",
        "[8, 47.008], [8.01, 47.008], [8.01, 47.02]",
        "overlaps segment north near 47.0"
    )]
    [InlineData(
        "[8, 47.01], [8.01, 47.01], [8.01, 47.02]",
        "[8.01, 47.01], [8, 47.01], [8.01, 47.02]",
        "touches itself at 47.01"
    )]
    [InlineData("[8, 47.01], [8.01, 47.01], [8.01, 47.02]", "[8, 97.01], [8.01, 47.01], [8.01, 47.02]", "not on earth")]
    [InlineData("\"Polygon\"", "\"Point\"", "must be a Polygon")]
    public void What_is_wrong_with_polygons_is_named_with_its_place(string right, string wrong, string reason)
    {
        var text = TwoSquares.Replace(right, wrong, StringComparison.Ordinal);

        var read = PocPolygonReader.Read(text, "poc.geojson", Settings);

        read.Map.Should().BeNull();
        read.Problems.Should().Contain(p => p.Reason.Contains(reason) && p.Line > 0 && p.Column > 0);
    }

    [Fact]
    public void A_map_of_many_squares_is_read_whole()
    {
        var squares = Enumerable
            .Range(0, 900)
            .Select(i =>
            {
                var (south, west) = (47 + i / 30 * 0.001, 8 + i % 30 * 0.0015);
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{{\"type\":\"Feature\",\"properties\":{{\"poc\":0.001}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[[{west:F4},{south:F4}],[{west + 0.0015:F4},{south:F4}],[{west + 0.0015:F4},{south + 0.001:F4}],[{west:F4},{south + 0.001:F4}]]]}}}}"
                );
            });
        var text = $"{{\"type\":\"FeatureCollection\",\"features\":[{string.Join(',', squares)}]}}";

        var map = PocPolygonReader.Read(text, "poc.geojson", Settings).Map!;

        map.Total.Should().BeApproximately(0.9, 1e-9);
        map.Probability.Max().Should().BeApproximately(map.Total / (map.Rows * map.Columns), 1e-5);
    }
}
