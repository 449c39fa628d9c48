using System.Text;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Exchange;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Tests.Exchange;

public class ShapeImportTests
{
    [Theory]
    [InlineData(Files.Kml, ShapeFormat.Kml, "North field")]
    [InlineData(Files.GeoJson, ShapeFormat.GeoJson, "North field")]
    public void Areas_with_holes_lines_and_places_are_read(string text, ShapeFormat format, string name)
    {
        var shapes = Read(text);

        shapes.Format.Should().Be(format);
        var area = shapes.Areas.Should().ContainSingle().Subject;
        area.Name.Should().Be(name);
        area.Area.Outline.Should().HaveCount(4).And.Contain(new GeoPoint(47.403, 8.504));
        area.Area.Holes.Should().ContainSingle().Which.Should().HaveCount(3);
        var line = shapes.Lines.Should().ContainSingle().Subject;
        line.Points.Should().Equal(new GeoPoint(47.4, 8.5), new GeoPoint(47.4, 8.504));
        line.Altitudes.Should().Equal(new AltitudeAmsl(431), new AltitudeAmsl(432));
        shapes.Places.Should().ContainSingle().Which.Point.Should().Be(new GeoPoint(47.4015, 8.502));
    }

    [Fact]
    public void Kml_names_what_it_loses_by_line_and_placemark()
    {
        var lost = Read(Files.Kml).Lost.Select(part => part.ToString()).ToList();

        lost.Should().Contain("line 3, Style: the element Style");
        lost.Should().Contain("line 4, Folder Fields: which folder a shape is in");
        lost.Should().Contain("line 5, Placemark North field: the element styleUrl");
        lost.Should().Contain("line 15, Placemark Fence: heights above ground");
        lost.Should().ContainSingle(text => text.Contains("NetworkLink") && text.Contains("nothing is fetched"));
    }

    [Fact]
    public void Gpx_gives_places_routes_and_each_segment_of_a_track()
    {
        var shapes = Read(Files.Gpx);

        shapes.Places.Should().ContainSingle().Which.Altitude.Should().Be(new AltitudeAmsl(430.5));
        shapes.Lines.Select(line => line.Name).Should().Equal("Round", "Walk");
        shapes.Lines[0].Altitudes.Should().BeNull();
        shapes.Lines[1].Altitudes.Should().HaveCount(4);
        shapes
            .Lost.Select(part => part.ToString())
            .Should()
            .BeEquivalentTo(
                "line 3, waypoint Gate: the element sym of a wpt",
                "line 6, track Walk: the element time of a trkpt",
                "line 9, track Walk: a line of fewer than two places"
            );
    }

    [Fact]
    public void A_closed_line_stands_in_for_an_area_and_a_line_s_points_for_places()
    {
        var walked = Read(Files.Gpx).WithStandIns();
        walked.Areas.Should().ContainSingle().Which.Area.Outline.Should().HaveCount(3);
        walked.Lost.Should().Contain(part => part.What.Contains("taken for an outline"));
        walked.Places.Should().ContainSingle("the file has one of its own");

        var way = Read(Files.Waypoints).WithStandIns();
        way.Areas.Should().BeEmpty();
        way.Places.Should().HaveCount(2);
    }

    [Fact]
    public void A_plan_gives_its_survey_as_area_its_way_as_line_and_cuts_out_what_its_fence_keeps_out()
    {
        var shapes = Read(Files.Plan);

        shapes.Format.Should().Be(ShapeFormat.Plan);
        var area = shapes.Areas.Should().ContainSingle().Subject;
        area.Name.Should().Be("survey 2");
        area.Area.Outline.Should().HaveCount(4);
        var hole = area.Area.Holes.Should().ContainSingle().Subject;
        hole.Should().HaveCount(72);
        // Around the circle, not within it.
        hole.Should().OnlyContain(p => Geodesic.Distance(p, new GeoPoint(47.4015, 8.502)) >= 30);
        shapes.Lines.Should().ContainSingle().Which.Points.Should().HaveCount(3);
        shapes.Places.Select(place => place.Name).Should().Equal("look here", "rally point 1");
        var lost = shapes.Lost.Select(part => part.ToString()).ToList();
        lost.Should().Contain("mission item 3: the command DoSetCamTriggDist");
        lost.Should().Contain("fence item 1: the fence that keeps in: the pattern's polygon is the area");
        lost.Should().ContainSingle(text => text.StartsWith("home: the planned home, 47.400000° N"));
        lost.Should().ContainSingle(text => text.StartsWith("line 5, mission.items[1]") && text.Contains("survey"));
    }

