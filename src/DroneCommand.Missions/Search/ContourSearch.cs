using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Search;

/// <summary>Heights at the corners of a square grid; row 0 is the southernmost.</summary>
/// <param name="Corner">Place of the height in row 0, column 0.</param>
/// <param name="PostMetres">Between neighbouring heights.</param>
/// <param name="Rows">Heights from south to north.</param>
/// <param name="Columns">Heights from west to east.</param>
/// <param name="Heights">Metres AMSL by row, then column.</param>
public sealed record HeightGrid(
    LocalPoint Corner,
    double PostMetres,
    int Rows,
    int Columns,
    IReadOnlyList<double> Heights
)
{
    internal double At(int row, int column) => Heights[row * Columns + column];
}

/// <summary>One line of equal height.</summary>
/// <param name="HeightAmslMetres">Its height.</param>
/// <param name="IsClosed">True when it comes back to its first point, which is not repeated.</param>
/// <param name="Line">Its points, uphill on the left.</param>
public sealed record ContourLine(double HeightAmslMetres, bool IsClosed, IReadOnlyList<LocalPoint> Line);

/// <summary>
/// Contour search (OS; IAMSAR vol. II, 5.5): around a mountain along lines of equal height, from the top down, the
/// searcher passing below the last level before it starts the next.
/// </summary>
public static class ContourSearch
{
    /// <summary>The levels' lines in flight order: from the highest level down, and within a level from where the last line ended.</summary>
    /// <param name="terrain">The heights.</param>
    /// <param name="highestAmslMetres">The first level.</param>
    /// <param name="lowestAmslMetres">No level lies below it.</param>
    /// <param name="spacingMetres">Between levels.</param>
    public static IReadOnlyList<ContourLine> Plan(
        HeightGrid terrain,
        double highestAmslMetres,
        double lowestAmslMetres,
        double spacingMetres
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(spacingMetres);
        var lines = new List<ContourLine>();
        for (var level = 0; highestAmslMetres - level * spacingMetres >= lowestAmslMetres; level++)
        {
            lines.AddRange(Lines(terrain, highestAmslMetres - level * spacingMetres));
        }

        return InOrder(lines);
    }

    /// <summary>Lines in flight order: from the highest level down, and within a level from where the last line ended.</summary>
    internal static List<ContourLine> InOrder(IEnumerable<ContourLine> lines)
    {
        var route = new List<ContourLine>();
        foreach (var level in lines.GroupBy(line => line.HeightAmslMetres).OrderByDescending(group => group.Key))
        {
            var left = level.ToList();
            while (left.Count > 0)
            {
                var next = route.Count == 0 ? left[0] : Nearest(left, End(route[^1]));
                left.Remove(next);
                route.Add(route.Count == 0 ? next : StartingNear(next, End(route[^1])));
            }
        }

        return route;
    }

    /// <summary>All lines of one height, by linear interpolation along the grid's edges.</summary>
    public static List<ContourLine> Lines(HeightGrid terrain, double heightAmslMetres)
    {
        var next = Crossings(terrain, heightAmslMetres);
        var starts = next.Keys.Except(next.Values).Order().ToList();
        var lines = starts.ConvertAll(start => Follow(terrain, heightAmslMetres, next, start));
        while (next.Count > 0)
        {
            lines.Add(Follow(terrain, heightAmslMetres, next, next.Keys.Min()));
        }

        return lines;
    }

    private static LocalPoint End(ContourLine line) => line.IsClosed ? line.Line[0] : line.Line[^1];

    private static ContourLine Nearest(List<ContourLine> lines, LocalPoint from) =>
        lines.MinBy(line => Places(line).Min(p => p.DistanceTo(from)))!;

    /// <summary>Where a line may be begun.</summary>
    private static IEnumerable<LocalPoint> Places(ContourLine line) =>
        line.IsClosed ? line.Line : [line.Line[0], line.Line[^1]];

    private static ContourLine StartingNear(ContourLine line, LocalPoint from)
    {
        if (!line.IsClosed)
        {
            var isNear = line.Line[0].DistanceTo(from) <= line.Line[^1].DistanceTo(from);
            return isNear ? line : line with { Line = [.. line.Line.Reverse()] };
        }

        var at = Enumerable.Range(0, line.Line.Count).MinBy(i => line.Line[i].DistanceTo(from));
        return line with { Line = [.. line.Line.Skip(at), .. line.Line.Take(at)] };
    }

    /// <summary>From each crossed edge to the next along the line. Edge 2 i runs east from height i, 2 i + 1 runs north.</summary>
    private static Dictionary<int, int> Crossings(HeightGrid terrain, double level)
    {
        var next = new Dictionary<int, int>();
        for (var row = 0; row + 1 < terrain.Rows; row++)
        {
            for (var column = 0; column + 1 < terrain.Columns; column++)
            {
                Cross(terrain, level, row, column, next);
            }
        }

        return next;
    }

    private static void Cross(HeightGrid terrain, double level, int row, int column, Dictionary<int, int> next)
    {
        // Corners anticlockwise from the south-west, and the edge that leads from each to the next.
        var at = row * terrain.Columns + column;
        bool[] above =
        [
            terrain.At(row, column) >= level,
            terrain.At(row, column + 1) >= level,
            terrain.At(row + 1, column + 1) >= level,
            terrain.At(row + 1, column) >= level,
        ];
        int[] edges = [2 * at, 2 * (at + 1) + 1, 2 * (at + terrain.Columns), 2 * at + 1];
        for (var i = 0; i < 4; i++)
        {
            // With high ground on the left, a line enters where high turns to low anticlockwise.
            if (above[i] && !above[(i + 1) % 4])
            {
                var to = Enumerable.Range(1, 3).Select(k => (i + k) % 4).First(k => !above[k] && above[(k + 1) % 4]);
                next[edges[i]] = edges[to];
            }
        }
    }

    private static ContourLine Follow(HeightGrid terrain, double level, Dictionary<int, int> next, int start)
    {
        var line = new List<LocalPoint>();
        var edge = start;
        do
        {
            line.Add(Place(terrain, level, edge));
            if (!next.Remove(edge, out var to))
            {
                return new(level, false, line);
            }

            edge = to;
        } while (edge != start);
        return new(level, true, line);
    }

    private static LocalPoint Place(HeightGrid terrain, double level, int edge)
    {
        var at = edge / 2;
        var (row, column) = (at / terrain.Columns, at % terrain.Columns);
        var isNorth = edge % 2 == 1;
        var from = terrain.At(row, column);
        var to = isNorth ? terrain.At(row + 1, column) : terrain.At(row, column + 1);
        var share = (level - from) / (to - from);
        return new(
            terrain.Corner.EastMetres + (column + (isNorth ? 0 : share)) * terrain.PostMetres,
            terrain.Corner.NorthMetres + (row + (isNorth ? share : 0)) * terrain.PostMetres
        );
    }
}
