using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DroneCommand.Missions.Coverage;

/// <summary>
/// Counts for each square of a fine grid how many pieces of path cover its middle with a disc. Pieces can be taken away
/// again, so that a change of the path costs no more than the pieces that it touches. One thread.
/// </summary>
internal sealed class SwathRaster
{
    private const int Lanes = 32;
    private const int BlockRows = 16;

    // A run of ones between zeros: any mask that begins or ends within a vector is a window on it.
    private static readonly byte[] Window =
    [
        .. new byte[Lanes],
        .. Enumerable.Repeat((byte)255, Lanes),
        .. new byte[Lanes],
    ];

    private readonly byte[] counts;
    private readonly byte[] inside;

    // Uncovered squares by blocks of a vector's width: where a block has none, no change can win anything.
    private readonly int[] blocks;
    private readonly int[] bareBlocks;
    private readonly int blockStride;

    private byte[] savedCounts = [];
    private int[] savedBlocks = [];
    private (int Left, int Right, int First, int Last) saved;
    private int savedUncovered;
    private readonly int stride;
    private readonly int height;
    private readonly Vec origin;
    private readonly double pixel;
    private readonly double tiltSin;
    private readonly double tiltCos;
    private readonly double radius;

    /// <param name="shape">What is to be covered.</param>
    /// <param name="swath">Diameter of the disc, metres.</param>
    /// <param name="pixel">Side of a square, metres.</param>
    /// <param name="tilt">
    /// Radians between the grid's rows and X. Were rows in line with lanes, a lane could be moved to where it covers a row
    /// more than its swath has.
    /// </param>
    public SwathRaster(AreaShape shape, double swath, double pixel, double tilt)
    {
        (tiltSin, tiltCos) = Math.SinCos(tilt);
        this.pixel = pixel;
        shape = shape.Turned(tilt);
        radius = swath / 2 / pixel;
        var margin = swath / 2 + 3 * pixel;
        origin = new Vec(shape.Low.X - margin, shape.Low.Y - margin);
        stride = ((int)((shape.High.X + margin - origin.X) / pixel) / Lanes + 2) * Lanes;
        height = (int)((shape.High.Y + margin - origin.Y) / pixel) + 1;
        counts = new byte[stride * height];
        inside = new byte[stride * height];
        blockStride = stride / Lanes;
        blocks = new int[blockStride * (height / BlockRows + 1)];
        Fill(shape);
        bareBlocks = CountBlocks();
        Clear();
    }

    /// <summary>Squares that are to be covered.</summary>
    public int Total { get; private set; }

    /// <summary>Squares that are not covered.</summary>
    public int Uncovered { get; private set; }

    public double UncoveredShare => Total > 0 ? (double)Uncovered / Total : 0;

    /// <summary>Square metres of a square.</summary>
    public double PixelArea => pixel * pixel;

    /// <summary>Rows that were gone through: a measure of the work, the same on every machine.</summary>
    public long Work { get; private set; }

    public void Clear()
    {
        Array.Clear(counts);
        bareBlocks.CopyTo(blocks, 0);
        Uncovered = Total;
    }

    /// <summary>Uncovered squares within the disc's reach of a rectangle, a few too many; stops counting at a limit.</summary>
    public int UncoveredNear(Vec low, Vec high, int limit)
    {
        var (left, right, first, last) = Around(low, high);
        var sum = 0;
        for (var row = first / BlockRows; row <= last / BlockRows && sum < limit; row++)
        {
            for (var column = left / Lanes; column <= right / Lanes; column++)
            {
                sum += blocks[row * blockStride + column];
            }
        }

        return sum;
    }

    /// <summary>Remembers what lies within the disc's reach of a rectangle.</summary>
    public void Save(Vec low, Vec high)
    {
        saved = Around(low, high);
        savedUncovered = Uncovered;
        Exchange(toSaved: true);
    }

    /// <summary>Undoes what was swept within the remembered rectangle since.</summary>
    public void Restore()
    {
        Exchange(toSaved: false);
        Uncovered = savedUncovered;
    }

