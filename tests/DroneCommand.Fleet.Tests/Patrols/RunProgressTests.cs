using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Fleet.Tests.Patrols;

public sealed class RunProgressTests
{
    private static readonly DateTimeOffset Slot = new(2026, 5, 1, 20, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Slot.AddMinutes(9);

    private static PatrolRunView Run(params IReadOnlyList<VehicleRunView> parts) =>
        new("sweep", "Sweep", "k-1", Slot, PatrolRunState.Running, "", "ann", null) { Vehicles = parts };

    private static VehicleRunView Out(string id, int sortie = 1, int sorties = 1) =>
        new(id, id.ToUpperInvariant(), PatrolRunState.Running, "", sortie, sorties, null);

    private static RunEnd End(PatrolRunState state, string reason = "", int sortie = 1, bool left = true) =>
        new("sweep", Slot, state, reason, sortie, left);

    [Fact]
    public void A_run_is_out_until_its_last_vehicle_is_back_and_complete_when_all_are()
    {
        var first = RunProgress.WithEnd(Run(Out("k-1"), Out("k-2")), "k-2", End(PatrolRunState.Completed), Later);
        var both = RunProgress.WithEnd(first, "k-1", End(PatrolRunState.Completed), Later);

        first.State.Should().Be(PatrolRunState.Running);
        first.Ended.Should().BeNull();
        first.Vehicles[1].Ended.Should().Be(Later);
        both.Should().BeEquivalentTo(new { State = PatrolRunState.Completed, Ended = (DateTimeOffset?)Later });
    }

    [Fact]
    public void One_vehicle_that_was_cut_short_cuts_the_run_short_and_is_named()
    {
        var one = RunProgress.WithEnd(
            Run(Out("k-1"), Out("k-2")),
            "k-2",
            End(PatrolRunState.Aborted, "returned by ann"),
            Later
        );
        var both = RunProgress.WithEnd(one, "k-1", End(PatrolRunState.Completed), Later);

        both.State.Should().Be(PatrolRunState.Aborted);
        both.Reason.Should().Be("K-2: returned by ann");
    }

    [Fact]
    public void A_team_of_which_none_left_was_refused()
    {
        var one = RunProgress.WithEnd(
            Run(Out("k-1"), Out("k-2")),
            "k-1",
            End(PatrolRunState.Refused, "compass", left: false),
            Later
        );
        var both = RunProgress.WithEnd(one, "k-2", End(PatrolRunState.Aborted, "called back", left: false), Later);

        both.State.Should().Be(PatrolRunState.Refused);
        both.Reason.Should().Be("K-1: compass; K-2: called back");
    }

    [Fact]
    public void A_sortie_that_is_not_the_last_leaves_the_run_waiting_for_the_next()
    {
        var first = RunProgress.WithEnd(Run(Out("k-1", 1, 2)), "k-1", End(PatrolRunState.Completed), Later);
        var second = RunProgress.WithNextSortie(first, "k-1");
        var done = RunProgress.WithEnd(second, "k-1", End(PatrolRunState.Completed, sortie: 2), Later);

        first.State.Should().Be(PatrolRunState.Waiting);
        second.Vehicles[0].Should().BeEquivalentTo(new { State = PatrolRunState.Running, Sortie = 2 });
        done.State.Should().Be(PatrolRunState.Completed);
    }

    [Fact]
    public void An_end_that_is_told_again_or_is_another_sorties_changes_nothing()
    {
        var second = RunProgress.WithNextSortie(
            RunProgress.WithEnd(Run(Out("k-1", 1, 2)), "k-1", End(PatrolRunState.Completed), Later),
            "k-1"
        );

        RunProgress.WithEnd(second, "k-1", End(PatrolRunState.Completed), Later).Should().BeSameAs(second);
        RunProgress.WithEnd(second, "k-9", End(PatrolRunState.Completed, sortie: 2), Later).Should().BeSameAs(second);
    }

    [Fact]
    public void A_later_sortie_that_did_not_leave_can_be_started_again()
    {
        var run = Run(Out("k-1", 2, 3) with { Left = true });

        var refused = RunProgress.WithEnd(run, "k-1", End(PatrolRunState.Refused, "compass", 2, left: false), Later);

        refused.State.Should().Be(PatrolRunState.Waiting);
        refused.Vehicles[0].Sortie.Should().Be(1);
        refused.Reason.Should().Contain("compass");
    }

    [Fact]
    public void Sorties_that_nobody_started_end_with_the_patrol()
    {
        var waiting = RunProgress.WithEnd(Run(Out("k-1", 1, 3)), "k-1", End(PatrolRunState.Completed), Later);

        var ended = RunProgress.WithoutWaiting(waiting, "ended by ann", Later);

        ended.State.Should().Be(PatrolRunState.Aborted);
        ended.Reason.Should().Be("sortie 1 of 3 flown; ended by ann");
    }

    [Fact]
    public void A_run_on_record_from_before_there_were_teams_ends_as_ever()
    {
        var ended = RunProgress.WithEnd(Run(), "k-1", End(PatrolRunState.Aborted, "returned by ann"), Later);

        ended.Should().BeEquivalentTo(new { State = PatrolRunState.Aborted, Reason = "returned by ann" });
    }
}
