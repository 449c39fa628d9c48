using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Sites;

public class SiteReaderTests
{
    private static readonly (double, double)[] Bow = [(-50, -50), (50, 50), (50, -50), (-50, 50)];

    [Fact]
    public void A_plain_site_is_read()
    {
        var site = SiteText
            .Plain()
            .Box("building", "Hall", 20, 20, 40, 60, "\"heightM\": 12.5")
            .Box("keep-out", "Mast", -40, 20, -20, 40, "\"floorM\": 10, \"ceilingM\": 60")
            .Point("dock", "Yard", (10, -10), "\"for\": [\"rover\"], \"headingDeg\": 90")
            .Site(", \"obstacleMarginM\": 7");

        site.Id.Should().Be("field");
        site.TimeZone.Id.Should().Be("Europe/Berlin");
        site.ObstacleMarginMetres.Should().Be(7);
        site.AltitudeLimit.Should().Be(new AltitudeAboveHome(80));
        site.Obstacles.Single().HeightMetres.Should().Be(12.5);
        site.KeepOuts.Single().Title.Should().Be("keep-out Mast");
        site.FindDock("Yard")!.Fits(VehicleFamily.Copter).Should().BeFalse();
        site.FindDock("Yard")!.HeadingDeg.Should().Be(90);
        site.Boundary.Points.Should().HaveCount(4);
    }

    [Fact]
    public void An_outline_that_crosses_itself_is_refused_with_the_place_of_the_crossing()
    {
        var text = SiteText.Plain().Area("perimeter", "Bow", Bow);

        var problem = text.Read().Problems.Should().ContainSingle().Subject;

        problem.Line.Should().Be(7);
        problem.Where.Should().Be("perimeter Bow");
        problem.Reason.Should().Contain("the outline crosses itself at 54.480000° N, 8.990000° E");
    }

    [Theory]
    [InlineData("[8.99, NaN]", "is not JSON")]
    [InlineData("[8.99, 1e999]", "1e999 is not a number that can be held")]
    [InlineData("[8.99, 91]", "outside ±180, ±85")]
    [InlineData("[8.99, 86]", "outside ±180, ±85")]
    [InlineData("[181, 54.48]", "outside ±180, ±85")]
    [InlineData("[54.48, 108.99]", "are they swapped?")]
    [InlineData("[8.99]", "a position is [longitude, latitude]")]
    [InlineData("[8.99, \"54\"]", "a position is [longitude, latitude]")]
    [InlineData("[11, 54.48]", "a site has at most 20 km")]
    public void Impossible_coordinates_are_refused_where_they_stand(string position, string reason)
    {
        var text = SiteText
            .Plain()
            .Raw(
                $$"""{ "type": "Feature", "properties": { "kind": "checkpoint", "name": "X" }, "geometry": { "type": "Point", "coordinates": {{position}} } }"""
            );

        var problem = text.Read().Problems.Should().ContainSingle().Subject;

        problem.File.Should().Be("field.geojson");
        problem.Line.Should().Be(7);
        problem.Reason.Should().Contain(reason);
    }

    [Theory]
    [InlineData("\"kind\": \"bulding\", \"name\": \"A\"", "'bulding' is no kind of feature; known are boundary,")]
    [InlineData("\"kind\": \"building\", \"name\": \"A\"", "'heightM' is missing: a number from 0.1 to 900")]
    [InlineData("\"kind\": \"building\", \"name\": \"A\", \"heightM\": \"8 m\"", "not the text '8 m'")]
    [InlineData("\"kind\": \"building\", \"name\": \"A\", \"heightM\": -1", "not the number -1")]
    [InlineData("\"kind\": \"building\", \"name\": \"A\", \"heightM\": 8, \"color\": 1", "'color' is not known here")]
    [InlineData("\"kind\": \"building\", \"heightM\": 8", "'name' is missing")]
    [InlineData("\"kind\": \"building\", \"name\": \"A\\u0007\", \"heightM\": 8", "no control characters")]
    [InlineData("\"kind\": \"keep-out\", \"name\": \"A\", \"floorM\": 9, \"ceilingM\": 9", "'floorM' must be lower")]
    [InlineData(
        "\"kind\": \"perimeter\", \"name\": \"A\", \"for\": \"boat\"",
        "'for' must be copter or rover or plane"
    )]
    [InlineData("\"kind\": \"dock\", \"name\": \"A\"", "a dock must be a Point")]
    [InlineData("\"kind\": \"boundary\", \"name\": \"A\"", "this one has 2")]
    [InlineData("\"kind\": \"building\", \"kind\": \"dock\"", "'kind' stands here twice")]
    public void Wrong_properties_are_named_with_what_would_be_right(string properties, string reason)
    {
        var text = SiteText
            .Plain()
            .Raw(
                $$"""
                { "type": "Feature", "properties": { {{properties}} }, "geometry": { "type": "Polygon", "coordinates":
                [[[8.9901, 54.4801], [8.9902, 54.4801], [8.9902, 54.4802], [8.9901, 54.4801]]] } }
                """
            );

        var problem = text.Read().Problems.Should().ContainSingle().Subject;

        problem.Line.Should().Be(7);
        problem.Reason.Should().Contain(reason);
    }

