using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Geodesy;
using NetTopologySuite.Geometries;
using NetTopologySuite.LinearReferencing;
using NetTopologySuite.Operation.Buffer;

namespace DroneCommand.Missions.Survey;

/// <summary>Lanes on both sides of a line, evenly over a width: their corners are mitred, and none crosses itself.</summary>
internal static class CorridorLanes
{
    /// <summary>A corner's mitre is cut off where it would go further than so many times the offset.</summary>
    private const double MitreLimit = 2;

    /// <summary>A piece of a lane that is shorter is not flown, metres.</summary>
    private const double ShortestPiece = 1;

    /// <summary>How far to the left of the line each lane lies, metres; negative to the right. From the left side on.</summary>
    /// <param name="width">Of the corridor.</param>
    /// <param name="spacing">Between lanes at most.</param>
    public static IReadOnlyList<double> Offsets(double width, double spacing)
    {
        var count = Math.Max(1, (int)Math.Ceiling(width / spacing - 1e-9));
        return [.. Enumerable.Range(0, count).Select(i => width / 2 - (i + 0.5) * width / count)];
    }

    /// <summary>The line at an offset; in pieces where it would cross itself or leave where may be flown.</summary>
    /// <param name="line">In a plane.</param>
    /// <param name="offset">Metres to the left.</param>
    /// <param name="room">Where may be flown; null bounds nothing.</param>
    public static IReadOnlyList<IReadOnlyList<Vec>> Beside(LineString line, double offset, Geometry? room)
    {
        var curve = Math.Abs(offset) < 1e-6 ? line : OffsetCurve.GetCurve(line, offset, 4, JoinStyle.Mitre, MitreLimit);
        var flown = room is null ? curve : curve.Intersection(room);
        var along = new LengthIndexedLine(line);
        return
        [
            .. Enumerable
                .Range(0, flown.NumGeometries)
                .Select(flown.GetGeometryN)
                .OfType<LineString>()
                .Where(piece => piece.Length >= ShortestPiece)
                .Select(piece => LineOf(piece.Coordinates.Select(c => new Vec(c.X, c.Y))))
                .OfType<LineString>()
                .Select(piece => Forward(piece, along))
                .OrderBy(piece => along.Project(new Coordinate(piece[0].X, piece[0].Y))),
        ];
    }

    /// <summary>The corridor itself: the line widened, with flat ends.</summary>
    public static Geometry Strip(LineString line, double width) =>
        line.Buffer(width / 2, new BufferParameters(8, EndCapStyle.Flat, JoinStyle.Mitre, MitreLimit));

    /// <summary>A line without places that come twice; null when nothing is left of it.</summary>
    public static LineString? LineOf(IEnumerable<Vec> places)
    {
        var distinct = new List<Coordinate>();
        foreach (var place in places)
        {
            var coordinate = new Coordinate(place.X, place.Y);
            if (distinct.Count == 0 || distinct[^1].Distance(coordinate) > 0.01)
            {
                distinct.Add(coordinate);
            }
        }

        return distinct.Count > 1 ? PlanarShapes.Line(distinct) : null;
    }

    private static List<Vec> Forward(LineString piece, LengthIndexedLine along)
    {
        var places = piece.Coordinates.Select(c => new Vec(c.X, c.Y)).ToList();
        if (along.Project(piece.Coordinates[0]) > along.Project(piece.Coordinates[^1]))
        {
            places.Reverse();
        }

        return places;
    }
}
