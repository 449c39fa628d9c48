using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Terrain;

/// <summary>
/// The ground within short straight pieces of a corridor, exactly. Between four posts the ground is a saddle or a plane:
/// less any height that is linear along the way it has no peak inside a cell, so the highest point lies on a post, on the
/// corridor's edges, or on its ends. On each of these the ground is a parabola from cell to cell.
/// </summary>
internal sealed class CorridorSlice(TerrainModel terrain, double halfWidthMetres)
{
    /// <summary>Pieces are this long at most, in steps between posts.</summary>
    public const double PieceSteps = 0.5;

    private const double MetresPerDegree = 111_000;
    private bool isComplete;

    /// <summary>The first place where no tile has a height; null when there was none.</summary>
    public GeoPoint? Hole { get; private set; }

    /// <summary>The highest ground across the corridor at a place.</summary>
    /// <param name="place">On the middle line.</param>
    /// <param name="way">The piece's direction.</param>
    public double Across(GeoPoint place, Heading way)
    {
        var (left, right) = (way.Beside(place, halfWidthMetres), way.Beside(place, -halfWidthMetres));
        var (highest, isKnown) = (double.NegativeInfinity, false);
        foreach (var tile in terrain.Tiles)
        {
            if (IsNear(tile, place))
            {
                isComplete = true;
                highest = Math.Max(highest, Along(tile, left, right, (0, 0)));
                isKnown |= isComplete;
            }
        }

        return Known(isKnown, highest, place);
    }

    /// <summary>The most by which the ground of a piece rises above a line from its one end to the other.</summary>
    /// <param name="from">On the middle line.</param>
    /// <param name="to">On the middle line.</param>
    /// <param name="line">The line's heights at both ends.</param>
    /// <param name="way">The piece's direction.</param>
    public double Above(GeoPoint from, GeoPoint to, (double From, double To) line, Heading way)
    {
        var (highest, isKnown) = (double.NegativeInfinity, false);
        foreach (var tile in terrain.Tiles)
        {
            if (IsNear(tile, from))
            {
                isComplete = true;
                highest = Math.Max(highest, Above(tile, from, to, line, way));
                isKnown |= isComplete;
            }
        }

        return Known(isKnown, highest, from);
    }

    private double Above(TerrainTile tile, GeoPoint from, GeoPoint to, (double From, double To) line, Heading way)
    {
        if (halfWidthMetres == 0)
        {
            return Along(tile, from, to, line);
        }

        var (a, b) = (way.Beside(from, halfWidthMetres), way.Beside(to, halfWidthMetres));
        var (c, d) = (way.Beside(from, -halfWidthMetres), way.Beside(to, -halfWidthMetres));
        var edges = Math.Max(Along(tile, a, b, line), Along(tile, c, d, line));
        var (north, south) = (
            Math.Max(Math.Max(a.LatitudeDeg, b.LatitudeDeg), Math.Max(c.LatitudeDeg, d.LatitudeDeg)),
            Math.Min(Math.Min(a.LatitudeDeg, b.LatitudeDeg), Math.Min(c.LatitudeDeg, d.LatitudeDeg))
        );
        var (west, east) = (
            Math.Min(Math.Min(a.LongitudeDeg, b.LongitudeDeg), Math.Min(c.LongitudeDeg, d.LongitudeDeg)),
            Math.Max(Math.Max(a.LongitudeDeg, b.LongitudeDeg), Math.Max(c.LongitudeDeg, d.LongitudeDeg))
        );
        return Math.Max(edges, PostsWithin(tile, (north, south, west, east), from, to, line, way));
    }

    private double PostsWithin(
        TerrainTile tile,
        (double North, double South, double West, double East) box,
        GeoPoint from,
        GeoPoint to,
        (double From, double To) line,
        Heading way
    )
    {
        var posts = tile.Posts;
        var highest = double.NegativeInfinity;
        var length = way.Seen(from, to).Ahead;
        for (var row = (int)Math.Ceiling(posts.RowOf(box.North)); row <= posts.RowOf(box.South); row++)
        {
            for (var column = (int)Math.Ceiling(posts.ColumnOf(box.West)); column <= posts.ColumnOf(box.East); column++)
            {
                var (ahead, left) = way.Seen(from, posts.Place(row, column));
                if (ahead < 0 || ahead > length || Math.Abs(left) > halfWidthMetres)
                {
                    continue;
                }

                var height = terrain.Post(tile, row, column);
                isComplete &= !double.IsNaN(height);
                var above = height - (line.From + (line.To - line.From) * ahead / length);
                highest = above > highest ? above : highest;
            }
        }

        return highest;
    }

    /// <summary>The most by which the ground rises above a line along a straight way, cell by cell.</summary>
    private double Along(TerrainTile tile, GeoPoint from, GeoPoint to, (double From, double To) line)
    {
        var posts = tile.Posts;
        var (row, column) = (posts.RowOf(from.LatitudeDeg), posts.ColumnOf(from.LongitudeDeg));
        var (rows, columns) = (posts.RowOf(to.LatitudeDeg) - row, posts.ColumnOf(to.LongitudeDeg) - column);
        var (begin, highest) = (0.0, double.NegativeInfinity);
        do
        {
            var crossing = Math.Min(
                GridLines.NextCrossing(row, rows, begin),
                GridLines.NextCrossing(column, columns, begin)
            );
            var end = Math.Min(1, crossing);
            var cell = new CellPiece(
                row + begin * rows,
                row + end * rows,
                column + begin * columns,
                column + end * columns
            );
            var (down, right) = (cell.Row(posts.Rows), cell.Column(posts.Columns));
            var above = cell.HighestAbove(
                down,
                right,
                (terrain.Post(tile, down, right), terrain.Post(tile, down, right + 1)),
                (terrain.Post(tile, down + 1, right), terrain.Post(tile, down + 1, right + 1)),
                line.From + (line.To - line.From) * begin,
                line.From + (line.To - line.From) * end
            );
            isComplete &= !double.IsNaN(above);
            highest = above > highest ? above : highest;
            begin = end;
        } while (begin < 1);
        return highest;
    }

    /// <summary>Near enough that a piece from here may touch the tile's cells or the ones just beside them.</summary>
    private bool IsNear(TerrainTile tile, GeoPoint place) =>
        tile.Reaches(place, 3 + 2 * halfWidthMetres / (tile.Posts.StepNorthDeg * MetresPerDegree));

    private double Known(bool isKnown, double highest, GeoPoint place)
    {
        if (!isKnown)
        {
            Hole ??= place;
        }

        return highest;
    }
}
