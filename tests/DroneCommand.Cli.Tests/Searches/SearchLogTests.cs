using System.Text.Json;
using DroneCommand.Cli.Tests.Support;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Cli.Tests.Searches;

/// <summary>The verb `search-log`: a search's bookkeeping after a flight.</summary>
public sealed class SearchLogTests : IDisposable
{
    private const string Segments =
        """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"wood","poc":0.6},"geometry":{"type":"Polygon","coordinates":[[[8.5,47.4],[8.505,47.4],[8.505,47.403],[8.5,47.403],[8.5,47.4]]]}},{"type":"Feature","properties":{"name":"field","poc":0.2},"geometry":{"type":"Polygon","coordinates":[[[8.505,47.4],[8.51,47.4],[8.51,47.403],[8.505,47.403],[8.505,47.4]]]}}]}""";

    private const string Line =
        """{"type":"LineString","coordinates":[[8.499,47.401],[8.5045,47.401],[8.5045,47.4015],[8.5,47.4015]]}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("dronecommand-search-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_flown_is_planned_on_the_next_time()
    {
        var first = await Log("segments.geojson", "next.geojson");

        first.Code.Should().Be(0, first.Errors);
        var told = JsonDocument.Parse(first.Output).RootElement;
        var (wood, field) = (told.GetProperty("segments")[0], told.GetProperty("segments")[1]);
        wood.GetProperty("coverage").GetDouble().Should().BeGreaterThan(0.2);
        wood.GetProperty("pocAfter").GetDouble().Should().BeLessThan(0.5);
        field.GetProperty("pocAfter").GetDouble().Should().BeApproximately(0.2, 1e-9);
        told.GetProperty("pos")
            .GetDouble()
            .Should()
            .BeApproximately(0.6 - wood.GetProperty("pocAfter").GetDouble(), 1e-6);
        told.GetProperty("outsideM").GetDouble().Should().BeInRange(70, 200);

        var second = JsonDocument
            .Parse((await Log("next.geojson", "third.geojson")).Output)
            .RootElement.GetProperty("segments")[0];
        second
            .GetProperty("pocBefore")
            .GetDouble()
            .Should()
            .BeApproximately(wood.GetProperty("pocAfter").GetDouble(), 1e-6);
        second
            .GetProperty("podCumulative")
            .GetDouble()
            .Should()
            .BeApproximately(1 - Math.Pow(1 - wood.GetProperty("pod").GetDouble(), 2), 1e-5);
        var plan = await Tool.Run("", "plan", "segment-search", "--site", In("third.geojson"), "--json");
        plan.Code.Should().Be(0, plan.Errors);
    }

    [Fact]
    public async Task A_recording_is_a_track_and_standing_still_is_none()
    {
        await File.WriteAllTextAsync(In("segments.geojson"), Segments, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(In("flight.tlog"), await Flight(), TestContext.Current.CancellationToken);

        var result = await Tool.Run("", "search-log", In("segments.geojson"), "--flown", In("flight.tlog"), "--json");

        result.Code.Should().Be(0, result.Errors);
        var wood = JsonDocument.Parse(result.Output).RootElement.GetProperty("segments")[0];
        wood.GetProperty("flownM").GetDouble().Should().BeInRange(220, 224);
    }

    [Fact]
    public async Task A_probability_map_loses_what_was_seen()
    {
        const string Map =
            """{"rows":2,"cols":3,"cell_m":50,"extent_m":[0,0,150,100],"start_xy":[0,0],"origin_lonlat":[8.5,47.4],"sensor":{"detection_radius_m":20},"probability":[0.1,0.1,0.1,0.1,0.1,0.1]}""";
        await File.WriteAllTextAsync(In("map.json"), Map, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            In("line.geojson"),
            Line.Replace("47.401", "47.4002"),
            TestContext.Current.CancellationToken
        );

        var result = await Tool.Run(
            "",
            "search-log",
            In("map.json"),
            "--flown",
            In("line.geojson"),
            "--pod",
            "0.9",
            "--out",
            In("next.json")
        );

        result.Code.Should().Be(0, result.Errors);
        result.Output.Should().Contain("POC of the map 0.6 -> 0.");
        var next = JsonDocument.Parse(
            await File.ReadAllTextAsync(In("next.json"), TestContext.Current.CancellationToken)
        );
        next.RootElement.GetProperty("probability")
            .EnumerateArray()
            .Sum(p => p.GetDouble())
            .Should()
            .BeInRange(0.2, 0.5);
        (await Tool.Run("", "plan", "probability-search", "--site", In("next.json"), "--set", "budget=200"))
            .Code.Should()
            .Be(0);
    }

    [Theory]
    [InlineData("{}", Line, "--pod", "1", "holds no polygon")]
    [InlineData(Segments, "{}", "--pod", "1", "holds no line")]
    [InlineData(Segments, Line, "--sweep-width", "0", "--sweep-width is more than 0")]
    [InlineData(Segments, Line, "--conditions", "fair", "is not poor or ideal")]
    public async Task What_is_wrong_is_said(string search, string line, string option, string value, string reason)
    {
        await File.WriteAllTextAsync(In("s.geojson"), search, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(In("l.geojson"), line, TestContext.Current.CancellationToken);

        var result = await Tool.Run("", "search-log", In("s.geojson"), "--flown", In("l.geojson"), option, value);

        result.Code.Should().Be(2);
        result.Errors.Should().Contain(reason);
    }

    private async Task<ToolResult> Log(string search, string next)
    {
        if (!File.Exists(In(search)))
            await File.WriteAllTextAsync(In(search), Segments, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(In("line.geojson"), Line, TestContext.Current.CancellationToken);
        return await Tool.Run(
            "",
            "search-log",
            In(search),
            "--flown",
            In("line.geojson"),
            "--sweep-width",
            "40",
            "--out",
            In(next),
            "--json"
        );
    }

    private string In(string name) => Path.Combine(_folder, name);

    /// <summary>A minute of standing still, then 222.4 m to the north within the wood.</summary>
    private static async Task<byte[]> Flight()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
        using var file = new MemoryStream();
        byte sequence = 0;
        await using var tlog = new TlogWriter(file, time);
        for (var i = 0; i <= 160; i++)
        {
            var north = Math.Max(0, i - 60) * 200;
            tlog.Write(
                Frames.Of(
                    new GlobalPositionInt
                    {
                        TimeBootMs = (uint)(1000 * i),
                        Lat = 474_005_000 + north,
                        Lon = 85_020_000 + i % 2,
                    },
                    sequence++
                )
            );
            time.Advance(TimeSpan.FromSeconds(1));
        }
        return file.ToArray();
    }
}
