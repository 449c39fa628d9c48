using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Tests.Support;

namespace DroneCommand.Mavlink.Tests.Autopilots;

public class Px4Tests
{
    [Theory]
    [InlineData(1, 0, "MANUAL", "manual")]
    [InlineData(3, 0, "POSCTL", "Position")]
    [InlineData(4, 3, "AUTO.LOITER", "hold")]
    [InlineData(4, 4, "AUTO.MISSION", "mission")]
    [InlineData(4, 5, "AUTO.RTL", "return")]
    [InlineData(6, 0, "OFFBOARD", "offboard")]
    public void Its_modes_have_a_main_and_a_sub_number(byte main, byte sub, string name, string typed)
    {
        var number = ScriptedPx4.Number(main, sub);
        Px4.Flying.ModeName(number).Should().Be(name);
        Px4.Flying.ModeNumber(name).Should().Be(number);
        Px4.Flying.ModeNumber(typed).Should().Be(number);
        var command = Px4.Flying.SetMode(number);
        (command.Param1, command.Param2, command.Param3).Should().Be((1, main, sub));
    }

    [Fact]
    public void A_mode_that_it_has_is_taken_and_seen() =>
        Bench.Run(async bench =>
        {
            var px4 = new ScriptedPx4(bench.Vehicle);
            await bench.Meet();
            var result = await new ModeSequence(bench.Services, Px4.Flying.MissionMode).Run();
            result.End.Should().Be(SequenceEnd.Done, result.Text);
            bench.Vehicle.Mode.Should().Be(ScriptedPx4.Number(4, 4));
            bench.Services.Telemetry.Snapshot.Mode.Should().Be("AUTO.MISSION");
            px4.Commands.Should().ContainSingle();
        });

    [Fact]
    public void One_that_it_does_not_have_is_refused_and_leaves_it_where_it_is() =>
        Bench.Run(async bench =>
        {
            _ = new ScriptedPx4(bench.Vehicle);
            await bench.Meet();
            var result = await new ModeSequence(bench.Services, ScriptedPx4.Number(6, 0)).Run();
            result.End.Should().Be(SequenceEnd.RefusedByVehicle);
            result.Text.Should().Contain("'denied'");
            bench.Vehicle.Mode.Should().Be(ScriptedPx4.Number(1, 0));
        });

    [Fact]
    public void Hold_return_and_land_are_its_own_modes() =>
        Bench.Run(async bench =>
        {
            _ = new ScriptedPx4(bench.Vehicle);
            await bench.Meet();
            (await new HoldSequence(bench.Services).Run()).IsDone.Should().BeTrue();
            bench.Vehicle.Mode.Should().Be(ScriptedPx4.Number(4, 3));
            (await new ReturnSequence(bench.Services).Run()).IsDone.Should().BeTrue();
            bench.Vehicle.Mode.Should().Be(ScriptedPx4.Number(4, 5));
            (await new LandSequence(bench.Services).Run()).IsDone.Should().BeTrue();
            bench.Vehicle.Mode.Should().Be(ScriptedPx4.Number(4, 6));
        });
}
