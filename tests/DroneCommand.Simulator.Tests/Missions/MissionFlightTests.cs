using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Physics;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Missions;

public class MissionFlightTests
{
    [Fact]
    public void A_patrol_is_flown_item_by_item_and_lands_on_its_dock()
    {
        var rig = Flying(Items.SquarePatrol(40, 12));
        rig.RunUntil(() => !rig.Autopilot.Armed, 240, "the landing");
        rig.All<MissionItemReached>().Select(r => (int)r.Seq).Should().Equal(1, 2, 3, 4, 5);
        rig.Said()
            .Where(t => t.StartsWith("Mission:", StringComparison.Ordinal))
            .Should()
            .Equal(
                "Mission: 1 Takeoff",
                "Mission: 1 Takeoff",
                "Mission: 2 WP",
                "Mission: 3 WP",
                "Mission: 4 WP",
                "Mission: 5 RTL"
            );
        rig.FromHome.Should().BeLessThan(0.6);
        rig.Autopilot.Mode.Number.Should().Be(3, "a mission's RTL item stays in AUTO");
        rig.Autopilot.Mission.State.Should().Be(MissionState.Complete);
        rig.Autopilot.Mission.Current.Should().Be(0);
    }

    [Fact]
    public void On_the_ground_auto_waits_for_the_start()
    {
        var rig = Rig.ReadyToFly();
        rig.Upload(Items.SquarePatrol(30, 10));
        rig.SetMode(4);
        rig.Arm();
        rig.SetMode(3).Should().Be(MavResult.Accepted);
        rig.Run(5);
        rig.Copter.CopterBody.OnGround.Should().BeTrue();
        rig.Command(MavCmd.MissionStart).Should().Be(MavResult.Accepted);
        rig.RunUntil(() => rig.Autopilot.AboveHomeM > 5, 15, "the take-off");
    }

    [Fact]
    public void Auto_is_refused_on_the_ground_without_a_take_off_item()
    {
        var rig = Rig.ReadyToFly();
        rig.Upload(Items.List(Items.Home(), Items.Waypoint(20, 0, 10)));
        rig.SetMode(4);
        rig.Arm();
        rig.SetMode(3).Should().Be(MavResult.Failed);
        rig.Said().Should().Contain("Auto: Missing Takeoff Cmd").And.Contain("Mode change to AUTO failed: init failed");
    }

    [Fact]
    public void Corners_without_a_hold_are_flown_through_and_close_to_the_waypoint()
    {
        var rig = Flying(Items.SquarePatrol(60, 15));
        var nearest = double.MaxValue;
        var slowest = double.MaxValue;
        rig.RunUntil(() => rig.Autopilot.Mission.Current == 2, 40, "the first leg");
        rig.RunUntil(
            () =>
            {
                var corner = new Vec3(60, 0, 0);
                var away = (rig.Vehicle.Body.Position.Horizontal - corner).Length;
                nearest = Math.Min(nearest, away);
                slowest = away < 3 ? Math.Min(slowest, rig.Vehicle.Body.Velocity.HorizontalLength) : slowest;
                return rig.Autopilot.Mission.Current == 3 && away > 10;
            },
            60,
            "the first corner"
        );
        nearest.Should().BeLessThan(2.2);
        slowest.Should().BeGreaterThan(0.8);
    }

    [Fact]
    public void A_hold_is_held_and_a_jump_repeats()
    {
        var rig = Flying(
            Items.List(
                Items.Home(),
                Items.TakeOff(10),
                Items.Waypoint(10, 0, 10, hold: 4),
                Items.Waypoint(0, 10, 10),
                Items.Jump(2, 1),
                Items.Land()
            )
        );
        rig.RunUntil(() => !rig.Autopilot.Armed, 240, "the landing");
        rig.Said().Count(t => t == "Reached command #2").Should().Be(2);
        rig.Said().Should().Contain("Mission: 4 Jump 1/1").And.Contain("Mission: 5 Land");
    }

