using System.Text.Json;
using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Tests.Persistence;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Fleet.Tests.Patrols;

/// <summary>What a patrol's template asks of a start, and what is shown when the template changes.</summary>
public sealed class PatrolTemplateTests : IAsyncLifetime
{
    private readonly string templates = StoredFleet.NewFolder();
    private FleetServer server = null!;
    private ScriptedLink link = null!;

    private string Template => Path.Combine(templates, "perimeter-patrol.yaml");

    public async ValueTask InitializeAsync()
    {
        foreach (var file in Directory.GetFiles(TemplateLibrary.ShippedDirectory))
        {
            File.Copy(file, Path.Combine(templates, Path.GetFileName(file)));
        }
        server = await FleetServer.Start(templates);
        link = await server.Adopt("kestrel-1");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(templates, recursive: true);
    }

    [Fact]
    public async Task A_start_that_its_template_forbids_now_is_refused_with_the_reason()
    {
        var patrol = await server.Plan("round", "kestrel-1");
        Append("requires: { camera: thermal }");

        var outcome = await patrol.StartNow(People.Ann.Asks());

        outcome.Kind.Should().Be(OutcomeKind.RefusedByUs);
        outcome.Text.Should().Be("no thermal camera of it was heard; the template requires one");
        link.Orders.OfType<FlyMissionOrder>().Should().BeEmpty();
    }

    [Fact]
    public async Task A_template_that_only_warns_is_started_and_the_warning_goes_with_the_order()
    {
        var patrol = await server.Plan("round", "kestrel-1");
        var shipped = File.ReadAllText(Template);
        Write(shipped[..shipped.IndexOf("\non-failure:", StringComparison.Ordinal)]);
        Append("requires: { camera: thermal }\non-failure: { link-lost: return, geofence: hold, check-failed: warn }");

        (await patrol.StartNow(People.Ann.Asks())).Kind.Should().Be(OutcomeKind.Done);

        var order = await link.Next<FlyMissionOrder>();
        order.Demands.Warnings.Should().Equal("no thermal camera of it was heard; the template requires one");
        (order.Demands.LinkLost, order.Demands.BatteryLow, order.Demands.FenceBreach)
            .Should()
            .Be((FailsafeAction.Return, null, FailsafeAction.Hold));
    }

    [Fact]
    public async Task A_patrol_tells_when_its_template_is_another_than_it_was_saved_with()
    {
        var patrol = await server.Plan("round", "kestrel-1");
        (await patrol.View())!.TemplateChange.Should().BeNull();

        Write(File.ReadAllText(Template).Replace("\nversion: 2\n", "\nversion: 3\n", StringComparison.Ordinal));
        (await patrol.View())!.TemplateChange.Should().Be("planned with version 2, the file is now version 3");

        await server.Plan("round", "kestrel-1");
        (await patrol.View())!.TemplateChange.Should().BeNull();
    }

    [Fact]
    public void A_definition_that_was_stored_before_versions_were_kept_is_read()
    {
        const string Old = """
            { "Name": "Round", "SiteId": "harbour-works", "TemplateId": "perimeter-patrol", "VehicleId": "kestrel-1",
              "Parameters": { "laps": "2" }, "Schedule": null }
            """;

        var definition = JsonSerializer.Deserialize<PatrolDefinition>(Old)!;

        definition.Parameters["laps"].Should().Be("2");
        (definition.TemplateVersion, definition.TemplateHash).Should().Be((0, ""));
    }

    private void Append(string keys) => Write(File.ReadAllText(Template) + "\n" + keys + "\n");

    private void Write(string text)
    {
        File.WriteAllText(Template, text);
        File.SetLastWriteTimeUtc(Template, File.GetLastWriteTimeUtc(Template).AddSeconds(2));
    }
}
