using DroneCommand.Fleet.Telemetry;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Fleet.Tests.Telemetry;

public class FleetFeedTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 21, 0, 0, TimeSpan.Zero));

    private FleetFeed Feed() => new(time, NullLogger<FleetFeed>.Instance);

    private VehicleView View(string id, long revision) =>
        new()
        {
            VehicleId = id,
            Name = id,
            LastHeard = time.GetUtcNow(),
            Revision = revision,
        };

    [Fact]
    public void An_older_view_never_overwrites_a_newer_one()
    {
        using var feed = Feed();
        feed.Publish(View("a", 2) with { Mode = "AUTO" });

        feed.Publish(View("a", 1) with { Mode = "GUIDED" });

        feed.Find("a")!.Mode.Should().Be("AUTO");
    }

    [Fact]
    public void Motion_moves_a_vehicle_between_two_views()
    {
        using var feed = Feed();
        feed.Publish(View("a", 1));
        time.Advance(TimeSpan.FromMilliseconds(100));

        feed.Publish(new VehicleMotion("a", time.GetUtcNow(), new GeoPoint(54, 9), new AltitudeAboveHome(40), 90, 6));

        feed.Find("a")!.Position.Should().Be(new GeoPoint(54, 9));
        feed.Find("a")!.HeadingDeg.Should().Be(90);
    }

    [Fact]
    public void A_subscriber_hears_of_changes_and_of_silence_and_a_faulty_one_stops_nobody()
    {
        using var feed = Feed();
        var heard = new List<string>();
        using var faulty = feed.Subscribe(_ => throw new InvalidOperationException("page fault"));
        using var good = feed.Subscribe(heard.AddRange);
        feed.Publish(View("a", 1));

        feed.TickOnce();
        heard.Should().Equal("a");

        Tick(feed, seconds: 4);
        heard.Should().Equal(["a", "a", "a"], "it fell stale, then lost, without anybody publishing it");
        feed.Find("a")!.Link.Should().Be(LinkState.Lost);
    }

    [Fact]
    public void A_subscriber_that_left_hears_nothing_more()
    {
        using var feed = Feed();
        var heard = new List<string>();
        feed.Subscribe(heard.AddRange).Dispose();

        feed.Publish(View("a", 1));
        feed.TickOnce();

        heard.Should().BeEmpty();
    }

    private void Tick(FleetFeed feed, int seconds)
    {
        for (var i = 0; i < seconds * 10; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            feed.TickOnce();
        }
    }
}
