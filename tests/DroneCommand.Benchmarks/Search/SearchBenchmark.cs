using System.Globalization;
using System.Text.Json;
using DroneCommand.Missions.Search;
using DroneCommand.Missions.Tests.Search;

namespace DroneCommand.Benchmarks.Search;

/// <summary>
/// Search on probability maps, 100 km for 5 vehicles: POS against the bound (densest 2 r L + n π r²) and against the best
/// published pattern where the map's file names it. Maps that are made here need no data.
/// </summary>
public static class SearchBenchmark
{
    private const double Budget = 100_000;
    private const int Vehicles = 5;
    private const string Published = "_100000";

    /// <summary>Prints the table; the arguments are how many maps are made, 6 without it, and the seed, 1 without it.</summary>
    public static int Run(string[] args)
    {
        var made = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 6;
        var chance = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
        Console.WriteLine(
            "| map | POS / bound | POS / best published | POS / pizza | time to detection / pizza's, of what is found | of all on the map | least possible | lanes | length, m | CPU, s |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        var shares = new List<double>();
        foreach (var file in SharedFiles.In("data/planning/sar", "*.json"))
        {
            var text = File.ReadAllText(file);
            var map = ProbabilityMapReader.Read(text, file).Map;
            shares.Add(Row(Path.GetFileNameWithoutExtension(file), map!, BestPublished(text), chance));
        }

        for (var seed = 1; seed <= made; seed++)
        {
            Row(string.Create(CultureInfo.InvariantCulture, $"made {seed}"), MadeMaps.Of(seed), null, chance);
        }

        foreach (var kind in KindsOfMaps.Kinds)
        {
            Row(kind, KindsOfMaps.Of(kind, 1), null, chance);
        }

        if (shares.Count > 0)
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"\nMean of the published maps: {shares.Average():F4} of the bound"
                )
            );
        }

        return 0;
    }

    private static double Row(string name, ProbabilityMap map, double? published, int seed)
    {
        var begin = Environment.CpuUsage.TotalTime;
        var plan = ProbabilitySearch.Plan(map, Budget, Vehicles, seed);
        var cpu = (Environment.CpuUsage.TotalTime - begin).TotalSeconds;
        var ours = DetectionTimes.Of(map, plan.Paths);
        var pizza = DetectionTimes.Of(map, PizzaPattern.Of(map, Budget, Vehicles));
        var least = DetectionTimes.LeastOfMap(map, Budget, Vehicles);
        var share = plan.Pos / plan.BoundPos;
        var better = published is { } best ? (plan.Pos / best).ToString("F3", CultureInfo.InvariantCulture) : "";
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {share:F4} | {better} | {ours.Pos / pizza.Pos:F3} | {ours.OfFoundMetres / pizza.OfFoundMetres:F3} | {ours.OfMapMetres / pizza.OfMapMetres:F3} | {least / pizza.OfMapMetres:F3} | {plan.Lanes} | {plan.LengthMetres:F1} | {cpu:F1} |"
            )
        );
        return share;
    }

    private static double? BestPublished(string text)
    {
        using var document = JsonDocument.Parse(text);
        if (!document.RootElement.TryGetProperty("baselines", out var baselines))
        {
            return null;
        }

        var metrics = baselines
            .EnumerateObject()
            .Where(b =>
                b.Name.EndsWith(Published, StringComparison.Ordinal) && b.Value.ValueKind == JsonValueKind.Object
            )
            .Select(b => b.Value.GetProperty("area_metric").GetDouble());
        return metrics.Max();
    }
}
