using System.Buffers.Binary;
using System.Text.Json;
using DroneCommand.Cli.Tests.Support;

namespace DroneCommand.Cli.Tests.Plan;

/// <summary>The verb `plan` over terrain, and on grids of POC.</summary>
public sealed class TerrainVerbTests : IDisposable
{
    private const string Field =
        """{"type":"Polygon","coordinates":[[[8.5,47.4],[8.512,47.4],[8.512,47.406],[8.5,47.406],[8.5,47.4]]]}""";

    private const string Segments = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"poc":0.7},"geometry":{"type":"Polygon","coordinates":[[[8.5,47.4],[8.504,47.4],[8.504,47.402],[8.5,47.402],[8.5,47.4]]]}},
        {"type":"Feature","properties":{"poc":0.2},"geometry":{"type":"Polygon","coordinates":[[[8.504,47.4],[8.508,47.4],[8.508,47.402],[8.504,47.402],[8.504,47.4]]]}}]}
        """;

    private const int Side = 1201;
    private readonly string _folder = Directory.CreateTempSubdirectory("dronecommand-terrain-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A plain at 400 m with a hill of 90 m over the field's middle.</summary>
    private string Hill()
    {
        var bytes = new byte[Side * Side * 2];
        for (var i = 0; i < Side * Side; i++)
        {
            var (north, east) = (48 - i / Side / 1200.0 - 47.403, 8 + i % Side / 1200.0 - 8.506);
            var hill = 90 * Math.Exp(-(north * north + east * east) / (2 * 0.0015 * 0.0015));
            BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(2 * i), (short)(400 + hill));
        }
        return Written("N47E008.hgt", bytes);
    }

    private string Written(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static Task<ToolResult> Lanes(params string[] more) =>
        Tool.Run(Field, ["plan", "area-coverage", "--site", "-", "--set", "altitude=40", "--json", .. more]);

    [Fact]
    public async Task Above_terrain_a_plan_keeps_its_height_over_the_hill_and_its_file_carries_it()
    {
        var file = Path.Combine(_folder, "lanes.plan");

        var result = await Lanes("--terrain", Hill(), "--set", "altitude-above=terrain", "--out", file);

        result.Code.Should().Be(0, result.Output + result.Errors);
        var told = JsonDocument.Parse(result.Output).RootElement;
        told.GetProperty("minClearanceM").GetDouble().Should().BeInRange(39.99, 41);
        var items = JsonDocument
            .Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))
            .RootElement.GetProperty("mission")
            .GetProperty("items");
        var heights = items
            .EnumerateArray()
            .Where(item => item.GetProperty("command").GetInt32() == 16)
            .Select(item => item.GetProperty("params")[6].GetDouble())
            .ToList();
        heights.Min().Should().BeInRange(38, 60);
        heights.Max().Should().BeInRange(115, 135);
    }

    [Fact]
    public async Task Above_home_a_hill_that_breaks_the_margin_is_a_problem_with_its_place()
    {
        var result = await Lanes("--terrain", Hill());

        result.Code.Should().Be(2);
        var told = JsonDocument.Parse(result.Output).RootElement;
        told.GetProperty("minClearanceM").GetDouble().Should().BeInRange(-55, -20);
        var problem = told.GetProperty("problems").EnumerateArray().Should().ContainSingle().Subject;
        problem.GetProperty("code").GetString().Should().Be("TooLow");
        problem.GetProperty("place")[1].GetDouble().Should().BeApproximately(47.403, 0.001);
    }

    [Fact]
    public async Task Without_terrain_the_ground_is_flat_and_that_is_said()
    {
        var result = await Tool.Run(
            Field,
            ["plan", "area-coverage", "--site", "-", "--set", "altitude-above=terrain", "--set", "altitude=40"]
        );

        result.Code.Should().Be(0, result.Errors);
        result.Output.Should().Contain("minClearanceM: 40").And.Contain("taken for flat");
    }

    [Fact]
    public async Task Terrain_that_does_not_reach_the_site_is_told()
    {
        var bytes = await File.ReadAllBytesAsync(Hill(), TestContext.Current.CancellationToken);

        var result = await Lanes("--terrain", Written("N50E008.hgt", bytes), "--set", "altitude-above=terrain");

        result.Code.Should().Be(2);
        result.Output.Should().Contain("TerrainUnknown").And.Contain("outside all tiles");
    }

    [Fact]
    public async Task A_file_that_is_no_terrain_is_told_with_its_name()
    {
        var result = await Lanes("--terrain", Written("ground.tif", [1, 2, 3]));

        result.Code.Should().Be(2);
        result.Output.Should().Contain("ground.tif").And.Contain("is not a TIFF");
    }

    [Fact]
    public async Task Segments_with_poc_are_searched()
    {
        var site = Path.Combine(_folder, "segments.geojson");
        await File.WriteAllTextAsync(site, Segments, TestContext.Current.CancellationToken);

        var result = await Tool.Run("", "plan", "probability-search", "--site", site, "--set", "budget=4000", "--json");

        result.Code.Should().Be(0, result.Output + result.Errors);
        var told = JsonDocument.Parse(result.Output).RootElement;
        told.GetProperty("poc").GetDouble().Should().BeApproximately(0.9, 1e-6);
        told.GetProperty("pos").GetDouble().Should().BeGreaterThan(0.5);
    }
}
