using DroneCommand.Console.Shell;
using DroneCommand.Console.Viewer;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Console.Tests.Shell;

public sealed class FleetWatchTests
{
    private readonly FakeTimeProvider time = new();
    private readonly ScriptedFeed feed = new();
    private int drawn;

    [Fact]
    public void Ten_changes_a_second_are_four_drawings()
    {
        using var watch = new FleetWatch(feed, time, () => drawn++);

        for (var i = 0; i < 20; i++)
        {
            feed.Set([]);
            time.Advance(TimeSpan.FromMilliseconds(100));
        }

        drawn.Should().Be(8);
    }

    [Fact]
    public void Ages_are_drawn_once_a_second_while_nothing_comes()
    {
        using var watch = new FleetWatch(feed, time, () => drawn++);

        time.Advance(TimeSpan.FromSeconds(5));

        drawn.Should().Be(5);
    }

    [Fact]
    public void After_its_end_it_neither_draws_nor_listens()
    {
        new FleetWatch(feed, time, () => drawn++).Dispose();

        feed.Set([]);
        time.Advance(TimeSpan.FromSeconds(5));

        drawn.Should().Be(0);
        feed.SubscriberCount.Should().Be(0);
    }
}
