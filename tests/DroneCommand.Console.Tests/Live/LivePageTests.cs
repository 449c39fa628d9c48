using Bunit;
using DroneCommand.Console.Live;
using DroneCommand.Console.Vehicles;
using DroneCommand.Console.Viewer;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Console.Tests.Live;

public sealed class LivePageTests : PageContext
{
    private IRenderedComponent<LivePage> Open(string? vehicle = null) =>
        Render<LivePage>(page => page.Add(each => each.VehicleId, vehicle));

    [Fact]
    public void A_vehicle_chosen_on_the_map_opens_its_panel()
    {
        var page = Open();
        page.FindAll(".ph").Should().BeEmpty();

        page.InvokeAsync(() => page.FindComponent<SiteMapView>().Instance.OnVehicleClicked("badger-1"));

        page.Find(".ph h2").TextContent.Should().Be("Badger 1");
    }

    [Fact]
    public void The_panel_follows_the_feed_within_a_quarter_of_a_second()
    {
        var page = Open("kestrel-1");
        Feed.Set([SampleFleet.OnTask(Night) with { StatusLine = "Fence line · leg 6 of 9" }]);

        Time.Advance(TimeSpan.FromMilliseconds(250));

        page.WaitForAssertion(() => page.Find(".status-line").TextContent.Should().Contain("leg 6 of 9"));
    }

    [Fact]
    public async Task Go_to_asks_for_a_point_then_for_a_yes_and_sends_once()
    {
        var page = Open("kestrel-1");
        await page.FindAll(".cmd .btn").Single(each => each.TextContent == "Go to…").ClickAsync(new());
        Map.Invocations.Should()
            .Contain(call => call.Identifier == "setGoTo" && Equals(call.Arguments[0], "Kestrel 1"));

        await page.InvokeAsync(() => page.FindComponent<SiteMapView>().Instance.OnMapPoint(54.4799, 8.9901, false));
        page.Find(".goto-card").TextContent.Should().Contain("at 40 m above home");
        Grains.Received.Should().BeEmpty();
        await page.Find(".goto-card .btn.p").ClickAsync(new());

        var sent = Grains.Received.Should().ContainSingle().Subject;
        sent.Name.Should().Be("go-to");
        sent.Arguments.Should().Equal(new GeoPoint(54.4799, 8.9901), new AltitudeAboveHome(40));
        page.FindAll(".goto-card").Should().BeEmpty();
    }

    [Fact]
    public void Where_a_vehicle_was_sent_stays_on_the_map()
    {
        Feed.Set([SampleFleet.OnTask(Night) with { GoingTo = new GeoPoint(54.4799, 8.9901) }]);

        Open("kestrel-1").FindComponent<SiteMapView>().Instance.Target.Should().Be(new GeoPoint(54.4799, 8.9901));
    }

    [Fact]
    public async Task A_refused_go_to_keeps_its_card_and_says_why()
    {
        Grains.Answer = _ => Task.FromResult(Outcome(OutcomeKind.RefusedByUs, "keep-out Tank 3"));
        var page = Open("kestrel-1");
        await page.FindAll(".cmd .btn").Single(each => each.TextContent == "Go to…").ClickAsync(new());
        await page.InvokeAsync(() => page.FindComponent<SiteMapView>().Instance.OnMapPoint(54.4803, 8.9909, true));

        await page.Find(".goto-card .btn.p").ClickAsync(new());

        page.Find(".goto-card .last-outcome").TextContent.Should().Contain("refused: keep-out Tank 3");
    }

    [Fact]
    public async Task Choosing_another_vehicle_ends_the_go_to_of_the_first()
    {
        var page = Open("kestrel-1");
        await page.FindAll(".cmd .btn").Single(each => each.TextContent == "Go to…").ClickAsync(new());

        await page.InvokeAsync(() => page.FindComponent<SiteMapView>().Instance.OnVehicleClicked("kestrel-2"));
        await page.InvokeAsync(() => page.FindComponent<SiteMapView>().Instance.OnMapPoint(54.4803, 8.9909, true));

        page.FindAll(".goto-card").Should().BeEmpty();
    }

    [Fact]
    public async Task When_the_page_goes_the_feed_is_left()
    {
        Open();
        Feed.SubscriberCount.Should().Be(1);

        await DisposeComponentsAsync();

        Feed.SubscriberCount.Should().Be(0);
    }

    [Fact]
    public void An_unknown_vehicle_in_the_address_opens_no_panel() =>
        Open("nobody").FindComponents<VehiclePanel>().Should().BeEmpty();
}
