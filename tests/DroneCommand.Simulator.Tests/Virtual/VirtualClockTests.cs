using DroneCommand.Simulator.Virtual;

namespace DroneCommand.Simulator.Tests.Virtual;

public class VirtualClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly VirtualClock _clock = new(Start);
    private readonly List<string> _fired = [];

    [Fact]
    public void Timers_fire_at_their_own_moments_in_the_order_of_their_time_then_of_their_setting()
    {
        Timer("b", 20);
        Timer("a", 10);
        Timer("c", 20);
        _clock.Advance(TimeSpan.FromMilliseconds(15));
        _clock.Advance(TimeSpan.FromMilliseconds(15));
        _fired.Should().Equal("a@10", "b@20", "c@20");
        _clock.GetUtcNow().Should().Be(Start + TimeSpan.FromMilliseconds(30));
        _clock.GetElapsedTime(0).Should().Be(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void A_period_comes_again_and_again_until_it_is_disposed()
    {
        using (Timer("p", 5, 10))
        {
            _clock.Advance(TimeSpan.FromMilliseconds(30));
        }

        _clock.Advance(TimeSpan.FromMilliseconds(30));
        _fired.Should().Equal("p@5", "p@15", "p@25");
    }

    [Fact]
    public void What_was_set_anew_forgets_its_old_setting()
    {
        var timer = Timer("x", 10);
        timer.Change(TimeSpan.FromMilliseconds(25), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromMilliseconds(40));
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromMilliseconds(40));
        _fired.Should().Equal("x@25");
    }

    [Fact]
    public void What_is_due_at_once_does_not_wait_for_the_clock()
    {
        Timer("now", 0);
        _fired.Should().Equal("now@0");
    }

    [Fact]
    public void A_timer_that_is_set_by_another_on_the_way_still_fires_in_the_same_advance()
    {
        _clock.CreateTimer(_ => Timer("second", 5), null, TimeSpan.FromMilliseconds(10), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromMilliseconds(20));
        _fired.Should().Equal("second@15");
    }

    private ITimer Timer(string name, double due, double period = -1) =>
        _clock.CreateTimer(
            _ => _fired.Add($"{name}@{(_clock.GetUtcNow() - Start).TotalMilliseconds}"),
            null,
            TimeSpan.FromMilliseconds(due),
            TimeSpan.FromMilliseconds(period)
        );
}
