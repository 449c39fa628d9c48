namespace DroneCommand.Missions.Search;

/// <summary>
/// Which share of each cell rings cover, exactly: every piece of an edge within a cell adds the area to its right, and sums
/// along the rows do the rest.
/// </summary>
internal sealed class CellCoverage
{
    private readonly double[] changes;
    private readonly int width;

    /// <param name="firstRow">The first row looked at.</param>
    /// <param name="firstColumn">The first column looked at.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    public CellCoverage(int firstRow, int firstColumn, int rows, int columns)
    {
        (FirstRow, FirstColumn, Rows, Columns) = (firstRow, firstColumn, rows, columns);
        width = columns + 2;
        changes = new double[rows * width];
    }

    public int FirstRow { get; }

    public int FirstColumn { get; }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Adds a ring without its closing point, in cells; it adds what it encloses, or takes it away.</summary>
    public void Add(IReadOnlyList<(double Column, double Row)> ring, bool isHole)
    {
        var sign = Area(ring) > 0 == isHole ? 1.0 : -1.0;
        for (var i = 0; i < ring.Count; i++)
        {
            AddEdge(ring[i], ring[(i + 1) % ring.Count], sign);
        }
    }

    /// <summary>The shares, 0 to 1, by row, then column, of the cells looked at.</summary>
    public double[] Shares()
    {
        var shares = new double[Rows * Columns];
        for (var row = 0; row < Rows; row++)
        {
            var sum = 0.0;
            for (var column = 0; column < Columns; column++)
            {
                sum += changes[row * width + column];
                shares[row * Columns + column] = Math.Clamp(sum, 0, 1);
            }
        }

        return shares;
    }

    /// <summary>Enclosed by a ring, in cells; positive when it runs anticlockwise.</summary>
    public static double Area(IReadOnlyList<(double Column, double Row)> ring)
    {
        var sum = 0.0;
        for (var i = 0; i < ring.Count; i++)
        {
            var (from, to) = (ring[i], ring[(i + 1) % ring.Count]);
            sum += (from.Column - ring[0].Column) * (to.Row - ring[0].Row);
            sum -= (to.Column - ring[0].Column) * (from.Row - ring[0].Row);
        }

        return sum / 2;
    }

    private void AddEdge((double Column, double Row) from, (double Column, double Row) to, double sign)
    {
        var (columns, rows) = (to.Column - from.Column, to.Row - from.Row);
        if (rows == 0)
        {
            return;
        }

        var begin = 0.0;
        while (begin < 1)
        {
            var end = Math.Min(1, Terrain.GridLines.NextCrossing(from.Row, rows, begin));
            end = Math.Min(end, Terrain.GridLines.NextCrossing(from.Column, columns, begin));
            var middle = (begin + end) / 2;
            AddPiece(from.Column + middle * columns, from.Row + middle * rows, sign * rows * (end - begin));
            begin = end;
        }
    }

    /// <summary>A piece within one cell: its middle, and by how much it rises.</summary>
    private void AddPiece(double column, double row, double rise)
    {
        var r = Math.Clamp((int)Math.Floor(row) - FirstRow, 0, Rows - 1);
        var c = Math.Clamp((int)Math.Floor(column) - FirstColumn, 0, Columns - 1);
        var left = Math.Clamp(column - FirstColumn - c, 0, 1);
        changes[r * width + c] += rise * (1 - left);
        changes[r * width + c + 1] += rise * left;
    }
}
