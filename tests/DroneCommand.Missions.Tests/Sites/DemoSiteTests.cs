using System.Text.Json;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Tests.Sites;

public class DemoSiteTests
{
    [Fact]
    public void It_has_what_the_demo_needs()
    {
        var site = Demo.Site;

        site.Id.Should().Be(DemoSite.Id);
        site.Docks.Select(dock => dock.Name).Should().Equal("Dock A", "Dock B", "Dock C", "Gate yard");
        site.Perimeters.Select(perimeter => perimeter.Name).Should().Equal("Fence line", "South yard");
        site.KeepOuts.Should().ContainSingle().Which.Name.Should().Be("Tank 3");
        site.OfKind(SiteFeatureKind.Building).Should().HaveCountGreaterThan(12);
        site.OfKind(SiteFeatureKind.Gate).Should().NotBeEmpty();
        site.Roads.Should().NotBeEmpty();
        site.Water.Should().NotBeEmpty();
        site.PrivacyZones.Should().ContainSingle();
        site.Checkpoints.Should().HaveCountGreaterThan(4);
    }

    [Fact]
    public void Its_clocks_follow_the_seasons()
    {
        var winter = new DateTimeOffset(2026, 1, 15, 19, 14, 0, TimeSpan.Zero);

        Demo.Site.ToSiteTime(winter).Hour.Should().Be(20);
        Demo.Site.ToSiteTime(winter.AddMonths(6)).Hour.Should().Be(21);
    }

    [Theory]
    [InlineData("Fence line", 540, 600)]
    [InlineData("South yard", 150, 250)]
    public void Its_perimeters_are_short_enough_for_a_demonstration(string name, double shortest, double longest)
    {
        var ring = Demo.Site.FindPerimeter(name)!.Points;

        var length = ring.Select((point, i) => Geodesic.Distance(point, ring[(i + 1) % ring.Count])).Sum();

        length.Should().BeInRange(shortest, longest);
    }

    [Fact]
    public void The_map_gets_every_feature_with_kind_and_name()
    {
        using var map = JsonDocument.Parse(Demo.Site.ToMapGeoJson());

        var features = map.RootElement.GetProperty("features").EnumerateArray().ToList();
        features.Should().HaveCount(Demo.Site.Features.Count);
        foreach (var feature in features)
        {
            feature.GetProperty("properties").GetProperty("kind").GetString().Should().NotBeNullOrEmpty();
            feature.GetProperty("properties").GetProperty("name").GetString().Should().NotBeNull();
            feature.GetProperty("geometry").GetProperty("coordinates").GetArrayLength().Should().BePositive();
        }
    }

    [Fact]
    public void What_the_map_gets_is_the_same_place()
    {
        using var map = JsonDocument.Parse(Demo.Site.ToMapGeoJson());
        var dock = map
            .RootElement.GetProperty("features")
            .EnumerateArray()
            .First(feature => feature.GetProperty("properties").GetProperty("name").GetString() == "Dock B");

        var position = dock.GetProperty("geometry").GetProperty("coordinates");

        position[0].GetDouble().Should().BeApproximately(Demo.Site.FindDock("Dock B")!.Position.LongitudeDeg, 1e-8);
        position[1].GetDouble().Should().BeApproximately(Demo.Site.FindDock("Dock B")!.Position.LatitudeDeg, 1e-8);
    }
}
