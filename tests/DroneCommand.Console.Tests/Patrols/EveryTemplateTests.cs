using DroneCommand.Console.Patrols;
using DroneCommand.Console.Viewer;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Sites;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Console.Tests.Patrols;

/// <summary>Whatever ships can be planned from the page as it opens: with its defaults, on the demo site.</summary>
public sealed class EveryTemplateTests
{
    private static readonly DateTimeOffset Night = new(2026, 11, 23, 20, 14, 7, TimeSpan.Zero);
    private static readonly TemplateLibrary Library = TemplateLibrary.Load(TemplateLibrary.ShippedDirectory);
    private static readonly Site Demo = new SiteCatalog([DemoSite.FilePath]).Default;

    private static readonly VehicleView[] Fleet =
    [
        Docked(SampleFleet.Ready(Night), "Dock A"),
        Docked(SampleFleet.Ready(Night) with { VehicleId = "kestrel-9" }, "Dock B"),
        Docked(SampleFleet.Rover(Night), "Gate yard"),
    ];

    public static TheoryData<string> Templates => [.. Library.Templates.Select(template => template.Id)];

    private static VehicleView Docked(VehicleView view, string dock) =>
        view with
        {
            DockName = dock,
            Home = null,
            Position = null,
        };

    [Theory]
    [MemberData(nameof(Templates))]
    public void It_is_planned_and_drawn_for_one_vehicle_or_for_a_team(string id)
    {
        var template = Library.Find(id)!;
        var suitable = Fleet.Where(view => PlanDraft.Suits(template, view)).ToList();

        // What asks for a team says so when it is planned for one.
        var plans = Enumerable.Range(1, suitable.Count).Select(count => Plan(template, suitable[..count])).ToList();

        var good = plans.Find(plan => plan.IsFlyable);
        good.Should().NotBeNull("{0}", string.Join(" / ", plans.Select(plan => plan.WhyNotFlyable())));
        var drawing = PlanDrawing.Of(good!, [.. suitable.Select(view => view.Name)])!;
        drawing.Lines.Should().NotBeEmpty().And.OnlyContain(line => line.Points.Count > 1);
        TemplateGroups.Of(Library).SelectMany(group => group.Templates).Should().Contain(template);
    }

    private static TeamPlan Plan(MissionTemplate template, IReadOnlyList<VehicleView> team)
    {
        var draft = new PlanDraft(Demo);
        draft.Choose(template);
        foreach (var view in team)
        {
            draft.Toggle(view);
        }

        return TeamPlan.Of(draft.Task!, SiteMission.Plan);
    }
}
