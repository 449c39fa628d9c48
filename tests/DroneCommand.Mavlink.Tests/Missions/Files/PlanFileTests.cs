using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Missions.Files;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Tests.Missions.Files;

public class PlanFileTests
{
    private static readonly GeoPoint Home = new(54.48, 8.99);

    public static PlanFile Everything { get; } =
        new()
        {
            Home = (Home, new AltitudeAmsl(2.5)),
            Autopilot = MavAutopilot.Px4,
            VehicleType = MavType.Hexarotor,
            CruiseSpeedMps = 12,
            HoverSpeedMps = 4.5,
            Mission =
            [
                MissionItem.TakeOff(new AltitudeAboveHome(20)),
                MissionItem.ChangeSpeed(7.1) with
                {
                    Frame = MavFrame.Mission,
                },
                MissionItem.Waypoint(
                    new GeoPoint(54.4812345, 8.9923457),
                    new AltitudeAboveHome(30),
                    TimeSpan.FromSeconds(3)
                ) with
                {
                    Param4 = float.NaN,
                    AutoContinue = false,
                },
                MissionItem.Waypoint(new GeoPoint(-54.4812345, -8.9923457), new AltitudeAboveHome(0.1)) with
                {
                    Frame = MavFrame.GlobalTerrainAlt,
                },
                new MissionItem
                {
                    Command = MavCmd.DoJump,
                    Frame = MavFrame.Mission,
                    Param1 = 3,
                    Param2 = 2,
                },
                MissionItem.ReturnToLaunch() with
                {
                    Frame = MavFrame.Mission,
                },
            ],
            Fence =
            [
                MissionItem.FenceInclusion(new GeoPoint(54.47, 8.98), 3),
                MissionItem.FenceInclusion(new GeoPoint(54.49, 8.98), 3),
                MissionItem.FenceInclusion(new GeoPoint(54.49, 9), 3),
                new MissionItem
                {
                    Command = MavCmd.NavFenceCircleExclusion,
                    Frame = MavFrame.Global,
                    Position = new GeoPoint(54.4799, 8.9912),
                    Param1 = 12.5f,
                },
            ],
            Rally =
            [
                new MissionItem
                {
                    Command = MavCmd.NavRallyPoint,
                    Position = new GeoPoint(54.4801, 8.9888),
                    AltitudeMetres = 25,
                },
            ],
        };

    [Fact]
    public void A_plan_comes_back_from_QGroundControls_format_whole()
    {
        var written = PlanFiles.Write(Everything, PlanFileFormat.Plan);
        written.NotKept.Should().BeEmpty();
        var read = PlanFiles.Read(written.Text);
        read.Errors.Should().BeEmpty();
        read.NotKept.Should().BeEmpty();
        read.Plan.Should().BeEquivalentTo(Everything, o => o.WithStrictOrdering());
    }

    [Theory]
    [InlineData(MavMissionType.Mission)]
    [InlineData(MavMissionType.Fence)]
    [InlineData(MavMissionType.Rally)]
    public void Items_come_back_from_a_table_of_waypoints(MavMissionType type)
    {
        var plan = new PlanFile { Home = Everything.Home }.With(type, Everything.Items(type));
        var written = PlanFiles.Write(plan, PlanFileFormat.Waypoints);
        written.NotKept.Should().BeEmpty();
        var read = PlanFiles.Read(written.Text);
        read.Errors.Should().BeEmpty();
        read.Plan!.Items(type).Should().BeEquivalentTo(plan.Items(type), o => o.WithStrictOrdering());
        read.Plan.Home.Should().Be(Everything.Home);
    }

    [Fact]
    public void A_table_has_no_place_for_a_fence_beside_a_mission_and_says_so()
    {
        var written = PlanFiles.Write(Everything, PlanFileFormat.Waypoints);
        written.NotKept.Select(p => p.Where).Should().Equal("fence", "rally");
        PlanFiles.Read(written.Text).Plan!.Mission.Should().HaveCount(6);
    }

    [Fact]
    public void A_plan_has_fence_and_rally_points_also_where_they_are_empty()
    {
        var text = PlanFiles.Write(new PlanFile(), PlanFileFormat.Plan).Text;
        text.Should().Contain("\"geoFence\"").And.Contain("\"rallyPoints\"").And.Contain("\"polygons\": []");
    }

    [Theory]
    [InlineData("a.plan", PlanFileFormat.Plan)]
    [InlineData("a.b.WAYPOINTS", PlanFileFormat.Waypoints)]
    [InlineData("a.txt", PlanFileFormat.Waypoints)]
    [InlineData("a", null)]
    [InlineData("a.kml", null)]
    public void The_name_tells_the_format(string name, PlanFileFormat? format) =>
        PlanFiles.FormatOf(name).Should().Be(format);
}
