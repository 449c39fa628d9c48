using DroneCommand.Mavlink.Messages;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Items;

public class PlanMissionTests
{
    [Fact]
    public void A_copter_takes_off_flies_its_waypoints_and_returns_to_launch()
    {
        var plan = Demo.Plan("perimeter-patrol", "Dock B", VehicleClass.Copter, ("dwell", "0"));

        var items = plan.ToMissionItems();

        items
            .Select(item => item.Command)
            .Take(4)
            .Should()
            .Equal(MavCmd.NavTakeoff, MavCmd.DoChangeSpeed, MavCmd.DoMountControl, MavCmd.NavWaypoint);
        items[0].AltitudeMetres.Should().Be(40);
        items[1].Param2.Should().Be(6);
        items[^1].Command.Should().Be(MavCmd.NavReturnToLaunch);
        var waypoints = items.Where(item => item.Command == MavCmd.NavWaypoint).ToList();
        waypoints.Should().OnlyContain(item => item.Frame == MavFrame.GlobalRelativeAlt && item.AltitudeMetres == 40);
        waypoints
            .Select(item => item.Position!.Value)
            .Should()
            .Equal(plan.Route.Skip(1).SkipLast(1).Select(point => point.Position));
    }

    [Fact]
    public void A_rover_drives_its_waypoints_and_ends_at_its_dock()
    {
        var plan = Demo.Plan("perimeter-patrol", "Gate yard", VehicleClass.Rover, ("dwell", "0"));

        var items = plan.ToMissionItems();

        items[0].Command.Should().Be(MavCmd.DoChangeSpeed);
        var others = items.Skip(1).Where(item => item.Command != MavCmd.DoMountControl);
        others.Should().OnlyContain(item => item.Command == MavCmd.NavWaypoint);
        Geodesic.Distance(items[^1].Position!.Value, plan.Home).Should().BeLessThan(0.01);
    }

    [Theory]
    [InlineData("Dock B", VehicleFamily.Copter)]
    [InlineData("Gate yard", VehicleFamily.Rover)]
    public void Each_waypoint_belongs_to_the_leg_that_ends_there(string dock, VehicleFamily family)
    {
        var plan = Demo.Plan("perimeter-patrol", dock, VehicleClass.Of(family));

        var mission = plan.MissionFor(MavAutopilot.Ardupilotmega);
        var items = mission.Items;

        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Command == MavCmd.NavWaypoint)
            {
                plan.Legs[mission.LegIndexOf(i + 1)].To.Position.Should().Be(items[i].Position);
            }
        }

        plan.Legs[mission.LegIndexOf(items.Count)].Kind.Should().Be(LegKind.Return);
    }

    [Fact]
    public void A_plan_with_problems_gives_no_mission()
    {
        var plan = Demo.Plan("perimeter-patrol", "Dock B", VehicleClass.Copter, ("altitude", "15"));

        plan.Problems.Should().NotBeEmpty();
        plan.Invoking(refused => refused.ToMissionItems()).Should().Throw<InvalidOperationException>();
    }
}
