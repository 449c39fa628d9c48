using Bunit;
using DroneCommand.Console.Patrols;
using DroneCommand.Console.Viewer;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Console.Tests.Patrols;

/// <summary>What a plan tells before it is started.</summary>
public sealed class PlanFactsTests : PageContext
{
    [Fact]
    public void Vehicles_that_may_meet_are_named_beside_the_plan_and_not_among_its_notes()
    {
        var page = Show(2);

        var warnings = page.Find("[aria-label='Where vehicles may meet']").TextContent;
        warnings.Should().Contain("North and South may be near each other at");
        warnings.Should().Contain("starting South ");
        page.FindAll(".plan-notes").Should().NotContain(notes => notes.TextContent.Contains("near each other"));
    }

    [Fact]
    public void Whose_privacy_is_kept_and_when_is_told_of_each_flight()
    {
        var one = Show(1).FindAll("[aria-label='Masked in video'] li");
        var two = Show(2).FindAll("[aria-label='Masked in video'] li");

        one.Should()
            .ContainSingle()
            .Which.TextContent.Should()
            .StartWith("Masked in video: Harbour Row, from 0:00 to ");
        two.Select(line => line.TextContent[..5]).Should().Equal("North", "South");
    }

    [Fact]
    public void One_vehicle_meets_nobody() =>
        Show(1).FindAll("[aria-label='Where vehicles may meet']").Should().BeEmpty();

    private IRenderedComponent<PlanFacts> Show(int copters)
    {
        var site = DemoSite.Load();
        var template = TemplateLibrary.Load(TemplateLibrary.ShippedDirectory).Find("checkpoint-round")!;
        var team = SiteTeam.Of(site, [.. Enumerable.Repeat(VehicleFamily.Copter, copters)], null);
        var task = new SiteTask(template, new Dictionary<string, string>(), site, team);
        var names = new[] { "North", "South" };
        VehicleView[] views = [.. names.Take(copters).Select(name => SampleFleet.Ready(Night) with { Name = name })];
        return Render<PlanFacts>(facts =>
            facts.Add(each => each.Plan, TeamPlan.Of(task, SiteMission.Plan)).Add(each => each.Team, views)
        );
    }
}
