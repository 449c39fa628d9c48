namespace DroneCommand.Missions.Search;

/// <summary>
/// Counts for each pixel how many path segments see it, and sums the POC of those that are seen. One pixel is the unit of
/// length; the sensor's radius is a whole number of pixels and a half, so that lanes along the pixels can never seem wider
/// than they are.
/// </summary>
internal sealed class SweepRaster
{
    private const double Shy = 1e-6;
    private readonly float[] poc;
    private readonly ushort[] seen;

    private SweepRaster(int rows, int columns, double pixelMetres, double radius, float[] poc)
    {
        Rows = rows;
        Columns = columns;
        PixelMetres = pixelMetres;
        Radius = radius;
        this.poc = poc;
        seen = new ushort[poc.Length];
    }

    public int Rows { get; }
    public int Columns { get; }
    public double PixelMetres { get; }

    /// <summary>The sensor's radius in pixels.</summary>
    public double Radius { get; }

    /// <summary>POC by row, then column.</summary>
    public ReadOnlySpan<float> Poc => poc;

    /// <summary>Lays a raster with 2 <paramref name="rings"/> + 1 pixels to the sensor's diameter over a map.</summary>
    public static SweepRaster Over(ProbabilityMap map, int rings)
    {
        var pixel = 2 * map.DetectionRadiusMetres / (2 * rings + 1);
        var columns = (int)Math.Ceiling(map.Columns * map.CellMetres / pixel);
        var rows = (int)Math.Ceiling(map.Rows * map.CellMetres / pixel);
        var poc = new float[rows * columns];
        var along = Shares(map.Columns, map.CellMetres, pixel, columns);
        var across = Shares(map.Rows, map.CellMetres, pixel, rows);
        foreach (var (row, y, high) in across)
        {
            foreach (var (column, x, wide) in along)
            {
                poc[y * columns + x] += (float)(map.Probability[row * map.Columns + column] * high * wide);
            }
        }

        return new SweepRaster(rows, columns, pixel, rings + 0.5 - Shy, poc);
    }

    /// <summary>An empty raster over the same pixels.</summary>
    public SweepRaster Fresh() => new(Rows, Columns, PixelMetres, Radius, poc);

    /// <summary>Sees along a segment; answers with the POC that was not seen before.</summary>
    public double Add((double X, double Y) a, (double X, double Y) b) =>
        Add(new SegmentSweep(a.X, a.Y, b.X, b.Y, Radius));

    public double Add(in SegmentSweep sweep)
    {
        var gain = 0.0;
        var last = Math.Min(Rows - 1, sweep.LastRow);
        for (var row = Math.Max(0, sweep.FirstRow); row <= last; row++)
        {
            var (from, to) = sweep.Columns(row, Columns);
            var start = row * Columns;
            for (var i = start + from; i <= start + to; i++)
            {
                if (seen[i]++ == 0)
                {
                    gain += poc[i];
                }
            }
        }

        return gain;
    }

    /// <summary>Takes a segment's sight back.</summary>
    public void Remove(in SegmentSweep sweep)
    {
        var last = Math.Min(Rows - 1, sweep.LastRow);
        for (var row = Math.Max(0, sweep.FirstRow); row <= last; row++)
        {
            var (from, to) = sweep.Columns(row, Columns);
            var start = row * Columns;
            for (var i = start + from; i <= start + to; i++)
            {
                seen[i]--;
            }
        }
    }

    /// <summary>POC that nobody sees in part of a row, <paramref name="to"/> included.</summary>
    public double Unseen(int row, int from, int to) => SeenTimes(row, from, to, 0);

    /// <summary>POC that is seen exactly so many times in part of a row, <paramref name="to"/> included.</summary>
    public double SeenTimes(int row, int from, int to, int times)
    {
        var sum = 0.0;
        var start = row * Columns + from;
        var counts = seen.AsSpan(start, to - from + 1);
        var values = poc.AsSpan(start, to - from + 1);
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] == times)
            {
                sum += values[i];
            }
        }

        return sum;
    }

    /// <summary>The share of each cell of the map that is seen, by row, then column.</summary>
    public double[] SeenShares(ProbabilityMap map)
    {
        var shares = new double[map.Rows * map.Columns];
        var along = Shares(map.Columns, map.CellMetres, PixelMetres, Columns);
        foreach (var (row, y, high) in Shares(map.Rows, map.CellMetres, PixelMetres, Rows))
        {
            foreach (var (column, x, wide) in along)
            {
                shares[row * map.Columns + column] += seen[y * Columns + x] > 0 ? high * wide : 0;
            }
        }

        return shares;
    }

    /// <summary>Which share of each source cell falls into which pixel, along one axis.</summary>
    private static List<(int Cell, int Pixel, double Share)> Shares(int cells, double cell, double pixel, int pixels)
    {
        var shares = new List<(int, int, double)>();
        for (var i = 0; i < cells; i++)
        {
            var (from, to) = (i * cell / pixel, (i + 1) * cell / pixel);
            for (var p = (int)from; p < to && p < pixels; p++)
            {
                shares.Add((i, p, (Math.Min(to, p + 1) - Math.Max(from, p)) * pixel / cell));
            }
        }

        return shares;
    }
}

/// <summary>The pixels within a radius of a segment, row by row.</summary>
internal readonly struct SegmentSweep
{
    private readonly double lowX;
    private readonly double lowY;
    private readonly double highX;
    private readonly double highY;
    private readonly double radius;
    private readonly double offsetX;
    private readonly double offsetY;
    private readonly double slope;

    public SegmentSweep(double ax, double ay, double bx, double by, double radius)
    {
        (lowX, lowY, highX, highY) = ay <= by ? (ax, ay, bx, by) : (bx, by, ax, ay);
        this.radius = radius;
        var (dx, dy) = (highX - lowX, highY - lowY);
        var length = Math.Sqrt(dx * dx + dy * dy);
        (offsetX, offsetY) = length > 0 ? (-dy / length * radius, dx / length * radius) : (0, 0);
        slope = dy > 0 ? dx / dy : 0;
        FirstRow = (int)Math.Ceiling(lowY - radius - 0.5);
        LastRow = (int)Math.Floor(highY + radius - 0.5);
    }

    public int FirstRow { get; }
    public int LastRow { get; }

    /// <summary>First and last column whose centre is within the radius; first after last when there is none.</summary>
    public (int From, int To) Columns(int row, int columns)
    {
        // Each side of the swept shape is the circle at the lower end, the straight edge, or the circle at the upper end.
        var y = row + 0.5;
        var left =
            y < lowY + offsetY ? lowX - Half(y - lowY)
            : y > highY + offsetY ? highX - Half(y - highY)
            : lowX + offsetX + (y - lowY - offsetY) * slope;
        var right =
            y < lowY - offsetY ? lowX + Half(y - lowY)
            : y > highY - offsetY ? highX + Half(y - highY)
            : lowX - offsetX + (y - lowY + offsetY) * slope;
        var from = (int)Math.Ceiling(Math.Max(0, left - 0.5));
        var to = (int)Math.Floor(Math.Clamp(right - 0.5, -1, columns - 1));
        return (from, to);
    }

    private double Half(double dy) => Math.Sqrt(Math.Max(0, radius * radius - dy * dy));
}
