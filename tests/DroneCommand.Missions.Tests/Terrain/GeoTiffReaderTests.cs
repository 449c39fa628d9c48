using BitMiracle.LibTiff.Classic;
using DroneCommand.Missions.Terrain;

namespace DroneCommand.Missions.Tests.Terrain;

public class GeoTiffReaderTests
{
    private static readonly MadeTiff Good = new()
    {
        Rows = 40,
        Columns = 50,
        Value = (row, column) => 100 + row * 3 + column,
    };

    public static TheoryData<Compression, int, int, SampleFormat, bool> Kinds()
    {
        var kinds = new TheoryData<Compression, int, int, SampleFormat, bool>();
        foreach (
            var compression in new[]
            {
                Compression.NONE,
                Compression.LZW,
                Compression.DEFLATE,
                Compression.ADOBE_DEFLATE,
            }
        )
        {
            foreach (var tileSide in new[] { 0, 16 })
            {
                kinds.Add(compression, tileSide, 16, SampleFormat.INT, false);
                kinds.Add(compression, tileSide, 16, SampleFormat.UINT, true);
                kinds.Add(compression, tileSide, 32, SampleFormat.IEEEFP, tileSide > 0);
            }
        }

        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_file_gives_the_same_heights(
        Compression compression,
        int tileSide,
        int bits,
        SampleFormat format,
        bool bigEndian
    )
    {
        var made = Good with
        {
            Compression = compression,
            TileSide = tileSide,
            Bits = bits,
            Format = format,
            BigEndian = bigEndian,
        };

        var read = TerrainReader.Read(made.Bytes(), "heights.tif");

        read.Problems.Should().BeEmpty();
        for (var i = 0; i < 40 * 50; i++)
        {
            read.Tile!.Post(i / 50, i % 50).Should().Be(100 + i / 50 * 3 + i % 50);
        }
    }

    [Theory]
    [InlineData(16, SampleFormat.INT, Predictor.HORIZONTAL)]
    [InlineData(32, SampleFormat.IEEEFP, Predictor.FLOATINGPOINT)]
    public void Predictors_are_undone(int bits, SampleFormat format, Predictor predictor)
    {
        var made = Good with { Bits = bits, Format = format, Predictor = predictor, Compression = Compression.DEFLATE };

        TerrainReader.Read(made.Bytes(), "heights.tif").Tile!.Post(39, 49).Should().Be(266);
    }

    [Fact]
    public void Pixels_that_are_points_stand_at_the_tie_point_and_areas_half_a_step_inside()
    {
        var point = TerrainReader.Read(Good.Bytes(), "a.tif").Tile!.Posts;
        var area = TerrainReader.Read((Good with { Keys = MadeTiff.Geographic(false) }).Bytes(), "a.tif").Tile!.Posts;

        point.Place(0, 0).Should().Be(new Mavlink.Units.GeoPoint(47, 8));
        area.NorthDeg.Should().BeApproximately(46.995, 1e-12);
        area.WestDeg.Should().BeApproximately(8.005, 1e-12);
        point.EastDeg.Should().BeApproximately(8.49, 1e-12);
    }

    [Theory]
    [InlineData("-9999")]
    [InlineData("-3.4028234663852886e+38")]
    [InlineData("nan")]
    public void Gdals_no_data_marks_voids(string mark)
    {
        var value = double.Parse(mark, System.Globalization.CultureInfo.InvariantCulture);
        var made = Good with { NoData = mark, Value = (row, _) => row == 0 ? value : 5 };

        TerrainReader.Read(made.Bytes(), "a.tif").Tile!.Voids.Should().Be(50);
    }

    [Fact]
    public void A_mark_that_the_file_does_not_state_is_no_height()
    {
        var made = Good with { Value = (row, _) => row == 0 ? -9999 : 5 };

        TerrainReader.Read(made.Bytes(), "a.tif").Problems.Single().Reason.Should().Contain("no GDAL_NODATA");
    }

    public static TheoryData<string, string, string> Wrong =>
        new()
        {
            { nameof(MadeTiff.Bits), "BITSPERSAMPLE", "say 64 bits of format 3; uint16" },
            { nameof(MadeTiff.Samples), "SAMPLESPERPIXEL", "is 3; one sample" },
            { nameof(MadeTiff.Compression), "COMPRESSION", "none (1), LZW (5)" },
            { nameof(MadeTiff.Scale), "33550", "two steps" },
            { nameof(MadeTiff.TiePoint), "33922", "one tie point" },
            { nameof(MadeTiff.Transformation), "34264", "is not read" },
            { nameof(MadeTiff.Keys), "34735", "is missing" },
            { "projected", "1024", "projected (EPSG:32632)" },
            { "datum", "2048", "is 4269; EPSG:4326 is read" },
            { "radians", "2054", "degrees" },
            { "raster", "1025", "pixel is area" },
            { "ellipsoid", "4096", "EGM96 (5773)" },
            { "feet", "4099", "metres" },
            { "outside", "33550 and 33922", "-90 to 90 north" },
            { "small", "256 and 257", "2 × 2" },
            { nameof(MadeTiff.NoData), "42113", "'none', not a number" },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Anything_else_is_refused_naming_the_tag_and_what_is_read(string what, string tag, string reason)
    {
        var made = what switch
        {
            nameof(MadeTiff.Bits) => Good with { Bits = 64 },
            nameof(MadeTiff.Samples) => Good with { Samples = 3 },
            nameof(MadeTiff.Compression) => Good with { Compression = Compression.PACKBITS },
            nameof(MadeTiff.Scale) => Good with { Scale = null },
            nameof(MadeTiff.TiePoint) => Good with { TiePoint = [0, 0, 0, 8, 47, 0, 50, 40, 0, 9, 46, 0] },
            nameof(MadeTiff.Transformation) => Good with { Transformation = [.. Enumerable.Repeat(1.0, 16)] },
            nameof(MadeTiff.Keys) => Good with { Keys = null },
            "projected" => Good with { Keys = MadeTiff.Directory((1024, 1), (3072, 32632)) },
            "datum" => Good with { Keys = MadeTiff.Directory((1024, 2), (2048, 4269)) },
            "radians" => Good with { Keys = MadeTiff.Geographic(true, (2054, 9101)) },
            "raster" => Good with { Keys = MadeTiff.Directory((1024, 2), (1025, 3), (2048, 4326)) },
            "ellipsoid" => Good with { Keys = MadeTiff.Geographic(true, (4096, 4979)) },
            "feet" => Good with { Keys = MadeTiff.Geographic(true, (4099, 9002)) },
            "outside" => Good with { TiePoint = [0, 0, 0, 8, 91, 0] },
            "small" => Good with { Rows = 1 },
            _ => Good with { NoData = "none" },
        };

        var problem = TerrainReader.Read(made.Bytes(), "a.tif").Problems.Single();

        problem.Where.Should().Contain(tag);
        problem.Reason.Should().Contain(reason);
    }

    [Fact]
    public void Broken_files_are_refused_wherever_they_are_cut_or_bent()
    {
        var whole = (Good with { Compression = Compression.DEFLATE, TileSide = 16 }).Bytes();
        var random = new Random(1);
        for (var i = 0; i < 400; i++)
        {
            var bytes = i % 2 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            for (var k = 0; i % 2 == 1 && k < 8; k++)
            {
                // The head and the tags are where a byte matters most.
                bytes[k % 2 == 0 ? random.Next(16) : random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var read = TerrainReader.Read(bytes, "a.tif");

            (read.Tile is null).Should().Be(read.Problems.Count > 0);
        }
    }
}
