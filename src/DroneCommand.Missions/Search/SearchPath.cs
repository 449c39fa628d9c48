namespace DroneCommand.Missions.Search;

/// <summary>A path under change: vertices in a raster's pixels, the first one fixed.</summary>
internal sealed class SearchPath
{
    private readonly List<(double X, double Y)> points = [];

    public SearchPath(IEnumerable<(double X, double Y)> vertices)
    {
        points.AddRange(vertices);
        for (var i = 1; i < points.Count; i++)
        {
            Length += Between(points[i - 1], points[i]);
        }
    }

    public int Count => points.Count;
    public double Length { get; private set; }
    public (double X, double Y) this[int i] => points[i];
    public IReadOnlyList<(double X, double Y)> Points => points;

    /// <summary>The same path in pixels of another size.</summary>
    public SearchPath Scaled(double factor) => new(points.Select(p => (p.X * factor, p.Y * factor)));

    public static double Between((double X, double Y) a, (double X, double Y) b)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        return Math.Sqrt(dx * dx + dy * dy);
    }

    /// <summary>How much longer the path would be with <paramref name="inner"/> instead of its vertices from <paramref name="from"/> up to before <paramref name="to"/>.</summary>
    public double Change(int from, int to, ReadOnlySpan<(double X, double Y)> inner)
    {
        var change = 0.0;
        for (var i = from; i <= to && i < points.Count; i++)
        {
            change -= Between(points[i - 1], points[i]);
        }

        var last = points[from - 1];
        foreach (var point in inner)
        {
            change += Between(last, point);
            last = point;
        }

        return to < points.Count ? change + Between(last, points[to]) : change;
    }

    public void Replace(int from, int to, ReadOnlySpan<(double X, double Y)> inner, double change)
    {
        var same = Math.Min(inner.Length, to - from);
        for (var i = 0; i < same; i++)
        {
            points[from + i] = inner[i];
        }

        points.RemoveRange(from + same, to - from - same);
        for (var i = same; i < inner.Length; i++)
        {
            points.Insert(from + i, inner[i]);
        }

        Length += change;
    }

    public void Reverse(int from, int to, double change)
    {
        points.Reverse(from, to - from);
        Length += change;
    }

    /// <summary>Exchanges what follows: this path's vertices from <paramref name="at"/> on against the other's from <paramref name="otherAt"/> on.</summary>
    public void SwapTails(int at, SearchPath other, int otherAt, double length, double otherLength)
    {
        var mine = points.GetRange(at, points.Count - at);
        points.RemoveRange(at, mine.Count);
        points.AddRange(other.points.Skip(otherAt));
        other.points.RemoveRange(otherAt, other.points.Count - otherAt);
        other.points.AddRange(mine);
        (Length, other.Length) = (length, otherLength);
    }

    /// <summary>Length from vertex <paramref name="from"/> to the end.</summary>
    public double Rest(int from)
    {
        var sum = 0.0;
        for (var i = from + 1; i < points.Count; i++)
        {
            sum += Between(points[i - 1], points[i]);
        }

        return sum;
    }

    /// <summary>Ends the path where it has come to <paramref name="cap"/>.</summary>
    public void Cut(double cap)
    {
        var sum = 0.0;
        for (var i = 1; i < points.Count; i++)
        {
            var leg = Between(points[i - 1], points[i]);
            if (sum + leg > cap)
            {
                var share = (cap - sum) / leg;
                var (a, b) = (points[i - 1], points[i]);
                points[i] = (a.X + (b.X - a.X) * share, a.Y + (b.Y - a.Y) * share);
                points.RemoveRange(i + 1, points.Count - i - 1);
                Length = cap;
                return;
            }

            sum += leg;
        }

        Length = sum;
    }
}
