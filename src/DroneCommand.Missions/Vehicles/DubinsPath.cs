using DroneCommand.Missions.Coverage;

namespace DroneCommand.Missions.Vehicles;

/// <summary>
/// The shortest way between two places with given headings for what moves forwards only and turns no tighter than a radius:
/// two arcs with a straight piece or a third arc between them (Dubins 1957).
/// </summary>
internal static class DubinsPath
{
    private const double FullTurn = 2 * Math.PI;

    /// <summary>Arcs shorter than this, in radians, are rounding.</summary>
    private const double Nothing = 1e-10;

    /// <summary>The pieces of the shortest way; none when it is where it shall be.</summary>
    public static List<PathPiece> Between(Vec from, double headingRad, Vec to, double endHeadingRad, double radius)
    {
        var best = Best(from, headingRad, to, endHeadingRad, radius);
        var pieces = new List<PathPiece>(3);
        var (at, heading) = (from, headingRad);
        foreach (var (turn, length) in new[] { (best.First, best.T), (best.Middle, best.P), (best.Last, best.Q) })
        {
            if (length > Nothing)
            {
                var piece = new PathPiece(at, heading, length * radius, turn / radius);
                pieces.Add(piece);
                (at, heading) = (piece.End, piece.EndHeadingRad);
            }
        }

        return pieces;
    }

    /// <summary>Metres of the shortest way.</summary>
    public static double Length(Vec from, double headingRad, Vec to, double endHeadingRad, double radius)
    {
        var best = Best(from, headingRad, to, endHeadingRad, radius);
        return (best.T + best.P + best.Q) * radius;
    }

    /// <summary>Of a turn into a parallel lane beside the one that ends: π r + (w - 2 r), or a bulb when that is tight.</summary>
    public static double TurnIntoLane(double spacing, double radius) =>
        spacing >= 2 * radius
            ? Math.PI * radius + spacing - 2 * radius
            : radius * (3 * Math.PI - 4 * Math.Asin((2 * radius + spacing) / (4 * radius)));

    private static Word Best(Vec from, double headingRad, Vec to, double endHeadingRad, double radius)
    {
        var way = to - from;
        var direction = Math.Atan2(way.Y, way.X);
        var d = way.Length / radius;
        var (a, b) = (Positive(headingRad - direction), Positive(endHeadingRad - direction));
        var best = Straight(a, b, d, 1, 1);
        foreach (
            var word in new[]
            {
                Straight(a, b, d, -1, -1),
                Straight(a, b, d, 1, -1),
                Straight(a, b, d, -1, 1),
                ThreeArcs(a, b, d, 1),
                ThreeArcs(a, b, d, -1),
            }
        )
        {
            best = word.Sum < best.Sum ? word : best;
        }

        return best;
    }

    /// <summary>
    /// Arc, tangent, arc. Worked out with the circles' centres: the tangent between them is straight for turns to the same
    /// side and crosses for turns to different sides.
    /// </summary>
    private static Word Straight(double a, double b, double d, int first, int last)
    {
        var begin = new Vec(-first * Math.Sin(a), first * Math.Cos(a));
        var end = new Vec(d - last * Math.Sin(b), last * Math.Cos(b));
        var between = end - begin;
        var distance = between.Length;
        var bearing = Math.Atan2(between.Y, between.X);
        double straight,
            heading;
        if (first == last)
        {
            straight = distance;
            heading = distance > Nothing ? bearing : a;
        }
        else
        {
            if (distance < 2)
            {
                return Word.None;
            }

            straight = Math.Sqrt(distance * distance - 4);
            heading = bearing + first * Math.Atan2(2, straight);
        }

        return new(first, 0, last, Positive(first * (heading - a)), straight, Positive(last * (b - heading)));
    }

    /// <summary>Arc, arc to the other side, arc; the middle one is more than half a circle.</summary>
    private static Word ThreeArcs(double a, double b, double d, int side)
    {
        var begin = new Vec(-side * Math.Sin(a), side * Math.Cos(a));
        var end = new Vec(d - side * Math.Sin(b), side * Math.Cos(b));
        var between = end - begin;
        var distance = between.Length;
        if (distance >= 4 || distance < Nothing)
        {
            return Word.None;
        }

        // The middle circle touches both and lies beside the line between them, on the side that makes its arc the long one.
        var bearing = Math.Atan2(between.Y, between.X);
        var (best, lean) = (Word.None, Math.Acos(distance / 4));
        foreach (var toMiddle in new[] { bearing + lean, bearing - lean })
        {
            var middle = begin + new Vec(Math.Cos(toMiddle), Math.Sin(toMiddle)) * 2;
            var toEnd = Math.Atan2((end - middle).Y, (end - middle).X);
            // On the first circle the touching point lies towards the middle; its heading is a quarter turn further.
            var first = toMiddle + side * Math.PI / 2;
            var second = toEnd - side * Math.PI / 2;
            var word = new Word(
                side,
                -side,
                side,
                Positive(side * (first - a)),
                Positive(-side * (second - first)),
                Positive(side * (b - second))
            );
            best = word.Sum < best.Sum ? word : best;
        }

        return best;
    }

    private static double Positive(double radians)
    {
        var turn = radians % FullTurn;
        turn = turn < 0 ? turn + FullTurn : turn;
        // A hair less than a full turn is none at all.
        return turn > FullTurn - 1e-9 ? 0 : turn;
    }

    private readonly record struct Word(int First, int Middle, int Last, double T, double P, double Q)
    {
        public static Word None { get; } = new(0, 0, 0, double.PositiveInfinity, 0, 0);

        public double Sum => T + P + Q;
    }
}
