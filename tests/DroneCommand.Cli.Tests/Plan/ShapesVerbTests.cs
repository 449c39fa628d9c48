using System.Text.Json;
using DroneCommand.Cli.Tests.Support;

namespace DroneCommand.Cli.Tests.Plan;

/// <summary>The verb `shapes`, and `plan` on files of other formats than GeoJSON.</summary>
public sealed class ShapesVerbTests : IDisposable
{
    private const string Kml = """
        <kml xmlns="http://www.opengis.net/kml/2.2"><Document>
        <Placemark><name>North field</name><description>rye</description><Polygon><outerBoundaryIs><LinearRing>
        <coordinates>8.5,47.4 8.504,47.4 8.504,47.402 8.5,47.402 8.5,47.4</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
        </Document></kml>
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("dronecommand-shapes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_file_s_shapes_are_told_and_what_is_not_kept()
    {
        var result = await Tool.Run(Kml, "shapes", "-");

        result.Code.Should().Be(0);
        // A field of 302 m by 222 m.
        result.Output.Should().Be("area 'North field': 67138.6 m2, 4 corners, 0 holes\n");
        result.Errors.Should().Be("not kept: line 2, Placemark North field: the element description\n");
    }

    [Fact]
    public async Task Shapes_are_written_as_GeoJson()
    {
        var target = Path.Combine(_folder, "field.geojson");

        (await Tool.Run(Kml, "shapes", "-", "--out", target)).Code.Should().Be(0);
        var piped = await Tool.Run(Kml, "shapes", "-", "--out", "-");

        var text = await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken);
        piped.Output.Should().Be(text);
        piped.Errors.Should().Contain("area 'North field'");
        var again = await Tool.Run(text, "shapes", "-", "--json");
        var told = JsonDocument.Parse(again.Output).RootElement;
        told.GetProperty("format").GetString().Should().Be("geojson");
        told.GetProperty("areas").GetInt32().Should().Be(1);
        told.GetProperty("lost").GetArrayLength().Should().Be(0);
        told.GetProperty("areaM2").GetDouble().Should().BeApproximately(67138.65, 0.01);
    }

    [Fact]
    public async Task What_is_wrong_is_refused_by_file_line_and_element()
    {
        var result = await Tool.Run(
            Kml.Replace("8.504,47.402", "8.504,97.402"),
            "shapes",
            "-",
            "--json",
            "--out",
            Path.Combine(_folder, "none")
        );

        result.Code.Should().Be(2);
        var reason = JsonDocument
            .Parse(result.Output)
            .RootElement.GetProperty("problems")[0]
            .GetProperty("reason")
            .GetString();
        reason.Should().StartWith("-(3,1): Placemark North field: longitude 8.504, latitude 97.402 is outside");
        File.Exists(Path.Combine(_folder, "none")).Should().BeFalse();
    }

    [Fact]
    public async Task A_plan_is_made_on_any_format_and_tells_what_it_does_not_use()
    {
        var result = await Tool.Run(Kml, "plan", "area-coverage", "--site", "-", "--set", "swath=40", "--json");

        result.Code.Should().Be(0, result.Errors);
        var told = JsonDocument.Parse(result.Output).RootElement;
        told.GetProperty("coveragePct").GetDouble().Should().BeGreaterThan(99);
        var lost = told.GetProperty("lost").EnumerateArray().Should().ContainSingle().Subject;
        lost.GetProperty("line").GetInt32().Should().Be(2);
        lost.GetProperty("element").GetString().Should().Be("Placemark North field");
        lost.GetProperty("what").GetString().Should().Be("the element description");
    }

    [Fact]
    public async Task A_walked_track_is_an_outline()
    {
        const string Gpx =
            "<gpx><trk><trkseg><trkpt lat='47.4' lon='8.5'/><trkpt lat='47.4' lon='8.504'/>"
            + "<trkpt lat='47.402' lon='8.504'/><trkpt lat='47.4' lon='8.5'/></trkseg></trk></gpx>";

        var result = await Tool.Run(Gpx, "plan", "area-coverage", "--site", "-", "--set", "swath=40");

        result.Code.Should().Be(0, result.Errors);
        result
            .Errors.Should()
            .Contain("not kept: line 1, track 1: that it is a line: being closed it is also taken for an outline");
    }

    [Fact]
    public async Task A_file_that_cannot_be_planned_on_is_refused_with_its_place()
    {
        var result = await Tool.Run("<!DOCTYPE kml>\n<kml/>", "plan", "area-coverage", "--site", "-", "--json");

        result.Code.Should().Be(2);
        result.Output.Should().Contain("-(1,").And.Contain("has a document type");
    }

    /// <summary>Row B2 of the faults: 50 MB are never held, and the reason is told as any other.</summary>
    [Theory]
    [InlineData("plan", "{\"type\":\"Polygon\",\"coordinates\":[[", "[8.5,47.4],")]
    [InlineData("plan", "<kml>", "<Folder></Folder>")]
    [InlineData("shapes", "{\"type\":\"Polygon\",\"coordinates\":[[", "[8.5,47.4],")]
    public async Task A_file_of_50_MB_is_refused(string verb, string head, string part)
    {
        var text = head + string.Concat(Enumerable.Repeat(part, 50_000_000 / part.Length));

        var result =
            verb == "plan"
                ? await Tool.Run(text, "plan", "area-coverage", "--site", "-", "--json")
                : await Tool.Run(text, "shapes", "-", "--json");

        result.Code.Should().Be(2);
        var problems = JsonDocument.Parse(result.Output).RootElement.GetProperty("problems");
        problems[0].GetProperty("reason").GetString().Should().Contain("is larger than");
    }

    [Fact]
    public async Task A_site_s_mission_has_its_fence_and_home()
    {
        var path = Path.Combine(_folder, "round.plan");
        var site = Path.Combine(AppContext.BaseDirectory, "Sites", "Demo", "harbour-works.geojson");

        var result = await Tool.Run("", "plan", "perimeter-patrol", "--site", site, "--json", "--out", path);

        result.Code.Should().Be(0, result.Errors + result.Output);
        var told = JsonDocument.Parse(result.Output).RootElement;
        told.GetProperty("lost").GetArrayLength().Should().Be(0, "a site is kept as a whole");
        var plan = JsonDocument.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).RootElement;
        plan.GetProperty("geoFence").GetProperty("polygons").GetArrayLength().Should().BePositive();
        plan.GetProperty("mission").GetProperty("plannedHomePosition")[2].GetDouble().Should().NotBe(0);
        var again = JsonDocument.Parse((await Tool.Run("", "shapes", path, "--json")).Output).RootElement;
        again.GetProperty("areas").GetInt32().Should().BePositive();
    }

    [Fact]
    public async Task Px4_gets_its_own_dialect()
    {
        var path = Path.Combine(_folder, "w.plan");

        var result = await Tool.Run(
            Kml,
            "plan",
            "area-coverage",
            "--site",
            "-",
            "--set",
            "swath=40",
            "--autopilot",
            "px4",
            "--out",
            path
        );

        result.Code.Should().Be(0, result.Errors);
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var mission = JsonDocument.Parse(text).RootElement.GetProperty("mission");
        mission.GetProperty("firmwareType").GetInt32().Should().Be(12);
        mission
            .GetProperty("items")[2]
            .GetProperty("params")[3]
            .ValueKind.Should()
            .Be(JsonValueKind.Null, "the heading is left to the vehicle");
    }
}
