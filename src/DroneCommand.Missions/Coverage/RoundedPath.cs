namespace DroneCommand.Missions.Coverage;

/// <summary>How sharp corners of a path become arcs. A vehicle stops at a corner and flies through an arc.</summary>
internal sealed class RoundedPath(AreaShape shape, double radius)
{
    /// <summary>A change of heading below this is flown without a stop; arcs are drawn with smaller ones.</summary>
    private const double StopAngle = 15 * Math.PI / 180;

    private const double FlownStep = 14.5 * Math.PI / 180;

    /// <summary>Beyond this a corner is a turn on the spot: an arc would save nothing.</summary>
    private const double LargestAngle = 170 * Math.PI / 180;

    private const double ShortestCut = 0.05;
    private const int Halvings = 3;

    /// <summary>Metres before and behind a corner at which its arc begins and ends; 0 for a corner that stays.</summary>
    public double Cut(ReadOnlySpan<Vec> path, int at)
    {
        if (radius <= 0 || at <= 0 || at >= path.Length - 1)
        {
            return 0;
        }

        var (into, outOf) = (path[at] - path[at - 1], path[at + 1] - path[at]);
        var (before, after) = (into.Length, outOf.Length);
        var angle = Math.Abs(Angle(into, outOf));
        if (angle < StopAngle || angle > LargestAngle || before <= 0 || after <= 0)
        {
            return 0;
        }

        var cut = Math.Min(radius * Math.Tan(angle / 2), Math.Min(before, after) / 2);
        for (var i = 0; i < Halvings && cut > ShortestCut; i++)
        {
            var (start, end) = (path[at] - into * (cut / before), path[at] + outOf * (cut / after));
            if (shape.Sees(start, end) && shape.TriangleIsWhole(start, path[at], end))
            {
                return cut;
            }

            cut /= 2;
        }

        return 0;
    }

    /// <summary>The whole path as it is flown.</summary>
    public List<Vec> Flown(ReadOnlySpan<Vec> path)
    {
        var flown = new List<Vec> { path[0] };
        for (var at = 1; at < path.Length; at++)
        {
            var cut = Cut(path, at);
            if (cut <= 0)
            {
                flown.Add(path[at]);
                continue;
            }

            var arc = new Arc(path, at, cut, FlownStep);
            flown.Add(arc.Start);
            for (var i = 0; i < arc.Pieces; i++)
            {
                flown.Add(arc.Next());
            }
        }

        return flown;
    }

    /// <summary>Metres that are flown between the cuts of a corner.</summary>
    public static double ArcMetres(ReadOnlySpan<Vec> path, int at, double cut)
    {
        var arc = new Arc(path, at, cut, FlownStep);
        return arc.Pieces * arc.PieceMetres;
    }

    internal static double Angle(Vec into, Vec outOf) => Math.Atan2(Vec.Cross(into, outOf), Vec.Dot(into, outOf));
}

/// <summary>The straight pieces of an arc that stands for a corner.</summary>
internal struct Arc
{
    private readonly double sin;
    private readonly double cos;
    private Vec step;

    public Arc(ReadOnlySpan<Vec> path, int at, double cut, double largestStep)
    {
        var (into, outOf) = (path[at] - path[at - 1], path[at + 1] - path[at]);
        var angle = RoundedPath.Angle(into, outOf);
        Pieces = (int)Math.Ceiling(Math.Abs(angle) / largestStep);
        PieceMetres = 2 * cut / Math.Tan(Math.Abs(angle) / 2) * Math.Sin(Math.Abs(angle) / (2 * Pieces));
        var unit = into * (1 / into.Length);
        Start = Place = path[at] - unit * cut;
        (sin, cos) = Math.SinCos(angle / Pieces);
        var (halfSin, halfCos) = Math.SinCos(angle / (2 * Pieces));
        step = (unit * PieceMetres).Turned(halfSin, halfCos);
    }

    public int Pieces { get; }

    public double PieceMetres { get; }

    public Vec Start { get; }

    public Vec Place { get; private set; }

    public Vec Next()
    {
        Place += step;
        step = step.Turned(sin, cos);
        return Place;
    }
}
