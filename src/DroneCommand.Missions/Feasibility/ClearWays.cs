using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Feasibility;

/// <summary>
/// The shortest ways over a site at one height that keep clear of the boundary, of keep-outs and of what is too high to
/// fly over: straight where that is free, else around corners. For ways to and from a route; a route itself is flown as
/// its template says, or refused.
/// </summary>
internal sealed class ClearWays
{
    /// <summary>Metres more than the margin, so that rounding of places brings no corner too near.</summary>
    private const double SlackMetres = 0.25;

    private readonly Site site;
    private readonly List<(AreaShape Shape, ShortWays Ways)> parts;

    /// <param name="site">The site.</param>
    /// <param name="family">How the vehicle moves.</param>
    /// <param name="altitude">Height of the ways; ignored for what drives.</param>
    public ClearWays(Site site, VehicleFamily family, AltitudeAboveHome altitude)
    {
        this.site = site;
        var band = family == VehicleFamily.Rover ? AltitudeBand.Ground : AltitudeBand.At(altitude.Metres);
        var free = new Hazards(site, family).FreeGround(band, SlackMetres);
        parts =
        [
            .. PlanarShapes
                .Polygons(free)
                .Select(part => AreaShape.Of(part))
                .Select(shape => (shape, new ShortWays(shape))),
        ];
    }

    /// <summary>
    /// The corners of the shortest clear way, without its ends: none when it is straight; null when there is no clear way, or
    /// when an end is itself too near to something.
    /// </summary>
    public IReadOnlyList<GeoPoint>? Between(GeoPoint from, GeoPoint to)
    {
        var (start, end) = (Place(from), Place(to));
        foreach (var (shape, ways) in parts)
        {
            if (shape.Contains(start) && shape.Contains(end))
            {
                return ways.Between(start, end) is { } corners
                    ? [.. corners.Select(at => site.Frame.ToGeo(new Coordinate(at.X, at.Y)))]
                    : null;
            }
        }

        return null;
    }

    private Vec Place(GeoPoint place)
    {
        var local = site.Frame.ToLocal(place);
        return new Vec(local.EastMetres, local.NorthMetres);
    }
}
