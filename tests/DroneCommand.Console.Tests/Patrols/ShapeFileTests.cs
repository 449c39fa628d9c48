using System.Text;
using DroneCommand.Console.Patrols;
using DroneCommand.Missions.Exchange;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Console.Tests.Patrols;

/// <summary>What a file offers for ground that is to be drawn, and what is said when it offers none.</summary>
public sealed class ShapeFileTests
{
    private const string Mixed = """
        <kml xmlns="http://www.opengis.net/kml/2.2"><Document>
          <Placemark><name>North field</name><Polygon>
            <outerBoundaryIs><LinearRing><coordinates>8.9890,54.4795 8.9900,54.4795 8.9900,54.4800 8.9890,54.4800 8.9890,54.4795</coordinates></LinearRing></outerBoundaryIs>
            <innerBoundaryIs><LinearRing><coordinates>8.9894,54.4797 8.9896,54.4797 8.9896,54.4798 8.9894,54.4797</coordinates></LinearRing></innerBoundaryIs>
          </Polygon></Placemark>
          <Placemark><name>Pipe</name><LineString><coordinates>8.9890,54.4795 8.9900,54.4795 8.9900,54.4800</coordinates></LineString></Placemark>
          <Placemark><name>Ring road</name><LineString><coordinates>8.9890,54.4795 8.9900,54.4795 8.9900,54.4800 8.9890,54.4795</coordinates></LineString></Placemark>
          <Placemark><name>Well</name><Point><coordinates>8.9895,54.4797</coordinates></Point></Placemark>
        </Document></kml>
        """;

    private static ChosenFile Text(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    private static ShapeFile Read(string text, string wanted, string name = "fields.kml") =>
        ShapeFile.Read([Text(name, text)], wanted);

    [Theory]
    [InlineData("area", "North field,Ring road")]
    [InlineData("line", "North field,Pipe,Ring road")]
    [InlineData("point", "Well")]
    public void Every_shape_is_listed_and_those_that_suit_come_first(string wanted, string usable)
    {
        var file = Read(Mixed, wanted);

        file.Fault.Should().BeEmpty();
        file.Shapes.Should().HaveCount(4);
        file.Shapes.Where(shape => shape.IsUsable).Select(shape => shape.Name).Should().Equal(usable.Split(','));
        file.Shapes.Where(shape => !shape.IsUsable).Should().OnlyContain(shape => shape.Note.Length > 0);
    }

    [Fact]
    public void An_area_becomes_a_drawing_of_its_corners_and_says_that_its_hole_is_not_kept()
    {
        var field = Read(Mixed, "area").Shapes[0];

        (field.Kind, field.Note).Should().Be(("area", "without its hole"));
        field.Size.Should().StartWith("4 corners · ");
        DrawnPlaces.Parse(field.Value)!.Places.Should().HaveCount(4);
    }

    [Fact]
    public void An_outline_that_is_to_be_a_line_ends_where_it_begins()
    {
        var places = DrawnPlaces.Parse(Read(Mixed, "line").Shapes[0].Value)!.Places;

        places.Should().HaveCount(5);
        places[0].Should().Be(places[^1]);
    }

    [Theory]
    [InlineData("", "fields.kml is none of what is read")]
    [InlineData("<kml><Placemark>", "fields.kml, line 1")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "fields.kml holds no area, line or place.")]
    [InlineData("<html></html>", "begins with the element")]
    public void A_file_of_no_use_says_why_in_a_sentence(string text, string why)
    {
        var file = Read(text, "area");

        file.Shapes.Should().BeEmpty();
        file.Fault.Should().Contain(why).And.EndWith(".");
    }

    [Fact]
    public void What_is_too_large_says_how_large_it_may_be()
    {
        var file = ShapeFile.Read([new ChosenFile("world.kml", new byte[ShapeImport.MaxBytes + 1])], "area");

        file.Fault.Should().Be("world.kml is larger than 16 MiB.");
    }

    [Fact]
    public void A_line_of_too_many_points_is_listed_with_what_would_help()
    {
        var points = string.Join(
            ',',
            Enumerable.Range(0, 501).Select(i => FormattableString.Invariant($"[8.9{i:000},54.48]"))
        );
        var text =
            $$$"""{"type":"Feature","properties":{"name":"Track"},"geometry":{"type":"LineString","coordinates":[{{{points}}}]}}""";

        var track = Read(text, "line", "track.geojson").Shapes.Should().ContainSingle().Subject;

        track.IsUsable.Should().BeFalse();
        track.Note.Should().Contain("at most 500 points");
    }

    [Fact]
    public void Several_files_need_one_shapefile_among_them()
    {
        ShapeFile
            .Read([Text("a.kml", Mixed), Text("b.kml", Mixed)], "area")
            .Fault.Should()
            .Be("Choose one file, or one .shp together with its .dbf, .prj and .cpg.");
    }

    [Fact]
    public void What_the_shapes_do_not_say_is_named()
    {
        var file = Read(
            Mixed.Replace("<name>Well", "<description>Old</description><name>Well", StringComparison.Ordinal),
            "point"
        );

        file.NotKept.Should().NotBeEmpty();
    }
}
