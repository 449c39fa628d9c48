using System.Globalization;
using System.Text;
using DroneCommand.Mavlink.Missions.Files;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Exchange;

/// <summary>Writes missions for ground stations: a file per vehicle and sortie, more where it holds too many items.</summary>
internal sealed class MissionExport(PlanFileFormat format, string fileName, ExportOptions options)
{
    private readonly List<ExportFile> files = [];
    private readonly List<string> notKept = [];

    public ExportResult Write(RoutePlan plan)
    {
        var missions =
            plan.Plans.Count > 0
                ? plan
                    .Plans.Zip(plan.Routes)
                    .Select(pair => (Title(pair.Second), RouteItems.Of(pair.First, options.Site, options.Autopilot)))
                    .ToList()
                : [.. plan.Routes.Select(route => (Title(route), RouteItems.Of(route, options.Autopilot)))];
        for (var i = 0; i < missions.Count; i++)
        {
            var (title, mission) = missions[i];
            Add(title, mission, missions.Count == 1 ? "" : Suffix(i));
        }

        return new ExportResult(files, notKept);
    }

    private static string Title(VehicleRoute route) =>
        string.Create(CultureInfo.InvariantCulture, $"{route.Vehicle}, sortie {route.Sortie}");

    private static string Suffix(int index) => string.Create(CultureInfo.InvariantCulture, $"-{index + 1}");

    private void Add(string title, PlanFile mission, string suffix)
    {
        var (parts, note) = ItemLimit.Apply(mission.Mission, options.Within, mayThin: options.Site is null);
        if (note is not null)
        {
            notKept.Add($"{title}: {note}");
        }

        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-part{i + 1}");
            AddFile(mission with { Mission = parts[i] }, suffix + part);
        }
    }

    private void AddFile(PlanFile mission, string suffix)
    {
        var name = Path.ChangeExtension(fileName, null) + suffix + Path.GetExtension(fileName);
        var written = PlanFiles.Write(mission, format);
        files.Add(new ExportFile(name, Encoding.UTF8.GetBytes(written.Text)));
        notKept.AddRange(written.NotKept.Select(problem => $"{Path.GetFileName(name)}: {problem}"));
    }
}
