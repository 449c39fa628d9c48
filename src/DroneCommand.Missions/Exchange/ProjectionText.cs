using System.Globalization;
using System.Text.RegularExpressions;

namespace DroneCommand.Missions.Exchange;

/// <summary>Says whether a .prj is that of longitude and latitude on WGS 84.</summary>
internal static partial class ProjectionText
{
    private const int MaxLength = 20_000;
    private const string Remedy = "transform the file to longitude and latitude of WGS 84 (EPSG:4326) first";

    /// <summary>Why the coordinates cannot be taken; null when they can.</summary>
    /// <param name="wkt">The .prj's text; null where there is none.</param>
    public static string? Fault(string? wkt)
    {
        if (string.IsNullOrWhiteSpace(wkt))
        {
            return "has no .prj beside it: its numbers could be of any reference system; put the .prj there";
        }

        if (wkt.Length > MaxLength)
        {
            return $"has a .prj of more than {MaxLength} characters";
        }

        if (Root().Match(wkt) is not { Success: true } root)
        {
            return "has a .prj that names no reference system";
        }

        var name = KmlCoordinates.Shorten(root.Groups[2].Value);
        if (root.Groups[1].Value.ToUpperInvariant() is not ("GEOGCS" or "GEOGCRS" or "GEODCRS" or "GEODETICCRS"))
        {
            return $"is in the projection '{name}'; {Remedy}";
        }

        var datum = Plain(Datum().Match(wkt).Groups[1].Value);
        if (
            !datum.Contains("WGS84", StringComparison.Ordinal)
            && !datum.Contains("WGS1984", StringComparison.Ordinal)
            && !datum.Contains("WORLDGEODETICSYSTEM1984", StringComparison.Ordinal)
        )
        {
            return $"is on the datum of '{name}'; {Remedy}";
        }

        return IsInDegrees(wkt) ? null : $"is in another unit than degrees, or counts from another meridian; {Remedy}";
    }

    private static bool IsInDegrees(string wkt)
    {
        var units = Unit().Matches(wkt).Select(match => Number(match.Groups[1].Value)).ToList();
        var meridian = Meridian().Match(wkt);
        return units.Count > 0
            && units.Exists(unit => Math.Abs(unit - Math.PI / 180) < 1e-9)
            && (!meridian.Success || Number(meridian.Groups[1].Value) == 0);
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    private static string Plain(string name) => new([.. name.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]);

    [GeneratedRegex("""^\s*([A-Za-z]+)\s*\[\s*"([^"]*)""", RegexOptions.NonBacktracking)]
    private static partial Regex Root();

    [GeneratedRegex(
        """(?:DATUM|ENSEMBLE|TRF)\s*\[\s*"([^"]*)""",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Datum();

    [GeneratedRegex(
        """UNIT\s*\[\s*"[^"]*"\s*,\s*([-+0-9.eE]+)""",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Unit();

    [GeneratedRegex(
        """PRIMEM\s*\[\s*"[^"]*"\s*,\s*([-+0-9.eE]+)""",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Meridian();
}
