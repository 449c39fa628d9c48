using DroneCommand.Missions.Coverage;

namespace DroneCommand.Missions.Survey;

/// <summary>Counts for each square of a grid over areas how many footprints show its middle.</summary>
internal sealed class OverlapRaster
{
    /// <summary>About how many squares a grid has.</summary>
    private const double Squares = 250_000;

    private readonly int[] counts;
    private readonly bool[] inside;
    private readonly int stride;
    private readonly int height;
    private readonly Vec low;
    private readonly double pixel;

    /// <param name="areas">What is to be seen.</param>
    /// <param name="footprintMetres">The shorter side of a footprint: squares are small against it.</param>
    public OverlapRaster(IReadOnlyList<AreaShape> areas, double footprintMetres)
    {
        low = new Vec(areas.Min(area => area.Low.X), areas.Min(area => area.Low.Y));
        var high = new Vec(areas.Max(area => area.High.X), areas.Max(area => area.High.Y));
        var coarsest = Math.Sqrt((high.X - low.X) * (high.Y - low.Y) / Squares);
        pixel = Math.Max(Math.Min(footprintMetres / 16, Math.Sqrt(areas.Sum(area => area.Area)) / 40), coarsest);
        stride = (int)((high.X - low.X) / pixel) + 1;
        height = (int)((high.Y - low.Y) / pixel) + 1;
        counts = new int[stride * height];
        inside = new bool[stride * height];
        foreach (var area in areas)
        {
            Fill(area);
        }

        Total = inside.Count(square => square);
    }

    /// <summary>Squares that are to be seen.</summary>
    public int Total { get; }

    /// <summary>How many footprints show a place, on average.</summary>
    public double Mean => Total == 0 ? 0 : (double)Seen().Sum(count => (long)count) / Total;

    /// <summary>Share of the squares that so many footprints or more show.</summary>
    public double ShareSeenBy(int footprints) =>
        Total == 0 ? 0 : (double)Seen().Count(count => count >= footprints) / Total;

    /// <summary>The square that fewest footprints show, and how many they are.</summary>
    public (Vec Place, int Count) Weakest()
    {
        var at = Enumerable.Range(0, counts.Length).Where(i => inside[i]).MinBy(i => counts[i]);
        return (new Vec(low.X + (at % stride + 0.5) * pixel, low.Y + (at / stride + 0.5) * pixel), counts[at]);
    }

    /// <summary>Counts a footprint.</summary>
    /// <param name="corners">Of a convex shape.</param>
    public void Add(ReadOnlySpan<Vec> corners)
    {
        var (bottom, top) = (double.MaxValue, double.MinValue);
        foreach (var corner in corners)
        {
            (bottom, top) = (Math.Min(bottom, corner.Y), Math.Max(top, corner.Y));
        }

        var first = Math.Max(0, (int)Math.Ceiling((bottom - low.Y) / pixel - 0.5));
        var last = Math.Min(height - 1, (int)Math.Floor((top - low.Y) / pixel - 0.5));
        for (var row = first; row <= last; row++)
        {
            var (left, right) = Span(corners, low.Y + (row + 0.5) * pixel);
            var from = Math.Max(0, (int)Math.Ceiling((left - low.X) / pixel - 0.5));
            var to = Math.Min(stride - 1, (int)Math.Floor((right - low.X) / pixel - 0.5));
            for (var column = from; column <= to; column++)
            {
                counts[row * stride + column]++;
            }
        }
    }

    private IEnumerable<int> Seen()
    {
        for (var i = 0; i < counts.Length; i++)
        {
            if (inside[i])
            {
                yield return counts[i];
            }
        }
    }

    private static (double Left, double Right) Span(ReadOnlySpan<Vec> corners, double y)
    {
        var (left, right) = (double.MaxValue, double.MinValue);
        for (var i = 0; i < corners.Length; i++)
        {
            var (p, q) = (corners[i], corners[(i + 1) % corners.Length]);
            if (p.Y > y != q.Y > y)
            {
                var x = p.X + (q.X - p.X) * (y - p.Y) / (q.Y - p.Y);
                (left, right) = (Math.Min(left, x), Math.Max(right, x));
            }
        }

        return (left, right);
    }

    private void Fill(AreaShape area)
    {
        var rows = new RowSpans(area, low.Y, pixel, height);
        for (var row = 0; row < height; row++)
        {
            var spans = rows[row];
            for (var i = 0; i + 1 < spans.Length; i += 2)
            {
                var first = Math.Max(0, (int)Math.Ceiling((spans[i] - low.X) / pixel - 0.5));
                var last = Math.Min(stride - 1, (int)Math.Ceiling((spans[i + 1] - low.X) / pixel - 0.5) - 1);
                for (var column = first; column <= last; column++)
                {
                    inside[row * stride + column] = true;
                }
            }
        }
    }
}
