using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Items;

/// <summary>Every action in the words of both autopilots.</summary>
public class Px4MissionTests
{
    private static readonly GeoPoint Home = new(47.4, 8.5);
    private static readonly GeoPoint Place = new(47.401, 8.502);
    private static readonly AltitudeAboveHome Height = new(40);

    /// <summary>What PX4's FeasibilityChecker lets into a mission (1.13 to 1.15), as far as we have use for it.</summary>
    private static readonly MavCmd[] Known =
    [
        MavCmd.NavWaypoint,
        MavCmd.NavTakeoff,
        MavCmd.NavLand,
        MavCmd.NavReturnToLaunch,
        MavCmd.NavLoiterTime,
        MavCmd.DoChangeSpeed,
        MavCmd.DoSetRoiLocation,
        MavCmd.DoSetRoiNone,
        MavCmd.DoGimbalManagerPitchyaw,
        MavCmd.DoSetCamTriggDist,
        MavCmd.ImageStartCapture,
        MavCmd.ImageStopCapture,
        MavCmd.VideoStartCapture,
        MavCmd.VideoStopCapture,
    ];

    private static readonly PlanAction[] All =
    [
        new Dwell(TimeSpan.FromSeconds(7)),
        new ChangeSpeed(3),
        new LookAt(Home, new AltitudeAboveHome(2)),
        new LookAhead(),
        new PointCamera(-60, 15),
        new TakePhoto(),
        new TriggerEvery(12.5),
        new StartVideo(),
        new StopVideo(),
        new Face(90),
        new Orbit(-25, 1.5),
    ];

    [Fact]
    public void The_list_names_every_action() =>
        All.Select(action => action.GetType())
            .Should()
            .BeEquivalentTo(
                typeof(PlanAction)
                    .Assembly.GetTypes()
                    .Where(type => type.IsSubclassOf(typeof(PlanAction)) && !type.IsAbstract)
            );

    [Fact]
    public void Px4_is_told_nothing_that_it_does_not_know() =>
        Items(MavAutopilot.Px4, All).Select(item => item.Command).Should().BeSubsetOf(Known);

    [Fact]
    public void ArduPilot_is_told_each_action_in_its_own_command() =>
        Items(MavAutopilot.Ardupilotmega, All)
            .Select(item => item.Command)
            .Should()
            .Contain([
                MavCmd.NavLoiterTurns,
                MavCmd.DoChangeSpeed,
                MavCmd.DoSetRoiLocation,
                MavCmd.DoSetRoiNone,
                MavCmd.DoMountControl,
                MavCmd.ImageStartCapture,
                MavCmd.DoSetCamTriggDist,
                MavCmd.VideoStartCapture,
                MavCmd.VideoStopCapture,
                MavCmd.ConditionYaw,
            ]);

    [Fact]
    public void A_waypoint_leaves_the_heading_to_px4_and_keeps_the_stay()
    {
        var waypoint = Items(MavAutopilot.Px4, new Dwell(TimeSpan.FromSeconds(7))).Should().ContainSingle().Subject;

        waypoint.Command.Should().Be(MavCmd.NavWaypoint);
        waypoint.Param1.Should().Be(7);
        float.IsNaN(waypoint.Param4).Should().BeTrue("0 would turn the nose north");
        waypoint.Frame.Should().Be(MavFrame.GlobalRelativeAlt);
    }

    [Fact]
    public void A_heading_is_that_of_a_waypoint_at_the_same_place()
    {
        var turn = Items(MavAutopilot.Px4, new Face(270))[^1];

        turn.Command.Should().Be(MavCmd.NavWaypoint);
        turn.Position.Should().Be(Place);
        turn.Param4.Should().Be(270);
    }

    [Fact]
    public void A_camera_is_pointed_by_the_gimbal_s_manager()
    {
        var item = Items(MavAutopilot.Px4, new PointCamera(-60, 15))[^1];

        item.Command.Should().Be(MavCmd.DoGimbalManagerPitchyaw);
        (item.Param1, item.Param2).Should().Be((-60, 15));
        float.IsNaN(item.Param3).Should().BeTrue();
    }

    [Theory]
    [InlineData(25, 1)]
    [InlineData(-25, 2.5)]
    [InlineData(400, 1)]
    [InlineData(0.3, 1)]
    public void An_orbit_is_a_circle_of_waypoints_near_enough(double radius, double turns)
    {
        var places = Items(MavAutopilot.Px4, new Orbit(radius, turns)).Select(item => item.Position!.Value).ToList();

        places.Should().OnlyContain(p => Math.Abs(Geodesic.Distance(p, Place) - Math.Abs(radius)) < 1e-3);
        var bearings = places.Select(p => Geodesic.Inverse(Place, p).InitialAzimuthDeg).ToList();
        var steps = bearings.Zip(bearings.Skip(1), (a, b) => Math.IEEERemainder(b - a, 360)).ToList();
        steps.Sum().Should().BeApproximately(360 * turns * Math.Sign(radius), 1e-3);
        var chord = Math.Abs(radius) * (1 - Math.Cos(Math.Abs(steps[0]) / 2 * Math.PI / 180));
        chord.Should().BeLessThanOrEqualTo(OrbitCircle.ChordMetres);
    }

    [Fact]
    public void An_orbit_begins_where_it_is_come_from()
    {
        var steps = new List<PlanStep>
        {
            new(PlanStepKind.Waypoint, new TrackPoint(Home, Height), 0),
            new(PlanStepKind.Orbit, new TrackPoint(Place, Height), 1) { Action = new Orbit(30, 1) },
        };

        var first = PlanMission.Items(steps, VehicleClass.Copter, 5, MavAutopilot.Px4)[1].Position!.Value;

        Geodesic.Distance(first, Home).Should().BeApproximately(Geodesic.Distance(Place, Home) - 30, 1e-3);
    }

    [Fact]
    public void Px4_takes_off_where_the_vehicle_is_not_in_the_Gulf_of_Guinea()
    {
        var step = new PlanStep(PlanStepKind.TakeOff, new TrackPoint(Home, Height), 0);

        var item = PlanMission.Items([step], VehicleClass.Copter, 5, MavAutopilot.Px4).Should().ContainSingle().Subject;

        item.Position.Should().Be(Home);
        item.AltitudeMetres.Should().Be(40);
    }

    private static IReadOnlyList<MissionItem> Items(MavAutopilot autopilot, params PlanAction[] actions)
    {
        var point = new TrackPoint(Place, Height) { Actions = actions };
        return PlanMission.Items(PlanBuilder.StepsAt(point, 0), VehicleClass.Copter, 5, autopilot);
    }
}
