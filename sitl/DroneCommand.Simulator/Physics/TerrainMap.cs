using System.Globalization;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Simulator.Physics;

/// <summary>
/// Heights of the ground over a grid of places, in metres above sea level, with straight lines in between. The file is an
/// ESRI ASCII grid in degrees (ncols, nrows, xllcorner, yllcorner, cellsize, rows from north to south).
/// </summary>
public sealed class TerrainMap
{
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

        var (columns, rows) = ((int)Head(head, "ncols"), (int)Head(head, "nrows"));
        if (words.Length - at != rows * columns)
        {
            throw new FormatException($"terrain: {rows * columns} heights expected, {words.Length - at} found");
        }

        var heights = new double[rows, columns];
        for (var i = 0; i < rows * columns; i++)
        {
            heights[rows - 1 - (i / columns), i % columns] = Number(words[at + i]);
        }

        return new TerrainMap(heights, Head(head, "xllcorner"), Head(head, "yllcorner"), Head(head, "cellsize"));
    }

    /// <summary>The height at a place, or null outside the grid.</summary>
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
        return (south * (1 - v)) + (north * v);
    }

    private static double Head(Dictionary<string, double> head, string name) =>
        head.TryGetValue(name, out var value) ? value : throw new FormatException($"terrain: no {name}");

    private static double Number(string word) =>
        double.TryParse(word, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"terrain: '{word}' is no number");
}
