using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Tests.Feasibility;

public class ClearWaysTests
{
    [Fact]
    public void A_clear_way_is_straight()
    {
        var text = SiteText.Plain();

        Ways(text.Site(), 30).Between(text.At(-50, 0), text.At(50, 20)).Should().BeEmpty();
    }

    [Fact]
    public void Around_a_keep_out_goes_the_shorter_side_with_the_margin_kept()
    {
        var text = SiteText.Plain().Box("keep-out", "Tank", 20, -30, 40, 10);
        var site = text.Site();
        var (from, to) = (text.At(0, 0), text.At(80, 0));

        var way = Ways(site, 30).Between(from, to)!;

        way.Should().HaveCount(2);
        way.Select(place => site.Frame.ToLocal(place).NorthMetres - site.Frame.ToLocal(text.At(0, 0)).NorthMetres)
            .Should()
            .AllSatisfy(north => north.Should().BeGreaterThan(10));
        Clear(site, [from, .. way, to], "Tank").Should().BeGreaterThanOrEqualTo(site.SideMarginMetres);
    }

    [Fact]
    public void What_is_low_enough_is_flown_over()
    {
        var text = SiteText.Plain().Box("building", "Hall", 20, -30, 40, 10, "\"heightM\": 12");
        var (from, to) = (text.At(0, 0), text.At(80, 0));

        Ways(text.Site(), 30).Between(from, to).Should().BeEmpty();
        Ways(text.Site(), 12).Between(from, to).Should().HaveCount(2);
        Ways(text.Site(), 0, VehicleFamily.Rover).Between(from, to).Should().HaveCount(2);
    }

    [Fact]
    public void Where_a_wall_goes_through_there_is_no_way()
    {
        var text = SiteText.Plain().Box("keep-out", "Wall", 20, -99, 40, 99);

        Ways(text.Site(), 30).Between(text.At(0, 0), text.At(80, 0)).Should().BeNull();
    }

    [Fact]
    public void Every_way_that_is_found_passes_the_checks_of_a_flight()
    {
        var random = new Random(7);
        for (var i = 0; i < 25; i++)
        {
            var text = SiteText.Plain();
            for (var k = 0; k < 5; k++)
            {
                var (east, north) = (
                    random.Next(-80, 60),
                    random.Next(2) == 0 ? random.Next(-80, -35) : random.Next(5, 60)
                );
                text.Box("keep-out", $"Zone {k}", east, north, east + random.Next(5, 30), north + random.Next(5, 30));
            }

            var site = text.Site();
            var (from, to) = (text.At(random.Next(-90, 90), -90), text.At(random.Next(-90, 90), 90));
            if (Ways(site, 30).Between(from, to) is not { } way)
            {
                continue;
            }

            var hazards = new Hazards(site, VehicleFamily.Copter);
            var places = new[] { from }.Concat(way).Append(to).Select(site.Frame.ToCoordinate).ToList();
            places
                .Zip(places.Skip(1), PlanarShapes.Segment)
                .SelectMany(leg => hazards.Meeting(leg, AltitudeBand.At(30), leg.Coordinate))
                .Should()
                .BeEmpty();
        }
    }

    private static ClearWays Ways(Site site, double altitude, VehicleFamily family = VehicleFamily.Copter) =>
        new(site, family, new AltitudeAboveHome(altitude));

    private static double Clear(Site site, IReadOnlyList<GeoPoint> way, string zone)
    {
        Coordinate[] places = [.. way.Select(site.Frame.ToCoordinate)];
        return PlanarShapes.Line(places).Distance(site.KeepOuts.Single(feature => feature.Name == zone).Local);
    }
}
