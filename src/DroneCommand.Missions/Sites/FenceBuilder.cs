using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Sites;

/// <summary>A site's boundary and keep-outs as the fence that an autopilot guards by itself.</summary>
public static class FenceBuilder
{
    /// <summary>The most corners that an autopilot's fence polygon has (ArduPilot counts them in one byte).</summary>
    public const int MaxCorners = 255;

    /// <summary>
    /// The boundary as inclusion polygon, its holes and the keep-outs as exclusion polygons. A fence polygon knows no
    /// altitudes and no holes: a keep-out that may be passed under or over, or has a hole, is left to the checks before a
    /// flight.
    /// </summary>
    public static IReadOnlyList<MissionItem> FromBoundary(Site site, VehicleFamily family = VehicleFamily.Copter)
    {
        var excluded = site.KeepOuts.Where(zone => IsSolid(zone, family)).Select(zone => zone.Points);
        return
        [
            .. Polygon(site.Boundary.Points, MissionItem.FenceInclusion),
            .. site.Boundary.Holes.Concat(excluded).SelectMany(ring => Polygon(ring, MissionItem.FenceExclusion)),
        ];
    }

    private static bool IsSolid(SiteFeature zone, VehicleFamily family) =>
        zone.Holes.Count == 0
        && zone.FloorMetres is null or 0
        && (zone.CeilingMetres is null || family == VehicleFamily.Rover);

    private static IEnumerable<MissionItem> Polygon(
        IReadOnlyList<GeoPoint> ring,
        Func<GeoPoint, int, MissionItem> corner
    ) => ring.Select(point => corner(point, ring.Count));
}
