using System.Runtime.Intrinsics;

namespace DroneCommand.Missions.Search;

/// <summary>
/// The pixels within a radius of a segment, row by row. Eight rows are worked out at once, in plain IEEE arithmetic without
/// fused steps, so that they are the same on every machine.
/// </summary>
internal readonly struct SegmentSweep
{
    private const int Lanes = 8;
    private readonly double lowX;
    private readonly double lowY;
    private readonly double highX;
    private readonly double highY;
    private readonly double radius;

    public SegmentSweep(double ax, double ay, double bx, double by, double radius)
    {
        // Which end is lower decides, and of ends of one height which lies to the west: the same shape in both directions.
        var isUp = ay < by || (ay == by && ax <= bx);
        (lowX, lowY, highX, highY) = isUp ? (ax, ay, bx, by) : (bx, by, ax, ay);
        this.radius = radius;
        FirstRow = (int)Math.Ceiling(lowY - radius - 0.5);
        LastRow = (int)Math.Floor(highY + radius - 0.5);
        FirstColumn = (int)Math.Floor(Math.Min(lowX, highX) - radius - 0.5);
        LastColumn = (int)Math.Ceiling(Math.Max(lowX, highX) + radius - 0.5);
    }

    public int FirstRow { get; }
    public int LastRow { get; }

    /// <summary>No pixel lies west of this column.</summary>
    public int FirstColumn { get; }

    /// <summary>No pixel lies east of this column.</summary>
    public int LastColumn { get; }

    /// <summary>The first row on a raster.</summary>
    public int FirstRowOf(int rows) => Math.Clamp(FirstRow, 0, rows);

    /// <summary>How many rows lie on a raster.</summary>
    public int RowsOf(int rows) => Math.Max(0, Math.Min(rows - 1, LastRow) - FirstRowOf(rows) + 1);

    /// <summary>How much room <see cref="Edges"/> takes for its answer.</summary>
    public int RoomFor(int rows) => (RowsOf(rows) + Lanes - 1) / Lanes * Lanes;

    /// <summary>
    /// First and last column, of those on a raster, whose centre is within the radius, for each row from
    /// <see cref="FirstRowOf"/> on; first after last when there is none. Answers with the number of rows.
    /// </summary>
    public int Edges(int rows, int columns, Span<int> from, Span<int> to)
    {
        var count = RowsOf(rows);
        var (dx, dy) = (highX - lowX, highY - lowY);
        var length = Math.Sqrt(dx * dx + dy * dy);
        var (offsetX, offsetY) = length > 0 ? (-dy / length * radius, dx / length * radius) : (0, 0);
        // Single precision does near the segment: columns count from its lower end, heights too.
        var column = (int)Math.Floor(Math.Clamp(lowX, -1, columns));
        var shape = new Shape(
            Vector256.Create((float)(lowX - column - 0.5)),
            Vector256.Create((float)(highX - column - 0.5)),
            Vector256.Create((float)dy),
            Vector256.Create((float)offsetX),
            Vector256.Create((float)offsetY),
            Vector256.Create((float)(dy > 0 ? dx / dy : 0)),
            Vector256.Create((float)(radius * radius))
        );
        var lowest = Vector256.Create((float)-column);
        var highest = Vector256.Create((float)(columns - 1 - column));
        var y = Vector256.Create((float)(FirstRowOf(rows) + 0.5 - lowY)) + Vector256<float>.Indices;
        for (var k = 0; k < count; k += Lanes)
        {
            var left = Vector256.Ceiling(shape.Left(y));
            var right = Vector256.Floor(shape.Right(y));
            left = Vector256.Min(Vector256.Max(left, lowest), highest + Vector256<float>.One);
            right = Vector256.Max(Vector256.Min(right, highest), lowest - Vector256<float>.One);
            (Vector256.ConvertToInt32(left) + Vector256.Create(column)).CopyTo(from[k..]);
            (Vector256.ConvertToInt32(right) + Vector256.Create(column)).CopyTo(to[k..]);
            y += Vector256.Create((float)Lanes);
        }

        return count;
    }

    /// <summary>Each side of the swept shape is the circle at the lower end, the straight edge, or the circle at the upper end.</summary>
    private readonly record struct Shape(
        Vector256<float> LowX,
        Vector256<float> HighX,
        Vector256<float> Height,
        Vector256<float> OffsetX,
        Vector256<float> OffsetY,
        Vector256<float> Slope,
        Vector256<float> Square
    )
    {
        public Vector256<float> Left(Vector256<float> y)
        {
            var edge = LowX + OffsetX + (y - OffsetY) * Slope;
            var high = Vector256.ConditionalSelect(
                Vector256.GreaterThan(y, Height + OffsetY),
                HighX - Half(y - Height),
                edge
            );
            return Vector256.ConditionalSelect(Vector256.LessThan(y, OffsetY), LowX - Half(y), high);
        }

        public Vector256<float> Right(Vector256<float> y)
        {
            var edge = LowX - OffsetX + (y + OffsetY) * Slope;
            var high = Vector256.ConditionalSelect(
                Vector256.GreaterThan(y, Height - OffsetY),
                HighX + Half(y - Height),
                edge
            );
            return Vector256.ConditionalSelect(Vector256.LessThan(y, -OffsetY), LowX + Half(y), high);
        }

        private Vector256<float> Half(Vector256<float> dy) =>
            Vector256.Sqrt(Vector256.Max(Vector256<float>.Zero, Square - dy * dy));
    }
}
