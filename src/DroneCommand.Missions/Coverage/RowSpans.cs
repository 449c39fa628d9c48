namespace DroneCommand.Missions.Coverage;

/// <summary>A shape cut into horizontal rows: for each the spans of X that lie within, by pairs, at the row's middle.</summary>
internal sealed class RowSpans
{
    private readonly double[][] spans;

    /// <param name="shape">The shape.</param>
    /// <param name="lowY">Where the first row begins.</param>
    /// <param name="height">Metres of a row.</param>
    /// <param name="count">How many rows.</param>
    public RowSpans(AreaShape shape, double lowY, double height, int count)
    {
        var crossings = new List<double>[count];
        foreach (var ring in shape.Rings)
        {
            for (var i = 0; i < ring.Length; i++)
            {
                Cross(crossings, ring[i], ring[(i + 1) % ring.Length], lowY, height);
            }
        }

        spans = new double[count][];
        for (var row = 0; row < count; row++)
        {
            crossings[row]?.Sort();
            spans[row] = crossings[row]?.ToArray() ?? [];
        }
    }

    public int Count => spans.Length;

    /// <summary>Begin and end of each span, in ascending order.</summary>
    public double[] this[int row] => spans[row];

    public double Metres(int row)
    {
        double sum = 0;
        for (var i = 0; i + 1 < spans[row].Length; i += 2)
        {
            sum += spans[row][i + 1] - spans[row][i];
        }

        return sum;
    }

    /// <summary>Metres of a row that lie over or beside no span of another row, which reaches so far beyond its ends.</summary>
    public double MetresBeyond(int row, int other, double reach)
    {
        var (mine, theirs) = (spans[row], spans[other]);
        double left = 0;
        var next = 0;
        for (var i = 0; i + 1 < mine.Length; i += 2)
        {
            var at = mine[i];
            var end = mine[i + 1];
            while (next + 1 < theirs.Length && theirs[next + 1] + reach <= at)
            {
                next += 2;
            }

            for (var k = next; k + 1 < theirs.Length && theirs[k] - reach < end; k += 2)
            {
                left += Math.Max(0, theirs[k] - reach - at);
                at = Math.Max(at, theirs[k + 1] + reach);
            }

            left += Math.Max(0, end - at);
        }

        return left;
    }

    private static void Cross(List<double>[] crossings, Vec p, Vec q, double lowY, double height)
    {
        if (p.Y > q.Y)
        {
            (p, q) = (q, p);
        }

        var first = Math.Max(0, (int)Math.Ceiling((p.Y - lowY) / height - 0.5));
        var last = Math.Min(crossings.Length - 1, (int)Math.Ceiling((q.Y - lowY) / height - 0.5) - 1);
        var slope = (q.X - p.X) / (q.Y - p.Y);
        for (var row = first; row <= last; row++)
        {
            (crossings[row] ??= []).Add(p.X + slope * (lowY + (row + 0.5) * height - p.Y));
        }
    }
}
