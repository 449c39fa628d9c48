using System.IO.Compression;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Missions.Exchange;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Console.Patrols;

/// <summary>A plan as one file for a person to keep.</summary>
/// <param name="Name">With its ending.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="NotKept">What of the plan it does not say, or says otherwise, for people.</param>
public sealed record PlanFile(string Name, byte[] Content, IReadOnlyList<string> NotKept)
{
    private const int LongestName = 60;

    /// <summary>What can be written, by ending and by who reads it.</summary>
    public static IReadOnlyList<(string Ending, string For)> Formats { get; } =
    [
        (".plan", "QGroundControl: the mission with fence and rally points"),
        (".waypoints", "Mission Planner and MAVProxy: the mission's items"),
        (".kml", "Google Earth and maps"),
        (".gpx", "GPS devices"),
        (".geojson", "GIS programs"),
    ];

    /// <summary>Writes a plan that may be flown; where a format takes several files, they come in a zip.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="names">Its vehicles, in the team's order.</param>
    /// <param name="site">Where it is flown.</param>
    /// <param name="name">The patrol's name, from which the file's is made.</param>
    /// <param name="ending">One of <see cref="Formats"/>.</param>
    public static PlanFile Of(TeamPlan plan, IReadOnlyList<string> names, Site site, string name, string ending)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var format =
            ExportFormats.Of(ending) ?? throw new ArgumentException($"{ending} is not written.", nameof(ending));
        var stem = Stem(name);
        var called = plan.Whole with
        {
            Routes = [.. plan.Whole.Routes.Select(route => route with { Vehicle = names[route.Index] })],
        };
        var written = PlanExport.Write(called, format, stem + ending, new ExportOptions { Site = site });
        return written.Files is [var only]
            ? new PlanFile(only.Name, only.Content, written.NotKept)
            : new PlanFile($"{stem}{ending}.zip", Zipped(written.Files), written.NotKept);
    }

    /// <summary>Letters and digits of any script, joined by hyphens: every system takes it.</summary>
    private static string Stem(string name)
    {
        var letters = new string([.. name.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]);
        var words = string.Join('-', letters.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return words.Length == 0 ? "plan" : words[..Math.Min(words.Length, LongestName)].TrimEnd('-');
    }

    private static byte[] Zipped(IReadOnlyList<ExportFile> files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files)
            {
                using var entry = zip.CreateEntry(file.Name).Open();
                entry.Write(file.Content);
            }
        }

        return bytes.ToArray();
    }
}
