using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Simplify;

namespace DroneCommand.Missions.Coverage;

/// <summary>A drawn area in a plane: what is to be covered, and the part a hair inside it where paths may run.</summary>
internal sealed class CoverageGround
{
    /// <summary>Metres kept from the edge, so that no rounding of coordinates puts a path outside.</summary>
    private const double Margin = 0.03;

    /// <summary>Beyond so many corners the inner shape is simplified: ways around corners are searched among all of them.</summary>
    private const int ManyCorners = 600;

    private const double LongestSideMetres = 100_000;
    private const double MitreLimit = 5;

    /// <summary>Metres: a depot no farther out stands on the edge. A sharp corner of the inner shape lies well inside.</summary>
    private const double OnEdge = 1;

    private CoverageGround(FlatMap map, AreaShape area, AreaShape inner)
    {
        Map = map;
        Area = area;
        Inner = inner;
    }

    public FlatMap Map { get; }

    public AreaShape Area { get; }

    public AreaShape Inner { get; }

    /// <summary>Where paths may begin for a depot that is within the area or on its edge; null for one outside.</summary>
    public Vec? DepotNear(GeoPoint depot)
    {
        var place = Map.ToPlane(depot);
        if (Inner.Contains(place))
        {
            return place;
        }

        var near = Inner.NearestOnEdge(place);
        return Vec.Distance(near, place) <= OnEdge ? near : null;
    }

    /// <summary>The place nearest to another where paths may run.</summary>
    public Vec NearestTo(GeoPoint other)
    {
        var place = Map.ToPlane(other);
        return Inner.Contains(place) ? place : Inner.NearestOnEdge(place);
    }

    public double MetresOutside(GeoPoint depot) =>
        Vec.Distance(Map.ToPlane(depot), Area.NearestOnEdge(Map.ToPlane(depot)));

    /// <summary>Prepares an area, or says what is wrong with it.</summary>
    /// <param name="drawn">The area.</param>
    /// <param name="swath">Metres; what is narrower than a small share of it may be rounded off.</param>
    /// <param name="allowedShare">How much of the area may be out of reach.</param>
    public static (CoverageGround? Ground, Problem? Problem) Prepare(DrawnArea drawn, double swath, double allowedShare)
    {
        var map = FlatMap.Around(drawn.Outline);
        var polygon = PlanarShapes.Polygon(InPlane(map, drawn.Outline), drawn.Holes.Select(hole => InPlane(map, hole)));
        if (polygon.EnvelopeInternal.MaxExtent is var side && side > LongestSideMetres)
        {
            return (null, TooLarge(side));
        }

        if (PlanarShapes.Fault(polygon) is var (reason, at))
        {
            return (null, new(ProblemCode.BadInput, $"The area cannot be used: {reason}.", map.ToGeo(Place(at))));
        }

        if (Largest(MovedIn(polygon, Margin)) is not { } inner)
        {
            return (null, new(ProblemCode.BadInput, "The area is too narrow to fly in: it is less than 6 cm wide."));
        }

        var lost = polygon.Area - inner.Area - Margin * polygon.Length * 2;
        return lost > Math.Max(allowedShare, 0.001) * polygon.Area
            ? (null, CutApart(polygon, inner, map))
            : (new CoverageGround(map, AreaShape.Of(polygon), AreaShape.Of(Simplified(inner, polygon, swath))), null);
    }

    /// <summary>The same with fewer corners when it has too many of them.</summary>
    private static Polygon Simplified(Polygon inner, Polygon polygon, double swath)
    {
        for (var tolerance = swath / 500; inner.NumPoints > ManyCorners && tolerance < swath / 8; tolerance *= 2)
        {
            // What simplification moves is less than what the edge was moved in before.
            var simple = TopologyPreservingSimplifier.Simplify(MovedIn(polygon, Margin + tolerance), tolerance);
            inner = Largest(simple) ?? inner;
        }

        return inner;
    }

    private static Geometry MovedIn(Polygon polygon, double metres)
    {
        var parameters = new BufferParameters(8, EndCapStyle.Flat, JoinStyle.Mitre, MitreLimit)
        {
            SimplifyFactor = 1e-4,
        };
        return polygon.Buffer(-metres, parameters);
    }

    private static Polygon? Largest(Geometry geometry) =>
        PlanarShapes.Polygons(geometry).Where(part => !part.IsEmpty && part.IsValid).MaxBy(part => part.Area);

    private static Problem CutApart(Polygon whole, Polygon part, FlatMap map)
    {
        var share = part.Area / whole.Area * 100;
        var rest = whole.Difference(MovedIn(part, -1));
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"The area hangs together by less than 6 cm: only {share:0.0} % of it can be reached without leaving it. Plan its parts one by one."
        );
        return new Problem(ProblemCode.BadInput, text, map.ToGeo(Place(rest.InteriorPoint.Coordinate)));
    }

    private static Problem TooLarge(double side) =>
        new(
            ProblemCode.BadInput,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The area is {side / 1000:0} km long; at most {LongestSideMetres / 1000:0} km are planned in one piece."
            )
        );

    private static Vec Place(Coordinate coordinate) => new(coordinate.X, coordinate.Y);

    private static List<Coordinate> InPlane(FlatMap map, IEnumerable<GeoPoint> ring) =>
        [.. ring.Select(map.ToPlane).Select(place => new Coordinate(place.X, place.Y))];
}
