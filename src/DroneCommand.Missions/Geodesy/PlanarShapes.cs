using NetTopologySuite;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Implementation;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Operation.Distance;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Valid;

namespace DroneCommand.Missions.Geodesy;

/// <summary>Shapes in a local frame. Rings are checked before use and never repaired.</summary>
internal static class PlanarShapes
{
    /// <summary>Its shapes are overlaid by the newer algorithm, which snaps where rounding would leave no topology.</summary>
    public static GeometryFactory Factory { get; } =
        new NtsGeometryServices(
            CoordinateArraySequenceFactory.Instance,
            new PrecisionModel(PrecisionModels.Floating),
            0,
            GeometryOverlay.NG,
            new CoordinateEqualityComparer()
        ).CreateGeometryFactory();

    /// <summary>A polygon of rings without their closing point; nothing is checked.</summary>
    public static Polygon Polygon(IReadOnlyList<Coordinate> outer, IEnumerable<IReadOnlyList<Coordinate>> holes) =>
        Factory.CreatePolygon(Ring(outer), [.. holes.Select(Ring)]);

    public static LineString Line(IEnumerable<Coordinate> points) => Factory.CreateLineString([.. points]);

    public static LineString Segment(Coordinate from, Coordinate to) => Factory.CreateLineString([from, to]);

    public static Point Point(Coordinate at) => Factory.CreatePoint(at);

    /// <summary>All straight ways from the points of a segment to a third point; flat ones become a line or a point.</summary>
    public static Geometry Fan(Coordinate from, Coordinate to, Coordinate apex) =>
        Factory.CreateMultiPointFromCoords([from, to, apex]).ConvexHull();

    /// <summary>A shape with so many metres around it, or without so many at its edge when they are negative.</summary>
    public static Geometry Widened(Geometry shape, double metres) => shape.Buffer(metres, new BufferParameters(8));

    /// <summary>A shape and everything behind it as seen from a place, as far as a site reaches.</summary>
    public static Geometry Shadow(Geometry shape, Coordinate from)
    {
        const double far = 1e5;
        Coordinate Behind(Coordinate corner)
        {
            var distance = Math.Max(corner.Distance(from), 1e-6);
            return new(
                corner.X + (corner.X - from.X) / distance * far,
                corner.Y + (corner.Y - from.Y) / distance * far
            );
        }

        var corners = shape.Coordinates;
        var hulls = new List<Geometry> { shape };
        for (var i = 0; i + 1 < corners.Length; i++)
        {
            var (a, b) = (corners[i], corners[i + 1]);
            hulls.Add(Factory.CreateMultiPointFromCoords([a, b, Behind(b), Behind(a)]).ConvexHull());
        }

        return OverlayNGRobust.Union(hulls);
    }

    /// <summary>The areas that two areas have in common; robust against edges that nearly coincide.</summary>
    public static Geometry Common(Geometry one, Geometry other) =>
        Areas(OverlayNGRobust.Overlay(Areas(one), Areas(other), SpatialFunction.Intersection));

    /// <summary>An area without another; robust against edges that nearly coincide.</summary>
    public static Geometry Without(Geometry one, Geometry other) =>
        Areas(OverlayNGRobust.Overlay(Areas(one), Areas(other), SpatialFunction.Difference));

    /// <summary>Only what has an area: shapes that touch have lines and points in common too.</summary>
    private static Geometry Areas(Geometry shape) =>
        shape is NetTopologySuite.Geometries.Polygon or MultiPolygon
            ? shape
            : Factory.CreateMultiPolygon([.. Polygons(shape)]);

    /// <summary>The polygons of a shape, whatever else an overlay left in it.</summary>
    public static IEnumerable<Polygon> Polygons(Geometry shape) =>
        Enumerable.Range(0, shape.NumGeometries).Select(shape.GetGeometryN).OfType<Polygon>().Where(p => !p.IsEmpty);

    /// <summary>Why a polygon is not simple, and where; null when it is.</summary>
    public static (string Reason, Coordinate Place)? Fault(Polygon polygon)
    {
        var error = new IsValidOp(polygon).ValidationError;
        return error is null ? null : (Describe(error.ErrorType), error.Coordinate);
    }

    /// <summary>The point of <paramref name="shape"/> that is nearest to <paramref name="to"/>.</summary>
    public static Coordinate Nearest(Geometry shape, Geometry to) => DistanceOp.NearestPoints(shape, to)[0];

    private static LinearRing Ring(IReadOnlyList<Coordinate> points) =>
        Factory.CreateLinearRing([.. points, points[0]]);

    private static string Describe(TopologyValidationErrors error) =>
        error switch
        {
            TopologyValidationErrors.SelfIntersection => "the outline crosses itself",
            TopologyValidationErrors.RingSelfIntersection => "the outline touches itself",
            TopologyValidationErrors.HoleOutsideShell => "a hole lies outside the outline",
            TopologyValidationErrors.NestedHoles => "a hole lies within another hole",
            TopologyValidationErrors.DisconnectedInteriors => "holes cut the area apart",
            TopologyValidationErrors.DuplicateRings => "two rings are the same",
            TopologyValidationErrors.TooFewPoints => "a ring has fewer than three different points",
            _ => $"the outline is not simple ({error})",
        };
}
