using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;

namespace DroneCommand.Missions.Plans;

/// <summary>A closed line moved inwards by a constant distance, with mitred corners.</summary>
internal static class InwardOffset
{
    private const double MitreLimit = 5;
    private const int SearchSteps = 30;

    /// <summary>The inner ring without closing point, or null when the offset leaves nothing or cuts it apart.</summary>
    public static IReadOnlyList<Coordinate>? Of(Polygon outline, double metres)
    {
        var simple = outline.Factory.CreatePolygon((LinearRing)outline.ExteriorRing);
        if (metres <= 0)
        {
            return Open(simple);
        }

        var parameters = new BufferParameters(8, EndCapStyle.Flat, JoinStyle.Mitre, MitreLimit);
        return simple.Buffer(-metres, parameters) is Polygon { IsEmpty: false } inner ? Open(inner) : null;
    }

    /// <summary>The largest offset, in metres rounded down to 0.1 m, that still gives one ring.</summary>
    public static double Largest(Polygon outline)
    {
        double possible = 0,
            impossible = Math.Sqrt(outline.Area);
        for (var step = 0; step < SearchSteps && impossible - possible > 0.05; step++)
        {
            var middle = (possible + impossible) / 2;
            (possible, impossible) = Of(outline, middle) is null ? (possible, middle) : (middle, impossible);
        }

        return Math.Floor(possible * 10) / 10;
    }

    private static Coordinate[] Open(Polygon polygon) => polygon.ExteriorRing.Coordinates[..^1];
}
