namespace DroneCommand.Missions.Coverage;

/// <summary>The edges of a shape by squares of a grid, so that a question about a short way looks at few of them.</summary>
internal sealed class EdgeGrid
{
    /// <summary>A way may cross an edge by this much, metres: corners are reached from both sides by rounded numbers.</summary>
    private const double Tolerance = 1e-7;

    private const int CellsPerEdge = 2;
    private const int MaxCellsPerSide = 256;

    private readonly Vec[] from;
    private readonly Vec[] to;
    private readonly int[] firstOfCell;
    private readonly int[] edgesOfCells;
    private readonly int[] asked;
    private readonly Vec low;
    private readonly double cell;
    private readonly int columns;
    private readonly int rows;
    private readonly List<double> touches = [];
    private int question;

    public EdgeGrid(IReadOnlyList<Vec[]> rings, Vec low, Vec high)
    {
        from = [.. rings.SelectMany(ring => ring)];
        to = [.. rings.SelectMany(ring => ring.Skip(1).Append(ring[0]))];
        asked = new int[from.Length];
        this.low = low;
        var (width, height) = (high.X - low.X, high.Y - low.Y);
        var cells = Math.Max(16, from.Length * CellsPerEdge);
        cell = Math.Max(Math.Sqrt(width * height / cells), Math.Max(width, height) / MaxCellsPerSide);
        columns = (int)(width / cell) + 1;
        rows = (int)(height / cell) + 1;
        (firstOfCell, edgesOfCells) = Distribute();
    }

    public bool Contains(Vec place)
    {
        if (
            !(place.X >= low.X && place.Y >= low.Y && place.X <= low.X + columns * cell)
            || place.Y > low.Y + rows * cell
        )
        {
            return false;
        }

        question++;
        var inside = false;
        var row = Row(place.Y);
        for (var column = Column(place.X); column < columns; column++)
        {
            var at = row * columns + column;
            for (var i = firstOfCell[at]; i < firstOfCell[at + 1]; i++)
            {
                var edge = edgesOfCells[i];
                if (asked[edge] != question)
                {
                    asked[edge] = question;
                    inside ^= IsRightOf(edge, place);
                }
            }
        }

        return inside;
    }

    /// <summary>True when the straight way lies within or on the edge, end places included.</summary>
    public bool IsClear(Vec a, Vec b)
    {
        question++;
        touches.Clear();
        var (lowRow, highRow) = (Row(Math.Min(a.Y, b.Y)), Row(Math.Max(a.Y, b.Y)));
        for (var row = lowRow; row <= highRow; row++)
        {
            var (lowX, highX) = SpanInRow(a, b, row);
            var last = row * columns + Column(highX);
            for (var at = row * columns + Column(lowX); at <= last; at++)
            {
                if (CrossesWithin(at, a, b))
                {
                    return false;
                }
            }
        }

        return touches.Count == 0 ? IsWithin((a + b) * 0.5) : PartsAreWithin(a, b);
    }

    /// <summary>Where a way touches corners it may pass to the outside and back: each part between is looked at.</summary>
    private bool PartsAreWithin(Vec a, Vec b)
    {
        touches.Add(1);
        touches.Sort();
        double before = 0;
        foreach (var share in touches)
        {
            if (share - before > 1e-9 && !IsWithin(a + (b - a) * ((before + share) / 2)))
            {
                return false;
            }

            before = share;
        }

        return true;
    }

    private bool IsWithin(Vec place) => Contains(place) || OnEdge(place);

