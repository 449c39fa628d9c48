using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Fleet.Tests.Patrols;

/// <summary>A patrol of several vehicles starts with all of them or with none.</summary>
public sealed class PatrolTeamTests : IAsyncLifetime
{
    private FleetServer server = null!;
    private ScriptedLink one = null!;
    private ScriptedLink two = null!;
    private IPatrolGrain patrol = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FleetServer.Start();
        one = await server.Adopt("kestrel-1");
        two = await server.Adopt("kestrel-2");
        patrol = server.Patrol("pair");
        var saved = await patrol.Save(People.Pia.Asks(), Pair);
        saved.Kind.Should().Be(OutcomeKind.Done, saved.Text);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static PatrolDefinition Pair =>
        FleetServer.PerimeterOf("kestrel-1") with
        {
            FurtherVehicleIds = ["kestrel-2"],
        };

    private async Task<PatrolRunView> Run(Func<PatrolRunView, bool> stands)
    {
        PatrolRunView? run = null;
        await Eventually.Reaches(
            "the run stands as expected",
            async () => (run = (await server.Runs("pair")).SingleOrDefault()) is { } now && stands(now)
        );
        return run!;
    }

    /// <summary>Both are told to prepare; both wait for each other.</summary>
    private async Task<(FlyMissionOrder One, FlyMissionOrder Two)> Begin(Caller caller)
    {
        var outcome = await patrol.StartNow(caller.Asks());
        outcome.Kind.Should().Be(OutcomeKind.Done, outcome.Text);
        return (await one.Next<FlyMissionOrder>(), await two.Next<FlyMissionOrder>());
    }

    private static Task<VehicleView> Waits(ScriptedLink link, FlyMissionOrder launch) =>
        link.Report(t => t with { Order = launch.OperationId, WaitsForTeam = true });

    private static async Task LiftOff(ScriptedLink link, FlyMissionOrder launch)
    {
        await link.Report(t => t with { Armed = true, Mode = "AUTO", MissionItem = 1, WaitsForTeam = false });
        await link.End(launch, OutcomeKind.Done, "take-off seen after 9.0 s");
        await link.Report(t => t with { Order = null, MissionItem = 2 });
    }

    private async Task FlyBoth()
    {
        var (first, second) = await Begin(People.Ann);
        await Waits(one, first);
        await Waits(two, second);
        await one.Next<LetGoOrder>();
        await two.Next<LetGoOrder>();
        await LiftOff(one, first);
        await LiftOff(two, second);
    }

    [Fact]
    public async Task Nobody_is_let_go_before_all_are_ready()
    {
        var (first, second) = await Begin(People.Ann);
        first.WaitsForTeam.Should().BeTrue();

        await Waits(one, first);
        await two.Report(t => t with { Order = second.OperationId });
        await server.Pass(TimeSpan.FromSeconds(12), one, two);
        one.Orders.OfType<LetGoOrder>().Should().BeEmpty("the other is not ready");

        await Waits(two, second);

        (await one.Next<LetGoOrder>()).Launch.Should().Be(first.OperationId);
        (await two.Next<LetGoOrder>()).Launch.Should().Be(second.OperationId);
    }

    [Fact]
    public async Task Each_vehicle_has_its_own_command_on_record_and_its_own_part_in_the_run()
    {
        await FlyBoth();
        foreach (var vehicle in new[] { "kestrel-1", "kestrel-2" })
        {
            (await server.View(vehicle)).Status.Should().Be(VehicleStatus.OnTask);
            (await server.Records(vehicle)).Should().Contain(r => r.Action == "start" && r.UserName == "ann");
        }

        await two.FinishTask();
        await two.LandAndDisarm();
        var half = await Run(run => run.Vehicles.Any(part => part.State == PatrolRunState.Completed));
        half.State.Should().Be(PatrolRunState.Running);
        half.Vehicles.Select(part => part.VehicleId).Should().Equal("kestrel-1", "kestrel-2");

        await one.FinishTask();
        await one.LandAndDisarm();
        (await Run(run => !run.IsOpen())).State.Should().Be(PatrolRunState.Completed);
        (await server.Get<Fleet.Persistence.PatrolRunStore>().List(new(VehicleId: "kestrel-2")))
            .Should()
            .ContainSingle("a run is found by each of its vehicles");
    }

