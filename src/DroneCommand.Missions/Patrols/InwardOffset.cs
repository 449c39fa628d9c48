using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;

namespace DroneCommand.Missions.Patrols;

/// <summary>A closed line moved inwards by a constant distance, with mitred corners.</summary>
internal static class InwardOffset
{
    private const double MitreLimit = 5;
    private const int SearchSteps = 30;

    /// <summary>
    /// Corners may move by this share of the offset. (NetTopologySuite merges corners that come closer than a thousandth
    /// of it besides.)
    /// </summary>
    private const double Simplification = 1e-4;

    /// <summary>The inner ring without closing point, or null when the offset leaves nothing or cuts it apart.</summary>
    public static IReadOnlyList<Coordinate>? Of(Polygon outline, double metres)
    {
        var simple = outline.Factory.CreatePolygon((LinearRing)outline.ExteriorRing);
        if (metres <= 0)
        {
            return Open(simple);
        }

        var parameters = new BufferParameters(8, EndCapStyle.Flat, JoinStyle.Mitre, MitreLimit)
        {
            SimplifyFactor = Simplification,
        };
        return simple.Buffer(-metres, parameters) is Polygon { IsEmpty: false } inner ? Open(inner) : null;
    }

    /// <summary>
    /// An offset in metres, as near below an impossible one as a search finds, that gives one ring; in steps of 0.1 m. Not
    /// every smaller one need do: a thin arm is cut off by one offset and gone with a larger one.
    /// </summary>
    public static double PossibleBelow(Polygon outline, double impossible)
    {
        double possible = 0;
        for (var step = 0; step < SearchSteps && impossible - possible > 0.15; step++)
        {
            var middle = Math.Round((possible + impossible) / 2, 1);
            (possible, impossible) = Of(outline, middle) is null ? (possible, middle) : (middle, impossible);
        }

        return possible;
    }

    private static Coordinate[] Open(Polygon polygon) => polygon.ExteriorRing.Coordinates[..^1];
}
