using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DroneCommand.Missions.Terrain;

/// <summary>
/// SRTM's .hgt: 3601 × 3601 posts (one arc-second) or 1201 × 1201 (three), big-endian 16-bit metres by row from the north,
/// −32768 for a void. It has no header: its name tells the south-western corner, 'N47E008.hgt'.
/// </summary>
internal static partial class HgtReader
{
    /// <summary>Two studies found 5.7 and 7.5 m for SRTM; the larger counts.</summary>
    public const double SigmaMetres = 7.5;

    private const short Void = short.MinValue;
    private const string NameRule =
        "must be named by its south-western corner: 'N47E008.hgt', latitude N or S, longitude E or W";

    public static TerrainReadResult Read(byte[] data, string fileName)
    {
        if (Corner(fileName) is not { } corner)
        {
            return TerrainReadResult.Refused(fileName, "name", NameRule);
        }

        if (SideOf(data.Length) is not { } side)
        {
            var reason = string.Create(
                CultureInfo.InvariantCulture,
                $"has {data.Length} bytes; 3601 × 3601 posts have {3601 * 3601 * 2}, 1201 × 1201 have {1201 * 1201 * 2}"
            );
            return TerrainReadResult.Refused(fileName, "file", reason);
        }

        var step = 1.0 / (side - 1);
        var posts = new PostGrid(side, side, corner.South + 1, corner.West, step, step);
        var heights = new float[side * side];
        for (var i = 0; i < heights.Length; i++)
        {
            var metres = BinaryPrimitives.ReadInt16BigEndian(data.AsSpan(2 * i));
            heights[i] = metres == Void ? float.NaN : metres;
        }

        return HeightCheck.Refusal(fileName, posts, heights, "-32768 marks a void")
            ?? new(new TerrainTile(fileName, posts, heights, SigmaMetres), []);
    }

    private static int? SideOf(int bytes) =>
        bytes switch
        {
            3601 * 3601 * 2 => 3601,
            1201 * 1201 * 2 => 1201,
            _ => null,
        };

    private static (int South, int West)? Corner(string fileName)
    {
        var match = NamePattern().Match(Path.GetFileNameWithoutExtension(fileName));
        if (!match.Success)
        {
            return null;
        }

        var south = Degrees(match.Groups[2].Value, match.Groups[1].Value is "S" or "s");
        var west = Degrees(match.Groups[4].Value, match.Groups[3].Value is "W" or "w");
        return south is >= -90 and < 90 && west is >= -180 and < 180 ? (south, west) : null;
    }

    private static int Degrees(string digits, bool negative)
    {
        var degrees = int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return negative ? -degrees : degrees;
    }

    [GeneratedRegex("^([NSns])([0-9]{2})([EWew])([0-9]{3})$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
