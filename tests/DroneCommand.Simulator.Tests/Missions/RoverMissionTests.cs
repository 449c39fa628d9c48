using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Missions;

public class RoverMissionTests
{
    [Fact]
    public void A_rovers_commands_are_carried_out_in_the_order_of_the_real_one()
    {
        var rig = Driving(
            Skid,
            Items.Waypoint(15, 0, 0),
            Items.Make(MavCmd.NavLoiterTurns, Items.At(15, 15), 0, p1: 1, p3: 4),
            Items.Make(MavCmd.NavSetYawSpeed, null, 0, p1: 90, p2: 1),
            Items.Make(MavCmd.NavSplineWaypoint, Items.At(5, 5), 0),
            Items.Make(MavCmd.NavDelay, null, 0, p1: 2),
            Items.Return()
        );
        rig.RunUntil(() => rig.Autopilot.Mission.State == MissionState.Complete, 200, "the end");
        rig.Run(0.1);
        rig.Said()
            .Where(t => t.StartsWith("Mission", StringComparison.Ordinal))
            .Should()
            .Equal(
                "Mission: 1 WP",
                "Mission: 2 LoitTurns",
                "Mission: 3 SetYawSpd",
                "Mission: 4 SplineWP",
                "Mission: 5 Delay",
                "Mission: 6 RTL",
                "Mission Complete"
            );
        rig.All<MissionItemReached>().Select(r => (int)r.Seq).Should().Equal(1, 2, 3, 5, 6);
        rig.FromHome.Should().BeLessThan(3.2);
    }

    [Fact]
    public void Reversed_it_drives_backwards()
    {
        var rig = Driving(
            Skid,
            Items.Waypoint(0, 10, 0),
            Items.Make(MavCmd.DoSetReverse, null, 0, p1: 1),
            Items.Make(MavCmd.NavDelay, null, 0, p1: 1),
            Items.Waypoint(0, 30, 0)
        );
        rig.RunUntil(() => rig.Autopilot.Mission.Current == 4, 30, "the second leg");
        rig.RunUntil(() => rig.Vehicle.Body.Position.East > 20, 60, "its half");
        rig.Rover.RoverBody.SpeedMps.Should().BeNegative();
    }

    [Fact]
    public void A_skid_steered_rover_turns_on_the_spot_and_one_with_wheels_needs_room()
    {
        var skid = Driving(Skid, Items.Waypoint(0, -20, 0));
        skid.Run(2);
        skid.Vehicle.Body.Position.HorizontalLength.Should().BeLessThan(0.3);
        Math.Abs(skid.Vehicle.Body.YawRateDegPerS).Should().BeGreaterThan(20);

        var wheels = Driving([("WP_SPEED", 1.5)], Items.Waypoint(0, -20, 0));
        var widest = 0.0;
        wheels.RunUntil(
            () =>
            {
                widest = Math.Max(widest, Math.Abs(wheels.Vehicle.Body.Position.North));
                return wheels.Autopilot.Mission.State == MissionState.Complete;
            },
            60,
            "the turn and the way"
        );
        widest.Should().BeGreaterThan(1.2, "it drives around to turn");
        wheels.Rover.RoverBody.Spec.TurnRadiusM.Should().BeApproximately(0.9, 0.01);
    }

    private static readonly (string, double)[] Skid =
    [
        ("WP_SPEED", 1.5),
        ("WP_RADIUS", 1),
        ("SERVO1_FUNCTION", 73),
        ("SERVO3_FUNCTION", 74),
    ];

    private static Rig Driving((string, double)[] parameters, params MissionItemInt[] items)
    {
        var rig = Rig.ReadyToFly(VehicleKind.Rover, parameters);
        rig.Upload(Items.List([Items.Home(), .. items])).Should().Be(MavMissionResult.Accepted);
        rig.SetMode(15);
        rig.Arm().Should().Be(MavResult.Accepted);
        rig.Command(MavCmd.MissionStart).Should().Be(MavResult.Accepted);
        return rig;
    }
}
