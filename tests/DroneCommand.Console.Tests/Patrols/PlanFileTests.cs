using System.IO.Compression;
using Bunit;
using DroneCommand.Console.Patrols;
using DroneCommand.Console.Viewer;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Missions.Exchange;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Templates;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace DroneCommand.Console.Tests.Patrols;

/// <summary>Shapes come from files and plans leave as files, and both are on record.</summary>
public sealed class PlanFileTests : PageContext
{
    private const string Field = """
        {"type":"FeatureCollection","features":[
          {"type":"Feature","properties":{"name":"Yard"},"geometry":{"type":"Polygon","coordinates":[[[8.9891,54.4795],[8.9903,54.4796],[8.9903,54.4798],[8.9890,54.4797],[8.9891,54.4795]]]}},
          {"type":"Feature","properties":{"name":"Well"},"geometry":{"type":"Point","coordinates":[8.9895,54.4797]}}]}
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public PlanFileTests()
    {
        Services.AddSingleton(new TemplateCatalog(TemplateLibrary.ShippedDirectory));
        Render<MudPopoverProvider>();
    }

    private IRenderedComponent<PlanPage> Open(string template)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/patrols/new?template={template}");
        var page = Render<PlanPage>();
        page.WaitForAssertion(() => page.FindAll(".plan-facts, .plan-problems").Should().NotBeEmpty(), Patience);
        return page;
    }

    /// <summary>The page with the field in which an area is drawn, before anything is.</summary>
    private async Task<IRenderedComponent<PlanPage>> OpenToDraw()
    {
        var page = Open("area-sweep");
        var ground = page.FindComponent<GroundField>();
        await page.InvokeAsync(() => ground.Instance.ValueChanged.InvokeAsync(""));
        return page;
    }

    private static void Upload(IRenderedComponent<PlanPage> page, string text, string name) =>
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(text, name));

    private TeamPlan Plan(string template, int vehicles)
    {
        var draft = new PlanDraft(Sites.Default);
        draft.Choose(TemplateLibrary.Load(TemplateLibrary.ShippedDirectory).Find(template)!);
        foreach (
            var (dock, index) in new[] { "Dock A", "Dock B" }.Take(vehicles).Select((dock, index) => (dock, index))
        )
        {
            draft.Toggle(
                SampleFleet.Ready(Night) with
                {
                    VehicleId = $"kestrel-{index}",
                    DockName = dock,
                    Home = null,
                    Position = null,
                }
            );
        }

        var plan = TeamPlan.Of(draft.Task!, SiteMission.Plan);
        plan.WhyNotFlyable().Should().BeNull();
        return plan;
    }

    [Fact]
    public async Task The_only_area_of_a_file_becomes_the_ground_and_is_planned_and_recorded()
    {
        var page = await OpenToDraw();

        Upload(page, Field, "yard.geojson");

        page.WaitForAssertion(
            () => page.FindComponent<GroundField>().Instance.Value.Should().StartWith("54.4795,8.9891 "),
            Patience
        );
        page.WaitForAssertion(() => page.FindAll(".plan-facts").Should().NotBeEmpty(), Patience);
        page.Find(".file-shapes legend").TextContent.Should().Be("Shapes in yard.geojson");
        page.Find(".file-shapes input:disabled").ParentElement!.TextContent.Should().Contain("a place is no area");
        Audit
            .Records.Should()
            .ContainSingle()
            .Which.Should()
            .Match<AuditRecord>(record =>
                record.Action == "import-shape" && record.Detail == "area 'Yard' of yard.geojson"
            );
    }

    [Fact]
    public async Task A_damaged_file_is_told_and_changes_nothing()
    {
        var page = await OpenToDraw();

        Upload(page, "{\"type\":", "yard.geojson");

        page.WaitForAssertion(
            () => page.Find(".file-load [role=alert]").TextContent.Should().StartWith("yard.geojson, line 1"),
            Patience
        );
        page.FindComponent<GroundField>().Instance.Value.Should().BeEmpty();
        Audit.Records.Should().BeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_not_read()
    {
        var page = await OpenToDraw();

        page.FindComponent<InputFile>()
            .UploadFiles(InputFileContent.CreateFromBinary(new byte[ShapeImport.MaxBytes + 1], "world.kml"));

        page.WaitForAssertion(
            () => page.Find(".file-load [role=alert]").TextContent.Should().Contain("larger than 16 MiB"),
            Patience
        );
    }

    [Theory]
    [InlineData(".plan", "\"fileType\": \"Plan\"")]
    [InlineData(".waypoints", "QGC WPL 110")]
    [InlineData(".kml", "<kml")]
    [InlineData(".gpx", "<gpx")]
    [InlineData(".geojson", "FeatureCollection")]
    public void A_plan_leaves_in_each_format_and_is_named_after_the_patrol(string ending, string begins)
    {
        var file = PlanFile.Of(Plan("perimeter-patrol", 1), ["Kestrel 8"], Sites.Default, "Night · round: 7/8", ending);

        file.Name.Should().Be($"night-round-7-8{ending}");
        System
            .Text.Encoding.UTF8.GetString(file.Content)
            .Replace("\":\"", "\": \"", StringComparison.Ordinal)
            .Should()
            .Contain(begins);
    }

    [Fact]
    public void A_team_leaves_as_one_zip_where_a_file_holds_one_vehicle()
    {
        var file = PlanFile.Of(Plan("perimeter-patrol", 2), ["Kestrel 8", "Kestrel 9"], Sites.Default, "Pair", ".plan");

        file.Name.Should().Be("pair.plan.zip");
        using var zip = new ZipArchive(new MemoryStream(file.Content));
        zip.Entries.Select(entry => entry.Name).Should().Equal("pair-1.plan", "pair-2.plan");
    }

    [Fact]
    public void A_vehicle_bears_its_own_name_on_the_map()
    {
        var file = PlanFile.Of(Plan("perimeter-patrol", 1), ["Kestrel 8"], Sites.Default, "Round", ".kml");

        System.Text.Encoding.UTF8.GetString(file.Content).Should().Contain("Kestrel 8");
    }

    [Fact]
    public async Task A_download_reaches_the_browser_says_what_is_not_kept_and_is_recorded()
    {
        var page = Open("perimeter-patrol");

        await page.FindAll(".plan-download button").Single(each => each.TextContent == ".kml").ClickAsync(new());

        page.WaitForAssertion(
            () => page.Find(".plan-download [role=status]").TextContent.Should().Contain("heights above home"),
            Patience
        );
        ConsoleModule.Invocations["saveFile"].Should().ContainSingle().Which.Arguments[0].Should().BeOfType<string>();
        Audit.Records.Should().ContainSingle().Which.Action.Should().Be("download-plan");
    }
}