    [Fact]
    public void A_fence_that_keeps_in_is_an_area_where_no_pattern_has_one()
    {
        var text = Files.Plan.Replace("\"polygon\":[[47.4,8.5],[47.4,8.504],[47.403,8.504],[47.403,8.5]],", "");

        var area = Read(text).Areas.Should().ContainSingle().Subject;

        area.Name.Should().Be("fence");
        area.Area.Holes.Should().ContainSingle();
    }

    [Fact]
    public void Waypoints_give_their_way_without_home()
    {
        var shapes = Read(Files.Waypoints);

        shapes.Format.Should().Be(ShapeFormat.Waypoints);
        shapes
            .Lines.Should()
            .ContainSingle()
            .Which.Points.Should()
            .Equal(new GeoPoint(47.401, 8.501), new GeoPoint(47.402, 8.503));
        shapes.Lost.Select(part => part.What).Should().Contain("how long a waypoint is held");
        shapes.Lost.Select(part => part.At.Element).Should().Contain("home");
    }

    [Fact]
    public void A_kmz_is_its_document_and_names_its_other_files()
    {
        var zip = Files.Zip(("images/a.png", [1, 2]), ("doc.kml", Files.Bytes(Files.Kml)), ("other.kml", [1]));

        var shapes = ShapeImport.Read(zip, "farm.kmz").Shapes!;

        shapes.Format.Should().Be(ShapeFormat.Kmz);
        shapes.Areas.Should().ContainSingle();
        shapes.Lost.Should().Contain(part => part.At.Element == "images/a.png" && part.What.Contains("pictures"));
        shapes.Lost.Should().Contain(part => part.At.Element == "other.kml" && part.What.Contains("second KML"));
    }

