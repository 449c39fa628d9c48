using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Missions;

public class UploadTests
{
    [Fact]
    public void It_reads_back_as_the_autopilot_stored_it()
    {
        var rig = Rig.ReadyToFly();
        var sent = Items.List(
            Items.Home(),
            Items.TakeOff(15),
            Items.Make(MavCmd.NavWaypoint, Items.At(30, 0), 15.129, p1: 2.7f, p2: 5, p4: float.NaN),
            Items.Speed(4),
            Items.Return()
        );
        rig.Upload(sent).Should().Be(MavMissionResult.Accepted);
        rig.Said().Should().Contain("Flight plan received");
        var read = Download(rig, MavMissionType.Mission);
        read.Should().HaveCount(5);
        read[0].Frame.Should().Be(MavFrame.Global, "home is absolute");
        read[0].X.Should().BeCloseTo((int)(rig.Autopilot.Home!.Place.LatitudeDeg * 1e7), 1, "home is overwritten");
        read[2].Frame.Should().Be(MavFrame.GlobalRelativeAlt);
        read[2].Param1.Should().Be(2, "a hold has whole seconds");
        read[2].Param2.Should().Be(0, "there is no room for the acceptance radius");
        read[2].Z.Should().BeApproximately(15.12f, 0.001f, "altitudes have whole centimetres");
        read[4].Frame.Should().Be(MavFrame.Global, "a command without a place has no frame");
    }

    [Fact]
    public void A_part_is_written_over_and_what_lies_beyond_the_end_is_refused()
    {
        var rig = Rig.ReadyToFly();
        rig.Upload(Items.SquarePatrol(20, 10)).Should().Be(MavMissionResult.Accepted);
        var before = Download(rig, MavMissionType.Mission);
        rig.Send(Part(2, 3));
        rig.Send(Items.SquarePatrol(40, 10)[2]);
        rig.Send(Part(2, 3));
        rig.Last<MissionAck>()!.Value.Type.Should().Be(MavMissionResult.Denied, "it receives already");
        rig.Send(Items.SquarePatrol(40, 10)[3]);
        rig.Last<MissionAck>()!.Value.Type.Should().Be(MavMissionResult.Accepted);
        var after = Download(rig, MavMissionType.Mission);
        after.Should().HaveCount(before.Count);
        after[2].X.Should().NotBe(before[2].X);
        after[1].X.Should().Be(before[1].X);
        rig.Send(Part(2, 99));
        rig.Last<MissionAck>()!.Value.Type.Should().Be(MavMissionResult.Error);
    }

    private static MissionWritePartialList Part(short start, short end) =>
        new()
        {
            TargetSystem = Rig.SystemId,
            TargetComponent = 1,
            StartIndex = start,
            EndIndex = end,
        };

    [Fact]
    public void A_lost_item_is_asked_for_again_after_a_second()
    {
        var rig = Rig.ReadyToFly();
        rig.Send(Count(3));
        rig.Send(Items.SquarePatrol(20, 10)[0]);
        var at = rig.Now;
        rig.Run(3.2);
        var asked = rig
            .Log.Where(h => h.Is<MissionRequest>() && h.At > at && h.As<MissionRequest>().Seq == 1)
            .Select(h => h.At - at);
        asked.Should().HaveCount(3);
        asked.First().Should().BeApproximately(1, 0.1);
        rig.Send(Items.SquarePatrol(20, 10)[1]);
        rig.Send(Items.SquarePatrol(20, 10)[2]);
        rig.Last<MissionAck>()!.Value.Type.Should().Be(MavMissionResult.Accepted);
    }

