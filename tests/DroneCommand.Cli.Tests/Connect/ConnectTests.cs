using DroneCommand.Cli.Tests.Support;

namespace DroneCommand.Cli.Tests.Connect;

/// <summary>How verbs find a vehicle, or say in one line why they do not.</summary>
public class ConnectTests
{
    [Fact]
    public async Task Nothing_heard_is_one_line_and_code_1()
    {
        var link = $"udp://127.0.0.1:{SimulatorOverUdp.FreePort()}";
        var result = await Tool.Run("", "param", "get", "RTL_ALT", "--connect", link, "--wait", "0.3");
        result.Code.Should().Be(1);
        result.Errors.Should().Be($"dronecommand: no vehicle was heard on {link} within 0.3 s\n");
    }

    [Theory]
    [InlineData("--connect", "nonsense")]
    [InlineData("--connect", "file:flight.tlog")]
    [InlineData("--sysid", "0")]
    [InlineData("--wait", "-1")]
    [InlineData("--own-sysid", "256")]
    public async Task What_is_typed_wrong_is_one_line_and_code_2(string option, string value)
    {
        var result = await Tool.Run("", "param", "get", "RTL_ALT", option, value);
        result.Code.Should().Be(2);
        result.Errors.Trim().Should().StartWith("dronecommand: ").And.NotContain("\n");
    }

    [Fact]
    public async Task Of_several_vehicles_one_must_be_chosen()
    {
        await using var simulator = new SimulatorOverUdp(11, 12);
        var any = await Tool.Run("", "param", "get", "RTL_ALT", "--connect", simulator.Link);
        any.Code.Should().Be(1);
        any.Errors.Should().Contain("choose one with --sysid (11, 12)");
        var one = await Tool.Run("", "param", "get", "MAV_SYSID", "--connect", simulator.Link, "--sysid", "12");
        one.Lines.Should().Equal("MAV_SYSID,12 # its own system id");
        var none = await Tool.Run(
            "",
            ["param", "get", "MAV_SYSID", "--connect", simulator.Link, "--sysid", "13", "--wait", "2"]
        );
        none.Errors.Should().Be($"dronecommand: no vehicle 13 is heard on {simulator.Link}, but 11, 12\n");
    }
}
