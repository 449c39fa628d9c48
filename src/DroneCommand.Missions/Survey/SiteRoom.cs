using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Survey;

/// <summary>Where on a site every vehicle of a team may be at its height and come home straight.</summary>
/// <param name="Site">The site.</param>
/// <param name="Free">In the site's frame.</param>
internal sealed record SiteRoom(Site Site, Geometry Free)
{
    /// <summary>Null on a bare shape.</summary>
    public static SiteRoom? Of(KindTask task, RouteTeam team)
    {
        if (task.Site is not { } site)
        {
            return null;
        }

        Geometry free = site.Boundary.Local;
        for (var i = 0; i < team.Count; i++)
        {
            var member = team.Members[i];
            var returns = FailsafeRequirements.For(site, member.Family).ReturnAltitude;
            var home = member.Home is { } dock ? site.Frame.ToCoordinate(dock) : null;
            free = home is null
                ? free
                : new Hazards(site, member.Family).Free(free, team.AltitudeOf(i).Metres, returns.Metres, home);
        }

        return new(site, free);
    }

    public bool Holds(GeoPoint place) => Free.Covers(PlanarShapes.Point(Site.Frame.ToCoordinate(place)));

    /// <summary>The same on earth: outer rings and holes of each part.</summary>
    public IEnumerable<(IReadOnlyList<GeoPoint> Outline, IReadOnlyList<IReadOnlyList<GeoPoint>> Holes)> Parts() =>
        PlanarShapes
            .Polygons(Free)
            .Select(part =>
                (Ring(part.ExteriorRing), (IReadOnlyList<IReadOnlyList<GeoPoint>>)[.. part.InteriorRings.Select(Ring)])
            );

    private IReadOnlyList<GeoPoint> Ring(LineString ring) => [.. ring.Coordinates[..^1].Select(Site.Frame.ToGeo)];
}
