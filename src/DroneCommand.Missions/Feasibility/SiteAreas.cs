using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Feasibility;

/// <summary>
/// Areas of a site as far as vehicles may be there and come home straight: without what lies outside the boundary, in
/// keep-outs, under what stands too high, and in the shadow that these throw as seen from home.
/// </summary>
internal sealed class SiteAreas(Site site, RouteTeam team)
{
    /// <summary>Smaller pieces are not worth a lane, square metres.</summary>
    private const double SmallestSquareMetres = 25;

    public SiteGroundResult Of(string name)
    {
        if (DrawnPlaces.Parse(name) is { } drawn)
        {
            var read = SiteGround.Drawn(drawn, 3, name, places => new AreaGround([new DrawnArea(places, [])]));
            return read.Ground is AreaGround { Areas: var areas } ? Reachable(areas, name) : read;
        }

        var all = site.OfKind(SiteFeatureKind.Area).ToList();
        var found = SiteGround.Named(all, name, all.FirstOrDefault() ?? site.Boundary);
        if (found is null)
        {
            var known = all.Count > 0 ? string.Join(", ", all.Select(each => each.Name)) : "none";
            var problem = $"{site.Name} has no area '{name}'; it has {known}.";
            return new(null, null, new Problem(ProblemCode.FeatureMissing, problem));
        }

        return Reachable([SiteGround.AreaOf(found)], found == site.Boundary ? ParameterNames.Auto : found.Name);
    }

    public SiteGroundResult All()
    {
        var all = site.OfKind(SiteFeatureKind.Area).DefaultIfEmpty(site.Boundary).Select(SiteGround.AreaOf);
        return Reachable([.. all], null);
    }

    /// <summary>All within the boundary.</summary>
    public SiteGroundResult Whole() => Reachable([SiteGround.AreaOf(site.Boundary)], null);

    private SiteGroundResult Reachable(IReadOnlyList<DrawnArea> areas, string? chosen)
    {
        var pieces = new List<(DrawnArea Area, double SquareMetres)>();
        double asked = 0;
        var free = Free();
        foreach (var area in areas)
        {
            var shape = PlanarShapes.Polygon(Ring(area.Outline), area.Holes.Select(Ring));
            if (PlanarShapes.Fault(shape) is var (reason, place))
            {
                var problem = new Problem(ProblemCode.BadInput, $"In {area.Title} {reason}.", site.Frame.ToGeo(place));
                return new(null, null, problem);
            }

            asked += shape.Area;
            pieces.AddRange(Pieces(shape.Intersection(free)).Select(piece => (AreaOf(piece, area), piece.Area)));
        }

        if (pieces.Count == 0)
        {
            return new(null, null, Unreachable(areas));
        }

        var left = 1 - pieces.Sum(piece => piece.SquareMetres) / asked;
        return new(
            new AreaGround([.. pieces.OrderByDescending(piece => piece.SquareMetres).Select(p => p.Area)]),
            chosen,
            null
        )
        {
            Notes = left > 0.001 ? [Left(left)] : [],
        };
    }

    /// <summary>Where one vehicle of the team may be, with its straight ways home, in the site's frame.</summary>
    public Geometry FreeFor(int index) => FreeFor(index, site.Boundary.Local);

    private Geometry FreeFor(int index, Geometry within)
    {
        var member = team.Members[index];
        var returns = FailsafeRequirements.For(site, member.Family).ReturnAltitude;
        var home = site.Frame.ToCoordinate(member.Home!.Value);
        return new Hazards(site, member.Family).Free(within, team.AltitudeOf(index).Metres, returns.Metres, home);
    }

    /// <summary>Where every vehicle of the team may be.</summary>
    private Geometry Free() =>
        Enumerable.Range(0, team.Count).Aggregate(site.Boundary.Local, (free, index) => FreeFor(index, free));

    private static IEnumerable<Polygon> Pieces(Geometry shape) =>
        PlanarShapes.Polygons(shape).Where(piece => piece.Area >= SmallestSquareMetres);

    private DrawnArea AreaOf(Polygon piece, DrawnArea whole) =>
        new(Places(piece.ExteriorRing), [.. piece.InteriorRings.Select(Places)]) { Title = whole.Title };

    private IReadOnlyList<GeoPoint> Places(LineString ring) => [.. ring.Coordinates[..^1].Select(site.Frame.ToGeo)];

    private Coordinate[] Ring(IReadOnlyList<GeoPoint> points) => [.. points.Select(site.Frame.ToCoordinate)];

    private static Problem Unreachable(IReadOnlyList<DrawnArea> areas) =>
        new(
            ProblemCode.OutsideBoundary,
            $"Nothing of {areas[0].Title} can be reached: it lies outside the boundary, in keep-outs, or where there is no straight way home. Another dock, a greater altitude or another area would do.",
            areas[0].Outline[0]
        );

    private static string Left(double share) =>
        FormattableString.Invariant(
            $"{share * 100:0.#} % of the area are left out: there a vehicle may not be, or has no straight way home."
        );
}
