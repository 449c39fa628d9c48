using System.Globalization;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Simulator.Physics;

/// <summary>
/// Heights of the ground over a grid of places, in metres above sea level, with straight lines in between. The file is an
/// ESRI ASCII grid in degrees: ncols, nrows, xllcorner or xllcenter, yllcorner or yllcenter, cellsize, NODATA_value, rows
/// from north to south. Heights stand at the middle of their cells.
/// </summary>
public sealed class TerrainMap
{
    private const int MostCells = 25_000_000;

    private readonly double[,] _heights;
    private readonly double _west;
    private readonly double _south;
    private readonly double _cell;

    private TerrainMap(double[,] heights, double west, double south, double cell) =>
        (_heights, _west, _south, _cell) = (heights, west, south, cell);

    private int Rows => _heights.GetLength(0);

    private int Columns => _heights.GetLength(1);

    /// <summary>Metres between the rows.</summary>
    public double SpacingM => _cell * 111_318.845;

    /// <summary>Reads a grid.</summary>
    /// <exception cref="FormatException">A line of the head is missing, or the rows are not as many or as long as it says.</exception>
    public static TerrainMap Parse(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var head = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        var at = 0;
        for (; at + 1 < words.Length && char.IsLetter(words[at][0]); at += 2)
        {
            head[words[at]] = Number(words[at + 1]);
        }

        var (columns, rows) = (Count(head, "ncols"), Count(head, "nrows"));
        var cell = Head(head, "cellsize");
        if (cell is not (> 0 and < 10))
        {
            throw new FormatException($"terrain: cellsize {cell} is no size of a cell in degrees");
        }

        var cells = (long)rows * columns;
        if (cells > MostCells || words.Length - at != cells)
        {
            throw new FormatException(
                $"terrain: {columns} x {rows} heights expected, {MostCells} at most; {words.Length - at} found"
            );
        }

        var unknown = head.TryGetValue("NODATA_value", out var none) ? none : double.NaN;
        var heights = new double[rows, columns];
        for (var i = 0; i < rows * columns; i++)
        {
            var height = Number(words[at + i]);
            heights[rows - 1 - (i / columns), i % columns] = height == unknown ? double.NaN : height;
        }

        return new TerrainMap(heights, FirstCentre(head, "xll", cell), FirstCentre(head, "yll", cell), cell);
    }

    /// <summary>The height at a place, or null outside the grid and beside cells without one.</summary>
    public double? AmslAt(GeoPoint place)
    {
        var (x, y) = ((place.LongitudeDeg - _west) / _cell, (place.LatitudeDeg - _south) / _cell);
        if (x < 0 || y < 0 || x > Columns - 1 || y > Rows - 1)
        {
            return null;
        }

        var (column, row) = (Math.Min((int)x, Columns - 2), Math.Min((int)y, Rows - 2));
        var (u, v) = (x - column, y - row);
        var south = (_heights[row, column] * (1 - u)) + (_heights[row, column + 1] * u);
        var north = (_heights[row + 1, column] * (1 - u)) + (_heights[row + 1, column + 1] * u);
        var height = (south * (1 - v)) + (north * v);
        return double.IsNaN(height) ? null : height;
    }

    private static double FirstCentre(Dictionary<string, double> head, string axis, double cell) =>
        head.TryGetValue(axis + "center", out var centre) ? centre : Head(head, axis + "corner") + (cell / 2);

    private static int Count(Dictionary<string, double> head, string name) =>
        Head(head, name) is >= 2 and <= MostCells and var count
            ? (int)count
            : throw new FormatException($"terrain: {name} is to be 2 or more");

    private static double Head(Dictionary<string, double> head, string name) =>
        head.TryGetValue(name, out var value) ? value : throw new FormatException($"terrain: no {name}");

    private static double Number(string word) =>
        double.TryParse(word, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"terrain: '{word}' is no number");
}
