namespace DroneCommand.Missions.Search;

/// <summary>Some segments over a raster: what they see, row by row.</summary>
internal sealed class SweepSide(SweepRaster raster)
{
    private const int Most = 16;
    private readonly (int FirstRow, int EndRow, int Start)[] segments = new (int, int, int)[Most];
    private readonly (int From, int To)[] runs = new (int, int)[Most];
    private int[] from = new int[256];
    private int[] to = new int[256];
    private int count;
    private int used;
    private int runCount;

    public int FirstRow { get; private set; }

    /// <summary>The row after the last.</summary>
    public int EndRow { get; private set; }

    public void Clear() => (count, used, FirstRow, EndRow) = (0, 0, raster.Rows, 0);

    public void Add((double X, double Y) a, (double X, double Y) b)
    {
        var sweep = new SegmentSweep(a.X, a.Y, b.X, b.Y, raster.Radius);
        var room = used + sweep.RoomFor(raster.Rows);
        if (room > from.Length)
        {
            Array.Resize(ref from, 2 * room);
            Array.Resize(ref to, 2 * room);
        }

        var rows = sweep.Edges(raster.Rows, raster.Columns, from.AsSpan(used), to.AsSpan(used));
        var first = sweep.FirstRowOf(raster.Rows);
        segments[count++] = (first, first + rows, used);
        used = room;
        FirstRow = Math.Min(FirstRow, first);
        EndRow = Math.Max(EndRow, first + rows);
    }

    /// <summary>Turns to a row; answers with the first and the last column that is seen there, or first after last.</summary>
    public (int From, int To) Look(int row)
    {
        var (low, high) = (int.MaxValue, -1);
        runCount = 0;
        foreach (ref readonly var segment in segments.AsSpan(0, count))
        {
            if (row >= segment.FirstRow && row < segment.EndRow)
            {
                var at = segment.Start + row - segment.FirstRow;
                var (first, last) = (from[at], to[at]);
                if (first <= last)
                {
                    runs[runCount++] = (first, last);
                    (low, high) = (Math.Min(low, first), Math.Max(high, last));
                }
            }
        }

        return (low, high);
    }

    /// <summary>Which of the pixels of a block that begins at a column are seen in the row, a bit for each, and which by more than one segment.</summary>
    public ulong Pixels(int column, out ulong shared)
    {
        var seen = 0UL;
        shared = 0;
        foreach (var (first, last) in runs.AsSpan(0, runCount))
        {
            var low = Math.Max(first - column, 0);
            var high = Math.Min(last - column, SweepRaster.Block - 1);
            if (low <= high)
            {
                var pixels = (ulong.MaxValue << low) & (ulong.MaxValue >> (SweepRaster.Block - 1 - high));
                shared |= seen & pixels;
                seen |= pixels;
            }
        }

        return seen;
    }

    /// <summary>How many of the segments see a pixel of the row.</summary>
    public int TimesSeen(int column)
    {
        var times = 0;
        foreach (var (first, last) in runs.AsSpan(0, runCount))
        {
            times += first <= column && column <= last ? 1 : 0;
        }

        return times;
    }

    /// <summary>Adds the segments to what the raster sees, or takes them back.</summary>
    public void Apply(bool isSeen)
    {
        foreach (var (first, end, start) in segments.AsSpan(0, count))
        {
            var starts = from.AsSpan(start, end - first);
            var ends = to.AsSpan(start, end - first);
            if (isSeen)
            {
                raster.Add(first, starts, ends);
            }
            else
            {
                raster.Remove(first, starts, ends);
            }
        }
    }
}
