using DroneCommand.Missions.Patrols;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Patrols;

public class PatrolScheduleTests
{
    private static readonly DateTimeOffset First = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);
    private static readonly Recurrence EveryTen = new(TimeSpan.FromMinutes(10), First);

    [Fact]
    public void Before_the_first_slot_nothing_is_due()
    {
        var state = PatrolSchedule.At(EveryTen, First.AddSeconds(-1), null);

        state.Should().BeEquivalentTo(new ScheduleState(null, [], 0, First));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(89, true)]
    [InlineData(90, true)]
    [InlineData(90.001, false)]
    [InlineData(91, false)]
    public void A_slot_may_start_up_to_90_s_late_and_is_missed_after_that(double late, bool due)
    {
        var state = PatrolSchedule.At(EveryTen, First.AddSeconds(late), null);

        state.Due.Should().Be(due ? First : null);
        state.Missed.Should().HaveCount(due ? 0 : 1);
        state.NextDue.Should().Be(First.AddMinutes(10));
    }

    [Fact]
    public void A_slot_that_was_handled_is_not_due_again()
    {
        var state = PatrolSchedule.At(EveryTen, First.AddSeconds(30), First);

        state.Due.Should().BeNull();
        state.MissedCount.Should().Be(0);
        state.NextDue.Should().Be(First.AddMinutes(10));
    }

    [Fact]
    public void What_was_missed_while_the_server_was_down_is_recorded_and_not_made_up()
    {
        var state = PatrolSchedule.At(EveryTen, First.AddMinutes(35), First);

        state.Due.Should().BeNull();
        state.Missed.Should().Equal(First.AddMinutes(10), First.AddMinutes(20), First.AddMinutes(30));
        state.NextDue.Should().Be(First.AddMinutes(40));
    }

    [Fact]
    public void A_slot_within_its_tolerance_after_a_downtime_still_starts()
    {
        var state = PatrolSchedule.At(EveryTen, First.AddMinutes(30).AddSeconds(60), First);

        state.Due.Should().Be(First.AddMinutes(30));
        state.Missed.Should().Equal(First.AddMinutes(10), First.AddMinutes(20));
    }

    [Fact]
    public void Of_two_slots_that_could_still_start_only_the_newer_does()
    {
        var everyMinute = new Recurrence(TimeSpan.FromMinutes(1), First);

        var state = PatrolSchedule.At(everyMinute, First.AddSeconds(65), null);

        state.Due.Should().Be(First.AddMinutes(1));
        state.Missed.Should().Equal(First);
    }

    [Fact]
    public void After_a_year_of_downtime_the_newest_thousand_are_listed_and_all_are_counted()
    {
        var state = PatrolSchedule.At(EveryTen, First.AddDays(365).AddMinutes(5), First);

        state.MissedCount.Should().Be(365 * 144);
        state.Missed.Should().HaveCount(PatrolSchedule.MaxMissed).And.BeInAscendingOrder();
        state.Missed[^1].Should().Be(First.AddDays(365));
    }

    [Fact]
    public void Slots_before_the_schedule_was_set_were_never_promised()
    {
        var set = First.AddMinutes(25);

        PatrolSchedule.At(EveryTen, set.AddMinutes(1), null, set).MissedCount.Should().Be(0);
        PatrolSchedule.At(EveryTen, set.AddMinutes(1), null, set).NextDue.Should().Be(First.AddMinutes(30));
        PatrolSchedule
            .At(EveryTen, First.AddMinutes(20), null, First.AddMinutes(20))
            .Due.Should()
            .Be(First.AddMinutes(20));
        PatrolSchedule.At(EveryTen, First, null, DateTimeOffset.MinValue).Due.Should().Be(First);
    }

    [Fact]
    public void A_clock_that_was_set_back_starts_nothing_twice()
    {
        var state = PatrolSchedule.At(EveryTen, First.AddMinutes(-30), First.AddMinutes(20));

        state.Due.Should().BeNull();
        state.MissedCount.Should().Be(0);
        state.NextDue.Should().Be(First.AddMinutes(30));
    }

    [Fact]
    public void Slots_do_not_move_when_clocks_change()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var daily = new Recurrence(
            TimeSpan.FromDays(1),
            new DateTimeOffset(2026, 3, 28, 21, 0, 0, TimeSpan.FromHours(1))
        );

        var before = PatrolSchedule.At(daily, daily.From, null).Due!.Value;
        var after = PatrolSchedule.At(daily, daily.From.AddDays(1), daily.From).Due!.Value;

        (after - before).Should().Be(TimeSpan.FromDays(1));
        TimeZoneInfo.ConvertTime(before, zone).Hour.Should().Be(21);
        TimeZoneInfo.ConvertTime(after, zone).Hour.Should().Be(22, "the clock on the site went forward that night");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    [InlineData(59)]
    [InlineData(40_000_000)]
    public void A_recurrence_that_makes_no_sense_is_refused(int seconds)
    {
        var recurrence = new Recurrence(TimeSpan.FromSeconds(seconds), First);

        recurrence.Fault.Should().NotBeNull();
        recurrence.Invoking(bad => PatrolSchedule.At(bad, First, null)).Should().Throw<ArgumentException>();
    }

    [Property(MaxTest = 300)]
    public Property However_often_it_is_asked_every_slot_is_named_exactly_once() =>
        Prop.ForAll(
            Gen.Choose(60, 3600).ToArbitrary(),
            Gen.Choose(1, 4000).ListOf().ToArbitrary(),
            (every, steps) =>
            {
                var recurrence = new Recurrence(TimeSpan.FromSeconds(every), First);
                var (now, last) = (First.AddSeconds(-100), (DateTimeOffset?)null);
                var named = new List<DateTimeOffset>();
                foreach (var step in steps)
                {
                    now = now.AddSeconds(step);
                    var state = PatrolSchedule.At(recurrence, now, last);
                    named.AddRange(state.Missed);
                    named.AddRange(state.Due is { } due ? [due] : []);
                    last = named.Count > 0 ? named[^1] : last;
                }

                // All slots from the first to the newest are named, except one that is still to be decided.
                var expected = Enumerable.Range(0, named.Count).Select(i => recurrence.Slot(i));
                return named.SequenceEqual(expected) && named.Count == recurrence.NumberAt(now) + 1;
            }
        );
}
