using Bunit;
using DroneCommand.Console.Live;
using DroneCommand.Console.Patrols;
using DroneCommand.Console.Viewer;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Templates;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace DroneCommand.Console.Tests.Patrols;

public sealed class PlanPageTests : PageContext
{
    public PlanPageTests()
    {
        Services.AddSingleton(new TemplateCatalog(TemplateLibrary.ShippedDirectory));
        Render<MudPopoverProvider>();
    }

    /// <summary>The planner works beside the page, in real time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The page with its first plan made.</summary>
    private IRenderedComponent<PlanPage> Open(string template = "perimeter-patrol")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/patrols/new?template={template}");
        var page = Render<PlanPage>();
        page.WaitForAssertion(() => page.FindAll(".plan-facts, .plan-problems").Should().NotBeEmpty(), Patience);
        return page;
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<PlanPage> page, string text) =>
        page.FindAll("button").Single(each => each.TextContent.Trim() == text);

    [Fact]
    public void A_ready_vehicle_is_proposed_and_its_plan_is_drawn_with_its_numbers()
    {
        var page = Open();

        page.Find(".plan-facts").TextContent.Should().MatchRegex(@"\d+ m").And.Contain("Wh");
        var plan = page.FindComponent<SiteMapView>().Instance.Plan!;
        plan.Lines.Should().ContainSingle().Which.Points.Count.Should().BeGreaterThan(4);
        page.Markup.Should().Contain("Perimeter patrol · Kestrel 8");
    }

    [Fact]
    public void The_vehicle_proposed_is_of_the_kind_that_the_template_names_first()
    {
        Feed.Set([SampleFleet.Rover(Night) with { Status = VehicleStatus.Ready }, SampleFleet.Ready(Night)]);

        Open().Markup.Should().Contain("Perimeter patrol · Kestrel 8");
    }

    [Fact]
    public async Task Values_change_the_plan_at_once_and_problems_keep_it_from_being_saved()
    {
        var page = Open();
        var altitude = page.FindComponents<ParameterField>()
            .Single(field => field.Instance.Parameter.Name == "altitude");

        await page.InvokeAsync(() => altitude.Instance.ValueChanged.InvokeAsync("12"));

        page.WaitForAssertion(() => page.FindAll(".plan-problems li").Should().NotBeEmpty(), Patience);
        Button(page, "Save").HasAttribute("disabled").Should().BeTrue();
        Button(page, "Save and start").HasAttribute("disabled").Should().BeTrue();
    }

    [Fact]
    public void Templates_are_grouped_by_what_they_are_for()
    {
        var groups = TemplateGroups.Of(new TemplateCatalog(TemplateLibrary.ShippedDirectory).Current);

        groups
            .Select(group => group.Title)
            .Should()
            .BeSubsetOf(["Patrol", "Search", "Survey and inspection", "Response"])
            .And.OnlyHaveUniqueItems()
            .And.StartWith("Patrol");
        groups[0].Templates.Should().Contain(template => template.Id == "perimeter-patrol");
    }

    [Fact]
    public async Task Two_vehicles_share_a_plan_and_are_saved_as_one_patrol()
    {
        Feed.Set([
            SampleFleet.Ready(Night),
            SampleFleet.Ready(Night) with
            {
                VehicleId = "kestrel-9",
                Name = "Kestrel 9",
                DockName = "Dock B",
                Home = null,
                Position = null,
            },
        ]);
        var page = Open();

        await page.Find("input[type=checkbox]:not([checked])").ChangeAsync(new() { Value = true });

        page.WaitForAssertion(() => page.FindAll(".plan-flights tbody tr").Should().HaveCount(2), Patience);
        page.FindComponent<SiteMapView>()
            .Instance.Plan!.Lines.Select(line => (line.Label, line.Vehicle))
            .Should()
            .Equal(("Kestrel 8", 0), ("Kestrel 9", 1));
        await Button(page, "Save").ClickAsync(new());
        var definition = (PatrolDefinition)Grains.Received[0].Arguments[0]!;
        definition.Team().Should().Equal("kestrel-8", "kestrel-9");
    }

    [Fact]
    public async Task An_area_that_is_drawn_on_the_map_is_planned_once_it_is_finished()
    {
        var page = Open("parallel-track");
        var ground = page.FindComponent<GroundField>();
        await page.InvokeAsync(() => ground.Instance.ValueChanged.InvokeAsync(""));
        await page.InvokeAsync(() => ground.Instance.DrawingChanged.InvokeAsync(true));
        var map = page.FindComponent<SiteMapView>();
        map.Instance.Shape.Should().BeEquivalentTo(new { Kind = "area", Mode = ShapeModes.Adding });
        page.Find(".plan-foot").TextContent.Should().Contain("Draw the area on the map");

        await map.Instance.OnShapeChanged([54.47945, 8.98895, 54.47955, 8.99020, 54.47985, 8.99010], finished: false);
        map.Instance.Plan.Should().BeNull("corners are still added");
        await map.Instance.OnShapeChanged(
            [54.47945, 8.98895, 54.47955, 8.99020, 54.47985, 8.99010, 54.47975, 8.98885],
            finished: true
        );

        page.WaitForAssertion(() => map.Instance.Plan!.Lines.Should().NotBeEmpty(), Patience);
        map.Instance.Shape!.Mode.Should().Be(ShapeModes.Editing);
        ground.Find(".drawn-head").TextContent.Should().Contain("4 corners");
    }

    [Fact]
    public async Task A_place_can_be_typed_where_nobody_can_click()
    {
        var page = Open("expanding-square");
        var ground = page.FindComponent<GroundField>();
        await page.InvokeAsync(() => ground.Instance.ValueChanged.InvokeAsync(""));

        await ground.Find(".corners input").ChangeAsync(new() { Value = "north of the dock" });
        ground.Find("[role=alert]").TextContent.Should().Contain("Latitude and longitude");
        await ground.Find(".corners input").ChangeAsync(new() { Value = "54.47970, 8.98950" });

        page.WaitForAssertion(() => page.FindComponent<SiteMapView>().Instance.Plan.Should().NotBeNull(), Patience);
        ground.Instance.Value.Should().Be("54.4797,8.9895");
        page.FindComponent<SiteMapView>().Instance.Shape!.Kind.Should().Be("point");
    }

    [Fact]
    public async Task Escape_ends_drawing_and_keeps_what_was_drawn()
    {
        var page = Open("parallel-track");
        var ground = page.FindComponent<GroundField>();
        await page.InvokeAsync(() => ground.Instance.DrawingChanged.InvokeAsync(true));

        await page.FindComponent<SiteMapView>().Instance.OnShapeCancelled();

        ground.Instance.Drawing.Should().BeFalse();
    }

    [Fact]
    public async Task Save_and_start_saves_then_starts_then_shows_it_on_Live()
    {
        var page = Open();

        await Button(page, "Save and start").ClickAsync(new());

        Grains.Received.Select(command => command.Name).Should().Equal("save", "start");
        Grains.Received[0].GrainId.Should().Be(Grains.Received[1].GrainId);
        var definition = (PatrolDefinition)Grains.Received[0].Arguments[0]!;
        definition.TemplateId.Should().Be("perimeter-patrol");
        definition.VehicleId.Should().Be("kestrel-8");
        definition.Parameters["altitude"].Should().Be("40");
        definition.Schedule.Should().BeNull();
        Services.GetRequiredService<NavigationManager>().Uri.Should().EndWith("/live/kestrel-8");
    }

    [Fact]
    public async Task A_refusal_to_save_starts_nothing()
    {
        Grains.Answer = _ => Task.FromResult(Outcome(OutcomeKind.RefusedByUs, "the site changed"));
        var page = Open();

        await Button(page, "Save and start").ClickAsync(new());

        Grains.Received.Should().ContainSingle();
        page.Find(".last-outcome").TextContent.Should().Contain("refused: the site changed");
    }

    [Fact]
    public void A_schedule_becomes_a_recurrence_from_now_on_whole_seconds()
    {
        var draft = new ScheduleDraft
        {
            Repeats = true,
            EveryMinutes = 10,
            FirstInMinutes = 3,
        };

        draft
            .ToRecurrence(Night.AddMilliseconds(321))
            .Should()
            .Be(new PatrolRecurrence(TimeSpan.FromMinutes(10), Night.AddMinutes(3)));
        new ScheduleDraft().ToRecurrence(Night).Should().BeNull();
    }

    [Fact]
    public void A_rover_gets_its_own_parameters_and_perimeter()
    {
        var draft = Draft(SampleFleet.Rover(Night));

        draft.Parameters.Select(parameter => parameter.Name).Should().NotContain("altitude");
        draft.FeatureNames(draft.Template!.Find("perimeter")!).Should().Equal("auto", "South yard");
        SiteMission.Plan(draft.Task!).Problems.Should().BeEmpty();
    }

    [Fact]
    public void A_mixed_team_keeps_each_kinds_own_default_until_somebody_changes_it()
    {
        var draft = Draft(SampleFleet.Ready(Night), SampleFleet.Rover(Night));

        draft.Given.Should().NotContainKey("speed").And.ContainKey("altitude");
        draft.Set("speed", "2");
        draft.Given["speed"].Should().Be("2");
    }

    [Fact]
    public void What_was_drawn_is_kept_for_another_template_that_takes_such_a_shape()
    {
        var library = new TemplateCatalog(TemplateLibrary.ShippedDirectory).Current;
        var draft = new PlanDraft(Sites.Default);
        draft.Choose(library.Find("expanding-square"));
        draft.Set("place", "54.4797,8.9895");

        draft.Choose(library.Find("sector-search"));
        draft.Values["place"].Should().Be("54.4797,8.9895");

        draft.Choose(library.Find("parallel-track"));
        draft.Values["area"].Should().Be("auto");
    }

    private PlanDraft Draft(params VehicleView[] team)
    {
        var draft = new PlanDraft(Sites.Default);
        draft.Choose(new TemplateCatalog(TemplateLibrary.ShippedDirectory).Current.Find("perimeter-patrol"));
        foreach (var view in team)
        {
            draft.Toggle(view);
        }

        return draft;
    }
}
