using DroneCommand.Missions.Coverage;

namespace DroneCommand.Missions.Survey;

/// <summary>Where pictures are taken along a line: at its beginning, then every so many metres, and at its end.</summary>
internal static class PhotoPoints
{
    /// <summary>Of the distance between pictures: what is left at a line's end without a picture of its own.</summary>
    private const double LeftOver = 0.25;

    /// <summary>Of the distance between pictures: nearer to the end, a vehicle may turn before the picture is due.</summary>
    private const double TooNear = 0.05;

    /// <summary>Places and directions in flight order.</summary>
    public static IEnumerable<(Vec Place, Vec Ahead)> Of(PhotoLine line, double trigger)
    {
        var ends = EndsWithOne(line, trigger);
        for (var i = 0; i == 0 || i * trigger <= line.Metres - (ends ? TooNear * trigger : 0); i++)
        {
            yield return line.At(i * trigger);
        }

        if (ends)
        {
            yield return line.At(line.Metres);
        }
    }

    /// <summary>True when the line's end needs a picture that no distance triggers for sure.</summary>
    public static bool EndsWithOne(PhotoLine line, double trigger)
    {
        var left = line.Metres / trigger - Math.Floor(line.Metres / trigger + 1e-9);
        return left is > LeftOver or < TooNear;
    }
}