    private void Exchange(bool toSaved)
    {
        var (left, right, first, last) = saved;
        var width = right - left + 1;
        var (rows, blockRows) = (last - first + 1, last / BlockRows - first / BlockRows + 1);
        if (savedCounts.Length < width * rows)
        {
            savedCounts = new byte[width * rows];
        }

        for (var row = 0; row < rows; row++)
        {
            var kept = savedCounts.AsSpan(row * width, width);
            var live = counts.AsSpan((first + row) * stride + left, width);
            (toSaved ? live : kept).CopyTo(toSaved ? kept : live);
        }

        var columns = width / Lanes;
        if (savedBlocks.Length < columns * blockRows)
        {
            savedBlocks = new int[columns * blockRows];
        }

        for (var row = 0; row < blockRows; row++)
        {
            var at = (first / BlockRows + row) * blockStride + left / Lanes;
            var kept = savedBlocks.AsSpan(row * columns, columns);
            var live = blocks.AsSpan(at, columns);
            (toSaved ? live : kept).CopyTo(toSaved ? kept : live);
        }
    }

    /// <summary>The squares around a rectangle as far as the disc reaches, in whole vectors.</summary>
    private (int Left, int Right, int First, int Last) Around(Vec low, Vec high)
    {
        var middle = ((low + high) * 0.5).Turned(tiltSin, tiltCos);
        var (wide, deep) = ((high.X - low.X) / 2, (high.Y - low.Y) / 2);
        var x = wide * tiltCos + deep * tiltSin + (radius + 1) * pixel;
        var y = wide * tiltSin + deep * tiltCos + (radius + 1) * pixel;
        return (
            Math.Clamp((int)((middle.X - x - origin.X) / pixel), 0, stride - 1) & ~(Lanes - 1),
            Math.Clamp((int)((middle.X + x - origin.X) / pixel), 0, stride - 1) | (Lanes - 1),
            Math.Clamp((int)((middle.Y - y - origin.Y) / pixel), 0, height - 1),
            Math.Clamp((int)((middle.Y + y - origin.Y) / pixel), 0, height - 1)
        );
    }

