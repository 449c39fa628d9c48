using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Units;

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
    public void It_is_launched_held_resumed_and_returns() =>
        Bench.Run(async bench =>
        {
            var px4 = new ScriptedPx4(bench.Vehicle);
            bench.Vehicle.Estimator = EkfStatusFlags.Attitude | EkfStatusFlags.ConstPosMode;
            bench.Vehicle.CurrentItem = 3;
            await bench.Meet();
            bench.Later(
                TimeSpan.FromSeconds(10),
                () => bench.Vehicle.Estimator = EkfStatusFlags.Attitude | EkfStatusFlags.PosHorizAbs
            );
            var phases = new List<string>();
            var launched = await new LaunchSequence(bench.Services, phase: new Sink<string>(phases.Add)).Run();
            launched.End.Should().Be(SequenceEnd.Done, launched.Text);
            phases.Should().Equal("takes guided mode", "waits for a position fix", "arms", "takes off");
            bench.Vehicle.CurrentItem.Should().Be(0, "its first item has that number");
            bench.Vehicle.Mode.Should().Be(Px4.Flying.MissionMode);
            px4.Commands.Select(c => c.Command)
                .Should()
                .Equal(MavCmd.DoSetMode, MavCmd.DoSetMissionCurrent, MavCmd.ComponentArmDisarm, MavCmd.MissionStart);

            bench.Vehicle.CurrentItem = 2;
            (await new HoldSequence(bench.Services).Run()).IsDone.Should().BeTrue();
            bench.Vehicle.Mode.Should().Be(ScriptedPx4.Number(4, 3));
            var resumed = await new ResumeSequence(bench.Services).Run();
            resumed.End.Should().Be(SequenceEnd.Done, resumed.Text);
            bench.Vehicle.CurrentItem.Should().Be(2);
            (await new ReturnSequence(bench.Services).Run()).IsDone.Should().BeTrue();
            bench.Vehicle.Mode.Should().Be(ScriptedPx4.Number(4, 5));
        });

    [Fact]
    public void It_is_not_armed_before_its_estimator_has_a_position() =>
        Bench.Run(async bench =>
        {
            var px4 = new ScriptedPx4(bench.Vehicle);
            // The flag that means 'not initialised' on ArduPilot is a glitch of its satellites here.
            bench.Vehicle.Estimator = EkfStatusFlags.Attitude | EkfStatusFlags.Uninitialized;
            await bench.Meet();
            var result = await new LaunchSequence(bench.Services, TimeSpan.FromSeconds(5)).Run();
            result.End.Should().Be(SequenceEnd.RefusedByUs);
            result.Text.Should().Be("it was not ready in time: waits for a position fix");
            px4.Commands.Should().NotContain(c => c.Command == MavCmd.ComponentArmDisarm);
            bench.Vehicle.Estimator |= EkfStatusFlags.PosHorizAbs;
            (await new LaunchSequence(bench.Services, TimeSpan.FromSeconds(5)).Run()).IsDone.Should().BeTrue();
        });

    [Fact]
    public void A_jump_counts_from_zero_there_and_from_one_here() =>
        Bench.Run(async bench =>
        {
            _ = new ScriptedPx4(bench.Vehicle);
            IReadOnlyList<MissionItem> plan =
            [
                MissionItem.TakeOff(new AltitudeAboveHome(20)),
                MissionItem.Waypoint(new GeoPoint(54.48, 8.99), new AltitudeAboveHome(20)),
                new MissionItem
                {
                    Command = MavCmd.DoJump,
                    Param1 = 2,
                    Param2 = 3,
                    Frame = MavFrame.Mission,
                },
            ];
            var upload = new MissionUpload(bench.Connection, Px4.Flying);
            (await upload.Run(MavMissionType.Mission, plan)).End.Should().Be(TransferEnd.Done);
            bench.Vehicle.Missions.Held[MavMissionType.Mission][2].Param1.Should().Be(1);
            var held = await new MissionDownload(bench.Connection, Px4.Flying).Run(MavMissionType.Mission);
            held.Items[2].Param1.Should().Be(2);
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