    [Fact]
    public void A_change_of_speed_is_kept()
    {
        var rig = Flying(
            Items.List(Items.Home(), Items.TakeOff(10), Items.Speed(3), Items.Waypoint(60, 0, 10), Items.Return())
        );
        rig.RunUntil(() => rig.Vehicle.Body.Position.North > 30, 60, "half the leg");
        rig.Vehicle.Body.Velocity.HorizontalLength.Should().BeApproximately(3, 0.25);
    }

    [Fact]
    public void Pause_stops_on_the_leg_and_continue_goes_on()
    {
        var rig = Flying(Items.SquarePatrol(80, 10));
        rig.Command(MavCmd.DoPauseContinue, 0).Should().Be(MavResult.Failed, "a take-off cannot be paused");
        rig.Said().Should().Contain("Failed to pause");
        rig.RunUntil(() => rig.Vehicle.Body.Position.North > 25, 60, "the leg");
        rig.Command(MavCmd.DoPauseContinue, 0).Should().Be(MavResult.Accepted);
        rig.Run(8);
        rig.Vehicle.Body.Velocity.Length.Should().BeLessThan(0.2);
        rig.Command(MavCmd.DoPauseContinue, 1).Should().Be(MavResult.Accepted);
        rig.RunUntil(() => rig.Vehicle.Body.Position.North > 70, 30, "the end of the leg");
    }

    [Fact]
    public void Brake_holds_and_auto_resumes_at_the_same_item()
    {
        var rig = Flying(Items.SquarePatrol(60, 10));
        rig.RunUntil(() => rig.Autopilot.Mission.Current == 3, 60, "the second leg");
        rig.Run(2);
        rig.SetMode(17).Should().Be(MavResult.Accepted);
        rig.Run(8);
        rig.Vehicle.Body.Velocity.Length.Should().BeLessThan(0.2);
        rig.SetMode(3).Should().Be(MavResult.Accepted);
        rig.Run(1);
        rig.Autopilot.Mission.Current.Should().Be(3);
        rig.RunUntil(() => !rig.Autopilot.Armed, 240, "the landing");
    }

    [Fact]
    public void The_last_item_in_the_air_ends_in_a_hover()
    {
        var rig = Flying(Items.List(Items.Home(), Items.TakeOff(10), Items.Waypoint(20, 0, 10)));
        rig.RunUntil(() => rig.Autopilot.Mission.State == MissionState.Complete, 60, "the end");
        rig.Run(10);
        rig.Autopilot.Armed.Should().BeTrue();
        rig.Vehicle.Body.Velocity.Length.Should().BeLessThan(0.2);
        rig.Vehicle.Body.Position.North.Should().BeApproximately(20, 2.5);
    }

    [Fact]
    public void A_rover_drives_its_loop_home()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Rover, ("WP_SPEED", 1.5));
        rig.Upload(
            Items.List(
                Items.Home(),
                Items.Waypoint(0, 15, 0),
                Items.Waypoint(15, 15, 0),
                Items.Waypoint(15, 0, 0),
                Items.Return()
            )
        );
        rig.SetMode(15);
        rig.Arm().Should().Be(MavResult.Accepted);
        rig.Command(MavCmd.MissionStart).Should().Be(MavResult.Accepted);
        rig.RunUntil(() => rig.Autopilot.Mission.State == MissionState.Complete, 180, "the loop");
        rig.Said().Should().Contain("Reached waypoint #2").And.Contain("Mission Complete");
        rig.Run(3);
        rig.FromHome.Should().BeLessThan(1);
        rig.Autopilot.Armed.Should().BeTrue("a rover stays armed");
        rig.Rover.RoverBody.SpeedMps.Should().Be(0);
    }

    private static Rig Flying(IReadOnlyList<MissionItemInt> items)
    {
        var rig = Rig.ReadyToFly(VehicleKind.Copter, ("WPNAV_SPEED", 600), ("RTL_ALT", 1500));
        rig.Upload(items).Should().Be(MavMissionResult.Accepted);
        rig.SetMode(4);
        rig.Arm().Should().Be(MavResult.Accepted);
        rig.Command(MavCmd.MissionStart).Should().Be(MavResult.Accepted);
        return rig;
    }
}
