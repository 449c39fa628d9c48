using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Search;

/// <summary>The pieces of a site's area that keep-outs cut apart, as far as a vehicle gets from one to the other.</summary>
/// <param name="Areas">The pieces, at least one.</param>
/// <param name="Part">The part of the site that holds them all; ways between them lie within it.</param>
/// <param name="Notes">What is left out.</param>
internal sealed record SearchPieces(IReadOnlyList<DrawnArea> Areas, DrawnArea Part, IReadOnlyList<string> Notes)
{
    /// <summary>The pieces of a task's area; null where it is whole, or no site's.</summary>
    public static SearchPieces? Of(KindTask task, RouteTeam team)
    {
        if (
            task is not { Site: { } site, Ground: AreaGround { Areas: { Count: > 1 } areas } }
            || new SiteAreas(site, team).Whole().Ground is not AreaGround { Areas: var parts }
        )
        {
            return null;
        }

        // Pieces are cut out of the parts: a piece lies in one of them or in none.
        var polygons = areas.Select(area => PolygonOf(area, site.Frame)).ToList();
        var shapes = parts.Select(part => AreaShape.Of(PolygonOf(part, site.Frame))).ToList();
        var partOf = polygons.ConvertAll(piece => PartOf(shapes, piece));
        var best = Enumerable
            .Range(0, parts.Count)
            .MaxBy(part => polygons.Where((_, i) => partOf[i] == part).Sum(polygon => polygon.Area));
        var reached = Enumerable.Range(0, areas.Count).Where(i => partOf[i] == best).ToList();
        var share = reached.Sum(i => polygons[i].Area) / polygons.Sum(polygon => polygon.Area);
        return new([.. reached.Select(i => areas[i])], parts[best], [Said(areas.Count, reached.Count, share)]);
    }

    /// <summary>
    /// One way per vehicle: the tracks over the pieces one after the other, with short ways between them round what must
    /// not be crossed, cut so that each vehicle has its share of them.
    /// </summary>
    /// <param name="tracks">In the plane's metres, each within a piece; empty ones are left out.</param>
    /// <param name="toLocal">The plane.</param>
    /// <param name="start">Where the first vehicle comes from; null when that is of no matter.</param>
    /// <param name="shares">Of each vehicle; speeds will do.</param>
    /// <param name="order">Which tracks may be flown when.</param>
    public IReadOnlyList<IReadOnlyList<LocalPoint>> Ways(
        IEnumerable<IReadOnlyList<LocalPoint>> tracks,
        Func<Mavlink.Units.GeoPoint, LocalPoint> toLocal,
        LocalPoint? start,
        IReadOnlyList<double> shares,
        PieceOrder order
    )
    {
        var within = new KeptWithin(SearchRoutes.ShapeOf(Part, toLocal));
        var ordered = new PieceTour([.. tracks.Where(track => track.Count > 1)], within, start).Ordered(order);
        var (total, sum) = (ordered.Sum(track => track.Length()), shares.Sum());
        var ways = new List<IReadOnlyList<LocalPoint>>();
        var (from, done) = (0.0, 0.0);
        foreach (var share in shares)
        {
            done += share;
            var to = ways.Count + 1 == shares.Count ? total : total * done / sum;
            ways.Add(Between(ordered, within, from, to));
            from = to;
        }

        return ways;
    }

    private static Polygon PolygonOf(DrawnArea area, LocalFrame frame) =>
        PlanarShapes.Polygon(
            [.. area.Outline.Select(frame.ToCoordinate)],
            area.Holes.Select(IReadOnlyList<Coordinate> (hole) => [.. hole.Select(frame.ToCoordinate)])
        );

    private static int PartOf(List<AreaShape> parts, Polygon piece)
    {
        var inside = piece.InteriorPoint;
        return parts.FindIndex(part => part.Contains(new Vec(inside.X, inside.Y)));
    }

    /// <summary>What the tracks are between two distances along them, ways between tracks not counted.</summary>
    private static List<LocalPoint> Between(
        IReadOnlyList<IReadOnlyList<LocalPoint>> tracks,
        KeptWithin within,
        double from,
        double to
    )
    {
        var way = new List<LocalPoint>();
        var at = 0.0;
        foreach (var track in tracks)
        {
            var length = track.Length();
            var part = at + length > from && at < to ? TeamPatterns.Part(track, from - at, to - at) : [];
            if (way.Count > 0 && part.Count > 0)
            {
                way.AddRange(within.Corners(way[^1], part[0]) ?? []);
            }

            way.AddRange(part);
            at += length;
        }

        return way;
    }

    private static string Said(int pieces, int reached, double share) =>
        reached == pieces
            ? $"Keep-outs cut the area into {pieces} parts: all of them are searched, one after the other."
            : FormattableString.Invariant(
                $"Keep-outs cut the area into {pieces} parts, and {reached} of them are searched: there is no way to the others, which are {100 * (1 - share):0.#} % of what could be."
            );
}
