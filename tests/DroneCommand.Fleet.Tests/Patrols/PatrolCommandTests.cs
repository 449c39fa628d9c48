using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Tests.Persistence;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Fleet.Tests.Patrols;

public sealed class PatrolCommandTests : IAsyncLifetime
{
    private readonly string templates = StoredFleet.NewFolder();
    private FleetServer server = null!;
    private ScriptedLink link = null!;

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
    public async Task A_start_while_it_runs_is_refused_and_leaves_the_run_as_it_is()
    {
        var patrol = await server.Plan("round", "kestrel-1");
        await link.Fly(patrol, People.Ann);
        var running = (await patrol.View())!.LastRun;

        var again = await patrol.StartNow(People.Ben.Asks());

        again.Should().BeEquivalentTo(new { Kind = OutcomeKind.RefusedByUs, Text = "it is still out" });
        (await patrol.View())!.LastRun.Should().Be(running);
        (await server.Runs("round")).Should().ContainSingle();
        link.Orders.OfType<FlyMissionOrder>().Should().ContainSingle();
    }

    [Fact]
    public async Task A_start_that_is_pressed_twice_starts_once_and_answers_the_same()
    {
        var patrol = await server.Plan("round", "kestrel-1");
        var request = People.Ann.Asks();

        var first = await patrol.StartNow(request);
        var launch = await link.Next<FlyMissionOrder>();
        await link.End(launch, OutcomeKind.RefusedByVehicle, "arming: no");
        await Eventually.Reaches(
            "the run has ended",
            async () => (await patrol.View())!.LastRun!.State == PatrolRunState.Refused
        );
        var second = await patrol.StartNow(request);

        second.Should().Be(first);
        (await patrol.View())!.LastRun!.State.Should().Be(PatrolRunState.Refused);
        link.Orders.OfType<FlyMissionOrder>().Should().ContainSingle();
    }

    [Fact]
    public async Task A_start_before_the_vehicle_is_heard_is_refused_and_its_run_says_so()
    {
        await server.Adopt("kestrel-2", heard: false);
        var patrol = await server.Plan("second", "kestrel-2");

        var outcome = await patrol.StartNow(People.Ann.Asks());

        outcome.Text.Should().Be("it is not heard");
        (await patrol.View())!
            .LastRun.Should()
            .BeEquivalentTo(new { State = PatrolRunState.Refused, Reason = "it is not heard" });
    }

    [Fact]
    public async Task Deleting_a_patrol_that_runs_is_refused()
    {
        var patrol = await server.Plan("round", "kestrel-1");
        await link.Fly(patrol, People.Ann);

        (await patrol.Delete(People.Pia.Asks())).Text.Should().Be("it is running");

        (await patrol.View()).Should().NotBeNull();
    }

    [Fact]
    public async Task A_deleted_patrol_is_gone_from_its_site_and_its_runs_stay_on_record()
    {
        var patrol = await server.Plan("round", "kestrel-1");
        await link.Fly(patrol, People.Ann);
        await link.FinishTask();
        await link.LandAndDisarm();
        await Eventually.Reaches(
            "the run has ended",
            async () => (await patrol.View())!.LastRun!.State == PatrolRunState.Completed
        );

        (await patrol.Delete(People.Pia.Asks())).Kind.Should().Be(OutcomeKind.Done);

        (await patrol.View()).Should().BeNull();
        (await server.Grains.GetGrain<IPatrolDirectoryGrain>(FleetServer.Site).List()).Should().BeEmpty();
        (await server.Runs("round")).Should().ContainSingle();
    }

    [Fact]
    public async Task A_definition_with_a_broken_template_is_refused_with_its_file_and_line()
    {
        await File.WriteAllTextAsync(
            Path.Combine(templates, "perimeter-patrol.yaml"),
            "format: 1\nversion: 1\nkind: perimeter-patrol\nname: Broken\nspeeed: 3\n"
        );
        var file = Directory.GetFiles(templates, "perimeter-patrol.*").Select(Path.GetFileName);

        var outcome = await server.Patrol("round").Save(People.Pia.Asks(), FleetServer.PerimeterOf("kestrel-1"));

        outcome.Kind.Should().Be(OutcomeKind.RefusedByUs);
        outcome.Text.Should().MatchRegex(@"perimeter-patrol\.ya?ml\(\d+,\d+\)", string.Join(", ", file));
        (await server.Patrol("round").View()).Should().BeNull();
    }

    [Theory]
    [InlineData("site")]
    [InlineData("template")]
    [InlineData("vehicle")]
    [InlineData("name")]
    [InlineData("height")]
    [InlineData("schedule")]
    public async Task A_definition_that_could_not_be_flown_is_not_saved_and_says_why(string wrong)
    {
        var good = FleetServer.PerimeterOf("kestrel-1");
        var bad = wrong switch
        {
            "site" => good with { SiteId = "elsewhere" },
            "template" => good with { TemplateId = "moon-landing" },
            "vehicle" => good with { VehicleId = "stranger-9" },
            "name" => good with { Name = " " },
            "height" => good with { Parameters = new Dictionary<string, string> { ["altitude"] = "110" } },
            _ => good with { Schedule = new PatrolRecurrence(TimeSpan.FromSeconds(5), server.Time.GetUtcNow()) },
        };

        var outcome = await server.Patrol("round").Save(People.Pia.Asks(), bad);

        outcome.Kind.Should().Be(OutcomeKind.RefusedByUs);
        outcome.Text.Should().NotBeEmpty();
        (await server.Patrol("round").View()).Should().BeNull();
    }

    [Fact]
    public async Task A_run_that_its_vehicle_knows_nothing_of_is_closed_at_the_next_start_of_the_server()
    {
        var patrol = await server.Plan("round", "kestrel-1");
        var beforeStart = server.ReadStored("kestrel-1");
        await link.Fly(patrol, People.Ann);
        await server.End();
        // As if the server had died before the vehicle's sortie was written.
        server.WriteStored("kestrel-1", beforeStart);
        await server.Begin();

        var run = (await server.Patrol("round").View())!.LastRun!;

        run.Should().BeEquivalentTo(new { State = PatrolRunState.Aborted, Reason = "the server stopped while it ran" });
        (await server.Runs("round"))[0].State.Should().Be(PatrolRunState.Aborted);
    }

    [Fact]
    public async Task A_patrol_whose_vehicle_another_person_controls_is_refused_with_the_holders_name()
    {
        var patrol = await server.Plan("round", "kestrel-1");
        await server.Vehicle("kestrel-1").TakeAuthority(People.Ben.Asks());

        var outcome = await patrol.StartNow(People.Ann.Asks());

        outcome.Text.Should().Be("ben has control");
        link.Orders.Should().BeEmpty();
    }
}
