using Bunit;
using DroneCommand.Console.Live;
using DroneCommand.Console.Patrols;
using DroneCommand.Console.Viewer;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Vehicles;
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

    private IRenderedComponent<PlanPage> Open()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/patrols/new?template=perimeter-patrol");
        return Render<PlanPage>();
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<PlanPage> page, string text) =>
        page.FindAll("button").Single(each => each.TextContent.Trim() == text);

    [Fact]
    public void A_ready_vehicle_is_proposed_and_its_plan_is_drawn_with_its_numbers()
    {
        var page = Open();

        page.Find(".plan-facts").TextContent.Should().MatchRegex(@"\d+ m").And.Contain("Wh");
        var map = page.FindComponent<SiteMapView>().Instance;
        map.Route!.Planned.Should().BeTrue();
        map.Route.Points.Count.Should().BeGreaterThan(4);
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

        page.FindAll(".plan-problems li").Should().NotBeEmpty();
        Button(page, "Save").HasAttribute("disabled").Should().BeTrue();
        Button(page, "Save and start").HasAttribute("disabled").Should().BeTrue();
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
        var draft = new PlanDraft(Sites.Default);

        draft.Choose(
            new TemplateCatalog(TemplateLibrary.ShippedDirectory).Current.Find("perimeter-patrol"),
            SampleFleet.Rover(Night)
        );

        draft.Parameters.Select(parameter => parameter.Name).Should().NotContain("altitude");
        draft.FeatureNames(draft.Template!.Find("perimeter")!).Should().Equal("auto", "South yard");
        draft.Plan!.Problems.Should().BeEmpty();
    }
}
