using DroneCommand.Cli.Streams;
using DroneCommand.Cli.Tests.Support;

namespace DroneCommand.Cli.Tests.Fly;

public sealed class FlyTests : IDisposable
{
    private const string Good = """
        format: 1
        name: Up and down
        summary: For a test.
        vehicle: copter
        steps:
          - wait: ready
          - takeoff: 10 m
          - return
          - wait: landed
        expect:
          - final: { armed: no, home: 1 m }
        """;

    private const string Field = """
        {
          "type": "FeatureCollection",
          "site": { "id": "field", "name": "Field", "timeZone": "Europe/Berlin", "altitudeLimitM": 120, "groundAmslM": 2 },
          "features": [
            { "type": "Feature", "properties": { "kind": "boundary" },
              "geometry": { "type": "Polygon", "coordinates": [[[9.0, 54.5], [9.03, 54.5], [9.03, 54.52], [9.0, 54.52], [9.0, 54.5]]] } },
            { "type": "Feature", "properties": { "kind": "dock", "name": "Strip", "for": "plane" },
              "geometry": { "type": "Point", "coordinates": [9.015, 54.51] } }
          ]
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("dronecommand-fly-").FullName;

    [Fact]
    public async Task Cards_that_pass_end_with_0_and_leave_what_was_asked_for()
    {
        Card("good.yaml", Good);
        var result = await Tool.Run(
            "",
            ["fly", _folder, "--sim", "--junit", In("all.xml"), "--tlog", In("tlogs"), "--report", In("pages")]
        );
        result.Code.Should().Be(0, result.Output + result.Errors);
        result.Lines[0].Should().MatchRegex(@"^passed  good: Up and down \(\d+ s flown in \d+\.\d s, simulator\)$");
        result.Lines[^1].Should().Be("1 of 1 cards passed");
        File.ReadAllText(In("all.xml")).Should().Contain("<testcase classname=\"simulator\" name=\"good\"");
        File.ReadAllText(In(Path.Combine("pages", "good.html"))).Should().Contain("<svg");
        var decoded = await Tool.Run("", ["decode", In(Path.Combine("tlogs", "good.tlog")), "--stats"]);
        decoded.Output.Should().Contain("GLOBAL_POSITION_INT").And.Contain("COMMAND_LONG");
    }

    [Fact]
    public async Task A_card_that_fails_ends_with_1_and_says_where_and_why()
    {
        Card("good.yaml", Good);
        Card("low.yaml", Good.Replace("home: 1 m", "mode: LAND", StringComparison.Ordinal));
        var result = await Tool.Run("", ["fly", _folder, "--sim"]);
        result.Code.Should().Be(1);
        result.Lines.Should().Contain(l => l.StartsWith("passed  good", StringComparison.Ordinal));
        result.Lines.Should().ContainMatch("       FAILED  final (armed no, mode LAND): disarmed in RTL, *(line 11)");
        result.Lines[^1].Should().Be("1 of 2 cards passed");
    }

    [Fact]
    public async Task A_planes_card_is_not_for_the_simulator_and_no_fault()
    {
        Card("good.yaml", Good);
        Card("site.geojson", Field);
        Card(
            "wings.yaml",
            Good.Replace("vehicle: copter", "vehicle: plane\nsite: site.geojson", StringComparison.Ordinal)
        );
        var result = await Tool.Run("", ["fly", _folder, "--sim"]);
        result.Code.Should().Be(0, result.Output + result.Errors);
        result.Lines.Should().Contain("       the simulator has no planes: fly it with --ardupilot");
        result.Lines[^1].Should().Be("1 of 1 cards passed, 1 not for simulator");
    }

    [Fact]
    public async Task What_is_no_card_ends_with_2_and_nothing_is_flown()
    {
        Card("good.yaml", Good);
        Card("bad.yaml", Good.Replace("takeoff: 10 m", "takeof: 10", StringComparison.Ordinal));
        var result = await Tool.Run("", ["fly", _folder, "--sim"]);
        result.Code.Should().Be(2);
        result.Output.Should().BeEmpty();
        result.Errors.Trim().Should().Be($"{In("bad.yaml")}:7:5: a step has no key 'takeof'; is 'takeoff' meant?");
    }

    [Theory]
    [InlineData("say one of --sim, --ardupilot PATH and --connect LINK")]
    [InlineData("say one of --sim", "--sim", "--connect", "udp://:14550")]
    [InlineData("--ardupilot: nowhere is not there", "--ardupilot", "nowhere")]
    [InlineData("--speedup is a number from 1 to 10", "--ardupilot", ".", "--speedup", "50")]
    [InlineData("--sysid is a number from 1 to 255", "--connect", "udp://:14550", "--sysid", "0")]
    public async Task What_is_to_fly_must_be_said_once(string told, params string[] options)
    {
        Card("good.yaml", Good);
        var result = await Tool.Run("", ["fly", _folder, .. options]);
        result.Code.Should().Be(2);
        result.Errors.Should().Contain(told);
    }

    [Fact]
    public async Task A_card_flies_over_a_link_too()
    {
        await using var vehicle = SimulatedLink.Start();
        Card(
            "link.yaml",
            """
            format: 1
            name: Over a link
            summary: For a test.
            vehicle: copter
            given:
              parameters: { RTL_ALT: 1200 }
            steps:
              - wait: ready
              - mode: GUIDED
              - arm
              - disarm
            expect:
              - modes: [STABILIZE, GUIDED]
            """
        );
        var result = await Tool.Run("", ["fly", In("link.yaml"), "--connect", vehicle.Address, "--steps"]);
        result.Code.Should().Be(0, result.Output + result.Errors);
        result.Output.Should().Contain("ArduPilot Copter 4.7.0");
        // What the card borrowed is put back.
        vehicle.Fleet.Read(f => f.Vehicles[0].Autopilot.Parameters["RTL_ALT"]).Should().Be(1500);
    }

    [Fact]
    public async Task Who_gives_up_a_flight_does_not_give_up_the_vehicle()
    {
        await using var vehicle = SimulatedLink.Start();
        using var stop = new CancellationTokenSource();
        Card("long.yaml", Good.Replace("- return", "- wait: 30 min", StringComparison.Ordinal));
        var flying = CommandLine.Run(
            ["fly", In("long.yaml"), "--connect", vehicle.Address],
            new StandardStreams(new MemoryStream(), new MemoryStream(), TextWriter.Null),
            stop.Token
        );
        await vehicle.Until(f => f.Vehicles[0].Autopilot.AboveHomeM > 9);
        await stop.CancelAsync();
        (await flying).Should().Be(1);
        vehicle.Fleet.Read(f => f.Vehicles[0].Autopilot.Mode.Name).Should().Be("RTL");
    }

    [Fact]
    public async Task A_folder_without_an_autopilot_fails_the_card()
    {
        Card("good.yaml", Good);
        var result = await Tool.Run("", ["fly", _folder, "--ardupilot", _folder]);
        result.Code.Should().Be(1);
        result.Output.Should().Contain("holds no ArduPilot for a copter");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string In(string name) => Path.Combine(_folder, name);

    private void Card(string name, string yaml) => File.WriteAllText(In(name), yaml);
}
