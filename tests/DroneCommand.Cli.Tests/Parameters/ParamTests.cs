using DroneCommand.Cli.Tests.Support;

namespace DroneCommand.Cli.Tests.Parameters;

/// <summary>`param` against a simulated copter over UDP.</summary>
public class ParamTests
{
    [Fact]
    public async Task A_file_is_saved_changed_compared_and_loaded()
    {
        var stop = TestContext.Current.CancellationToken;
        var file = Path.Combine(Path.GetTempPath(), $"dronecommand-test-{Guid.NewGuid():N}.param");
        await using var simulator = new SimulatorOverUdp(11);
        try
        {
            (await Run(simulator, "save", file)).Output.Should().EndWith($" parameters in {file}\n");
            var text = await File.ReadAllTextAsync(file, stop);
            text.Should().StartWith("# ArduPilot Copter 4.7.0-dev, system 11, ").And.Contain("\nRTL_ALT,1500\n");
            (await Run(simulator, "diff", file, "--all")).Should().BeEquivalentTo(new ToolResult(0, "", ""));

            await File.WriteAllTextAsync(file, text.Replace("RTL_ALT,1500", "RTL_ALT,2500\nNO_SUCH,1"), stop);
            var diff = await Run(simulator, "diff", file);
            diff.Lines.Should().Equal("< NO_SUCH,1", "! RTL_ALT,2500 vehicle 1500");
            diff.Code.Should().Be(1);

            var load = await Run(simulator, "load", file);
            load.Code.Should().Be(1, "one of them the vehicle does not have");
            load.Output.Should().StartWith("1 set, ").And.EndWith(" 1 refused\n");
            load.Errors.Should().Contain("NO_SUCH: the vehicle does not say it");
            (await Run(simulator, "get", "RTL_ALT"))
                .Lines.Should()
                .Equal("RTL_ALT,2500 # cm: height above home at which it returns");
            (await Run(simulator, "list", "RTL_*", "--changed")).Lines.Should().Equal("RTL_ALT,2500 # 1500 cm");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_set_tells_what_the_vehicle_says()
    {
        await using var simulator = new SimulatorOverUdp(11);
        (await Run(simulator, "set", "RTL_ALT", "2000")).Lines.Should().Equal("RTL_ALT,2000 # cm");
        var refused = await Run(simulator, "set", "RTL_ALT", "2000.5");
        refused.Code.Should().Be(1);
        refused.Errors.Should().Be("dronecommand: RTL_ALT: 2000.5 is no INT32\n");
        (await Run(simulator, "list", "FENCE_*")).Lines.Should().Contain("FENCE_RADIUS,150 # m");
        var silent = await Run(simulator, "get", "NO_SUCH");
        silent.Code.Should().Be(3, "silence is an end of its own");
        silent.Errors.Should().Be("dronecommand: NO_SUCH: the vehicle does not say it\n");
    }

    [Fact]
    public async Task A_file_that_is_wrong_is_said_before_anything_is_connected()
    {
        var result = await Tool.RunOnFile("RTL_ALT\n"u8.ToArray(), ".param", "param", "load", "{FILE}");
        result.Code.Should().Be(2);
        result.Errors.Should().Contain("line 1: expected NAME,VALUE but found 'RTL_ALT'");
    }

    private static Task<ToolResult> Run(SimulatorOverUdp simulator, params string[] args) =>
        Tool.Run("", ["param", .. args, "--connect", simulator.Link]);
}