    [Fact]
    public void Eight_silent_seconds_end_it_and_leave_a_changed_mission()
    {
        var rig = Rig.ReadyToFly();
        rig.Upload(Items.SquarePatrol(20, 10)).Should().Be(MavMissionResult.Accepted);
        rig.Send(Count(6));
        rig.Send(Items.SquarePatrol(40, 10)[0]);
        rig.Send(Items.SquarePatrol(40, 10)[1]);
        rig.Send(Items.SquarePatrol(40, 10)[2]);
        rig.Run(7.8);
        rig.Last<MissionAck>()!
            .Value.Type.Should()
            .Be(MavMissionResult.Accepted, "the last one is of the first upload");
        rig.Run(0.5);
        rig.Last<MissionAck>()!.Value.Type.Should().Be(MavMissionResult.OperationCancelled);
        rig.Said().Should().Contain("Mission upload timeout");
        var read = Download(rig, MavMissionType.Mission);
        read[2].X.Should().Be(Items.SquarePatrol(40, 10)[2].X, "what came before the silence is stored");
        read[3].X.Should().Be(Items.SquarePatrol(20, 10)[3].X, "and what did not come is the old mission's");
    }

    [Fact]
    public void A_second_ground_station_is_denied_meanwhile()
    {
        var rig = Rig.ReadyToFly();
        rig.Send(Count(6));
        var second = new FrameWriter(254, 190);
        rig.Send(second, Count(2));
        var ack = rig.Last<MissionAck>()!.Value;
        (ack.Type, ack.TargetSystem).Should().Be((MavMissionResult.Denied, (byte)254));
        rig.Send(second, new MissionRequestList { TargetSystem = Rig.SystemId, TargetComponent = 1 });
        rig.Last<MissionAck>()!.Value.Type.Should().Be(MavMissionResult.Denied);
    }

    [Fact]
    public void A_wrong_number_is_refused_softly_and_the_upload_goes_on()
    {
        var rig = Rig.ReadyToFly();
        var items = Items.SquarePatrol(20, 10);
        rig.Send(Count(items.Count));
        rig.Send(items[0]);
        rig.Send(items[3]);
        rig.Last<MissionAck>()!.Value.Type.Should().Be(MavMissionResult.InvalidSequence);
        foreach (var item in items.Skip(1))
        {
            rig.Send(item);
        }

        rig.Last<MissionAck>()!.Value.Type.Should().Be(MavMissionResult.Accepted);
    }

    [Theory]
    [InlineData(99, MavCmd.NavWaypoint, MavMissionResult.UnsupportedFrame)]
    [InlineData(1, MavCmd.NavWaypoint, MavMissionResult.UnsupportedFrame)]
    [InlineData(3, MavCmd.NavPathplanning, MavMissionResult.Unsupported)]
    [InlineData(3, MavCmd.DoSetRoiWpnextOffset, MavMissionResult.Unsupported)]
    public void What_it_cannot_do_ends_the_upload(uint frame, MavCmd command, MavMissionResult expected)
    {
        var rig = Rig.ReadyToFly();
        var bad = Items.Make(command, Items.At(5, 5), 10, (MavFrame)frame);
        rig.Upload(Items.List(Items.Home(), Items.TakeOff(10), bad, Items.Return())).Should().Be(expected);
    }

    [Fact]
    public void Numbers_that_are_none_are_refused_by_their_place()
    {
        var rig = Rig.ReadyToFly();
        var bad = Items.Make(MavCmd.NavWaypoint, Items.At(5, 5), 10, p1: float.NaN);
        rig.Upload(Items.List(Items.Home(), bad)).Should().Be(MavMissionResult.InvalidParam1);
        rig.Upload(Items.List(Items.Home(), Items.Make(MavCmd.NavWaypoint, Items.At(5, 5), double.NaN)))
            .Should()
            .Be(MavMissionResult.InvalidParam7);
    }

