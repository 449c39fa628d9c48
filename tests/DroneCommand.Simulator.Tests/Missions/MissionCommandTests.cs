using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Physics;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Missions;

/// <summary>Mission commands beyond plain waypoints, as ArduPilot SITL was seen to carry them out.</summary>
public class MissionCommandTests
{
    [Fact]
    public void Splines_are_flown_through_and_stop_where_they_wait()
    {
        var rig = Flying(
            Items.List(
                Items.Home(),
                Items.TakeOff(12),
                Spline(40, 0),
                Spline(60, 30),
                Spline(40, 60, hold: 2),
                Items.Return()
            )
        );
        var slowest = double.MaxValue;
        rig.RunUntil(() => rig.Autopilot.Mission.Current == 3, 60, "the first spline");
        rig.RunUntil(
            () =>
            {
                slowest = Math.Min(slowest, rig.Vehicle.Body.Velocity.HorizontalLength);
                return rig.Autopilot.Mission.Current == 4;
            },
            30,
            "the second spline"
        );
        slowest.Should().BeGreaterThan(3, "the curve goes on without a stop");
        rig.RunUntil(() => rig.Autopilot.Mission.Current == 5, 30, "the third spline");
        rig.Vehicle.Body.Velocity.HorizontalLength.Should().BeLessThan(0.5, "it waited there");
        rig.Said().Should().Contain("Mission: 2 SplineWP").And.Contain("Reached command #4");
    }

    [Fact]
    public void Turns_are_counted_aloud_and_flown_at_their_radius()
    {
        var rig = Flying(
            Items.List(
                Items.Home(),
                Items.TakeOff(10),
                Items.Make(MavCmd.NavLoiterTurns, Items.At(40, 0), 10, p1: 2, p3: 12),
                Items.Return()
            )
        );
        rig.RunUntil(() => rig.Said().Contains("Mission: starting circle 2/2"), 90, "the second turn");
        for (var i = 0; i < 10; i++)
        {
            rig.Run(1);
            (rig.Vehicle.Body.Position - new Vec3(40, 0, 0)).HorizontalLength.Should().BeApproximately(12, 1);
        }

        var began = rig.Now;
        rig.RunUntil(() => rig.Autopilot.Mission.Current == 3, 30, "the end of the turns");
        (rig.Now - began).Should().BeInRange(7, 12, "a turn takes 19.5 s at this radius");
        rig.Said().Should().Contain("Mission: starting circle 3/2");
    }

    [Fact]
    public void Commands_on_the_way_take_one_look_each_and_conditions_hold_them_up()
    {
        var rig = Flying(
            Items.List(
                Items.Home(),
                Items.TakeOff(10),
                Items.Waypoint(60, 0, 10),
                Items.Make(MavCmd.ConditionDistance, null, 0, p1: 15),
                Items.Speed(3),
                Items.Make(MavCmd.ConditionDelay, null, 0, p1: 2),
                Items.Make(MavCmd.DoSetServo, null, 0, p1: 9, p2: 1700),
                Items.Waypoint(0, 0, 10)
            )
        );
        rig.RunUntil(() => rig.Said().Contains("Mission: 4 ChangeSpeed"), 90, "the distance");
        var away = (rig.Vehicle.Body.Position - new Vec3(0, 0, 0)).HorizontalLength;
        away.Should().BeInRange(13, 15.5);
        var at = rig.Now;
        rig.RunUntil(() => rig.Said().Contains("Mission: 6 SetServo"), 10, "the delay");
        (rig.Now - at).Should().BeInRange(1.9, 2.3);
        rig.Said()
            .Where(t => t.StartsWith("Mission:", StringComparison.Ordinal))
            .Should()
            .ContainInOrder("Mission: 3 CondDist", "Mission: 7 WP", "Mission: 4 ChangeSpeed", "Mission: 5 CondDelay");
        rig.Run(0.1);
        rig.Command(MavCmd.RequestMessage, MessageIds.ServoOutputRaw);
        rig.Last<ServoOutputRaw>()!.Value.Servo9Raw.Should().Be(1700);
        rig.All<MissionItemReached>().Select(r => (int)r.Seq).Should().NotContain(6, "a servo is not reported");
    }

