using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Feasibility;

/// <summary>
/// Random orders over the demo's site against a judge that knows neither triangles nor NetTopologySuite: it walks the way
/// and every way home in steps and asks at each whether the place is free.
/// </summary>
public class CheckGoToOracleTests
{
    private const int Orders = 300;
    private const double ReturnAltitude = 30;
    private const double LimitMetres = 80;
    private static readonly Site Site = Demo.Site;
    private static readonly LocalFrame Frame = Site.Frame;
    private static readonly List<LocalPoint> Boundary = Ring(Site.Boundary);
    private static readonly List<(SiteFeature Zone, List<LocalPoint> Ring)> Zones =
    [
        .. Site
            .Obstacles.Concat(Site.KeepOuts)
            .Concat(Site.Water)
            .Where(zone => zone.Geometry == SiteGeometry.Area)
            .Select(zone => (zone, Ring(zone))),
    ];

    [Theory]
    [InlineData(VehicleFamily.Copter, "Dock B")]
    [InlineData(VehicleFamily.Rover, "Gate yard")]
    public void Whatever_is_allowed_is_free_and_whatever_is_not_free_is_refused(VehicleFamily family, string dock)
    {
        var home = Frame.ToLocal(Site.FindDock(dock)!.Position);
        var random = new Random(20260301);
        var (allowed, refused) = (0, 0);
        for (var i = 0; i < Orders; i++)
        {
            var (from, to) = (Somewhere(random, home), Somewhere(random, home));
            var altitude = family == VehicleFamily.Rover ? 0 : 5 + random.NextDouble() * 40;

            var problems = Check(family, from, to, altitude, home);

            if (problems.Count == 0)
            {
                allowed++;
                Blocked(family, from, to, altitude, home).Should().BeNull("order {0} was allowed", i);
            }
            else
            {
                refused++;
            }
        }

        (allowed, refused)
            .Should()
            .Match<(int Allowed, int Refused)>(count => count.Allowed > 20 && count.Refused > 20);
    }

    /// <summary>Near home more is allowed than far from it, so half of the places are there.</summary>
    private static LocalPoint Somewhere(Random random, LocalPoint home)
    {
        var reach = random.Next(2) == 0 ? 30 : 220;
        return new LocalPoint(
            home.EastMetres + (random.NextDouble() - 0.5) * reach,
            home.NorthMetres + (random.NextDouble() - 0.5) * reach
        );
    }

    private static IReadOnlyList<Problem> Check(
        VehicleFamily family,
        LocalPoint from,
        LocalPoint to,
        double altitude,
        LocalPoint home
    ) =>
        FeasibilityCheck.CheckGoTo(
            Site,
            family,
            Frame.ToGeo(from),
            new AltitudeAboveHome(altitude),
            Frame.ToGeo(to),
            new AltitudeAboveHome(altitude),
            Frame.ToGeo(home),
            new AltitudeAboveHome(ReturnAltitude)
        );

    private static string? Blocked(
        VehicleFamily family,
        LocalPoint from,
        LocalPoint to,
        double altitude,
        LocalPoint home
    )
    {
        for (var t = 0.0; t <= 1; t += 0.025)
        {
            var at = Between(from, to, t);
            if (Occupied(family, at, altitude) is { } onWay)
            {
                return onWay;
            }

            var back = family == VehicleFamily.Rover ? 0 : Math.Max(altitude, ReturnAltitude);
            for (var u = 0.0; u <= 1; u += 0.04)
            {
                if (Occupied(family, Between(at, home, u), back) is { } onWayHome)
                {
                    return onWayHome;
                }
            }
        }

        return null;
    }

    private static string? Occupied(VehicleFamily family, LocalPoint at, double altitude)
    {
        if (!Contains(Boundary, at) || altitude > LimitMetres)
        {
            return "the boundary";
        }

        foreach (var (zone, ring) in Zones)
        {
            var counts =
                family == VehicleFamily.Rover || zone.Kind == SiteFeatureKind.KeepOut || IsBelow(zone, altitude);
            if (counts && Contains(ring, at))
            {
                return zone.Title;
            }
        }

        return null;
    }

    private static bool IsBelow(SiteFeature zone, double altitude) =>
        zone.HeightMetres is { } height && altitude < height + Site.ObstacleMarginMetres;

    private static bool Contains(List<LocalPoint> ring, LocalPoint at)
    {
        var inside = false;
        for (var (i, j) = (0, ring.Count - 1); i < ring.Count; j = i++)
        {
            var (a, b) = (ring[i], ring[j]);
            var crosses = a.NorthMetres > at.NorthMetres != b.NorthMetres > at.NorthMetres;
            var east =
                (b.EastMetres - a.EastMetres) * (at.NorthMetres - a.NorthMetres) / (b.NorthMetres - a.NorthMetres)
                + a.EastMetres;
            inside ^= crosses && at.EastMetres < east;
        }

        return inside;
    }

    private static LocalPoint Between(LocalPoint a, LocalPoint b, double t) =>
        new(a.EastMetres + t * (b.EastMetres - a.EastMetres), a.NorthMetres + t * (b.NorthMetres - a.NorthMetres));

    private static List<LocalPoint> Ring(SiteFeature area) => [.. area.Points.Select(Frame.ToLocal)];
}
