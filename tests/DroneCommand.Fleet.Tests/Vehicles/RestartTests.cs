using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Fleet.Tests.Vehicles;

public sealed class RestartTests : IAsyncLifetime
{
    private FleetServer server = null!;
    private ScriptedLink link = null!;

    private IPatrolGrain Patrol => server.Patrol("round");

    public async ValueTask InitializeAsync()
    {
        server = await FleetServer.Start();
        link = await server.Adopt("kestrel-1");
        await server.Plan("round", "kestrel-1");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>A new server on the same folder, and a new link that hears what the vehicle does now.</summary>
    private async Task<VehicleView> RestartAndHear(Func<VehicleTelemetry, VehicleTelemetry> now)
    {
        var heardBefore = link.Telemetry;
        await server.Restart(TimeSpan.FromSeconds(20));
        link = await server.Adopt("kestrel-1", heard: false);
        link.Telemetry = now(heardBefore) with { LastHeard = server.Time.GetUtcNow() };
        await link.Attach();
        return await server.View("kestrel-1");
    }

    private async Task<PatrolRunView> EndOfRun()
    {
        await Eventually.Reaches(
            "the patrol knows the end of its run",
            async () => (await Patrol.View())!.LastRun is { State: not PatrolRunState.Running }
        );
        return (await server.Runs("round"))[0];
    }

    [Fact]
    public async Task Before_the_vehicle_is_heard_sortie_authority_and_patrol_stand_as_they_were()
    {
        await link.Fly(Patrol, People.Ann);

        await server.Restart();

        var view = await server.View("kestrel-1");
        view.Task!.Title.Should().Be("Round of kestrel-1");
        view.Authority.HolderName.Should().Be("ann");
        view.Status.Should().Be(VehicleStatus.Missing);
        view.Route.Should().NotBeEmpty();
        (await Patrol.View())!.LastRun!.State.Should().Be(PatrolRunState.Running);
    }

    [Fact]
    public async Task A_vehicle_that_is_found_in_its_mission_goes_on_and_completes()
    {
        await link.Fly(Patrol, People.Ann);

        var view = await RestartAndHear(t => t with { MissionItem = 4 });
        view.Status.Should().Be(VehicleStatus.OnTask);
        view.Authority.HolderName.Should().Be("ann");
        await link.FinishTask();
        await link.LandAndDisarm();

        (await EndOfRun()).State.Should().Be(PatrolRunState.Completed);
        link.Orders.Should().BeEmpty("nothing is sent because a server restarted");
    }

    [Fact]
    public async Task A_vehicle_that_is_found_returning_is_said_to_return_by_its_own_failsafe()
    {
        await link.Fly(Patrol, People.Ann);

        var view = await RestartAndHear(t => t with { Mode = "RTL" });
        view.Status.Should().Be(VehicleStatus.Returning);
        view.NeedsYou.Should().Contain(item => item.Title == "Returns by its own failsafe");
        await link.LandAndDisarm();

        (await EndOfRun()).Reason.Should().Be("returns by its own failsafe while the server was away");
        link.Orders.Should().BeEmpty();
    }

    [Fact]
    public async Task A_vehicle_that_is_found_on_its_dock_ended_its_sortie_meanwhile()
    {
        await link.Fly(Patrol, People.Ann);

        var view = await RestartAndHear(t => t with { Armed = false, MissionItem = 3 });

        view.Task.Should().BeNull();
        (await EndOfRun())
            .Should()
            .BeEquivalentTo(new { State = PatrolRunState.Aborted, Reason = "it came back while the server was away" });
    }

    [Fact]
    public async Task A_vehicle_that_did_its_whole_route_meanwhile_completed_it()
    {
        await link.Fly(Patrol, People.Ann);

        await RestartAndHear(t => t with { Armed = false, MissionItem = null });
        (await Patrol.View())!.LastRun!.State.Should().Be(PatrolRunState.Running, "its mission item is not known yet");
        await link.Report(t => t with { MissionItem = 99 });

        (await EndOfRun()).State.Should().Be(PatrolRunState.Completed);
    }

    [Fact]
    public async Task A_launch_that_the_crash_cut_off_is_aborted_and_nothing_is_sent()
    {
        await Patrol.StartNow(People.Ann.Asks());
        await link.Next<FlyMissionOrder>();

        var view = await RestartAndHear(t => t);

        view.Task.Should().BeNull();
        (await EndOfRun())
            .Should()
            .BeEquivalentTo(new { State = PatrolRunState.Aborted, Reason = "the server restarted before take-off" });
        await server.Pass(TimeSpan.FromSeconds(30), link);
        link.Orders.Should().BeEmpty();
    }

    [Fact]
    public async Task A_vehicle_that_is_found_in_a_manual_mode_is_its_pilots()
    {
        await link.Fly(Patrol, People.Ann);

        var view = await RestartAndHear(t => t with { Mode = "STABILIZE" });

        view.Authority.Kind.Should().Be(AuthorityHolderKind.Pilot);
        view.Status.Should().Be(VehicleStatus.PilotFlies);
        link.Orders.Should().BeEmpty();
    }

    [Fact]
    public async Task A_mode_change_that_comes_before_the_first_report_takes_the_sortie_up_too()
    {
        await Patrol.StartNow(People.Ann.Asks());
        await link.Next<FlyMissionOrder>();
        await server.Restart();
        link = await server.Adopt("kestrel-1", heard: false);

        await link.ChangeMode("STABILIZE", ModeChangeCause.FirstHeard);
        await link.Attach();

        (await EndOfRun()).State.Should().Be(PatrolRunState.Aborted);
    }

    [Fact]
    public async Task Each_start_of_the_server_commands_under_a_higher_epoch()
    {
        await server.Vehicle("kestrel-1").Hold(People.Ann.Asks());
        var before = link.Orders[^1].Epoch;
        await RestartAndHear(t => t);

        await server.Vehicle("kestrel-1").Hold(People.Ann.Asks());

        link.Orders[^1].Epoch.Should().BeGreaterThan(before);
    }

    [Fact]
    public async Task A_run_whose_end_could_not_be_told_is_told_later()
    {
        await link.Fly(Patrol, People.Ann);
        await link.FinishTask();
        using (server.LockDatabase())
        {
            await link.LandAndDisarm();
            await Eventually.Reaches(
                "the patrol could not take the end",
                () => server.Log.Lines.Any(line => line.Contains("could not tell the patrol"))
            );
        }

        await server.Pass(TimeSpan.FromSeconds(10), link);

        (await EndOfRun()).State.Should().Be(PatrolRunState.Completed);
    }
}
