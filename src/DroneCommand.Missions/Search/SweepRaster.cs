using System.Numerics;
using System.Runtime.Intrinsics;

namespace DroneCommand.Missions.Search;

/// <summary>
/// Counts for each pixel how many path segments see it, and sums the POC of those that are seen. One pixel is the unit of
/// length; the sensor's radius is a whole number of pixels and a half, so that lanes along the pixels can never seem wider
/// than they are.
/// </summary>
internal sealed class SweepRaster
{
    /// <summary>How many columns are looked at together.</summary>
    public const int Block = 64;

    private const double Shy = 1e-5;

    /// <summary>More segments than this are not counted: such a pixel stays seen for good.</summary>
    private const byte Many = byte.MaxValue;
    private readonly float[] poc;
    private readonly byte[] seen;
    private int[] from = [];
    private int[] to = [];

    private SweepRaster(int rows, int columns, double pixelMetres, double radius, float[] poc)
    {
        Rows = rows;
        Columns = columns;
        PixelMetres = pixelMetres;
        Radius = radius;
        this.poc = poc;
        seen = new byte[poc.Length + Block];
    }

    public int Rows { get; }
    public int Columns { get; }
    public double PixelMetres { get; }

    /// <summary>The sensor's radius in pixels.</summary>
    public double Radius { get; }

    /// <summary>POC by row, then column.</summary>
    public ReadOnlySpan<float> Poc => poc;

    /// <summary>How many segments see a pixel, up to 255.</summary>
    public int Seen(int row, int column) => seen[row * Columns + column];

    /// <summary>Which of the <see cref="Block"/> pixels from a column on are seen by so many segments, a bit for each; bits beyond the row's end mean nothing.</summary>
    public ulong SeenTimes(int row, int column, byte times)
    {
        var counts = seen.AsSpan(row * Columns + column, Block);
        var wanted = Vector256.Create(times);
        var low = Vector256.Equals(Vector256.Create<byte>(counts), wanted).ExtractMostSignificantBits();
        var high = Vector256.Equals(Vector256.Create<byte>(counts[32..]), wanted).ExtractMostSignificantBits();
        return low | (ulong)high << 32;
    }

    /// <summary>POC of those of the <see cref="Block"/> pixels from a column on whose bit is set.</summary>
    public double PocOf(int row, int column, ulong pixels)
    {
        var sum = 0.0;
        var start = row * Columns + column;
        for (; pixels != 0; pixels &= pixels - 1)
        {
            sum += poc[start + BitOperations.TrailingZeroCount(pixels)];
        }

        return sum;
    }

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
        Ensure(sweep);
        var count = sweep.Edges(Rows, Columns, from, to);
        return Add(sweep.FirstRowOf(Rows), from.AsSpan(0, count), to.AsSpan(0, count));
    }

    /// <summary>Sees parts of consecutive rows, both ends included; answers with the POC that was not seen before.</summary>
    public double Add(int firstRow, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends)
    {
        var gain = 0.0;
        for (var k = 0; k < starts.Length; k++)
        {
            var length = ends[k] - starts[k] + 1;
            if (length <= 0)
            {
                continue;
            }

            var start = (firstRow + k) * Columns + starts[k];
            var values = poc.AsSpan(start, length);
            var counts = seen.AsSpan(start, length);
            for (var i = 0; i < counts.Length; i++)
            {
                var count = counts[i];
                gain += count == 0 ? values[i] : 0;
                counts[i] = (byte)(count == Many ? count : count + 1);
            }
        }

        return gain;
    }

    /// <summary>Takes the sight of parts of consecutive rows back.</summary>
    public void Remove(int firstRow, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends)
    {
        for (var k = 0; k < starts.Length; k++)
        {
            var length = ends[k] - starts[k] + 1;
            if (length > 0)
            {
                foreach (ref var count in seen.AsSpan((firstRow + k) * Columns + starts[k], length))
                {
                    count = (byte)(count == Many ? count : count - 1);
                }
            }
        }
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

    private void Ensure(in SegmentSweep sweep)
    {
        var room = sweep.RoomFor(Rows);
        if (from.Length < room)
        {
            (from, to) = (new int[room], new int[room]);
        }
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
