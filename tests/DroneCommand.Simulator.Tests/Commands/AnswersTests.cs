using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Commands;

public class AnswersTests
{
    [Fact]
    public void Modes_that_do_not_exist_are_refused_with_a_text()
    {
        var rig = Rig.ReadyToFly();
        rig.SetMode(99).Should().Be(MavResult.Failed);
        rig.Said().Should().Contain("No such mode 99");
        rig.SetMode(21).Should().Be(MavResult.Failed);
        rig.Said().Should().Contain("Mode change to SMARTRTL failed: init failed");
        rig.Command(MavCmd.DoSetMode, 0, 4).Should().Be(MavResult.Denied, "the custom flag is missing");
    }

    [Fact]
    public void Unknown_commands_are_unsupported_and_other_system_ids_get_silence()
    {
        var rig = Rig.ReadyToFly();
        rig.Command((MavCmd)31999).Should().Be(MavResult.Unsupported);
        var before = rig.Log.Count;
        rig.Send(
            new CommandLong
            {
                TargetSystem = 99,
                TargetComponent = 1,
                Command = MavCmd.ComponentArmDisarm,
                Param1 = 1,
            }
        );
        rig.Run(1);
        rig.All<CommandAck>(before).Should().BeEmpty();
    }

    [Fact]
    public void Reposition_needs_guided_and_the_int_form()
    {
        var rig = Rig.ReadyToFly();
        rig.TakeOffTo(10);
        rig.Command(MavCmd.DoReposition, -1, 0, 0, 0, 54.48f, 8.99f, 10).Should().Be(MavResult.Unsupported);
        rig.SetMode(5);
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(20, 0), 10)
            .Should()
            .Be(MavResult.Denied);
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, new GeoPoint(0, 0), 12, param2: 1)
            .Should()
            .Be(MavResult.Denied, "nought is no place");
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(20, 0), 0, param2: 1)
            .Should()
            .Be(MavResult.Denied, "nought above home means the height it has");
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(20, 0), 12, param2: 1)
            .Should()
            .Be(MavResult.Accepted);
        rig.Autopilot.Mode.Number.Should().Be(4);
        rig.RunUntil(() => Math.Abs(rig.Vehicle.Body.Position.North - 20) < 0.5, 30, "the place");
        rig.Run(3);
        rig.Autopilot.AboveHomeM.Should().BeApproximately(12, 0.5);
    }

    [Fact]
    public void Take_off_is_refused_disarmed_and_in_flight()
    {
        var rig = Rig.ReadyToFly();
        rig.SetMode(4);
        rig.Command(MavCmd.NavTakeoff, 0, 0, 0, 0, 0, 0, 10).Should().Be(MavResult.Failed);
        rig.TakeOffTo(10);
        rig.Command(MavCmd.NavTakeoff, 0, 0, 0, 0, 0, 0, 20).Should().Be(MavResult.Failed);
        rig.CommandAt(MavCmd.NavTakeoff, MavFrame.GlobalRelativeAltInt, Rig.Home, 20)
            .Should()
            .Be(MavResult.Denied, "only frame 3");
    }

    [Fact]
    public void A_rover_has_no_take_off_no_pause_and_no_yaw()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Rover);
        rig.Command(MavCmd.NavTakeoff, 0, 0, 0, 0, 0, 0, 10).Should().Be(MavResult.Unsupported);
        rig.Command(MavCmd.DoPauseContinue).Should().Be(MavResult.Unsupported);
        rig.Command(MavCmd.ConditionYaw, 90).Should().Be(MavResult.Unsupported);
    }

    [Fact]
    public void Streams_follow_the_group_and_the_interval()
    {
        var rig = Rig.ReadyToFly();
        rig.Send(
            new RequestDataStream
            {
                TargetSystem = Rig.SystemId,
                TargetComponent = 1,
                ReqStreamId = 0,
                ReqMessageRate = 4,
                StartStop = 1,
            }
        );
        rig.Command(MavCmd.SetMessageInterval, MessageIds.Attitude, 100_000).Should().Be(MavResult.Accepted);
        rig.Command(MavCmd.GetMessageInterval, MessageIds.Attitude).Should().Be(MavResult.Accepted);
        rig.Last<MessageInterval>()!.Value.IntervalUs.Should().Be(100_000);
        var before = rig.Log.Count;
        rig.Run(10);
        rig.All<GlobalPositionInt>(before).Count().Should().BeInRange(39, 41);
        rig.All<Attitude>(before).Count().Should().BeInRange(98, 102);
        (rig.Log.Count - before).Should().BeInRange(850, 1150, "all groups at 4 Hz are about 100 messages a second");

        rig.Command(MavCmd.SetMessageInterval, MessageIds.Attitude, -1).Should().Be(MavResult.Accepted);
        before = rig.Log.Count;
        rig.Run(2);
        rig.All<Attitude>(before).Should().BeEmpty();
        rig.Command(MavCmd.SetMessageInterval, 12920, 100_000).Should().Be(MavResult.Failed, "it does not send that");
    }

    [Fact]
    public void Parameters_are_real_names_echoed_and_silent_when_unknown()
    {
        var rig = Rig.ReadyToFly();
        rig.Send(
            new ParamRequestRead
            {
                TargetSystem = Rig.SystemId,
                TargetComponent = 1,
                ParamId = "FS_GCS_ENABLE",
                ParamIndex = -1,
            }
        );
        rig.Last<ParamValue>()!.Value.Value.Should().Be(0, "the failsafe is off in a fresh ArduPilot");
        rig.Last<ParamValue>()!.Value.ParamIndex.Should().Be(ushort.MaxValue);
        rig.Send(
            new ParamSet
            {
                TargetSystem = Rig.SystemId,
                TargetComponent = 1,
                ParamId = "RTL_ALT",
                ParamValue = 3500,
                ParamType = MavParamType.Real32,
            }
        );
        rig.Last<ParamValue>()!.Value.Value.Should().Be(3500);
        var before = rig.Log.Count;
        rig.Send(
            new ParamSet
            {
                TargetSystem = Rig.SystemId,
                TargetComponent = 1,
                ParamId = "NO_SUCH_PARAM",
                ParamValue = 1,
            }
        );
        rig.Run(1);
        rig.All<ParamValue>(before).Should().BeEmpty();

        rig.Send(new ParamRequestList { TargetSystem = Rig.SystemId, TargetComponent = 1 });
        rig.Run(2);
        var list = rig.All<ParamValue>(before).ToList();
        list.Should().HaveCountGreaterThan(90).And.HaveCount(list[0].ParamCount);
        list.Select(p => (int)p.ParamIndex).Should().Equal(Enumerable.Range(0, list.Count));
    }

    [Fact]
    public void Only_heartbeats_of_the_own_ground_station_keep_it_calm()
    {
        var other = new FrameWriter(77, 190);
        var rig = Rig.ReadyToFly(VehicleKind.Copter, ("FS_GCS_ENABLE", 1));
        rig.TakeOffTo(10);
        rig.Beats = false;
        for (var i = 0; i < 7; i++)
        {
            rig.Run(1);
            rig.Send(other, new Heartbeat { Type = MavType.Gcs, Autopilot = MavAutopilot.Invalid });
            rig.Command(MavCmd.RequestMessage, MessageIds.SysStatus);
        }

        rig.Autopilot.Mode.Number.Should().Be(6, "commands and strangers' heartbeats do not count");
    }

    [Fact]
    public void Requested_messages_come()
    {
        var rig = Rig.ReadyToFly();
        foreach (
            var id in new[]
            {
                MessageIds.HomePosition,
                MessageIds.ExtendedSysState,
                MessageIds.BatteryStatus,
                MessageIds.SystemTime,
            }
        )
        {
            rig.Command(MavCmd.RequestMessage, id).Should().Be(MavResult.Accepted);
            rig.Log.Should().Contain(h => h.MessageId == id);
        }

        rig.Command(MavCmd.RequestMessage, MessageIds.ProtocolVersion).Should().Be(MavResult.Failed);
    }
}
