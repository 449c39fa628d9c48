using DroneCommand.Mavlink.Messages;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Plans;

/// <summary>Templates of every kind on the demo's site, and what a site adds to them.</summary>
public class SiteMissionTests
{
    /// <summary>A drawn triangle north of the docks.</summary>
    private const string Drawn = "54.48005,8.98905 54.48005,8.9899 54.4803,8.9895";

    [Fact]
    public void A_drawn_area_is_covered_and_the_way_home_is_checked()
    {
        var plan = Plan("area-coverage", "copter:1", ("area", Drawn), ("altitude", "40"));

        plan.Problems.Should().BeEmpty();
        plan.CoveragePercent.Should().BeGreaterThanOrEqualTo(99.5);
        var single = plan.Plans.Should().ContainSingle().Subject;
        single.Parameters["area"].Should().Be(Drawn);
        single.Legs[0].Kind.Should().Be(LegKind.TakeOff);
        single.ToMissionItems()[^1].Command.Should().Be(MavCmd.NavReturnToLaunch);
    }

    [Fact]
    public void Several_vehicles_get_plans_of_their_own_from_their_own_docks()
    {
        var plan = Plan("perimeter-patrol", "copter:3");

        plan.Plans.Select(each => each.VehicleName).Should().Equal("copter 1", "copter 2", "copter 3");
        plan.Plans.Select(each => each.Home).Should().OnlyHaveUniqueItems();
        plan.Figures["worstIdlenessS"]
            .Should()
            .BeLessThan(Plan("perimeter-patrol", "copter:2").Figures["worstIdlenessS"]);
    }

    [Fact]
    public void What_no_vehicle_may_reach_is_left_out_and_said()
    {
        var plan = Plan("area-coverage", "copter:1", ("area", "auto"), ("altitude", "40"), ("swath", "40"));

        plan.Problems.Should().NotContain(problem => problem.Code == ProblemCode.InKeepOut);
        plan.Notes.Should().ContainSingle(note => note.Contains("of the area are left out"));
    }

    [Theory]
    [InlineData("nowhere", "Harbour Works has no area 'nowhere'; it has ")]
    [InlineData("54.48,8.98 54.48,8.98", "The drawn shape has 1 different places; 3 or more are needed.")]
    [InlineData("54.48,8.98 54.48,x 54.49,8.98", "'54.48,x' is no place")]
    [InlineData(
        "54.48,8.99 54.481,8.99 54.48,8.991 54.4795,8.9895 54.481,8.9905",
        "In the area the outline crosses itself."
    )]
    [InlineData("54.5,8.99 54.501,8.99 54.501,8.991", "Nothing of the area can be reached")]
    public void A_ground_that_is_not_there_is_refused(string area, string reason) =>
        Plan("area-coverage", "copter:1", ("area", area))
            .Problems.Should()
            .ContainSingle(p => p.Reason.StartsWith(reason));

    [Theory]
    [InlineData("expanding-square")]
    [InlineData("sector-search")]
    [InlineData("spiral-search")]
    [InlineData("parallel-track")]
    [InlineData("creeping-line")]
    public void A_pattern_larger_than_the_site_is_cut_to_it(string template)
    {
        var plan = Plan(template, "copter:1");

        plan.Problems.Should().BeEmpty();
        plan.Figures["leftOutPct"].Should().BeInRange(1, 99);
        plan.Notes.Should().Contain(note => note.Contains("of the pattern are left out"));
    }

    [Fact]
    public void A_pattern_that_fits_is_flown_as_it_was_drawn()
    {
        var plan = Plan("sector-search", "copter:1", ("radius", "20"), ("place", "54.48,8.9899"));

        plan.Problems.Should().BeEmpty();
        plan.LengthMetres.Should().BeApproximately(180, 0.01);
        plan.Figures.Should().NotContainKey("leftOutPct");
    }

    [Fact]
    public void A_pattern_of_which_nothing_can_be_flown_is_refused() =>
        Plan("sector-search", "copter:1", ("radius", "20"), ("place", "54.6,8.9899"))
            .Problems.Should()
            .ContainSingle(p => p.Reason.StartsWith("Nothing of the pattern can be flown"));

    [Fact]
    public void A_team_that_cannot_share_a_pattern_is_refused_and_not_made_smaller()
    {
        var home = Demo.Site.Docks[0].Position;
        var team = SiteTeam.Of(Demo.Site, [.. Enumerable.Repeat(VehicleFamily.Copter, 4)], home);
        var values = new Dictionary<string, string> { ["radius"] = "20", ["place"] = "54.48,8.9899" };

        var plan = SiteMission.Plan(new SiteTask(Demo.Library.Find("sector-search")!, values, Demo.Site, team));

        plan.Problems.Should().ContainSingle(p => p.Reason.Contains("3 triangles to share, and 4 vehicles were given"));
        plan.Plans.Should().BeEmpty();
    }

    [Fact]
    public void More_vehicles_than_docks_have_no_home() =>
        Plan("perimeter-patrol", "copter:9").Problems.Should().ContainSingle(p => p.Code == ProblemCode.HomeUnknown);

    private static RoutePlan Plan(string template, string vehicles, params (string Name, string Value)[] values)
    {
        var count = int.Parse(vehicles.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        var team = SiteTeam.Of(Demo.Site, [.. Enumerable.Repeat(VehicleFamily.Copter, count)], null);
        return SiteMission.Plan(
            new SiteTask(
                Demo.Library.Find(template)!,
                values.ToDictionary(value => value.Name, value => value.Value),
                Demo.Site,
                team,
                1
            )
        );
    }
}
