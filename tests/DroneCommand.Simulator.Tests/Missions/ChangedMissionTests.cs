using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Physics;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Missions;

/// <summary>What happens to a mission that is changed, left and set while it is flown.</summary>
public class ChangedMissionTests
{
    [Fact]
    public void An_item_that_is_gone_is_flown_to_its_end_as_it_was()
    {
        var rig = Flying(Items.Waypoint(20, 0, 10), Items.Waypoint(20, 20, 10), Items.Waypoint(0, 20, 10));
        rig.RunUntil(() => rig.Autopilot.Mission.Current == 4, 60, "the last leg");
        rig.Upload(Items.List(Items.Home(), Items.TakeOff(10), Items.Waypoint(40, 0, 10)))
            .Should()
            .Be(MavMissionResult.Accepted);
        rig.Run(0.1);
        rig.Said().Should().Contain("Auto mission changed but failed to restart command");
        rig.Autopilot.Mission.State.Should().Be(MissionState.Active);
        rig.RunUntil(() => rig.Autopilot.Mission.State == MissionState.Complete, 30, "its end");
        (rig.Vehicle.Body.Position - new Vec3(0, 20, 0)).HorizontalLength.Should().BeLessThan(2.5);
    }

    [Fact]
    public void A_mission_under_way_is_not_cleared_and_one_that_was_left_is()
    {
        var rig = Flying(Items.Waypoint(30, 0, 10), Items.Waypoint(30, 30, 10));
        rig.RunUntil(() => rig.Autopilot.Mission.Current == 2, 30, "the first leg");
        Clear(rig).Should().Be(MavMissionResult.Error);
        rig.SetMode(17);
        Clear(rig).Should().Be(MavMissionResult.Accepted);
        rig.SetMode(3).Should().Be(MavResult.Failed, "there is no mission any more");
    }

    [Fact]
    public void Home_alone_is_no_mission()
    {
        var rig = Rig.ReadyToFly();
        rig.Command(MavCmd.SetMessageInterval, MessageIds.MissionCurrent, 500_000);
        rig.SetMode(3).Should().Be(MavResult.Accepted, "disarmed");
        rig.Run(2);
        rig.All<MissionCurrent>().Should().OnlyContain(m => m.MissionState == MissionState.NoMission);
        rig.Last<MissionCurrent>()!.Value.MissionMode.Should().Be(1);
        rig.Upload(Items.List(Items.Home(), Items.TakeOff(10), Items.Land()));
        rig.Run(2);
        rig.Last<MissionCurrent>()!.Value.MissionState.Should().NotBe(MissionState.NoMission);
    }

    [Fact]
    public void Tags_are_jumped_to_and_each_jump_is_counted()
    {
        var rig = Flying(
            Items.Make(MavCmd.JumpTag, null, 0, p1: 7),
            Items.Waypoint(15, 0, 10),
            Items.Make(MavCmd.DoJumpTag, null, 0, p1: 7, p2: 1),
            Items.Land()
        );
        rig.RunUntil(() => !rig.Autopilot.Armed, 120, "the landing");
        rig.Said().Should().Contain("Mission: 2 Tag 7").And.Contain("Mission: 4 Jump 1/1");
        rig.Said().Count(t => t == "Reached command #3").Should().Be(2);
    }

    [Fact]
    public void An_altitude_above_unknown_terrain_sends_it_home()
    {
        var rig = Rig.ReadyToFly();
        rig.Upload(
            Items.List(
                Items.Home(),
                Items.TakeOff(10),
                Items.Make(MavCmd.NavWaypoint, Items.At(30, 0), 20, MavFrame.GlobalTerrainAlt)
            )
        );
        rig.SetMode(4);
        rig.Arm().Should().Be(MavResult.Failed);
        rig.Said().Should().Contain("Arm: waiting for terrain data");
        rig.Command(MavCmd.ComponentArmDisarm, 1, 21196).Should().Be(MavResult.Accepted);
        rig.Command(MavCmd.MissionStart);
        rig.RunUntil(() => rig.Autopilot.Mode.Number == 6, 30, "the return");
        rig.Run(0.1);
        rig.Said().Should().Contain("Failsafe: Terrain data missing");
    }

    private static MavMissionResult Clear(Rig rig)
    {
        var before = rig.Log.Count;
        rig.Send(new MissionClearAll { TargetSystem = Rig.SystemId, TargetComponent = 1 });
        return rig.All<MissionAck>(before).Single().Type;
    }

    private static Rig Flying(params MissionItemInt[] items)
    {
        var rig = Rig.ReadyToFly(VehicleKind.Copter, ("WPNAV_SPEED", 600));
        rig.Upload(Items.List([Items.Home(), Items.TakeOff(10), .. items])).Should().Be(MavMissionResult.Accepted);
        rig.SetMode(4);
        rig.Arm().Should().Be(MavResult.Accepted);
        rig.Command(MavCmd.MissionStart).Should().Be(MavResult.Accepted);
        return rig;
    }
}
