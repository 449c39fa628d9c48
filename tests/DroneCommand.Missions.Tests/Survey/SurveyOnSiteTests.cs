using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Survey;

/// <summary>The shipped templates on the demo's site, with their defaults and with values that are often set.</summary>
public class SurveyOnSiteTests
{
    [Theory]
    [InlineData("area-survey", 1)]
    [InlineData("area-survey", 3)]
    [InlineData("corridor-survey", 1)]
    [InlineData("corridor-survey", 2)]
    [InlineData("structure-scan", 1)]
    [InlineData("facade-scan", 1)]
    [InlineData("go-and-look", 1)]
    [InlineData("go-and-look", 3)]
    [InlineData("cordon", 1)]
    [InlineData("cordon", 3)]
    public void A_template_can_be_flown_with_its_defaults(string template, int vehicles)
    {
        var plan = OnSite(template, vehicles);

        plan.Problems.Should().BeEmpty();
        plan.Plans.Should().HaveCount(vehicles).And.OnlyContain(each => each.IsFlyable);
        plan.Plans.Should().OnlyContain(each => each.ToMissionItems().Count <= MissionPlanner.MaxItems);
    }

    [Theory]
    [InlineData("area-survey")]
    [InlineData("corridor-survey")]
    public void A_height_that_the_ground_sampling_distance_sets_stands_among_the_values(string template)
    {
        var task = new SiteTask(
            Demo.Library.Find(template)!,
            new Dictionary<string, string> { ["gsd"] = "1.1" },
            Demo.Site,
            SiteTeam.Of(Demo.Site, [VehicleFamily.Copter], null)
        );

        var flown = SiteMission.Plan(task).Plans[0];

        flown.RouteTrack[0].Altitude.Metres.Should().Be(41.1);
        flown.Parameters["altitude"].Should().Be("41.1");
    }

    [Fact]
    public void Rovers_go_and_look_too()
    {
        var plan = SiteMission.Plan(
            new SiteTask(
                Demo.Library.Find("go-and-look")!,
                new Dictionary<string, string>(),
                Demo.Site,
                SiteTeam.Of(Demo.Site, [VehicleFamily.Rover], null)
            )
        );

        plan.Problems.Should().BeEmpty();
    }

    [Theory]
    [InlineData("structure-scan", "Warehouse 2")]
    [InlineData("structure-scan", "Control centre")]
    [InlineData("structure-scan", "Fabrication hall")]
    [InlineData("facade-scan", "Fabrication hall")]
    [InlineData("facade-scan", "Warehouse 1")]
    public void Buildings_of_the_site_are_scanned_as_far_as_what_stands_around_lets_them(string template, string name)
    {
        var plan = OnSite(template, 1, ("structure", name), ("altitude", "45"));

        plan.Problems.Should().BeEmpty();
        plan.CoveragePercent.Should().BeGreaterThan(60);
    }

    [Fact]
    public void A_survey_of_all_within_the_fence_shows_nearly_all_of_it()
    {
        var plan = OnSite("area-survey", 1);

        plan.CoveragePercent.Should().BeGreaterThan(97);
        plan.Figures["photos"].Should().BePositive();
    }

    private static RoutePlan OnSite(string template, int vehicles, params (string Name, string Value)[] values) =>
        SiteMission.Plan(
            new SiteTask(
                Demo.Library.Find(template)!,
                values.ToDictionary(value => value.Name, value => value.Value),
                Demo.Site,
                SiteTeam.Of(Demo.Site, [.. Enumerable.Repeat(VehicleFamily.Copter, vehicles)], null)
            )
        );
}