    private int[] CountBlocks()
    {
        var bare = new int[blocks.Length];
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < blockStride; column++)
            {
                var squares = Vector256.LoadUnsafe(ref inside[row * stride + column * Lanes]);
                var count = BitOperations.PopCount(squares.ExtractMostSignificantBits());
                bare[row / BlockRows * blockStride + column] += count;
            }
        }

        return bare;
    }

    /// <summary>The middles of uncovered squares, grouped by what hangs together; largest group first.</summary>
    public List<List<Vec>> Gaps()
    {
        var seen = new bool[counts.Length];
        var gaps = new List<List<Vec>>();
        for (var at = 0; at < counts.Length; at++)
        {
            if (IsGap(at) && !seen[at])
            {
                gaps.Add(Flood(at, seen));
            }
        }

        gaps.Sort((one, other) => other.Count.CompareTo(one.Count));
        return gaps;
    }

    private List<Vec> Flood(int start, bool[] seen)
    {
        var group = new List<Vec>();
        var stack = new Stack<int>([start]);
        seen[start] = true;
        while (stack.TryPop(out var at))
        {
            var place = new Vec(origin.X + (at % stride + 0.5) * pixel, origin.Y + (at / stride + 0.5) * pixel);
            group.Add(place.Turned(-tiltSin, tiltCos));
            foreach (var next in (ReadOnlySpan<int>)[at - 1, at + 1, at - stride, at + stride])
            {
                if (!seen[next] && IsGap(next))
                {
                    seen[next] = true;
                    stack.Push(next);
                }
            }
        }

        return group;
    }

    private bool IsGap(int at) => inside[at] != 0 && counts[at] == 0;

    private void Fill(AreaShape shape)
    {
        var rows = new RowSpans(shape, origin.Y, pixel, height);
        for (var row = 0; row < height; row++)
        {
            var spans = rows[row];
            for (var i = 0; i + 1 < spans.Length; i += 2)
            {
                var first = Math.Max(0, (int)Math.Ceiling((spans[i] - origin.X) / pixel - 0.5));
                var last = Math.Min(stride - 1, (int)Math.Ceiling((spans[i + 1] - origin.X) / pixel - 0.5) - 1);
                if (last >= first)
                {
                    inside.AsSpan(row * stride + first, last - first + 1).Fill(255);
                    Total += last - first + 1;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sweep(Vec from, Vec to, bool adding)
    {
        (from, to) = (from.Turned(tiltSin, tiltCos), to.Turned(tiltSin, tiltCos));
        var (ax, ay) = ((from.X - origin.X) / pixel, (from.Y - origin.Y) / pixel);
        var (bx, by) = ((to.X - origin.X) / pixel, (to.Y - origin.Y) / pixel);
        var first = (int)Math.Ceiling(Math.Min(ay, by) - radius - 0.5);
        var last = (int)Math.Floor(Math.Max(ay, by) + radius - 0.5);
        var (dx, dy) = (bx - ax, by - ay);
        var length = Math.Sqrt(dx * dx + dy * dy);
        var slanted = Math.Abs(dy) > 1e-9;
        var (offX, offY) = slanted ? (-dy / length * radius, dx / length * radius) : (0, 0);
        var slope = slanted ? dx / dy : 0;
        var squared = radius * radius;
        var change = 0;
        for (var row = first; row <= last; row++)
        {
            var y = row + 0.5;
            var (low, high) = (double.MaxValue, double.MinValue);
            var rise = squared - (y - ay) * (y - ay);
            if (rise >= 0)
            {
                var half = Math.Sqrt(rise);
                (low, high) = (ax - half, ax + half);
            }

            rise = squared - (y - by) * (y - by);
            if (rise >= 0)
            {
                var half = Math.Sqrt(rise);
                (low, high) = (Math.Min(low, bx - half), Math.Max(high, bx + half));
            }

            if (slanted)
            {
                Widen(y - ay - offY, dy, ax + offX, slope, ref low, ref high);
                Widen(y - ay + offY, dy, ax - offX, slope, ref low, ref high);
            }

            var left = (int)Math.Ceiling(low - 0.5);
            var right = (int)Math.Floor(high - 0.5);
            if (right >= left)
            {
                change += adding ? Raise(row, left, right) : Lower(row, left, right);
            }
        }

        Uncovered += adding ? -change : change;
        Work += last - first + 1 + (long)(length / 16);
    }

    /// <summary>Takes in where a long side of the swept strip meets the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen(double along, double rise, double start, double slope, ref double low, ref double high)
    {
        if (rise > 0 ? along >= 0 && along <= rise : along <= 0 && along >= rise)
        {
            var x = start + along * slope;
            low = Math.Min(low, x);
            high = Math.Max(high, x);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Raise(int row, int left, int right)
    {
        var changed = 0;
        ref var block0 = ref blocks[row / BlockRows * blockStride];
        row *= stride;
        ref var count = ref MemoryMarshal.GetArrayDataReference(counts);
        ref var area = ref MemoryMarshal.GetArrayDataReference(inside);
        for (var block = left & ~(Lanes - 1); block <= right; block += Lanes)
        {
            var mask = Mask(block, left, right);
            var at = (nuint)(row + block);
            var before = Vector256.LoadUnsafe(ref count, at);
            var fresh = Vector256.Equals(before, Vector256<byte>.Zero) & mask & Vector256.LoadUnsafe(ref area, at);
            var covered = BitOperations.PopCount(fresh.ExtractMostSignificantBits());
            changed += covered;
            Unsafe.Add(ref block0, block / Lanes) -= covered;
            // A mask of 255 is −1.
            (before - mask).StoreUnsafe(ref count, at);
        }

        return changed;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Lower(int row, int left, int right)
    {
        var changed = 0;
        ref var block0 = ref blocks[row / BlockRows * blockStride];
        row *= stride;
        ref var count = ref MemoryMarshal.GetArrayDataReference(counts);
        ref var area = ref MemoryMarshal.GetArrayDataReference(inside);
        for (var block = left & ~(Lanes - 1); block <= right; block += Lanes)
        {
            var mask = Mask(block, left, right);
            var at = (nuint)(row + block);
            var after = Vector256.LoadUnsafe(ref count, at) + mask;
            var bare = Vector256.Equals(after, Vector256<byte>.Zero) & mask & Vector256.LoadUnsafe(ref area, at);
            var opened = BitOperations.PopCount(bare.ExtractMostSignificantBits());
            changed += opened;
            Unsafe.Add(ref block0, block / Lanes) += opened;
            after.StoreUnsafe(ref count, at);
        }

        return changed;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Mask(int block, int left, int right)
    {
        ref var window = ref MemoryMarshal.GetArrayDataReference(Window);
        var head = Math.Max(0, left - block);
        var tail = Math.Max(0, block + Lanes - 1 - right);
        return Vector256.LoadUnsafe(ref window, (nuint)(Lanes - head))
            & Vector256.LoadUnsafe(ref window, (nuint)(Lanes + tail));
    }
}
