using System.Buffers.Binary;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Exchange;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Esri;

namespace DroneCommand.Missions.Tests.Exchange;

/// <summary>Shapefiles as NetTopologySuite's own library writes them, read by ours.</summary>
public class ShapefileTests
{
    private static readonly GeometryFactory Factory = new();

    internal static Dictionary<string, byte[]> Companions { get; } =
        Write([Field()]).Where(file => file.Key != ".shp").ToDictionary(file => file.Key, file => file.Value);

    [Fact]
    public void Polygons_with_holes_are_read_with_their_names()
    {
        var read = Read(Write([Field()]));

        read.Problems.Should().BeEmpty();
        var area = read.Shapes!.Areas.Should().ContainSingle().Subject;
        read.Shapes.Format.Should().Be(ShapeFormat.Shapefile);
        area.Name.Should().Be("Wiese 1");
        area.At.Element.Should().Be("record 1");
        area.Area.Outline.Should().HaveCount(4).And.Contain(new GeoPoint(47.403, 8.504));
        area.Area.Holes.Should().ContainSingle().Which.Should().HaveCount(3);
        read.Shapes.Lost.Should().ContainSingle().Which.What.Should().Be("the column CROP");
    }

    [Fact]
    public void Several_parts_are_several_areas_whichever_way_they_wind()
    {
        var second = Square(8.6, 47.4, 0.01);
        var island = Square(8.603, 47.403, 0.004);
        var lake = Square(8.602, 47.402, 0.006);
        var parts = Factory.CreateMultiPolygon([Factory.CreatePolygon(second, [lake]), Factory.CreatePolygon(island)]);

        var areas = Read(Write([Feature(parts, "A")])).Shapes!.Areas;

        areas.Select(area => area.Area.Holes.Count).Should().BeEquivalentTo([1, 0]);
    }

    [Fact]
    public void Lines_and_points_are_read()
    {
        var line = Factory.CreateLineString([new CoordinateZ(8.5, 47.4, 431), new CoordinateZ(8.504, 47.4, 432)]);
        var lines = Read(Write([Feature(line, "L")])).Shapes!;
        lines
            .Lines.Should()
            .ContainSingle()
            .Which.Points.Should()
            .Equal(new GeoPoint(47.4, 8.5), new GeoPoint(47.4, 8.504));
        lines.Lost.Should().Contain(part => part.What.Contains("heights (Z)"));

        var points = Read(Write([Feature(Factory.CreatePoint(new Coordinate(8.5, 47.4)), "P")])).Shapes!;
        points
            .Places.Should()
            .ContainSingle()
            .Which.Should()
            .Match<ImportedPlace>(p => p.Name == "P" && p.Point == new GeoPoint(47.4, 8.5));

        var many = Factory.CreateMultiPointFromCoords([new Coordinate(8.5, 47.4), new Coordinate(8.6, 47.5)]);
        Read(Write([Feature(many, "M")])).Shapes!.Places.Should().HaveCount(2);
    }

    [Fact]
    public void All_layers_of_a_zip_are_read()
    {
        var shapes = ShapeImport.Read(Zipped(), "layers.zip").Shapes!;

        shapes.Areas.Should().ContainSingle().Which.At.Element.Should().Be("gis/a.shp, record 1");
        shapes.Places.Should().ContainSingle().Which.At.Element.Should().Be("gis/b.shp, record 1");
    }

    [Theory]
    [InlineData(null, "has no .prj beside it")]
    [InlineData(
        "PROJCS[\"CH1903+_LV95\",GEOGCS[\"GCS_CH1903+\",DATUM[\"D_CH1903+\"]]]",
        "is in the projection 'CH1903+_LV95'; transform the file"
    )]
    [InlineData(
        "PROJCRS[\"WGS 84 / UTM zone 32N\",BASEGEOGCRS[\"WGS 84\"]]",
        "is in the projection 'WGS 84 / UTM zone 32N'"
    )]
    [InlineData(
        "GEOGCS[\"GCS_North_American_1927\",DATUM[\"D_North_American_1927\",SPHEROID[\"Clarke_1866\",6378206.4,294.9786982]],UNIT[\"Degree\",0.0174532925199433]]",
        "is on the datum of 'GCS_North_American_1927'"
    )]
    [InlineData(
        "GEOGCS[\"WGS 84 (gon)\",DATUM[\"WGS_1984\"],UNIT[\"grad\",0.01570796326794897]]",
        "another unit than degrees"
    )]
    [InlineData(
        "GEOGCS[\"WGS 84 (Paris)\",DATUM[\"WGS_1984\"],PRIMEM[\"Paris\",2.33722917],UNIT[\"degree\",0.0174532925199433]]",
        "counts from another meridian"
    )]
    [InlineData("nothing", "names no reference system")]
    public void Other_reference_systems_are_refused_by_name(string? projection, string reason)
    {
        var files = Write([Field()]);
        files.Remove(".prj");
        if (projection is not null)
        {
            files[".prj"] = Files.Bytes(projection);
        }

        Read(files).Problems.Should().ContainSingle().Which.Reason.Should().Contain(reason);
    }

