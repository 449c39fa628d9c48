using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Persistence;

namespace DroneCommand.Fleet.Tests.Persistence;

public sealed class StoresTests
{
    private static readonly DateTimeOffset Slot = new(2026, 5, 1, 20, 10, 0, TimeSpan.Zero);

    private static PatrolRunView Run(
        string patrol,
        DateTimeOffset slot,
        PatrolRunState state = PatrolRunState.Running,
        string vehicle = "kestrel-1",
        DateTimeOffset? ended = null
    ) => new(patrol, "Fence line", vehicle, slot, state, "", "schedule", ended);

    [Fact]
    public async Task Epochs_rise_over_restarts_and_each_vehicle_has_its_own()
    {
        var path = StoredFleet.NewFolder();
        await using (var fleet = await StoredFleet.Open(path))
        {
            (await fleet.Get<VehicleEpochs>().Next("kestrel-1")).Should().Be(1);
            (await fleet.Get<VehicleEpochs>().Next("kestrel-1")).Should().Be(2);
            (await fleet.Get<VehicleEpochs>().Next("badger-1")).Should().Be(1);
        }

        await using (var fleet = await StoredFleet.Open(path))
            (await fleet.Get<VehicleEpochs>().Next("kestrel-1")).Should().Be(3);
        Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task Epochs_that_are_asked_for_at_once_all_differ()
    {
        await using var fleet = await StoredFleet.Open();
        var epochs = fleet.Get<VehicleEpochs>();

        var given = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => epochs.Next("kestrel-1"))));

        given.Order().Should().Equal(Enumerable.Range(1, 50).Select(n => (long)n));
    }

    [Fact]
    public async Task A_slot_begins_once_even_after_a_restart()
    {
        var path = StoredFleet.NewFolder();
        await using (var fleet = await StoredFleet.Open(path))
        {
            (await fleet.Get<PatrolRunStore>().TryBegin(Run("fence", Slot), "harbour")).Should().BeTrue();
            (await fleet.Get<PatrolRunStore>().TryBegin(Run("fence", Slot), "harbour")).Should().BeFalse();
            (await fleet.Get<PatrolRunStore>().TryBegin(Run("yard", Slot), "harbour")).Should().BeTrue();
        }

        await using (var fleet = await StoredFleet.Open(path))
        {
            // The same instant told in another time zone is the same slot.
            var same = Slot.ToOffset(TimeSpan.FromHours(2));
            (await fleet.Get<PatrolRunStore>().TryBegin(Run("fence", same), "harbour")).Should().BeFalse();
        }

        Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task Of_many_that_begin_one_slot_at_once_one_wins()
    {
        await using var fleet = await StoredFleet.Open();
        var runs = fleet.Get<PatrolRunStore>();

        var won = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => runs.TryBegin(Run("fence", Slot), "harbour")))
        );

        won.Count(w => w).Should().Be(1);
    }

    [Fact]
    public async Task An_update_is_found_by_the_slot_that_was_given_to_the_tick()
    {
        await using var fleet = await StoredFleet.Open();
        var runs = fleet.Get<PatrolRunStore>();
        var pressed = Slot.AddTicks(1_234_567);
        await runs.TryBegin(Run("fence", pressed), "harbour");

        var ended = pressed.AddMinutes(8);
        var returned = Run("fence", pressed, PatrolRunState.Aborted, ended: ended) with { Reason = "returned by op-2" };
        (await runs.Update(returned)).Should().BeTrue();
        (await runs.Update(returned with { Slot = pressed.AddSeconds(1) })).Should().BeFalse();

        var run = (await runs.List(new PatrolRunFilter(PatrolId: "fence"))).Should().ContainSingle().Which;
        run.State.Should().Be(PatrolRunState.Aborted);
        run.Reason.Should().Be("returned by op-2");
        run.Ended.Should().BeCloseTo(ended, TimeSpan.FromMicroseconds(1));
        run.Slot.Offset.Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_strip_of_time_shows_what_was_out_in_it_newest_first()
    {
        await using var fleet = await StoredFleet.Open();
        var runs = fleet.Get<PatrolRunStore>();
        DateTimeOffset At(int minutes) => Slot.AddMinutes(minutes);
        await runs.TryBegin(Run("long ago", At(-90), PatrolRunState.Completed, ended: At(-80)), "harbour");
        await runs.TryBegin(Run("ended within", At(-20), PatrolRunState.Completed, ended: At(-5)), "harbour");
        await runs.TryBegin(Run("still out", At(-70)), "harbour");
        await runs.TryBegin(Run("missed", At(0), PatrolRunState.Missed), "harbour");
        await runs.TryBegin(Run("later", At(40)), "harbour");
        await runs.TryBegin(Run("elsewhere", At(1)), "quarry");

        var strip = await runs.List(new PatrolRunFilter(SiteId: "harbour", From: At(-10), To: At(30)));

        strip.Select(run => run.PatrolId).Should().Equal("missed", "ended within", "still out");
    }

    [Fact]
    public async Task Runs_are_listed_by_vehicle_and_by_state()
    {
        await using var fleet = await StoredFleet.Open();
        var runs = fleet.Get<PatrolRunStore>();
        await runs.TryBegin(Run("fence", Slot, vehicle: "kestrel-1"), "harbour");
        await runs.TryBegin(Run("yard", Slot, PatrolRunState.Skipped, vehicle: "badger-1"), "harbour");

        (await runs.List(new PatrolRunFilter(VehicleId: "badger-1"))).Should().ContainSingle(r => r.PatrolId == "yard");
        (await runs.List(new PatrolRunFilter(State: PatrolRunState.Running)))
            .Should()
            .ContainSingle(r => r.PatrolId == "fence");
        (await runs.List(new PatrolRunFilter(Limit: 1))).Should().ContainSingle();
    }
}
