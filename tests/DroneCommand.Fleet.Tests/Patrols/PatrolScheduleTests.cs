using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Fleet.Tests.Patrols;

public sealed class PatrolScheduleTests : IAsyncLifetime
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private FleetServer server = null!;
    private ScriptedLink link = null!;
    private DateTimeOffset firstSlot;

    public async ValueTask InitializeAsync()
    {
        server = await FleetServer.Start();
        link = await server.Adopt("kestrel-1");
        firstSlot = server.Time.GetUtcNow() + TimeSpan.FromMinutes(1);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private Task<IPatrolGrain> Schedule() => server.Plan("round", "kestrel-1", new(Every, firstSlot));

    private Task<PatrolRunView> Run(int slot, params PatrolRunState[] states) => Run(firstSlot + slot * Every, states);

    private async Task<PatrolRunView> Run(DateTimeOffset slot, params PatrolRunState[] states)
    {
        PatrolRunView? found = null;
        await Eventually.Reaches(
            $"the run of {slot:t} is {string.Join(" or ", states)}",
            async () =>
                (found = (await server.Runs("round")).SingleOrDefault(run => run.Slot == slot)) is { } run
                && states.Contains(run.State)
        );
        return found!;
    }

    /// <summary>What the reminder does each minute.</summary>
    private Task Wake() => server.Patrol("round").AsReference<IRemindable>().ReceiveReminder("slot", default);

    private async Task FlyToTheEnd()
    {
        await link.TakeOff();
        await link.FinishTask();
        await link.LandAndDisarm();
    }

    [Fact]
    public async Task It_starts_on_its_slot_and_again_on_the_next()
    {
        var patrol = await Schedule();
        await server.Pass(TimeSpan.FromSeconds(59), link);
        link.Orders.Should().BeEmpty("the slot is a second away");
        (await patrol.View())!.NextDue.Should().Be(firstSlot);

        await server.Pass(TimeSpan.FromSeconds(1), link);
        await FlyToTheEnd();
        (await Run(0, PatrolRunState.Completed)).StartedBy.Should().Be("schedule");

        await server.Pass(Every, link);
        await FlyToTheEnd();
        await Run(1, PatrolRunState.Completed);
        link.Orders.OfType<FlyMissionOrder>().Should().HaveCount(2);
    }

    [Fact]
    public async Task Slots_that_passed_while_nobody_was_there_are_recorded_as_missed_and_not_made_up()
    {
        await Schedule();
        await server.Restart(TimeSpan.FromMinutes(25));
        link = await server.Adopt("kestrel-1");

        await Wake();
        await server.Pass(TimeSpan.FromSeconds(30), link);

        foreach (var slot in new[] { 0, 1, 2 })
        {
            (await Run(slot, PatrolRunState.Missed)).Reason.Should().Contain("the server was not there");
        }
        link.Orders.Should().BeEmpty();
    }

    [Fact]
    public async Task A_slot_is_still_flown_ninety_seconds_late_and_no_later()
    {
        await Schedule();
        await server.Restart(TimeSpan.FromSeconds(60 + 90));
        link = await server.Adopt("kestrel-1");
        await Wake();
        await FlyToTheEnd();
        await Run(0, PatrolRunState.Completed);

        await server.Restart(Every + TimeSpan.FromSeconds(1));
        link = await server.Adopt("kestrel-1");
        await Wake();

        await Run(1, PatrolRunState.Missed);
        link.Orders.Should().BeEmpty();
    }

    [Fact]
    public async Task A_slot_whose_predecessor_is_still_out_is_skipped_and_says_so()
    {
        await Schedule();
        await server.Pass(TimeSpan.FromSeconds(60), link);
        await link.TakeOff();

        await server.Pass(Every, link);

        (await Run(1, PatrolRunState.Skipped)).Reason.Should().Contain("still out");
        (await Run(0, PatrolRunState.Running)).Ended.Should().BeNull();
        (await server.Patrol("round").View())!.LastRun!.State.Should().Be(PatrolRunState.Running);
    }

    [Fact]
    public async Task A_slot_without_battery_is_skipped_with_the_figures()
    {
        await link.Report(t => t with { BatteryPercent = 20 });
        await Schedule();

        await server.Pass(TimeSpan.FromSeconds(60), link);

        (await Run(0, PatrolRunState.Skipped)).Reason.Should().Contain("20 %").And.Contain("needs");
        link.Orders.Should().BeEmpty();
    }

    [Fact]
    public async Task A_vehicle_that_is_heard_a_minute_after_the_slot_starts_then()
    {
        await Schedule();
        await server.Pass(TimeSpan.FromSeconds(120));
        link.Orders.Should().BeEmpty();

        await server.Pass(TimeSpan.FromSeconds(10), link);

        await FlyToTheEnd();
        await Run(0, PatrolRunState.Completed);
    }

    [Fact]
    public async Task A_vehicle_that_is_not_heard_at_all_misses_its_slot_and_the_record_names_that()
    {
        await Schedule();

        await server.Pass(TimeSpan.FromSeconds(60 + 100));

        // The grain counts from when it got to look, which may be behind the clock: time goes on until it has.
        await Eventually.Reaches(
            "the slot is recorded",
            async () =>
            {
                await server.Pass(TimeSpan.FromSeconds(1));
                return (await server.Runs("round")).Count > 0;
            }
        );
        (await Run(0, PatrolRunState.Missed)).Reason.Should().Contain("its vehicle was not heard");
        (await server.Patrol("round").View())!.NextDue.Should().Be(firstSlot + Every);
        await server.Pass(TimeSpan.FromSeconds(60), link);
        link.Orders.Should().BeEmpty("a missed slot is not made up");
    }

    [Fact]
    public async Task Waking_twice_in_one_slot_starts_once()
    {
        await Schedule();
        await server.Pass(TimeSpan.FromSeconds(60), link);
        await Wake();
        await Wake();
        await FlyToTheEnd();
        await Wake();

        await Run(0, PatrolRunState.Completed);
        (await server.Runs("round")).Should().ContainSingle();
        link.Orders.OfType<FlyMissionOrder>().Should().ContainSingle();
    }

    [Fact]
    public async Task A_slot_that_is_on_record_is_not_started_again_by_a_server_that_ended_before_it_began()
    {
        await Schedule();
        var record = new PatrolRunView(
            "round",
            "Round",
            "kestrel-1",
            firstSlot,
            PatrolRunState.Running,
            "",
            "schedule",
            null
        );
        (await server.Get<Fleet.Persistence.PatrolRunStore>().TryBegin(record, FleetServer.Site)).Should().BeTrue();

        await server.Pass(TimeSpan.FromSeconds(70), link);

        (await Run(0, PatrolRunState.Aborted)).Reason.Should().Contain("server stopped");
        link.Orders.Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_takes_off_because_the_server_restarted()
    {
        await Schedule();
        await server.Pass(TimeSpan.FromSeconds(60), link);
        await FlyToTheEnd();
        await Run(0, PatrolRunState.Completed);

        await server.Restart();
        link = await server.Adopt("kestrel-1");
        await Wake();
        await server.Pass(TimeSpan.FromSeconds(120), link);

        link.Orders.Should().BeEmpty();
        (await server.Patrol("round").View())!.NextDue.Should().Be(firstSlot + Every);
    }

    [Fact]
    public async Task The_schedule_goes_on_after_a_restart()
    {
        await Schedule();
        await server.Restart();
        link = await server.Adopt("kestrel-1");
        (await server.Get<IReminderTable>().ReadRow(server.Patrol("round").GetGrainId(), "slot")).Should().NotBeNull();

        await Wake();
        await server.Pass(TimeSpan.FromSeconds(60), link);

        await link.Next<FlyMissionOrder>();
    }

    [Fact]
    public async Task A_database_that_is_away_for_a_moment_does_not_cost_the_slot()
    {
        await Schedule();
        using (server.LockDatabase())
        {
            await server.Pass(TimeSpan.FromSeconds(60), link);
            await Eventually.Reaches(
                "the slot could not be recorded",
                () => server.Log.Lines.Any(line => line.Contains("could not be handled"))
            );
        }
        link.Orders.Should().BeEmpty();

        await server.Pass(TimeSpan.FromSeconds(10), link);

        await link.Next<FlyMissionOrder>();
    }

    [Fact]
    public async Task Without_a_schedule_nothing_starts_and_nothing_reminds()
    {
        var patrol = await Schedule();
        (await patrol.SetSchedule(People.Pia.Asks(), null)).Kind.Should().Be(OutcomeKind.Done);

        await server.Pass(TimeSpan.FromMinutes(3), link);

        link.Orders.Should().BeEmpty();
        (await patrol.View())!.NextDue.Should().BeNull();
        (await server.Get<IReminderTable>().ReadRow(patrol.GetGrainId(), "slot")).Should().BeNull();
    }
}
