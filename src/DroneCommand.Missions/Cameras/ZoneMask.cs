using System.Globalization;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Cameras;

/// <summary>
/// A privacy zone that is to be masked in all that is shown or recorded of a sortie, and when it may be in view: data for
/// whatever shows or records the video. Nothing is masked here.
/// </summary>
/// <param name="Zone">The zone's name; empty where the site gives it none.</param>
/// <param name="Outline">Its outer ring, without the closing point.</param>
/// <param name="Holes">What is cut out of it.</param>
/// <param name="HeightMetres">Of what stands in it above ground; null where the site does not say it.</param>
public sealed record ZoneMask(
    string Zone,
    IReadOnlyList<GeoPoint> Outline,
    IReadOnlyList<IReadOnlyList<GeoPoint>> Holes,
    double? HeightMetres
)
{
    /// <summary>So many times are told in a sentence.</summary>
    private const int MostTold = 3;

    /// <summary>When the camera may see it, in order and apart from each other; empty when it never does.</summary>
    public required IReadOnlyList<MaskSpan> Seen { get; init; }

    /// <summary>All the sortie: it is always in view, or it is not known where the camera looks.</summary>
    public required bool WholeWay { get; init; }

    /// <summary>The masks of a sortie in one sentence: 'Masked in video: allotments, from 0:40 to 1:25.'; null when there is none.</summary>
    public static string? Told(IReadOnlyList<ZoneMask> masks) =>
        masks.Count == 0 ? null : $"Masked in video: {string.Join("; ", masks.Select(mask => mask.Told()))}.";

    private string Told()
    {
        var name = Zone.Length > 0 ? Zone : "a privacy zone";
        if (WholeWay || Seen.Count == 0)
        {
            return WholeWay ? $"{name}, the whole way" : $"{name}, never in view";
        }

        var times = Seen.Take(MostTold).Select(span => $"from {Clock(span.From)} to {Clock(span.To)}").ToList();
        if (Seen.Count > MostTold)
        {
            var more = Seen.Count - MostTold;
            times.Add(FormattableString.Invariant($"{more} more {(more == 1 ? "time" : "times")}"));
        }

        var listed = times.Count == 1 ? times[0] : $"{string.Join(", ", times.SkipLast(1))} and {times[^1]}";
        return $"{name}, {listed}";
    }

    private static string Clock(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}");
}

/// <summary>A part of a sortie.</summary>
/// <param name="From">From the sortie's start, as planned; whole seconds.</param>
/// <param name="To">The same.</param>
public readonly record struct MaskSpan(TimeSpan From, TimeSpan To);