    [Theory]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[]}", "file: holds no area, line or place")]
    [InlineData("hello", "is none of what is read")]
    [InlineData("", "is none of what is read")]
    [InlineData("<html><p/></html>", "begins with the element html; KML and GPX are read")]
    [InlineData("<kml>\n<Placemark></kml>", "(2,")]
    [InlineData(
        "<kml><Placemark><name>A</name>\n<Point><coordinates>\n8.5 47</coordinates></Point></Placemark></kml>",
        "(3,1): Placemark A: '8.5' is not longitude,latitude[,altitude]"
    )]
    [InlineData(
        "<kml><Placemark>\n<Point><coordinates>8.5,NaN</coordinates></Point></Placemark></kml>",
        "(2,1): Placemark 1: '8.5,NaN' is not"
    )]
    [InlineData(
        "<kml><Placemark>\n<Point><coordinates>47,98</coordinates></Point></Placemark></kml>",
        "longitude 47, latitude 98 is outside ±180, ±85; are they swapped?"
    )]
    [InlineData("<gpx>\n<wpt lat='1e999' lon='1'/></gpx>", "(2,2): waypoint 1: a wpt needs the attributes lat and lon")]
    [InlineData("<gpx>\n<wpt lat='91' lon='1'/></gpx>", "latitude 91 is outside ±180, ±85")]
    [InlineData(
        "<gpx>\n<wpt lat='1' lon='1'><ele>high</ele></wpt></gpx>",
        "the elevation 'high' is no number of metres"
    )]
    [InlineData("{\"type\":\"Point\",\n\"coordinates\":[1e999,47]}", "(2,16): file: 1e999 is not a number")]
    [InlineData(
        "{\"type\":\"Point\",\n\"coordinates\":[\"8\",47]}",
        "(2,15): geometry: a position is [longitude, latitude]"
    )]
    [InlineData("{\"type\":\"Circle\",\"coordinates\":[8,47]}", "'Circle' is no type of GeoJSON")]
    [InlineData(
        "{\"type\":\"Point\",\"coordinates\":[8,47],\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:2056\"}}}",
        "crs: is another reference system than WGS 84"
    )]
    [InlineData("QGC WPL 110\n0\t1\t0\t16\n", "(2,1): file: 4 fields instead of 12")]
    [InlineData("{\"fileType\":\"Plan\",\"version\":1,\n\"mission\":{\"items\":[{\"type\":\"Foo\"}]}}", "(2,")]
    public void What_is_wrong_is_named_by_file_line_and_element(string text, string reason)
    {
        var read = Files.Read(text, "f.x");

        read.Shapes.Should().BeNull();
        read.Problems.Should().NotBeEmpty();
        read.Problems[0].ToString().Should().StartWith("f.x(").And.Contain(reason);
    }

    /// <summary>Row B5 of the faults: an area that spans 180° is refused in every format, not taken for the other way round.</summary>
    [Theory]
    [InlineData(
        "<kml><Placemark>\n<Polygon><outerBoundaryIs><LinearRing><coordinates>179,1 -179,1 -179,2 179,2 179,1</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>"
    )]
    [InlineData(
        "<kml><Placemark>\n<Polygon><outerBoundaryIs><LinearRing><coordinates>179,1 179.5,1 179.5,2 -179,2</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>"
    )]
    [InlineData("<kml><Placemark>\n<LineString><coordinates>179,1 -179,1</coordinates></LineString></Placemark></kml>")]
    [InlineData("<gpx>\n<rte><rtept lat='1' lon='179.9'/><rtept lat='1' lon='-179.9'/></rte></gpx>")]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[[[179,-1],[-179,-1],[-179,1],[179,1],[179,-1]]]}")]
    [InlineData("{\"type\":\"LineString\",\"coordinates\":[[-179.9,-1],[179.9,-1]]}")]
    [InlineData("QGC WPL 110\n0\t1\t3\t16\t0\t0\t0\t0\t1\t179.9\t50\t1\n1\t0\t3\t16\t0\t0\t0\t0\t1\t-179.9\t50\t1\n")]
    [InlineData(
        "{\"fileType\":\"Plan\",\"version\":1,\"mission\":{\"items\":[]},\"geoFence\":{\"polygons\":[{\"inclusion\":true,\"polygon\":[[1,179],[1,-179],[2,-179],[2,179]]}]}}"
    )]
    public void What_crosses_the_antimeridian_is_refused_with_the_remedy(string text) =>
        Files.Read(text).Problems.Should().ContainSingle().Which.Reason.Should().Contain("cut it at longitude 180");

    [Fact]
    public void An_area_that_ends_at_the_antimeridian_is_read() =>
        Read("{\"type\":\"Polygon\",\"coordinates\":[[[179,-1],[180,-1],[180,1],[179,-1]]]}")
            .Areas.Should()
            .ContainSingle();

    /// <summary>Row B3.</summary>
    [Theory]
    [InlineData(
        "<kml><Placemark><name>Bow</name>\n<Polygon><outerBoundaryIs><LinearRing><coordinates>8,47 8.01,47.01 8.01,47 8,47.01 8,47</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>",
        "Placemark Bow"
    )]
    [InlineData(
        "{\"type\":\"Polygon\",\"coordinates\":[[[8,47],[8.01,47.01],[8.01,47],[8,47.01],[8,47]]]}",
        "geometry"
    )]
    public void A_ring_that_crosses_itself_is_refused_with_the_place(string text, string element)
    {
        var problem = Files.Read(text).Problems.Should().ContainSingle().Subject;

        problem.Where.Should().Be(element);
        problem.Reason.Should().Be("the outline crosses itself at 47.005000° N, 8.005000° E");
    }

    [Fact]
    public void A_hole_outside_the_area_is_refused()
    {
        var text =
            "{\"type\":\"Polygon\",\"coordinates\":[[[8,47],[8.01,47],[8.01,47.01],[8,47]],[[9,48],[9.1,48],[9,48.1],[9,48]]]}";

        Files
            .Read(text)
            .Problems.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Contain("a hole lies outside the outline");
    }

    /// <summary>Row B6: names go through as text, without control characters, and bounded.</summary>
    [Fact]
    public void Names_are_text_and_nothing_else()
    {
        var name = "<script>alert(1)</script>\u0007" + new string('x', 200);
        var text =
            $"{{\"type\":\"Feature\",\"properties\":{{\"name\":{System.Text.Json.JsonSerializer.Serialize(name)}}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[8,47]}}}}";

        var shapes = Read(text);

        shapes.Places[0].Name.Should().StartWith("<script>alert(1)</script> xxx").And.HaveLength(80);
        shapes.Lost.Should().Contain(part => part.What.Contains("beyond the first 80"));
        ShapesGeoJson.Write(shapes).Should().NotContain("<script>");
    }

    [Fact]
    public void What_is_written_as_GeoJSON_is_read_back_the_same()
    {
        foreach (var text in (string[])[Files.Kml, Files.Gpx, Files.GeoJson, Files.Plan, Files.Waypoints])
        {
            var shapes = Read(text);

            var back = Read(ShapesGeoJson.Write(shapes));

            back.Areas.Select(a => a.Area.Holes.Count).Should().Equal(shapes.Areas.Select(a => a.Area.Holes.Count));
            back.Lines.SelectMany(l => l.Points).Should().Equal(shapes.Lines.SelectMany(l => l.Points));
            back.Places.Select(p => (p.Point, p.Name)).Should().Equal(shapes.Places.Select(p => (p.Point, p.Name)));
        }
    }

    [Fact]
    public void A_file_in_UTF16_is_read()
    {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + Files.Kml[Files.Kml.IndexOf('\n')..];
        var bytes = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text)).ToArray();

        ShapeImport.Read(bytes, "utf16.kml").Shapes!.Areas.Should().ContainSingle();
    }

    private static ImportedShapes Read(string text)
    {
        var read = Files.Read(text);
        read.Problems.Should().BeEmpty();
        return read.Shapes!;
    }
}