    [Fact]
    public async Task When_one_refuses_at_upload_the_others_are_stopped_before_they_leave()
    {
        var (first, second) = await Begin(People.Ann);
        await Waits(one, first);

        await two.End(second, OutcomeKind.RefusedByVehicle, "mission upload: no space");
        await one.Next<ReturnOrder>();
        await one.End(first, OutcomeKind.Cancelled, "a safety command went first");

        var run = await Run(each => !each.IsOpen());
        run.State.Should().Be(PatrolRunState.Refused);
        run.Reason.Should().Contain("kestrel-2: mission upload: no space").And.Contain("kestrel-1: called back");
        one.Orders.OfType<LetGoOrder>().Should().BeEmpty();
        (await server.View("kestrel-1")).Task.Should().BeNull();
        (await server.Records("kestrel-1"))
            .Should()
            .Contain(record => record.Action == "call-back" && record.Detail.Contains("kestrel-2 did not start"));
    }

    [Fact]
    public async Task When_one_does_not_arm_those_that_are_out_return()
    {
        var (first, second) = await Begin(People.Ann);
        await Waits(one, first);
        await Waits(two, second);
        await one.Next<LetGoOrder>();
        await two.Next<LetGoOrder>();
        await LiftOff(one, first);

        await two.Report(t => t with { WaitsForTeam = false });
        await two.End(second, OutcomeKind.RefusedByVehicle, "arming: compass");
        await one.Next<ReturnOrder>();
        await one.ChangeMode("RTL", ModeChangeCause.Ours);
        await one.LandAndDisarm();

        var run = await Run(each => !each.IsOpen());
        run.State.Should().Be(PatrolRunState.Aborted);
        run.Vehicles.Select(part => part.State).Should().Equal(PatrolRunState.Aborted, PatrolRunState.Refused);
    }

    [Fact]
    public async Task Nobody_is_told_anything_while_one_is_held_by_another_person()
    {
        await server.Vehicle("kestrel-2").TakeAuthority(People.Ben.Asks());

        var outcome = await patrol.StartNow(People.Ann.Asks());

        outcome.Text.Should().Be("kestrel-2: ben has control");
        one.Orders.Should().BeEmpty();
        (await server.View("kestrel-1")).Task.Should().BeNull();
    }

    [Fact]
    public async Task Nobody_is_told_anything_while_ones_battery_is_too_low()
    {
        await two.Report(t => t with { BatteryPercent = 20 });

        var outcome = await patrol.StartNow(People.Ann.Asks());

        outcome.Text.Should().Contain("kestrel-2: the battery has 20 %");
        one.Orders.Should().BeEmpty();
    }

    [Fact]
    public async Task A_link_that_refuses_one_keeps_the_whole_team_on_the_ground()
    {
        two.Receipt = order =>
            order is FlyMissionOrder ? OrderReceipt.Refused("a hold is still under way") : OrderReceipt.Accepted;

        var outcome = await patrol.StartNow(People.Ann.Asks());
        outcome.Text.Should().Be("kestrel-2: a hold is still under way");
        var launch = await one.Next<FlyMissionOrder>();
        await one.Next<ReturnOrder>();
        await one.End(launch, OutcomeKind.Cancelled, "a safety command went first");

        (await Run(run => !run.IsOpen())).State.Should().Be(PatrolRunState.Refused);
    }

    [Fact]
    public async Task Ending_the_patrol_returns_all_that_are_out_and_says_who_ended_it()
    {
        await FlyBoth();

        (await patrol.EndPatrol(People.Ben.Asks())).Kind.Should().Be(OutcomeKind.Done);

        foreach (var link in new[] { one, two })
        {
            await link.Next<ReturnOrder>();
            await link.ChangeMode("RTL", ModeChangeCause.Ours);
            await link.LandAndDisarm();
        }
        var run = await Run(each => !each.IsOpen());
        run.Vehicles.Should().OnlyContain(part => part.Reason == "ended by ben");
        run.State.Should().Be(PatrolRunState.Aborted);
    }

