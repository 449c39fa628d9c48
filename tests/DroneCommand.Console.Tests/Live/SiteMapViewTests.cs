using Bunit;
using DroneCommand.Console.Live;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Console.Tests.Live;

public sealed class SiteMapViewTests : PageContext
{
    private IRenderedComponent<SiteMapView> Shown() =>
        Render<SiteMapView>(view =>
            view.Add(each => each.SiteId, "harbour-works")
                .Add(each => each.Live, true)
                .Add(each => each.SelectedId, "a")
        );

    private IEnumerable<string> Told => Map.Invocations.Select(call => call.Identifier);

    [Fact]
    public void It_is_told_what_changed_and_nothing_else()
    {
        var view = Shown();
        view.WaitForAssertion(() => Told.Should().Equal("select"));

        view.Render(change => change.Add(each => each.GoToName, "Kestrel 1"));
        view.WaitForAssertion(() => Told.Should().BeEquivalentTo(["select", "setGoTo"]));
        view.Render(change => change.Add(each => each.SelectedId, "b"));
        view.Render();

        view.WaitForAssertion(() => Told.Should().BeEquivalentTo(["select", "setGoTo", "select"]));
    }

    [Fact]
    public void An_equal_route_is_not_sent_again_and_half_a_percent_is()
    {
        var view = Shown();
        GeoPoint[] points = [new(54.48, 8.99), new(54.481, 8.99)];

        foreach (var fraction in new[] { 0.1, 0.1001, 0.106 })
        {
            view.Render(change => change.Add(each => each.Route, MapRoute.Flown([.. points], fraction)));
        }

        Told.Where(call => call == "setRoute").Should().HaveCount(2);
    }

    [Fact]
    public async Task A_point_outside_the_globe_is_not_passed_on()
    {
        var picked = new List<PickedPoint>();
        var view = Render<SiteMapView>(change =>
            change.Add(each => each.SiteId, "x").Add(each => each.PointPicked, picked.Add)
        );

        await view.Instance.OnMapPoint(91, 8.99, false);
        await view.Instance.OnMapPoint(double.NaN, 8.99, false);
        await view.Instance.OnMapPoint(54.48, 8.99, true);

        picked.Should().Equal(new PickedPoint(new GeoPoint(54.48, 8.99), true));
    }

    [Fact]
    public async Task It_frees_the_map_when_it_goes()
    {
        Shown();

        await DisposeComponentsAsync();

        Told.Should().Contain("dispose");
    }
}
