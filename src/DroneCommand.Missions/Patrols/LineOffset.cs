using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;

namespace DroneCommand.Missions.Patrols;

/// <summary>Lines moved sideways by a constant distance, with mitred corners.</summary>
internal static class LineOffset
{
    private const double MitreLimit = 5;
    private const int Quadrant = 8;
    private const int SearchSteps = 30;

    /// <summary>A ring moved outwards, without closing point.</summary>
    public static IReadOnlyList<Coordinate> Outside(Polygon outline, double metres)
    {
        var simple = outline.Factory.CreatePolygon((LinearRing)outline.ExteriorRing);
        if (metres <= 0)
        {
            return simple.ExteriorRing.Coordinates[..^1];
        }

        var parameters = new BufferParameters(Quadrant, EndCapStyle.Flat, JoinStyle.Mitre, MitreLimit)
        {
            SimplifyFactor = 1e-4,
        };
        return ((Polygon)simple.Buffer(metres, parameters)).ExteriorRing.Coordinates[..^1];
    }

    /// <summary>An open line moved to the left (to the right when negative); null when that leaves no single line.</summary>
    public static IReadOnlyList<Coordinate>? Beside(LineString line, double metresLeft)
    {
        if (metresLeft == 0)
        {
            return line.Coordinates;
        }

        var moved = OffsetCurve.GetCurve(line, metresLeft, Quadrant, JoinStyle.Mitre, MitreLimit);
        return moved is LineString { IsEmpty: false, NumPoints: > 1 } single ? single.Coordinates : null;
    }

    /// <summary>An offset below an impossible one that gives a line; in steps of 0.1 m.</summary>
    /// <param name="isPossible">Whether an offset gives a line.</param>
    /// <param name="impossible">One that does not.</param>
    public static double PossibleBelow(Func<double, bool> isPossible, double impossible)
    {
        var possible = 0.0;
        for (var step = 0; step < SearchSteps && impossible - possible > 0.15; step++)
        {
            var middle = Math.Round((possible + impossible) / 2, 1);
            (possible, impossible) = isPossible(middle) ? (middle, impossible) : (possible, middle);
        }

        return possible;
    }
}
