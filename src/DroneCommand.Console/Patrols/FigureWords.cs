using System.Globalization;
using System.Text;
using DroneCommand.Console.Shell;

namespace DroneCommand.Console.Patrols;

/// <summary>How a plan's figures, which programs know by short names, are put into words.</summary>
public static class FigureWords
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["worstIdlenessS"] = "Longest unseen",
        ["meanIdlenessS"] = "Unseen on average",
        ["cyclicIdlenessS"] = "Longest unseen, one after another",
        ["partitionIdlenessS"] = "Longest unseen, each its own part",
        ["boundIdlenessS"] = "At least, by any plan",
        ["pos"] = "Probability of success",
        ["boundPos"] = "At most, by any plan",
        ["poc"] = "Probability of containment",
        ["podIdeal"] = "Probability of detection",
        ["podPoor"] = "Probability of detection in poor conditions",
        ["leftOutPct"] = "Of the pattern left out",
        ["goOn"] = "Goes on past a place",
        ["reliefVehicles"] = "Vehicles that relief takes",
        ["reliefDutyS"] = "On duty until relieved",
        ["reliefWorstIdlenessS"] = "Longest unseen with relief",
        ["driftM"] = "Drifted",
        ["totalErrorM"] = "Error of the datum",
        ["datumLat"] = "Latitude of the datum",
        ["datumLon"] = "Longitude of the datum",
        ["coverageFactor"] = "Coverage factor",
        ["detection"] = "Intruder seen, at least",
        ["detectionMean"] = "Intruder seen on average",
        ["gsdCm"] = "Ground pixel",
        ["photos"] = "Pictures",
        ["roundS"] = "One round",
        ["standOffM"] = "Stand-off",
        ["slantM"] = "Camera to place",
        ["betweenM"] = "Between two vehicles",
        ["angleDeg"] = "Angle between two",
        ["minFenceClearanceM"] = "Least distance to the fence",
        ["minKeepOutClearanceM"] = "Least distance to a keep-out",
        ["minClearanceM"] = "Least height above the ground",
        ["meanOverlap"] = "Pictures of a place on average",
        ["leastOverlap"] = "Pictures of a place at least",
        ["triggerM"] = "Between two pictures",
        ["spacingM"] = "Between two lanes",
    };

    /// <summary>What a person reads for a figure's name.</summary>
    public static string Name(string figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return Names.GetValueOrDefault(figure) ?? Spelled(Bare(figure));
    }

    /// <summary>The figure with the unit that its name ends in.</summary>
    public static string Value(string figure, double value)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return UnitOf(figure) switch
        {
            "S" => $"{Show.Duration(TimeSpan.FromSeconds(value))} min",
            "M" => Show.Length(value),
            "Cm" => Show.Number(value, "0.##") + " cm",
            "Deg" => Show.Number(value, "0") + "°",
            "Pct" => Show.Number(value, "0.#") + " %",
            _ when figure.StartsWith("datum", StringComparison.Ordinal) => Show.Number(value, "0.000000") + "°",
            _ when IsShare(figure) => Show.Number(value * 100, "0.#") + " %",
            _ => Show.Number(value, "0.##"),
        };
    }

    private static bool IsShare(string figure) =>
        figure is "pos" or "boundPos" or "poc" or "podIdeal" or "podPoor" or "goOn"
        || figure.StartsWith("detection", StringComparison.Ordinal);

    private static string UnitOf(string figure) =>
        Array.Find(["Deg", "Pct", "Cm", "S", "M"], unit => figure.EndsWith(unit, StringComparison.Ordinal)) ?? "";

    private static string Bare(string figure) => figure[..^UnitOf(figure).Length];

    /// <summary>'leastOverlap' as 'Least overlap'.</summary>
    private static string Spelled(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
        {
            words.Append(
                words.Length == 0 ? char.ToUpper(letter, CultureInfo.InvariantCulture).ToString()
                : char.IsUpper(letter) ? $" {char.ToLower(letter, CultureInfo.InvariantCulture)}"
                : letter.ToString()
            );
        }

        return words.ToString();
    }
}
