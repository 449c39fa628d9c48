using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Feasibility;

public class CheckPlanTests
{
    [Fact]
    public void A_patrol_lower_than_the_buildings_names_the_legs_and_the_buildings()
    {
        var text = Ring().Box("building", "Hall", 60, 60, 85, 85, "\"heightM\": 20");

        var problems = Patrol(text, ("altitude", "22")).Problems;

        problems.Should().ContainSingle(problem => problem.Zone == "Hall" && !problem.OnWayHome);
        problems[0]
            .Reason.Should()
            .MatchRegex("^Leg [0-9]+ crosses Hall at 22 m above home; it is 20 m high and needs 25 m");
    }

    [Fact]
    public void A_keep_out_within_the_loop_stands_in_the_way_home()
    {
        var text = Ring().Box("keep-out", "Tank", 30, 30, 50, 50);

        var problem = Patrol(text).Problems.Single();

        problem.OnWayHome.Should().BeTrue();
        problem.Reason.Should().MatchRegex("^The straight way home from leg [0-9]+ crosses keep-out Tank at");
    }

    [Fact]
    public void A_return_altitude_that_was_read_from_the_vehicle_counts()
    {
        var plan = Patrol(Ring());

        FeasibilityCheck.CheckPlan(Ring().Site(), plan, plan.Home, new AltitudeAboveHome(30)).Should().BeEmpty();
        FeasibilityCheck
            .CheckPlan(Ring().Site(), plan, plan.Home, new AltitudeAboveHome(120))
            .Should()
            .OnlyContain(problem => problem.Code == ProblemCode.AboveAltitudeLimit);
    }

    [Fact]
    public void A_home_elsewhere_than_planned_is_checked_as_it_is()
    {
        var plan = Patrol(Ring());
        var outside = Ring().At(0, 300);

        FeasibilityCheck
            .CheckPlan(Ring().Site(), plan, outside)
            .Should()
            .Contain(problem => problem.Code == ProblemCode.OutsideBoundary);
        FeasibilityCheck.CheckPlan(Ring().Site(), plan, null).Single().Code.Should().Be(ProblemCode.HomeUnknown);
    }

    [Fact]
    public void A_keep_out_over_the_dock_is_found_even_if_it_begins_high_up()
    {
        var text = Ring().Box("keep-out", "Cable", -10, -10, 10, 10, "\"floorM\": 20, \"ceilingM\": 25");

        Patrol(text).Problems.Should().Contain(problem => problem.Reason.StartsWith("Home crosses keep-out Cable"));
    }

    [Fact]
    public void A_loop_outside_the_boundary_cannot_be_written_into_a_site()
    {
        var text = SiteText.Plain().Box("perimeter", "Wide", -80, -80, 130, 80);

        text.Read().Site.Should().BeNull();
    }

    private static SiteText Ring() => SiteText.Plain().Box("perimeter", "Ring", -80, -80, 80, 80);

    private static Plan Patrol(SiteText text, params (string Name, string Value)[] parameters)
    {
        Site site = text.Site();
        return MissionPlanner.Plan(
            Demo.Library.Find("perimeter-patrol")!,
            parameters.ToDictionary(pair => pair.Name, pair => pair.Value),
            site,
            VehicleClass.Copter,
            site.Docks[0].Position
        );
    }
}