    [Theory]
    [InlineData("\"timeZone\": \"Europe/Berlin\"", "\"timeZone\": \"Mars/Olympus\"", "'Mars/Olympus' is no time zone")]
    [InlineData("\"timeZone\": \"Europe/Berlin\", ", "", "'timeZone' is missing")]
    [InlineData("\"id\": \"field\"", "\"id\": \"../field\"", "'id' must be 1 to 40")]
    [InlineData(
        "\"altitudeLimitM\": 80",
        "\"altitudeLimitM\": 1e4",
        "'altitudeLimitM' must be a number from 5 to 1000"
    )]
    [InlineData("\"altitudeLimitM\": 80", "\"altitudelimit\": 80", "'altitudelimit' is not known here")]
    public void A_wrong_header_is_named(string right, string wrong, string reason)
    {
        var json = SiteText.Plain().Json().Replace(right, wrong, StringComparison.Ordinal);

        var problems = SiteReader.Read(json, "field.geojson").Problems;

        problems.Should().Contain(problem => problem.Line == 3 && problem.Reason.Contains(reason));
    }

    [Fact]
    public void Missing_features_are_named()
    {
        var problems = new SiteText().Point("dock", "Pad", (0, 0)).Read().Problems;

        problems
            .Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Contain("one feature of kind 'boundary'; this one has 0");
    }

    [Fact]
    public void What_must_lie_inside_the_boundary_does()
    {
        var text = SiteText
            .Plain()
            .Point("dock", "Far", (150, 0))
            .Box("perimeter", "Wide", -120, -50, 50, 50)
            .Point("checkpoint", "Out", (0, 101));

        var problems = text.Read().Problems;

        problems
            .Select(problem => (problem.Line, problem.Where))
            .Should()
            .Equal((7, "Far"), (8, "perimeter Wide"), (9, "checkpoint Out"));
        problems.Should().OnlyContain(problem => problem.Reason.StartsWith("leaves the site's boundary at 54."));
    }

    [Theory]
    [InlineData("keep-out", "", true)]
    [InlineData("keep-out", "\"floorM\": 20", false)]
    [InlineData("building", "\"heightM\": 5", true)]
    [InlineData("water", "", true)]
    public void A_dock_does_not_lie_in_what_vehicles_must_avoid(string kind, string properties, bool refused)
    {
        var problems = SiteText.Plain().Box(kind, "Zone", -5, -5, 5, 5, properties).Read().Problems;

        problems.Any(problem => problem.Where == "Pad" && problem.Reason.Contains("lies in")).Should().Be(refused);
    }

    [Fact]
    public void Names_that_others_refer_to_are_unique()
    {
        var problems = SiteText.Plain().Point("dock", "Pad", (10, 0)).Read().Problems;

        problems.Should().ContainSingle().Which.Reason.Should().Be("has the same name as the one in line 6");
    }

    [Fact]
    public void A_site_across_the_180th_meridian_is_refused()
    {
        var text = new SiteText(new GeoPoint(-17, 180)).Box("boundary", "Reef", -100, -100, 100, 100);

        var problems = text.Read().Problems;

        problems.Should().ContainSingle().Which.Reason.Should().Contain("crosses the 180th meridian");
    }

    [Fact]
    public void A_site_at_a_pole_is_refused()
    {
        var text = new SiteText(new GeoPoint(89.99, 0)).Box("boundary", "Ice", -100, -100, 100, 100);

        text.Read().Problems.Should().OnlyContain(problem => problem.Reason.Contains("outside ±180, ±85"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{ \"type\": \"FeatureCollection\", \"features\": [")]
    [InlineData("{ \"type\": 5, \"features\": 7 }")]
    [InlineData("{ \"type\": \"FeatureCollection\", \"site\": [], \"features\": [1, null, {}] }")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]")]
    public void What_is_no_site_at_all_is_refused_and_nothing_is_thrown(string json)
    {
        var result = SiteReader.Read(json, "x.geojson");

        result.Site.Should().BeNull();
        result.Problems.Should().NotBeEmpty();
    }

    [Fact]
    public void Sizes_are_bounded()
    {
        var ring = string.Join(",", Enumerable.Range(0, SiteReader.MaxPoints + 1).Select(i => $"[8.99,54.{i:D6}]"));
        var text = SiteText
            .Plain()
            .Raw(
                $$"""{ "type": "Feature", "properties": { "kind": "yard" }, "geometry": { "type": "Polygon", "coordinates": [[{{ring}}]] } }"""
            );

        text.Read().Problems.Should().ContainSingle().Which.Reason.Should().Contain("more than 20000 points");
        SiteReader
            .Read(new string(' ', 9_000_000), "big.geojson")
            .Problems.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Contain("larger than 8 MiB");
    }
}
