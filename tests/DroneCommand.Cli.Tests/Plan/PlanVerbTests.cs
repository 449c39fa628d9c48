using System.Text.Json;
using DroneCommand.Cli.Tests.Support;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Cli.Tests.Plan;

/// <summary>The verb `plan`: what it writes, what it says, what it refuses.</summary>
public sealed class PlanVerbTests : IDisposable
{
    private const string Field =
        """{"type":"Polygon","coordinates":[[[8.5,47.4],[8.504,47.4],[8.504,47.402],[8.5,47.402],[8.5,47.4]]]}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("dronecommand-plan-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_plan_is_written_and_told_in_one_line()
    {
        var path = In("path.geojson");

        var result = await Run(Field, "--set", "swath=25", "--out", path, "--json");

        result.Code.Should().Be(0, result.Errors);
        var told = JsonDocument.Parse(result.Lines.Should().ContainSingle().Which).RootElement;
        told.GetProperty("problems").GetArrayLength().Should().Be(0);
        told.GetProperty("coveragePct").GetDouble().Should().BeGreaterThanOrEqualTo(99.5);
        told.GetProperty("cpuS").GetDouble().Should().BePositive();
        var feature = JsonDocument.Parse(await Text(path)).RootElement.GetProperty("features")[0];
        feature.GetProperty("geometry").GetProperty("type").GetString().Should().Be("LineString");
        var properties = feature.GetProperty("properties");
        properties.GetProperty("vehicle").GetString().Should().Be("copter 1");
        properties.GetProperty("lengthM").GetDouble().Should().Be(told.GetProperty("lengthM").GetDouble());
        foreach (var name in (string[])["sortie", "durationS", "energyWh", "turns"])
            properties.GetProperty(name).ValueKind.Should().Be(JsonValueKind.Number);
    }

    [Fact]
    public async Task Every_format_is_written()
    {
        string[] files =
        [
            In("a.geojson"),
            In("a.plan"),
            In("a.waypoints"),
            In("a.kml"),
            In("a.gpx"),
            In("a.kmz"),
            In("a.shp"),
            In("b.zip"),
        ];

        var result = await Run(
            Field,
            "--set",
            "swath=40",
            "--out",
            files[0],
            "--out",
            files[1],
            files[2],
            files[3],
            files[4],
            files[5],
            files[6],
            files[7]
        );

        result.Code.Should().Be(0, result.Errors);
        result.Output.Should().Contain("copter 1, sortie 1:").And.Contain("covers 99.");
        (await Text(files[1])).Should().Contain("\"fileType\"");
        (await Text(files[2])).Should().StartWith("QGC WPL 110");
        (await Text(files[3])).Should().Contain("<coordinates>8.5");
        (await Text(files[4])).Should().Contain("<rtept lat=\"47.4");
        foreach (var ending in (string[])["kmz", "shp", "shx", "dbf", "prj", "cpg"])
            File.Exists(In("a." + ending)).Should().BeTrue(ending);
        foreach (var file in files)
        {
            var again = await Tool.Run("", "shapes", file, "--json");
            again.Code.Should().Be(0, again.Errors);
            JsonDocument.Parse(again.Output).RootElement.GetProperty("lines").GetInt32().Should().Be(1, file);
        }
    }

    [Fact]
    public async Task Several_vehicles_get_a_line_each_and_a_mission_file_each()
    {
        var result = await Run(
            Field,
            "--set",
            "swath=20",
            "--vehicles",
            "copter:3",
            "--depot",
            "8.5,47.4",
            "--out",
            In("m.plan"),
            In("m.geojson")
        );

        result.Code.Should().Be(0, result.Errors);
        JsonDocument
            .Parse(await Text(In("m.geojson")))
            .RootElement.GetProperty("features")
            .GetArrayLength()
            .Should()
            .Be(3);
        Directory.GetFiles(_folder, "m-*.plan").Should().HaveCount(3);
    }

    [Fact]
    public async Task A_fault_of_the_file_is_told_by_line_and_column()
    {
        var result = await Run("{\"type\":\"Polygon\",\n \"coordinates\":[[[8,47],[8,\"x\"],[9,47]]]}", "--json");

        result.Code.Should().Be(2);
        var problem = JsonDocument.Parse(result.Output).RootElement.GetProperty("problems")[0];
        problem
            .GetProperty("reason")
            .GetString()
            .Should()
            .Contain("(2,")
            .And.Contain("a corner is [longitude, latitude]");
    }

    [Fact]
    public async Task An_area_that_crosses_itself_is_refused_with_the_place()
    {
        var bow = """{"type":"Polygon","coordinates":[[[8,47],[8.01,47.01],[8.01,47],[8,47.01],[8,47]]]}""";

        var result = await Run(bow, "--json", "--out", In("none.geojson"));

        result.Code.Should().Be(2);
        var problem = JsonDocument.Parse(result.Output).RootElement.GetProperty("problems")[0];
        problem.GetProperty("reason").GetString().Should().Contain("crosses itself");
        problem.GetProperty("place")[0].GetDouble().Should().BeApproximately(8.005, 1e-6);
        File.Exists(In("none.geojson")).Should().BeFalse();
    }

    [Theory]
    [InlineData("--set", "swath", "is not name=value")]
    [InlineData("--vehicles", "balloon:2", "is not copter:N or rover:N")]
    [InlineData("--vehicles", "copter:0", "is not copter:N or rover:N")]
    [InlineData("--depot", "8.5;47.4", "is not LON,LAT in degrees")]
    [InlineData("--out", "path.txt", "call it .geojson")]
    [InlineData("--autopilot", "betaflight", "is not ardupilot or px4")]
    public async Task A_wrong_option_is_refused(string option, string value, string reason)
    {
        var result = await Run(Field, option, value);

        result.Code.Should().Be(2);
        result.Errors.Should().Contain(reason);
    }

    [Fact]
    public async Task On_a_site_the_docks_are_homes_and_the_fences_hold()
    {
        var site = await Text(DemoSite.FilePath);

        var result = await Tool.Run(
            site,
            "plan",
            "perimeter-patrol",
            "--site",
            "-",
            "--vehicles",
            "copter:2",
            "--json"
        );

        result.Code.Should().Be(0, result.Errors);
        var report = JsonDocument.Parse(result.Output).RootElement;
        report.GetProperty("worstIdlenessS").GetDouble().Should().BeGreaterThan(10);
        report.GetProperty("problems").GetArrayLength().Should().Be(0);
        var masks = report.GetProperty("masks").EnumerateArray().ToList();
        masks.Select(mask => mask.GetProperty("vehicle").GetString()).Should().Equal("copter 1", "copter 2");
        masks.Should().OnlyContain(mask => mask.GetProperty("zone").GetString() == "Harbour Row");
        masks[0].GetProperty("seen")[0].GetProperty("toS").GetDouble().Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task A_site_that_cannot_be_read_is_refused_with_the_place()
    {
        var result = await Tool.Run("""{ "site": { "id": "X" } }""", "plan", "perimeter-patrol", "--site", "-");

        result.Code.Should().Be(2);
        result.Errors.Should().Contain("-(1,1): file: must be a GeoJSON object of type 'FeatureCollection'");
    }

    private static Task<ToolResult> Run(string site, params string[] options) =>
        Tool.Run(site, ["plan", "area-coverage.yaml", "--site", "-", .. options]);

    private string In(string name) => Path.Combine(_folder, name);

    private static Task<string> Text(string path) => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
}
