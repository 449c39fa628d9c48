using System.Text.Json;
using DroneCommand.Cli.Tests.Support;

namespace DroneCommand.Cli.Tests.Plan;

/// <summary>The verb `plan` with templates of searches and patrols.</summary>
public sealed class ShapeVerbTests : IDisposable
{
    private const string Field =
        """{"type":"Polygon","coordinates":[[[8.5,47.4],[8.504,47.4],[8.504,47.402],[8.5,47.402],[8.5,47.4]]]}""";

    private const string Graph =
        """{"nodes":[{"id":3},{"id":5},{"id":9}],"edges":[{"a":3,"b":5,"length_m":2.5},{"a":5,"b":9,"length_m":2}]}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("dronecommand-shape-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_graph_s_routes_are_told_by_node()
    {
        var result = await Tool.Run(Graph, "plan", "checkpoint-patrol.yaml", "--site", "-", "--json");

        result.Code.Should().Be(0, result.Errors);
        var told = JsonDocument.Parse(result.Output).RootElement;
        told.GetProperty("worstIdlenessS").GetDouble().Should().BeApproximately(9, 1e-6);
        var route = told.GetProperty("routes").EnumerateArray().Should().ContainSingle().Subject;
        route.EnumerateArray().Select(node => node.GetInt32()).Should().Contain([3, 5, 9]);
    }

    [Fact]
    public async Task A_graph_has_no_place_to_write_to_a_file()
    {
        var path = Path.Combine(_folder, "routes.geojson");

        var result = await Tool.Run(Graph, "plan", "checkpoint-patrol", "--site", "-", "--out", path);

        result.Code.Should().Be(2);
        result.Errors.Should().Contain("has no place on earth");
        File.Exists(path).Should().BeFalse();
    }

    [Fact]
    public async Task A_perimeter_is_flown_by_vehicles_that_are_spread_along_it()
    {
        var path = Path.Combine(_folder, "laps.geojson");

        var result = await Tool.Run(
            Field,
            "plan",
            "perimeter-patrol.yaml",
            "--site",
            "-",
            "--vehicles",
            "copter:4",
            "--set",
            "speed=5",
            "--out",
            path,
            "--json"
        );

        result.Code.Should().Be(0, result.Errors);
        var told = JsonDocument.Parse(result.Output).RootElement;
        var worst = told.GetProperty("worstIdlenessS").GetDouble();
        worst.Should().BeApproximately(told.GetProperty("lengthM").GetDouble() / 4 / 20, 0.01);
        told.GetProperty("meanIdlenessS").GetDouble().Should().BeApproximately(worst / 2, 1e-3);
        var laps = JsonDocument
            .Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))
            .RootElement;
        laps.GetProperty("features").GetArrayLength().Should().Be(4);
    }

    [Fact]
    public async Task What_a_map_lacks_is_told_by_line_and_column()
    {
        var result = await Tool.Run(Field, "plan", "probability-search", "--site", "-");

        result.Code.Should().Be(2);
        result.Errors.Should().Contain("(1,1)").And.Contain("'rows' is missing");
    }
}
