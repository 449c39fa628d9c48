using DroneCommand.Fleet.Patrols;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Fleet.Tests.Patrols;

/// <summary>What is planned and yet not started.</summary>
public class TeamPlanTests
{
    [Theory]
    [InlineData("hold", false)]
    [InlineData("return", true)]
    public void A_plan_without_straight_ways_home_is_not_started(string failsafe, bool starts)
    {
        var site = DemoSite.Load();
        var template = TemplateLibrary.Load(TemplateLibrary.ShippedDirectory).Find("ground-and-air")!;
        var team = SiteTeam.Of(site, [VehicleFamily.Copter, VehicleFamily.Rover], null);
        var task = new SiteTask(template, new Dictionary<string, string> { ["failsafe"] = failsafe }, site, team);

        var plan = TeamPlan.Of(task, SiteMission.Plan);

        plan.Whole.Problems.Should().BeEmpty();
        plan.IsFlyable.Should().Be(starts);
        (plan.WhyNotFlyable() ?? "").Contains("Return drives straight", StringComparison.Ordinal).Should().Be(!starts);
    }
}
