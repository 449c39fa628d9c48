namespace DroneCommand.Missions.Terrain;

/// <summary>Where a straight way crosses the lines of posts.</summary>
internal static class GridLines
{
    /// <summary>A place this near to a line of posts, in steps, lies on it.</summary>
    public const double OnLine = 1e-9;

    /// <summary>The next crossing after a share of the way; infinite when there is none.</summary>
    /// <param name="at">Where the way begins, in steps.</param>
    /// <param name="change">By how many steps the whole way changes it.</param>
    /// <param name="share">Of the way, 0 to 1.</param>
    public static double NextCrossing(double at, double change, double share)
    {
        if (change == 0)
        {
            return double.PositiveInfinity;
        }

        var now = at + share * change;
        var line = change > 0 ? Math.Floor(now + OnLine) + 1 : Math.Ceiling(now - OnLine) - 1;
        return (line - at) / change;
    }
}

/// <summary>A straight piece within one cell between four posts, in steps of the raster.</summary>
internal readonly record struct CellPiece(double RowFrom, double RowTo, double ColumnFrom, double ColumnTo)
{
    /// <summary>The cell's northern row; on the raster's last row the cell north of it.</summary>
    public int Row(int rows) => Index(RowFrom, RowTo, rows);

    /// <summary>The cell's western column; on the raster's last column the cell west of it.</summary>
    public int Column(int columns) => Index(ColumnFrom, ColumnTo, columns);

    /// <summary>The most by which the ground, a parabola here, rises above a line; NaN when a post has no height.</summary>
    /// <param name="row">By <see cref="Row"/>.</param>
    /// <param name="column">By <see cref="Column"/>.</param>
    /// <param name="north">Heights of the northern posts, west and east.</param>
    /// <param name="south">Heights of the southern posts, west and east.</param>
    /// <param name="lineFrom">The line's height where the piece begins.</param>
    /// <param name="lineTo">The line's height where it ends.</param>
    public double HighestAbove(
        int row,
        int column,
        (double West, double East) north,
        (double West, double East) south,
        double lineFrom,
        double lineTo
    )
    {
        var twist = north.West - north.East - south.West + south.East;
        if (double.IsNaN(twist))
        {
            return double.NaN;
        }

        var from = Height(RowFrom - row, ColumnFrom - column, north, south) - lineFrom;
        var to = Height(RowTo - row, ColumnTo - column, north, south) - lineTo;
        var highest = Math.Max(from, to);
        // from + (to - from - bend) s + bend s² has its top between 0 and 1 only when it bends downwards.
        var bend = twist * (RowTo - RowFrom) * (ColumnTo - ColumnFrom);
        var slope = to - from - bend;
        return bend < 0 && slope > 0 && slope < -2 * bend ? from - slope * slope / (4 * bend) : highest;
    }

    private static double Height(
        double down,
        double right,
        (double West, double East) north,
        (double West, double East) south
    )
    {
        var top = north.West + (north.East - north.West) * right;
        var bottom = south.West + (south.East - south.West) * right;
        return top + (bottom - top) * down;
    }

    private static int Index(double from, double to, int count)
    {
        var index = (int)Math.Floor((from + to) / 2);
        return index == count - 1 && Math.Max(from, to) - index < GridLines.OnLine ? index - 1 : index;
    }
}
