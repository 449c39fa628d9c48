using System.Globalization;
using System.Text.Json;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Benchmarks.Coverage;

/// <summary>
/// Lengths, times and CPU seconds of area coverage, beside the lower bound and Fields2Cover's best run where a folder
/// 'shared' beside the repository holds it. Fields that lie in the repository are made up and have no peer's figures.
/// </summary>
internal static class CoverageBenchmark
{
    private const string FieldsFolder = "data/planning/fields";
    private const string PeerFile = "data/planning/baselines_fields2cover.json";

    public static int Run(string[] args)
    {
        var vehicles = args is [_, var n, ..] ? int.Parse(n, CultureInfo.InvariantCulture) : 1;
        double[] swaths = args is [var w, ..] ? [double.Parse(w, CultureInfo.InvariantCulture)] : [25, 5];
        foreach (var swath in swaths)
        {
            Print(swath, vehicles);
        }

        return 0;
    }

    private static void Print(double swath, int vehicles)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"swath {swath} m, {vehicles} vehicle(s)"));
        Console.WriteLine(
            "| field | L/LB | peer | coverage % | peer | turns | time s | in arcs | of peer's | longest/mean | CPU s |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        var peers = Peers(swath);
        // One plan beforehand, so that the first field does not pay for compiling.
        foreach (
            var (name, file) in Fields()
                .Take(1)
                .Concat(Fields())
                .Select((field, i) => i == 0 ? ("", field.File) : field)
        )
        {
            var area = AreaReader.Read(File.ReadAllText(file), name).Area!;
            var begin = Environment.CpuUsage.TotalTime;
            var plan = Plan(area, swath, vehicles);
            var cpu = (Environment.CpuUsage.TotalTime - begin).TotalSeconds;
            if (name.Length > 0)
            {
                Console.WriteLine(Row(name, plan, vehicles, cpu, peers.GetValueOrDefault(name)));
            }
        }
    }

    private static RoutePlan Plan(DrawnArea area, double swath, int vehicles) =>
        ShapeMission.PlanOnArea(
            TemplateLibrary.Load(TemplateLibrary.ShippedDirectory).Find("area-coverage")!,
            new Dictionary<string, string> { ["swath"] = swath.ToString(CultureInfo.InvariantCulture) },
            area,
            [.. Enumerable.Repeat(VehicleFamily.Copter, vehicles)],
            vehicles > 1 ? area.Outline[0] : null,
            seed: 0
        );

    private static string Row(string name, RoutePlan plan, int vehicles, double cpu, Peer? peer)
    {
        if (plan.Problems.Count > 0)
        {
            return $"| {name} | refused: {plan.Problems[0].Reason} |";
        }

        var longest = plan.Routes.Max(route => route.LengthMetres);
        var (seconds, bound) = (plan.Duration.TotalSeconds, plan.LowerBoundMetres!.Value);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {longest * vehicles / bound:0.0000} | {peer?.Metres / bound:0.0000} | {plan.CoveragePercent:0.00} | {peer?.CoveragePercent:0.00} | {plan.Turns} | {seconds:0} | {plan.DurationInArcs.TotalSeconds:0} | {(vehicles == 1 ? seconds / peer?.Seconds : null):0.000} | {longest * vehicles / plan.LengthMetres:0.000} | {cpu:0.00} |"
        );
    }

    internal static IEnumerable<(string Name, string File)> Fields()
    {
        var own = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Coverage", "fields"), "*.geojson");
        var shared = Shared(FieldsFolder) is { } folder ? Directory.GetFiles(folder, "*.geojson") : [];
        return own.Order(StringComparer.Ordinal)
            .Concat(shared.Order(StringComparer.Ordinal))
            .Select(file => (Path.GetFileNameWithoutExtension(file), file));
    }

    internal static Dictionary<string, Peer> Peers(double swath)
    {
        if (Shared(PeerFile) is not { } file)
        {
            return [];
        }

        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var key = string.Create(CultureInfo.InvariantCulture, $"f2c_w{swath}");
        return document.RootElement.TryGetProperty(key, out var runs)
            ? runs.EnumerateObject().ToDictionary(run => run.Name, run => new Peer(run.Value))
            : [];
    }

    private static string? Shared(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", relative);
            if (Path.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    internal sealed record Peer(double Metres, double Seconds, double CoveragePercent)
    {
        public Peer(JsonElement run)
            : this(
                run.GetProperty("length_m").GetDouble(),
                run.GetProperty("mission_time_s").GetDouble(),
                run.GetProperty("coverage_path").GetDouble() * 100
            ) { }
    }
}
