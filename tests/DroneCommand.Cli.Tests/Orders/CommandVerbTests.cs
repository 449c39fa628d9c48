using DroneCommand.Cli.Tests.Support;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;

namespace DroneCommand.Cli.Tests.Orders;

public class CommandVerbTests
{
    [Fact]
    public async Task A_command_that_the_vehicle_takes_is_accepted()
    {
        await using var link = SimulatedLink.Start();
        var result = await link.Run("command", "set_message_interval", "Message ID=33", "P2=100000");
        result.Should().Be(new ToolResult(0, "accepted\n", ""));
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_vehicles_words()
    {
        await using var link = SimulatedLink.Start();
        var result = await link.Run("command", "MAV_CMD_NAV_TAKEOFF", "--alt", "10");
        result.Code.Should().Be(1);
        result.Output.Should().StartWith("refused: ").And.NotContain("COMMAND_INT");
    }

    [Fact]
    public async Task A_command_with_a_place_goes_out_as_COMMAND_INT()
    {
        await using var link = SimulatedLink.Start();
        await link.Run("mode", "GUIDED");
        // ArduPilot knows no reposition as COMMAND_LONG.
        var result = await link.Run("command", "DO_REPOSITION", "--lat", "54.481", "--lon", "8.99", "--alt", "20");
        result.Should().Be(new ToolResult(0, "accepted\n", ""));
    }

    [Fact]
    public async Task A_vehicle_that_does_not_answer_is_an_end_of_its_own()
    {
        await using var vehicle = new FakeVehicle();
        var result = await vehicle.Run("command", "MISSION_START", "--timeout", "0.4");
        result.Should().Be(new ToolResult(3, "no answer: no answer to 1 sends\n", ""));
        vehicle.Commands.Should().ContainSingle("a second start is not the same as one");
    }

    [Fact]
    public async Task One_that_may_be_repeated_is_until_it_is_answered()
    {
        await using var vehicle = new FakeVehicle();
        vehicle.Answer = _ => vehicle.Commands.Count >= 3 ? MavResult.Accepted : null;
        var result = await vehicle.Run("command", "MISSION_START", "--repeat");
        result.Should().Be(new ToolResult(0, "accepted\n", ""));
        vehicle.Commands.Should().HaveCount(3);
    }

    [Fact]
    public async Task Parameters_go_by_position_by_label_and_by_number_and_the_rest_by_the_dialects_defaults()
    {
        await using var vehicle = new FakeVehicle();
        vehicle.Answer = _ => MavResult.Accepted;
        await vehicle.Run("command", "DO_CHANGE_SPEED", "SPEED_TYPE_AIRSPEED", "speed=7.5");
        await vehicle.Run("command", "181", "2", "p2=1");
        await vehicle.Run("command", "COMPONENT_ARM_DISARM", "-1");
        var (speed, relay, arm) = (vehicle.Commands[0], vehicle.Commands[1], vehicle.Commands[2]);
        speed.Command.Should().Be(MavCmd.DoChangeSpeed);
        (speed.Param1, speed.Param2).Should().Be((0, 7.5f));
        (relay.Command, relay.Param1, relay.Param2).Should().Be((MavCmd.DoSetRelay, 2, 1));
        arm.Param1.Should().Be(-1);
    }

    [Theory]
    [InlineData("the dialect has no command 'TAKEOF'; is it ", "TAKEOF")]
    [InlineData("MAV_CMD_DO_SET_RELAY has no parameter 'foo': it has ", "DO_SET_RELAY", "foo=1")]
    [InlineData("MAV_CMD_DO_SET_RELAY: parameter 1 is given twice", "DO_SET_RELAY", "1", "P1=1")]
    [InlineData("MAV_CMD_DO_SET_RELAY: 'x' is no number", "DO_SET_RELAY", "x")]
    [InlineData("MAV_CMD_DO_SET_RELAY has no place", "DO_SET_RELAY", "--lat", "1")]
    [InlineData("MAV_CMD_NAV_WAYPOINT: a latitude and a longitude belong together", "NAV_WAYPOINT", "--lat", "1")]
    [InlineData("--frame 'mars' is not ", "NAV_WAYPOINT", "--frame", "mars")]
    public async Task What_is_typed_wrong_is_said_before_anything_is_connected(string words, params string[] args)
    {
        var result = await Tool.Run("", ["command", .. args, "--connect", "udp://:1"]);
        result.Code.Should().Be(2);
        result.Errors.Should().StartWith("dronecommand: " + words);
    }

    [Fact]
    public async Task Of_several_vehicles_one_must_be_chosen()
    {
        await using var link = SimulatedLink.Start(
            SimulatedLink.Vehicle(3, VehicleKind.Copter),
            SimulatedLink.Vehicle(4, VehicleKind.Rover)
        );
        var unsure = await link.Run("command", "DO_SET_HOME", "1");
        unsure.Code.Should().Be(1);
        unsure.Errors.Should().Contain("--sysid (3, 4)");
        (await link.Run("mode", "HOLD", "--sysid", "4")).Output.Should().StartWith("HOLD seen");
    }
}