    [Fact]
    public void A_rover_stores_a_take_off_and_passes_it_over()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Rover);
        rig.Upload(Items.List(Items.Home(), Items.TakeOff(10), Items.Waypoint(5, 0, 0)))
            .Should()
            .Be(MavMissionResult.Accepted);
        rig.SetMode(15);
        rig.Arm();
        rig.Command(MavCmd.MissionStart).Should().Be(MavResult.Accepted);
        rig.Run(0.1);
        rig.Said().Should().Contain("Mission: 1 Takeoff").And.Contain("Mission: 2 WP");
        rig.Autopilot.Mission.Current.Should().Be(2);
    }

    [Fact]
    public void The_fence_replaces_the_old_one_only_when_it_is_whole()
    {
        var rig = Rig.ReadyToFly();
        rig.Upload(Items.SquareFence(50), MavMissionType.Fence).Should().Be(MavMissionResult.Accepted);
        rig.Said().Should().Contain("Fence Indexed OK");
        Download(rig, MavMissionType.Fence).Should().HaveCount(4);

        var broken = Items.List(Items.FenceVertex(0, 0, 4), Items.FenceVertex(9, 0, 4), Items.FenceVertex(9, 9, 4));
        rig.Upload(broken, MavMissionType.Fence).Should().Be(MavMissionResult.Error);
        Download(rig, MavMissionType.Fence).Should().HaveCount(4, "the old fence stays");

        rig.Send(
            new MissionClearAll
            {
                TargetSystem = Rig.SystemId,
                TargetComponent = 1,
                MissionType = MavMissionType.Fence,
            }
        );
        rig.Autopilot.Memory.Fence.Items.Should().BeEmpty();
    }

    [Fact]
    public void Rally_points_come_and_go()
    {
        var rig = Rig.ReadyToFly();
        var point = Items.Make(MavCmd.NavRallyPoint, Items.At(10, 10), 15, type: MavMissionType.Rally);
        rig.Upload(Items.List(point), MavMissionType.Rally).Should().Be(MavMissionResult.Accepted);
        var read = Download(rig, MavMissionType.Rally);
        read.Should().ContainSingle();
        read[0].Z.Should().Be(15);
    }

    [Fact]
    public void An_empty_upload_clears_and_a_running_mission_cannot_be_cleared()
    {
        var rig = Rig.ReadyToFly();
        rig.Upload(Items.SquarePatrol(30, 10));
        rig.SetMode(4);
        rig.Arm();
        rig.Command(MavCmd.MissionStart).Should().Be(MavResult.Accepted);
        rig.RunUntil(() => rig.Autopilot.Mission.Current == 2, 30, "the first waypoint");
        rig.Send(new MissionClearAll { TargetSystem = Rig.SystemId, TargetComponent = 1 });
        rig.Last<MissionAck>()!.Value.Type.Should().Be(MavMissionResult.Error);
        rig.Autopilot.Memory.Mission.Count.Should().Be(6);

        var ground = Rig.ReadyToFly();
        ground.Upload(Items.SquarePatrol(30, 10));
        ground.Send(Count(0));
        ground.Last<MissionAck>()!.Value.Type.Should().Be(MavMissionResult.Accepted);
        ground.Autopilot.Memory.Mission.Count.Should().Be(0);
    }

    [Fact]
    public void A_mission_changed_in_flight_restarts_the_item()
    {
        var rig = Rig.ReadyToFly();
        rig.Upload(Items.SquarePatrol(60, 10));
        rig.SetMode(4);
        rig.Arm();
        rig.Command(MavCmd.MissionStart);
        rig.RunUntil(() => rig.Autopilot.Mission.Current == 2, 30, "the first waypoint");
        rig.Run(3);
        rig.Upload(Items.SquarePatrol(40, 10)).Should().Be(MavMissionResult.Accepted);
        rig.Said().Should().Contain("Auto mission changed, restarted command");
        rig.Autopilot.Mode.Number.Should().Be(3);
        rig.Autopilot.Mission.Current.Should().Be(2);
    }

    private static MissionCount Count(int count) =>
        new()
        {
            TargetSystem = Rig.SystemId,
            TargetComponent = 1,
            Count = (ushort)count,
        };

    private static List<MissionItemInt> Download(Rig rig, MavMissionType type)
    {
        rig.Send(
            new MissionRequestList
            {
                TargetSystem = Rig.SystemId,
                TargetComponent = 1,
                MissionType = type,
            }
        );
        var count = rig.Last<MissionCount>()!.Value.Count;
        var items = new List<MissionItemInt>();
        for (ushort seq = 0; seq < count; seq++)
        {
            rig.Send(
                new MissionRequestInt
                {
                    TargetSystem = Rig.SystemId,
                    TargetComponent = 1,
                    Seq = seq,
                    MissionType = type,
                }
            );
            items.Add(rig.Last<MissionItemInt>()!.Value);
        }

        return items;
    }
}
