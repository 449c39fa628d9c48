using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Patrols;

/// <summary>Every shipped patrol on the demo's site, by several teams.</summary>
public class PatrolDemoTests
{
    public static TheoryData<string, string> Teams { get; } =
        new()
        {
            { "perimeter-patrol", "copter:1" },
            { "perimeter-patrol", "copter:3" },
            { "perimeter-patrol", "rover:1" },
            { "checkpoint-round", "copter:1" },
            { "checkpoint-round", "copter:3" },
            { "checkpoint-patrol", "copter:1" },
            { "checkpoint-patrol", "copter:3" },
            { "unpredictable-patrol", "copter:1" },
            { "unpredictable-patrol", "copter:2" },
            { "unpredictable-patrol", "rover:1" },
            { "corridor-patrol", "copter:1" },
            { "corridor-patrol", "copter:3" },
            { "area-sweep", "copter:1" },
            { "area-sweep", "copter:3" },
            { "orbit", "copter:1" },
            { "orbit", "copter:3" },
            { "several-perimeters", "copter:1" },
            { "several-perimeters", "copter:3" },
            { "several-perimeters", "rover:1" },
            { "ground-and-air", "copter:2" },
            { "ground-and-air", "copter:2,rover:1" },
            { "several-perimeters", "copter:2,rover:1" },
        };

    [Theory]
    [MemberData(nameof(Teams))]
    public void Every_patrol_may_be_carried_out_and_is_the_same_each_time(string template, string team)
    {
        var plan = Plan(template, team);

        plan.Problems.Should().BeEmpty();
        Snapshot.Verify(Text(plan), $"{template}-{team.Replace(':', '-').Replace(',', '-')}");
        plan.Plans.Should().NotBeEmpty().And.OnlyContain(each => each.IsFlyable);
        plan.Plans.Should().OnlyContain(each => each.ToMissionItems().Count <= MissionPlanner.MaxItems + 1);
        var again = Plan(template, team);
        again.Routes.Select(r => r.Places).Should().BeEquivalentTo(plan.Routes.Select(r => r.Places));
        again.Figures.Should().BeEquivalentTo(plan.Figures);
    }

    internal static string Text(RoutePlan plan)
    {
        var figures = plan.Figures.Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value:0.###}\n"));
        var notes = plan.Notes.Concat(plan.Warnings).Select(note => note + "\n");
        return string.Concat(figures.Concat(notes).Concat(plan.Plans.Select(PlanText.Of)));
    }

    private static RoutePlan Plan(string template, string team) => Plan(Demo.Site, template, team);

    internal static RoutePlan Plan(Site site, string template, string team, params (string Name, string Value)[] values)
    {
        var families = team.Split(',')
            .Select(part => part.Split(':'))
            .SelectMany(part =>
                Enumerable.Repeat(
                    VehicleFamilies.Parse(part[0])!.Value,
                    int.Parse(part[1], System.Globalization.CultureInfo.InvariantCulture)
                )
            )
            .ToList();
        return SiteMission.Plan(
            new SiteTask(
                Demo.Library.Find(template)!,
                values.ToDictionary(v => v.Name, v => v.Value),
                site,
                SiteTeam.Of(site, families, null),
                Seed: 1
            )
        );
    }
}
