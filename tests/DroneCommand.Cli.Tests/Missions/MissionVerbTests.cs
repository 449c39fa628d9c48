using DroneCommand.Cli.Tests.Support;
using DroneCommand.Mavlink.Missions.Files;

namespace DroneCommand.Cli.Tests.Missions;

public sealed class MissionVerbTests : IDisposable
{
    private const string Plan = """
        {"fileType":"Plan","version":1,"groundStation":"QGroundControl",
         "mission":{"version":2,"firmwareType":3,"vehicleType":2,"plannedHomePosition":[54.48,8.99,2],"items":[
          {"type":"SimpleItem","command":22,"doJumpId":1,"frame":3,"params":[0,0,0,null,0,0,20]},
          {"type":"SimpleItem","command":16,"doJumpId":2,"frame":3,"params":[0,0,0,null,54.4812345,8.9923457,20]},
          {"type":"SimpleItem","command":20,"doJumpId":3,"frame":2,"params":[0,0,0,0,0,0,0]}]},
         "geoFence":{"version":2,"circles":[],"polygons":[
          {"inclusion":true,"polygon":[[54.47,8.98],[54.49,8.98],[54.49,9.0],[54.47,9.0]],"version":1}]},
         "rallyPoints":{"version":2,"points":[[54.4801,8.9888,25]]}}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("dronecommand-missions-").FullName;

    [Fact]
    public async Task A_plan_is_put_read_back_got_and_cleared()
    {
        await using var link = SimulatedLink.Start();
        var put = await link.Run("mission", "put", await Write("a.plan", Plan), "--type", "all");
        put.Errors.Should().BeEmpty();
        put.Lines.Should()
            .Equal(
                "mission of 3 items sent as a file and read back",
                "fence of 4 items sent as a file and read back",
                "rally points of 1 item sent as a file and read back"
            );
        put.Code.Should().Be(0);

        var file = Path.Combine(_folder, "b.plan");
        var got = await link.Run("mission", "get", file, "--type", "all");
        got.Code.Should().Be(0, got.Errors);
        var (first, second) = (PlanFiles.Read(Plan).Plan!, PlanFiles.Read(await Text(file)).Plan!);
        second.Fence.Should().BeEquivalentTo(first.Fence);
        second.Rally.Should().BeEquivalentTo(first.Rally);
        second.Mission.Select(i => i.Command).Should().Equal(first.Mission.Select(i => i.Command));
        second.Mission[1].Position!.Value.LatitudeDeg.Should().BeApproximately(54.4812345, 5e-7);
        second.Home!.Value.Point.LatitudeDeg.Should().BeApproximately(54.48, 1e-4);

        (await link.Run("mission", "clear", "--type", "all"))
            .Lines.Should()
            .Equal("mission cleared", "fence cleared", "rally points cleared");
        var nothing = await link.Run("mission", "get", "-", "--format", "plan", "--type", "all");
        PlanFiles.Read(nothing.Output).Plan!.Mission.Should().BeEmpty();
        nothing.Errors.Should().Contain("fence of 0 items");
    }

    [Fact]
    public async Task A_table_of_waypoints_goes_both_ways_over_standard_streams()
    {
        await using var link = SimulatedLink.Start();
        const string Table =
            "QGC WPL 110\n0\t1\t0\t16\t0\t0\t0\t0\t54.48\t8.99\t2\t1\n"
            + "1\t0\t3\t22\t0\t0\t0\t0\t0\t0\t20\t1\n2\t0\t3\t16\t0\t0\t0\t0\t54.481\t8.992\t20\t1\n";
        var put = await Tool.Run(Table, "mission", "put", "-", "--connect", link.Address);
        put.Should().Be(new ToolResult(0, "mission of 2 items sent as a file and read back\n", ""));
        var got = await link.Run("mission", "get", "-");
        got.Code.Should().Be(0);
        got.Lines.Should().HaveCount(4);
        got.Lines[0].Should().Be("QGC WPL 110");
        got.Lines[3].Should().StartWith("2\t0\t3\t16\t0\t0\t0\t0\t54.48");
        got.Errors.Should().Be("-: mission of 2 items\n");
    }

    [Fact]
    public async Task A_refused_plan_is_told_with_what_the_vehicle_holds_then()
    {
        await using var link = SimulatedLink.Start();
        // A command that no copter flies.
        const string Table = "QGC WPL 110\n0 1 0 16 0 0 0 0 54.48 8.99 2 1\n1 0 2 45000 0 0 0 0 0 0 0 1\n";
        var put = await Tool.Run(Table, "mission", "put", "-", "--connect", link.Address);
        put.Code.Should().Be(1);
        put.Output.Should().StartWith("refused: mission: ").And.Contain("the vehicle holds ");
    }

    [Fact]
    public async Task What_a_file_has_besides_is_named()
    {
        await using var link = SimulatedLink.Start();
        var put = await link.Run("mission", "put", await Write("a.plan", Plan));
        put.Lines.Should().Equal("mission of 3 items sent as a file and read back");
        put.Errors.Should()
            .Contain("not sent: its fence of 4 items (--type all)")
            .And.Contain("not sent: its rally points of 1 item (--type all)");
    }

    [Fact]
    public async Task A_silent_vehicle_is_an_end_of_its_own_and_says_what_is_not_known()
    {
        await using var vehicle = new FakeVehicle();
        var clear = await vehicle.Run("mission", "clear");
        clear.Code.Should().Be(3);
        clear.Output.Should().StartWith("no answer: mission: ").And.Contain("is not known");
    }

    [Fact]
    public async Task A_broken_file_is_said_before_anything_is_connected()
    {
        var file = await Write("a.waypoints", "QGC WPL 110\n1 2 3\n");
        var put = await Tool.Run("", "mission", "put", file, "--connect", "udp://:1");
        put.Code.Should().Be(2);
        put.Errors.Should().Be($"dronecommand: {file}: line 2: 3 fields instead of 12\n");
    }

    [Fact]
    public async Task A_file_that_is_there_is_left_alone_without_force()
    {
        var file = await Write("a.plan", Plan);
        var got = await Tool.Run("", "mission", "get", file, "--connect", "udp://:1");
        got.Code.Should().Be(2);
        got.Errors.Should().Contain("--force overwrites it");
        (await Text(file)).Should().Be(Plan);
    }

    [Fact]
    public async Task A_name_without_a_format_needs_the_option()
    {
        var got = await Tool.Run("", "mission", "get", "mission.kml", "--connect", "udp://:1");
        got.Should()
            .Be(new ToolResult(2, "", "dronecommand: mission.kml: call it .plan or .waypoints, or say --format\n"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }

    private static Task<string> Text(string path) => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
}