    [Fact]
    public void What_the_vehicle_cannot_do_is_skipped_with_a_text()
    {
        var rig = Flying(
            Items.List(
                Items.Home(),
                Items.TakeOff(10),
                Items.Make(MavCmd.NavAltitudeWait, null, 0, p1: 100),
                Items.Make(MavCmd.DoSetReverse, null, 0, p1: 1),
                Items.Waypoint(20, 0, 10)
            )
        );
        rig.RunUntil(() => rig.Autopilot.Mission.Current == 4, 30, "the waypoint");
        rig.Run(1);
        rig.Said().Should().Contain("Mission: 2 AltitudeWait").And.Contain("Skipping invalid cmd #194");
    }

    [Fact]
    public void Pictures_are_taken_by_distance_and_each_is_told()
    {
        var rig = Flying(
            Items.List(
                Items.Home(),
                Items.TakeOff(10),
                Items.Make(MavCmd.DoSetCamTriggDist, null, 0, p1: 10, p3: 1),
                Items.Waypoint(60, 0, 10),
                Items.Make(MavCmd.DoSetCamTriggDist, null, 0),
                Items.Waypoint(60, 40, 10)
            ),
            ("CAM1_TYPE", 1)
        );
        rig.RunUntil(() => rig.Autopilot.Mission.State == MissionState.Complete, 90, "the end");
        var pictures = rig.All<CameraFeedback>().ToList();
        pictures.Should().HaveCount(6, "one at once, and one for each 10 m of 60 but the last");
        pictures.Select(p => (int)p.ImgIdx).Should().BeInAscendingOrder();
    }

    [Fact]
    public void After_a_landing_the_mission_stands_at_its_first_item_again()
    {
        var rig = Flying(Items.List(Items.Home(), Items.TakeOff(10), Items.Land()));
        rig.RunUntil(() => !rig.Autopilot.Armed, 90, "the landing");
        rig.Run(0.1);
        rig.Said().Last().Should().Be("Mission: 1 Takeoff");
        rig.Autopilot.Mission.Current.Should().Be(1);
        rig.All<MissionItemReached>().Select(r => (int)r.Seq).Should().Equal(1);
    }

    [Fact]
    public void An_altitude_above_terrain_follows_the_grounds_height()
    {
        var terrain = TerrainMap.Parse(
            "ncols 2\nnrows 2\nxllcenter 8.98\nyllcenter 54.47\ncellsize 0.02\n22 22\n2 2\n"
        );
        var rig = new Rig(VehicleKind.Copter, Rig.Ready with { Terrain = terrain });
        rig.Run(3);
        var high = Items.Make(MavCmd.NavWaypoint, Items.At(50, 0), 30, MavFrame.GlobalTerrainAlt);
        rig.Upload(Items.List(Items.Home(), Items.TakeOff(10), high)).Should().Be(MavMissionResult.Accepted);
        rig.SetMode(4);
        rig.Arm();
        rig.Command(MavCmd.MissionStart);
        rig.RunUntil(() => rig.Autopilot.Mission.State == MissionState.Complete, 60, "the waypoint");
        var ground = terrain.AmslAt(Items.At(50, 0))!.Value;
        ground.Should().BeInRange(10, 14);
        rig.Autopilot.Estimator.AmslM.Should().BeApproximately(ground + 30, 0.5);
    }

    private static MissionItemInt Spline(double north, double east, float hold = 0) =>
        Items.Make(MavCmd.NavSplineWaypoint, Items.At(north, east), 15, p1: hold);

    private static Rig Flying(IReadOnlyList<MissionItemInt> items, params (string, double)[] parameters)
    {
        var rig = Rig.ReadyToFly(VehicleKind.Copter, [("WPNAV_SPEED", 600), .. parameters]);
        rig.Upload(items).Should().Be(MavMissionResult.Accepted);
        rig.SetMode(4);
        rig.Arm().Should().Be(MavResult.Accepted);
        rig.Command(MavCmd.MissionStart).Should().Be(MavResult.Accepted);
        return rig;
    }
}
