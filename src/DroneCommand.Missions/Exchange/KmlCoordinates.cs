using System.Globalization;
using System.Text;

namespace DroneCommand.Missions.Exchange;

/// <summary>KML's text of positions: numbers with commas between, positions with blanks between.</summary>
internal static class KmlCoordinates
{
    /// <summary>The positions' texts with the lines they begin on. Blanks around commas, which many write, are none.</summary>
    public static IEnumerable<(int Line, string Tuple)> Tuples(string text, int firstLine)
    {
        var line = firstLine;
        var tuple = new StringBuilder();
        var begin = line;
        var blank = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                blank = true;
                line += c == '\n' ? 1 : 0;
                continue;
            }

            if (blank && tuple.Length > 0 && c != ',' && tuple[^1] != ',')
            {
                yield return (begin, tuple.ToString());
                tuple.Clear();
            }

            begin = tuple.Length == 0 ? line : begin;
            blank = false;
            tuple.Append(c);
        }

        if (tuple.Length > 0)
        {
            yield return (begin, tuple.ToString());
        }
    }

    /// <summary>Longitude, latitude and, where there is one, altitude; null for what is none.</summary>
    public static (double Longitude, double Latitude, double? Altitude)? Read(string tuple, char separator)
    {
        var parts = tuple.Split(separator, 5, StringSplitOptions.TrimEntries);
        // A comma at the end of a position is common and harmless.
        var count = parts.Length > 2 && parts[^1].Length == 0 ? parts.Length - 1 : parts.Length;
        if (count is not (2 or 3) || Number(parts[0]) is not { } longitude || Number(parts[1]) is not { } latitude)
        {
            return null;
        }

        return count == 2 ? (longitude, latitude, null)
            : Number(parts[2]) is { } altitude ? (longitude, latitude, altitude)
            : null;
    }

    /// <summary>A finite number; null for any other text.</summary>
    public static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    public static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
