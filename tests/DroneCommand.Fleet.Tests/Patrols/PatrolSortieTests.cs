using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Fleet.Tests.Patrols;

/// <summary>A plan that takes more than one battery: a run starts its first sortie, a person's press each further one.</summary>
public sealed class PatrolSortieTests : IAsyncLifetime
{
    private FleetServer server = null!;
    private ScriptedLink link = null!;
    private IPatrolGrain patrol = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FleetServer.StartPlanningBy(InTwoSorties);
        link = await server.Adopt("kestrel-1");
        patrol = await server.Plan("round", "kestrel-1");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>As a planner does that splits a way over two batteries.</summary>
    private static RoutePlan InTwoSorties(SiteTask task)
    {
        var plan = SiteMission.Plan(task);
        return plan with { Plans = [.. plan.Plans.SelectMany(one => new[] { one with { Sortie = 2 }, one })] };
    }

    private async Task<PatrolRunView> Run(PatrolRunState state)
    {
        PatrolRunView? run = null;
        await Eventually.Reaches(
            $"the run is {state}",
            async () => (run = (await server.Patrol("round").View())!.LastRun) is { } now && now.State == state
        );
        return run!;
    }

    private async Task FlyFirst()
    {
        await link.Fly(patrol, People.Ann);
        (await server.View("kestrel-1")).Task!.Title.Should().EndWith("sortie 1 of 2");
        await FlyToTheEnd();
        await Run(PatrolRunState.Waiting);
    }

    private async Task FlyToTheEnd()
    {
        await link.FinishTask();
        await link.LandAndDisarm();
    }

    [Fact]
    public async Task After_the_first_sortie_the_run_waits_and_nothing_starts_by_itself()
    {
        await FlyFirst();

        await server.Pass(TimeSpan.FromMinutes(3), link);

        link.Orders.OfType<FlyMissionOrder>().Should().ContainSingle();
        (await server.Runs("round"))[0]
            .Vehicles.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    State = PatrolRunState.Waiting,
                    Sortie = 1,
                    Sorties = 2,
                }
            );
    }

    [Fact]
    public async Task A_press_starts_the_second_sortie_under_whoever_pressed_and_its_end_ends_the_run()
    {
        await FlyFirst();

        var outcome = await patrol.StartSortie(People.Ben.Asks(), "kestrel-1");
        outcome.Kind.Should().Be(OutcomeKind.Done, outcome.Text);
        await link.TakeOff();
        (await server.View("kestrel-1")).Authority.HolderName.Should().Be("ben");
        (await server.View("kestrel-1")).Task!.Title.Should().EndWith("sortie 2 of 2");
        await FlyToTheEnd();

        await Run(PatrolRunState.Completed);
        (await server.Runs("round")).Should().ContainSingle("both sorties are one run");
        (await server.Records("kestrel-1")).Should().Contain(r => r.Action == "start" && r.UserName == "ben");
    }

    [Fact]
    public async Task A_second_sortie_without_battery_is_refused_and_still_waits()
    {
        await FlyFirst();
        await link.Report(t => t with { BatteryPercent = 30 });

        var outcome = await patrol.StartSortie(People.Ann.Asks(), "kestrel-1");

        outcome.Text.Should().Contain("30 %");
        (await Run(PatrolRunState.Waiting)).Vehicles[0].Sortie.Should().Be(1);
        link.Orders.OfType<FlyMissionOrder>().Should().ContainSingle();
    }

    [Fact]
    public async Task A_second_sortie_that_does_not_take_off_can_be_started_again()
    {
        await FlyFirst();
        await patrol.StartSortie(People.Ann.Asks(), "kestrel-1");
        await link.Next<FlyMissionOrder>();
        var launch = link.Orders.OfType<FlyMissionOrder>().Last();
        await link.End(launch, OutcomeKind.RefusedByVehicle, "arming: compass");
        (await Run(PatrolRunState.Waiting)).Reason.Should().Contain("compass");

        var again = await patrol.StartSortie(People.Ann.Asks(), "kestrel-1");

        again.Kind.Should().Be(OutcomeKind.Done, again.Text);
    }

    [Fact]
    public async Task Nobody_without_the_role_starts_it_and_nothing_starts_where_none_waits()
    {
        (await patrol.StartSortie(People.Ann.Asks(), "kestrel-1")).Text.Should().Contain("no further sortie");
        await FlyFirst();

        (await patrol.StartSortie(People.Vic.Asks(), "kestrel-1")).Kind.Should().Be(OutcomeKind.RefusedByUs);
        (await patrol.StartSortie(People.Ann.Asks(), "kestrel-9")).Kind.Should().Be(OutcomeKind.RefusedByUs);

        link.Orders.OfType<FlyMissionOrder>().Should().ContainSingle();
    }

    [Fact]
    public async Task A_restart_of_the_server_leaves_the_run_waiting()
    {
        await FlyFirst();

        await server.Restart();
        link = await server.Adopt("kestrel-1");
        await server.Pass(TimeSpan.FromMinutes(2), link);

        await Run(PatrolRunState.Waiting);
        link.Orders.Should().BeEmpty();
        var outcome = await server.Patrol("round").StartSortie(People.Ann.Asks(), "kestrel-1");
        outcome.Kind.Should().Be(OutcomeKind.Done, outcome.Text);
    }

    [Fact]
    public async Task A_new_start_is_refused_while_a_sortie_waits_and_ending_the_patrol_makes_room()
    {
        await FlyFirst();
        (await patrol.StartNow(People.Ann.Asks())).Text.Should().Contain("end the patrol first");

        (await patrol.EndPatrol(People.Ann.Asks())).Kind.Should().Be(OutcomeKind.Done);

        (await Run(PatrolRunState.Aborted)).Reason.Should().Be("sortie 1 of 2 flown; ended by ann");
        await server.Pass(TimeSpan.FromSeconds(1), link);
        (await patrol.StartNow(People.Ann.Asks())).Kind.Should().Be(OutcomeKind.Done);
    }

    [Fact]
    public async Task A_scheduled_start_does_not_wait_for_a_sortie_that_nobody_starts()
    {
        await FlyFirst();
        var due = server.Time.GetUtcNow() + TimeSpan.FromMinutes(1);
        await patrol.SetSchedule(People.Pia.Asks(), new PatrolRecurrence(TimeSpan.FromMinutes(30), due));

        await server.Pass(TimeSpan.FromSeconds(70), link);

        await Run(PatrolRunState.Running);
        (await server.Runs("round"))[1].Reason.Should().Contain("the next start was due");
    }
}
