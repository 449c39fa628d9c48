using Bunit;
using DroneCommand.Console.Patrols;
using DroneCommand.Console.Viewer;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Vehicles;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace DroneCommand.Console.Tests.Patrols;

public sealed class PatrolsPageTests : PageContext
{
    private readonly string folder = Directory.CreateTempSubdirectory("templates").FullName;

    public PatrolsPageTests()
    {
        Services.AddSingleton(new TemplateCatalog(folder));
        Grains.Patrols.Add(SamplePatrols.FenceLine(Night) with { LastRun = null });
        Runs.Runs.AddRange(SamplePatrols.Runs(Night));
        Render<MudPopoverProvider>();
    }

    [Fact]
    public void Missed_and_skipped_runs_are_listed_with_their_reason()
    {
        var text = Render<PatrolsPage>().Markup;

        text.Should().Contain("missed").And.Contain("the server was not there, or came more than 90 s late");
        text.Should().Contain("skipped").And.Contain("its vehicle is still out");
    }

    [Fact]
    public void What_never_started_took_no_time_however_late_that_was_recorded()
    {
        Runs.Runs.Clear();
        Runs.Runs.Add(
            SamplePatrols.Runs(Night).First(run => run.State == PatrolRunState.Missed) with
            {
                Ended = Night,
            }
        );

        Render<PatrolsPage>().Find("[data-label=Took]").TextContent.Trim().Should().Be("–");
    }

    [Fact]
    public void A_patrol_says_when_it_starts_by_itself()
    {
        var text = Render<PatrolsPage>().Find(".mud-table-body").TextContent;

        text.Should().Contain("every 20 minutes").And.Contain("next 21:23:07");
    }

    [Fact]
    public void Broken_templates_are_listed_with_file_line_and_reason()
    {
        File.WriteAllText(
            Path.Combine(folder, "broken.yaml"),
            "format: 1\nversion: 1\nkind: perimeter-patrol\nsumary: x\n"
        );

        var problems = Render<PatrolsPage>().Find(".problem-list").TextContent;

        problems.Should().Contain("broken.yaml").And.Contain("line 4").And.Contain("sumary");
    }

    [Fact]
    public async Task Start_sends_once_and_shows_the_refusal()
    {
        Grains.Answer = _ => Task.FromResult(Outcome(OutcomeKind.RefusedByUs, "it is still out"));
        var page = Render<PatrolsPage>();

        await page.Find(".table-actions .btn.p").ClickAsync(new());

        Grains.Received.Should().ContainSingle().Which.Name.Should().Be("start");
        page.Find(".table-actions .last-outcome").TextContent.Should().Contain("refused: it is still out");
    }

    [Fact]
    public async Task A_second_press_while_the_first_is_under_way_is_not_sent()
    {
        var ending = new TaskCompletionSource<CommandOutcome>();
        Grains.Answer = _ => ending.Task;
        var page = Render<PatrolsPage>();
        var press = page.Find(".table-actions .btn.p").ClickAsync(new());

        page.Find(".table-actions .btn.p").HasAttribute("disabled").Should().BeTrue();
        ending.SetResult(Outcome(OutcomeKind.Done, "prepares"));
        await press;

        Grains.Received.Should().ContainSingle();
    }

    [Fact]
    public async Task A_sortie_that_waits_is_started_by_its_own_press()
    {
        Grains.Patrols.Clear();
        Grains.Patrols.Add(SamplePatrols.Pair(Night));
        var page = Render<PatrolsPage>();
        page.Find(".mud-table-body").TextContent.Should().Contain("Start sortie 2 of 3 · Kestrel 8");

        await page.Find(".table-actions .btn.p").ClickAsync(new());

        var command = Grains.Received.Should().ContainSingle().Which;
        command.Name.Should().Be("start-sortie");
        command.Arguments.Should().Equal("kestrel-8");
    }

    [Fact]
    public async Task A_patrol_that_is_out_is_ended_by_a_held_control_for_all_its_vehicles()
    {
        Grains.Patrols.Clear();
        Grains.Patrols.Add(SamplePatrols.Pair(Night));
        var page = Render<PatrolsPage>();

        await page.InvokeAsync(() => Fire(page, "End Quay survey"));

        Grains.Received.Should().ContainSingle().Which.Name.Should().Be("end");
    }

    [Fact]
    public void A_run_of_a_team_shows_each_vehicle_and_its_sortie()
    {
        Runs.Runs.Clear();
        Runs.Runs.Add(SamplePatrols.Pair(Night).LastRun!);

        var row = Render<PatrolsPage>().FindAll("[data-label=Vehicle]")[^1].TextContent;

        row.Should().Contain("Kestrel 1").And.Contain("running").And.Contain("waits · sortie 1 of 3");
    }

    [Fact]
    public void A_viewer_may_read_and_not_start()
    {
        SignIn(Roles.Viewer);

        var page = Render<PatrolsPage>();

        page.Find(".table-actions .btn.p").HasAttribute("disabled").Should().BeTrue();
        page.Markup.Should().NotContain("New patrol");
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