    [Fact]
    public async Task A_viewer_ends_no_patrol()
    {
        await FlyBoth();

        (await patrol.EndPatrol(People.Vic.Asks())).Kind.Should().Be(OutcomeKind.RefusedByUs);

        one.Orders.OfType<ReturnOrder>().Should().BeEmpty();
    }

    [Fact]
    public async Task Returning_one_leaves_the_other_on_its_task()
    {
        await FlyBoth();

        await server.Vehicle("kestrel-1").Return(People.Ann.Asks());
        await one.ChangeMode("RTL", ModeChangeCause.Ours);
        await one.LandAndDisarm();

        var run = await Run(each => each.Vehicles[0].State == PatrolRunState.Aborted);
        run.State.Should().Be(PatrolRunState.Running);
        (await server.View("kestrel-2")).Status.Should().Be(VehicleStatus.OnTask);
        two.Orders.OfType<ReturnOrder>().Should().BeEmpty();
    }

    [Fact]
    public async Task A_slot_waits_for_every_vehicle_and_names_the_one_that_is_missing()
    {
        var first = server.Time.GetUtcNow() + TimeSpan.FromMinutes(1);
        await patrol.SetSchedule(People.Pia.Asks(), new PatrolRecurrence(TimeSpan.FromMinutes(10), first));

        await server.Pass(TimeSpan.FromSeconds(60 + 100), one);
        await Eventually.Reaches(
            "the slot is recorded",
            async () =>
            {
                await server.Pass(TimeSpan.FromSeconds(1), one);
                return (await server.Runs("pair")).Count > 0;
            }
        );

        (await server.Runs("pair"))[0].Reason.Should().Contain("kestrel-2 was not heard");
        one.Orders.Should().BeEmpty();
    }

    [Fact]
    public async Task A_restart_of_the_server_before_they_leave_starts_nobody()
    {
        var (first, second) = await Begin(People.Ann);
        await Waits(one, first);

        await server.Restart();
        one = await server.Adopt("kestrel-1");
        two = await server.Adopt("kestrel-2");
        await server.Pass(TimeSpan.FromSeconds(20), one, two);

        patrol = server.Patrol("pair");
        (await Run(run => !run.IsOpen())).Vehicles.Should().OnlyContain(part => part.State != PatrolRunState.Running);
        one.Orders.OfType<FlyMissionOrder>().Should().BeEmpty();
        two.Orders.OfType<FlyMissionOrder>().Should().BeEmpty();
        second.WaitsForTeam.Should().BeTrue();
    }

    [Theory]
    [InlineData("kestrel-1", "named twice")]
    [InlineData("stranger-9", "stranger-9 is not adopted")]
    public async Task A_team_that_cannot_be_is_not_saved(string further, string why)
    {
        var outcome = await server.Patrol("other").Save(People.Pia.Asks(), Pair with { FurtherVehicleIds = [further] });

        outcome.Text.Should().Contain(why);
    }

    [Fact]
    public async Task A_patrol_that_was_saved_before_there_were_teams_is_read_and_flown_by_its_one_vehicle()
    {
        await server.Plan("old", "kestrel-1");
        await server.End();
        using (var database = server.Outside())
        {
            using var command = database.CreateCommand();
            command.CommandText = """
                UPDATE GrainStates SET Payload = replace(Payload, ',"FurtherVehicleIds":[]', '')
                WHERE GrainId = 'patrol/old'
                """;
            command.ExecuteNonQuery().Should().Be(1);
        }
        await server.Begin();
        one = await server.Adopt("kestrel-1");
        patrol = server.Patrol("old");

        (await patrol.View())!.Definition.Team().Should().Equal("kestrel-1");
        await one.Fly(patrol, People.Ann);

        one.Orders.OfType<FlyMissionOrder>().Should().ContainSingle().Which.WaitsForTeam.Should().BeFalse();
    }
}