    private bool CrossesWithin(int at, Vec a, Vec b)
    {
        for (var i = firstOfCell[at]; i < firstOfCell[at + 1]; i++)
        {
            var edge = edgesOfCells[i];
            if (asked[edge] != question)
            {
                asked[edge] = question;
                if (Crosses(edge, a, b))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True for a plain crossing; a mere touch is kept for a closer look.</summary>
    private bool Crosses(int edge, Vec a, Vec b)
    {
        var (p, q) = (from[edge], to[edge]);
        var along = q - p;
        var margin = Tolerance * along.Length;
        var (sideA, sideB) = (Vec.Cross(along, a - p), Vec.Cross(along, b - p));
        if ((sideA > margin && sideB > margin) || (sideA < -margin && sideB < -margin))
        {
            return false;
        }

        var way = b - a;
        var wayMargin = Tolerance * way.Length;
        var (sideP, sideQ) = (Vec.Cross(way, p - a), Vec.Cross(way, q - a));
        if ((sideP > wayMargin && sideQ > wayMargin) || (sideP < -wayMargin && sideQ < -wayMargin))
        {
            return false;
        }

        var plain = Math.Min(Math.Abs(sideA), Math.Abs(sideB)) > margin;
        if (plain && Math.Min(Math.Abs(sideP), Math.Abs(sideQ)) > wayMargin)
        {
            return true;
        }

        var squared = Vec.Dot(way, way);
        if (squared > 0)
        {
            touches.Add(Math.Clamp(Vec.Dot(p - a, way) / squared, 0, 1));
            touches.Add(Math.Clamp(Vec.Dot(q - a, way) / squared, 0, 1));
        }

        return false;
    }

    private bool OnEdge(Vec place)
    {
        var at = Row(place.Y) * columns + Column(place.X);
        for (var i = firstOfCell[at]; i < firstOfCell[at + 1]; i++)
        {
            var (p, q) = (from[edgesOfCells[i]], to[edgesOfCells[i]]);
            var along = q - p;
            var share = Math.Clamp(Vec.Dot(place - p, along) / Vec.Dot(along, along), 0, 1);
            if (Vec.Distance(place, p + along * share) < 2 * Tolerance)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsRightOf(int edge, Vec place)
    {
        var (p, q) = (from[edge], to[edge]);
        return p.Y > place.Y != q.Y > place.Y && place.X < (q.X - p.X) * (place.Y - p.Y) / (q.Y - p.Y) + p.X;
    }

    private (int[] First, int[] Edges) Distribute()
    {
        var lists = new List<int>[columns * rows];
        for (var edge = 0; edge < from.Length; edge++)
        {
            var (p, q) = (from[edge], to[edge]);
            var slack = 10 * Tolerance;
            for (var row = Row(Math.Min(p.Y, q.Y) - slack); row <= Row(Math.Max(p.Y, q.Y) + slack); row++)
            {
                var (lowX, highX) = SpanInRow(p, q, row);
                for (var column = Column(lowX); column <= Column(highX); column++)
                {
                    (lists[row * columns + column] ??= []).Add(edge);
                }
            }
        }

        var first = new int[lists.Length + 1];
        for (var i = 0; i < lists.Length; i++)
        {
            first[i + 1] = first[i] + (lists[i]?.Count ?? 0);
        }

        return (first, [.. lists.Where(list => list is not null).SelectMany(list => list)]);
    }

    /// <summary>The part of a way, by east, that lies in a row of squares; a little more, for rounding.</summary>
    private (double Low, double High) SpanInRow(Vec a, Vec b, int row)
    {
        var (lowX, highX) = (Math.Min(a.X, b.X), Math.Max(a.X, b.X));
        var rise = b.Y - a.Y;
        if (Math.Abs(rise) < 1e-9)
        {
            return (lowX, highX);
        }

        var slope = (b.X - a.X) / rise;
        var first = a.X + slope * (low.Y + row * cell - a.Y);
        var second = first + slope * cell;
        var slack = cell * 1e-6;
        return (Math.Max(lowX, Math.Min(first, second)) - slack, Math.Min(highX, Math.Max(first, second)) + slack);
    }

    private int Column(double x) => Math.Clamp((int)((x - low.X) / cell), 0, columns - 1);

    private int Row(double y) => Math.Clamp((int)((y - low.Y) / cell), 0, rows - 1);
}