    [Theory]
    [InlineData(
        "GEOGCRS[\"WGS 84\",ENSEMBLE[\"World Geodetic System 1984 ensemble\",MEMBER[\"x\"]],CS[ellipsoidal,2],ANGLEUNIT[\"degree\",0.0174532925199433]]"
    )]
    [InlineData(
        "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.01745329251994328]]"
    )]
    public void Longitude_and_latitude_of_WGS84_are_known_in_all_their_spellings(string projection)
    {
        var files = Write([Field()]);
        files[".prj"] = Files.Bytes(projection);

        Read(files).Problems.Should().BeEmpty();
    }

    [Fact]
    public void Without_a_table_the_names_are_lost()
    {
        var files = Write([Field()]);
        files.Remove(".dbf");

        Read(files).Shapes!.Lost.Should().ContainSingle().Which.What.Should().Be("names, for there is no .dbf");
    }

    [Fact]
    public void Names_in_UTF8_are_read_where_the_code_page_says_so()
    {
        var files = Write([Feature(Field().Geometry, "Bühl")]);

        Read(files).Shapes!.Areas[0].Name.Should().Be("Bühl");
    }

    [Theory]
    [InlineData(104, 1_000_000, "is said to be 1000000 words long, which the file is not")]
    [InlineData(104, -5, "is said to be -5 words long")]
    public void A_record_longer_than_the_file_is_refused(int at, int words, string reason)
    {
        var files = Write([Field()]);
        BinaryPrimitives.WriteInt32BigEndian(files[".shp"].AsSpan(at), words);

        var problem = Read(files).Problems.Should().ContainSingle().Subject;

        problem.Where.Should().Be("record 1");
        problem.Reason.Should().Contain(reason);
    }

    [Theory]
    [InlineData(144, "too short for its parts and points")]
    [InlineData(148, "too short for its parts and points")]
    public void A_count_that_the_record_has_no_room_for_is_refused(int at, string reason)
    {
        var files = Write([Field()]);
        BinaryPrimitives.WriteInt32LittleEndian(files[".shp"].AsSpan(at), int.MaxValue);

        Read(files).Problems.Should().ContainSingle().Which.Reason.Should().Contain(reason);
    }

    [Fact]
    public void A_cut_file_is_refused()
    {
        var files = Write([Field(), Field()]);
        files[".shp"] = files[".shp"][..^7];

        Read(files).Problems.Should().ContainSingle().Which.Where.Should().Be("record 2");
    }

    internal static byte[] Polygons() => Write([Field()])[".shp"];

    internal static byte[] Zipped() =>
        Files.Zip([
            .. Write([Field()]).Select(file => ($"gis/a{file.Key}", file.Value)),
            .. Write([Feature(Factory.CreatePoint(new Coordinate(8.5, 47.4)), "P")])
                .Select(f => ($"gis/b{f.Key}", f.Value)),
        ]);

    private static ShapeReadResult Read(Dictionary<string, byte[]> files) =>
        ShapeImport.Read(files[".shp"], "f.shp", ending => files.GetValueOrDefault(ending));

    private static Feature Field() =>
        Feature(
            Factory.CreatePolygon(
                Factory.CreateLinearRing([
                    new(8.5, 47.4),
                    new(8.504, 47.4),
                    new(8.504, 47.403),
                    new(8.5, 47.403),
                    new(8.5, 47.4),
                ]),
                [
                    Factory.CreateLinearRing([
                        new(8.501, 47.401),
                        new(8.502, 47.401),
                        new(8.502, 47.402),
                        new(8.501, 47.401),
                    ]),
                ]
            ),
            "Wiese 1"
        );

    private static LinearRing Square(double lon, double lat, double size) =>
        Factory.CreateLinearRing([
            new(lon, lat),
            new(lon + size, lat),
            new(lon + size, lat + size),
            new(lon, lat + size),
            new(lon, lat),
        ]);

    private static Feature Feature(Geometry shape, string name) =>
        new(shape, new AttributesTable { { "NAME", name }, { "CROP", "rye" } });

    private static Dictionary<string, byte[]> Write(IEnumerable<Feature> features)
    {
        var folder = Directory.CreateTempSubdirectory("dronecommand-shp-").FullName;
        try
        {
            Shapefile.WriteAllFeatures(features, Path.Combine(folder, "f.shp"), Files.Wgs84, System.Text.Encoding.UTF8);
            return Directory.GetFiles(folder).ToDictionary(file => Path.GetExtension(file)!, File.ReadAllBytes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
