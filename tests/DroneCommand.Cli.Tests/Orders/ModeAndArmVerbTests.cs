using DroneCommand.Cli.Tests.Support;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Cli.Tests.Orders;

public class ModeAndArmVerbTests
{
    [Fact]
    public async Task A_mode_is_taken_by_its_name_and_seen()
    {
        await using var link = SimulatedLink.Start();
        var result = await link.Run("mode", "alt-hold");
        result.Code.Should().Be(0);
        result.Output.Should().StartWith("ALT_HOLD seen after ");
        (await link.Run("mode")).Should().Be(new ToolResult(0, "ALT_HOLD\n", ""));
    }

    [Fact]
    public async Task The_list_is_the_vehicles_own_where_it_has_one()
    {
        await using var link = SimulatedLink.Start();
        var result = await link.Run("mode", "--list");
        result.Code.Should().Be(0);
        result.Errors.Should().BeEmpty();
        result.Lines.Should().Contain(line => line.StartsWith("4 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_vehicle_without_a_list_has_its_autopilots_table()
    {
        await using var vehicle = new FakeVehicle(MavAutopilot.Px4);
        vehicle.Answer = _ => MavResult.Unsupported;
        var result = await vehicle.Run("mode", "--list");
        result.Code.Should().Be(0);
        result.Errors.Should().Be("the vehicle does not list its modes; these are those of PX4\n");
        result.Output.Should().Contain("AUTO.RTL");
    }

    [Fact]
    public async Task A_PX4_gets_main_and_sub_mode_in_parameters_of_their_own()
    {
        await using var vehicle = new FakeVehicle(MavAutopilot.Px4);
        vehicle.Answer = c =>
        {
            vehicle.Mode = ((uint)c.Param2 << 16) | ((uint)c.Param3 << 24);
            return MavResult.Accepted;
        };
        var result = await vehicle.Run("mode", "return");
        result.Code.Should().Be(0);
        result.Output.Should().StartWith("AUTO.RTL seen after ");
        (vehicle.Commands[^1].Param2, vehicle.Commands[^1].Param3).Should().Be((4, 5));
    }

    [Fact]
    public async Task A_mode_that_it_does_not_have_is_a_wrong_argument()
    {
        await using var link = SimulatedLink.Start();
        var result = await link.Run("mode", "HOVERCRAFT");
        result.Code.Should().Be(2);
        result.Errors.Should().Contain("no mode 'HOVERCRAFT'");
    }

    [Fact]
    public async Task It_arms_and_disarms()
    {
        await using var link = SimulatedLink.Start();
        (await link.Run("mode", "GUIDED")).Code.Should().Be(0);
        var armed = await link.Run("arm");
        armed.Output.Should().StartWith("armed seen after ");
        armed.Code.Should().Be(0);
        var disarmed = await link.Run("disarm");
        disarmed.Output.Should().StartWith("disarmed seen after ");
        disarmed.Code.Should().Be(0);
    }

    [Fact]
    public async Task Arming_that_the_vehicle_refuses_is_told_in_its_words()
    {
        await using var link = SimulatedLink.Start();
        (await link.Run("mode", "LAND")).Code.Should().Be(0);
        var result = await link.Run("arm");
        result.Code.Should().Be(1);
        result.Output.Should().StartWith("refused: arming: ").And.Contain("LAND");
    }

    [Theory]
    [InlineData("arm")]
    [InlineData("disarm")]
    public async Task Force_must_be_meant(string verb)
    {
        var result = await Tool.Run("", verb, "--force", "--connect", "udp://:1");
        result.Code.Should().Be(2);
        result.Errors.Should().StartWith($"dronecommand: {verb} --force ").And.Contain("--yes");
    }

    [Fact]
    public async Task Motors_go_off_by_force()
    {
        await using var link = SimulatedLink.Start();
        await link.Run("mode", "GUIDED");
        (await link.Run("arm", "--force", "--yes")).Code.Should().Be(0);
        var result = await link.Run("disarm", "--force", "--yes");
        result.Code.Should().Be(0);
        result.Output.Should().StartWith("motors off");
    }
}
