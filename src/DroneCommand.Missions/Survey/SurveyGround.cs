using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Simplify;

namespace DroneCommand.Missions.Survey;

/// <summary>Areas to be surveyed, in a plane, and where vehicles may fly for it.</summary>
internal sealed class SurveyGround
{
    /// <summary>Metres kept from the edge of where may be flown.</summary>
    private const double Margin = 0.03;

    private const int ManyCorners = 600;
    private const double MitreLimit = 2;

    private SurveyGround(FlatMap map, IReadOnlyList<AreaShape> areas, AreaShape room)
    {
        (Map, Areas, Room) = (map, areas, room);
        Ways = new ShortWays(room);
    }

    public FlatMap Map { get; }

    public IReadOnlyList<AreaShape> Areas { get; }

    /// <summary>Where vehicles may fly: no hole of an area, nor further beyond its edge than they turn.</summary>
    public AreaShape Room { get; }

    public ShortWays Ways { get; }

    public double SquareMetres => Areas.Sum(area => area.Area);

    /// <summary>Prepares areas, or says what is wrong with them.</summary>
    /// <param name="drawn">What is to be surveyed.</param>
    /// <param name="overshoot">Metres beyond an area's edge that may be flown.</param>
    /// <param name="swath">Between lanes, metres; what is narrower than a small share of it may be rounded off.</param>
    /// <param name="site">Where may be flown; null on a bare shape.</param>
    public static (SurveyGround? Ground, Problem? Problem) Prepare(
        IReadOnlyList<DrawnArea> drawn,
        double overshoot,
        double swath,
        SiteRoom? site
    )
    {
        var map = FlatMap.Around([.. drawn.SelectMany(area => area.Outline)]);
        var areas = new List<Polygon>();
        foreach (var area in drawn)
        {
            // What it refuses, and why, is the same for every coverage.
            var (checkedGround, problem) = CoverageGround.Prepare(area, swath, 0.05);
            if (checkedGround is null)
            {
                return (null, problem);
            }

            areas.Add(PolygonOf(map, area.Outline, area.Holes));
        }

        var room = site is null ? RoomAround(areas, overshoot) : RoomOnSite(areas, overshoot, map, site);
        var shapes = areas.ConvertAll(AreaShape.Of);
        return room is null
            ? (null, new(ProblemCode.BadInput, "Nothing of the area lies where vehicles may fly.", drawn[0].Outline[0]))
            : (new(map, shapes, AreaShape.Of(Simplified(room, swath))), null);
    }

    /// <summary>The ground of corridors; null when none of it may be flown.</summary>
    /// <param name="map">The plane.</param>
    /// <param name="strips">The corridors.</param>
    /// <param name="room">Where may be flown; null bounds nothing.</param>
    /// <param name="beside">Metres beyond them that vehicles may need where nothing bounds them.</param>
    public static SurveyGround? Along(FlatMap map, IReadOnlyList<Geometry> strips, Geometry? room, double beside)
    {
        var whole = PlanarShapes.Factory.BuildGeometry([.. strips]);
        var free = Largest(room ?? Grown(whole.ConvexHull(), beside));
        var areas = strips.SelectMany(Polygons).Select(AreaShape.Of).ToList();
        return free is null ? null : new(map, areas, AreaShape.Of(Simplified(free, beside)));
    }

    /// <summary>Where a site may be flown, in a plane.</summary>
    public static Geometry InPlane(SiteRoom site, FlatMap map) =>
        Grown(
            PlanarShapes.Factory.BuildGeometry([
                .. site.Parts().Select(part => PolygonOf(map, part.Outline, part.Holes)),
            ]),
            -Margin
        );

    /// <summary>One room that holds all areas: with several of them, all between them too.</summary>
    private static Polygon? RoomAround(List<Polygon> areas, double overshoot)
    {
        var outer = areas.Count == 1 ? Filled(areas[0]) : PlanarShapes.Factory.BuildGeometry(areas).ConvexHull();
        return Largest(Without(Grown(outer, overshoot - Margin), Holes(areas)));
    }

    private static Polygon? RoomOnSite(List<Polygon> areas, double overshoot, FlatMap map, SiteRoom site)
    {
        var free = Without(InPlane(site, map), Holes(areas));
        var around = Grown(PlanarShapes.Factory.BuildGeometry(areas).ConvexHull(), overshoot);
        return Largest(areas.Count > 1 ? free : PlanarShapes.Common(around, free));
    }

    private static Geometry Without(Geometry ground, IEnumerable<Geometry> closed) =>
        closed.Aggregate(ground, PlanarShapes.Without);

    private static IEnumerable<Geometry> Holes(IEnumerable<Polygon> areas) =>
        areas.SelectMany(area =>
            area.InteriorRings.Select(ring => Grown(PlanarShapes.Factory.CreatePolygon(ring.Coordinates), Margin))
        );

    private static Polygon Filled(Polygon area) => PlanarShapes.Factory.CreatePolygon(area.ExteriorRing.Coordinates);

    private static Geometry Grown(Geometry shape, double metres) =>
        shape.Buffer(metres, new BufferParameters(4, EndCapStyle.Flat, JoinStyle.Mitre, MitreLimit));

    /// <summary>The same with fewer corners: ways around corners are searched among all of them.</summary>
    private static Polygon Simplified(Polygon room, double swath)
    {
        var simple = room;
        for (var tolerance = swath / 500; simple.NumPoints > ManyCorners && tolerance < swath / 8; tolerance *= 2)
        {
            var smaller = Grown(room, -tolerance);
            simple = Largest(TopologyPreservingSimplifier.Simplify(smaller, tolerance)) ?? simple;
        }

        return simple;
    }

    private static Polygon? Largest(Geometry geometry) => Polygons(geometry).MaxBy(part => part.Area);

    private static IEnumerable<Polygon> Polygons(Geometry geometry) =>
        PlanarShapes.Polygons(geometry).Where(part => !part.IsEmpty && part.IsValid);

    private static Polygon PolygonOf(
        FlatMap map,
        IReadOnlyList<GeoPoint> outline,
        IReadOnlyList<IReadOnlyList<GeoPoint>> holes
    ) => PlanarShapes.Polygon(InPlane(map, outline), holes.Select(hole => InPlane(map, hole)));

    private static List<Coordinate> InPlane(FlatMap map, IEnumerable<GeoPoint> ring) =>
        [.. ring.Select(map.ToPlane).Select(place => new Coordinate(place.X, place.Y))];
}
