using System.Globalization;
using System.Text.Json;
using DroneCommand.Missions.Patrols;
using DroneCommand.Missions.Tests.Patrols;

namespace DroneCommand.Benchmarks.Patrols;

/// <summary>
/// Patrols: perimeters with and without battery relief, measured against L / (k v); graphs against the round, the
/// parts and what no schedule beats; turning patrols against the published model's maximin and 100,000 trials.
/// </summary>
public static class PatrolBenchmark
{
    private const double Speed = 5;
    private static readonly ReliefTimes Times = new(1_200, 3_600, 20);

    /// <summary>Prints the three tables.</summary>
    public static int Run()
    {
        Fences();
        Graphs();
        Unpredictable();
        return 0;
    }

    private static void Fences()
    {
        Console.WriteLine("| perimeter | L, m | k | worst / (L / kv) | with relief | vehicles with relief |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var (name, length) in Lines())
        {
            foreach (var k in (int[])[1, 3, 5, 8])
            {
                var patrol = FencePatrol.Plan(length, true, [.. Enumerable.Repeat(Speed, k)]);
                var bound = length / (k * Speed);
                var alone = IdlenessMeter.Measure(length, patrol.Vehicles).WorstS / bound;
                // A dock on the line: the furthest place lies half of it away, as the crow flies no more than a third.
                var relief = PatrolRelief.Plan(
                    patrol,
                    length,
                    place => 15 + Math.Min(place, length - place) / 1.5 / 12,
                    Times
                );
                var relieved = PatrolRelief.Measure(patrol, length, relief).WorstS / bound;
                Console.WriteLine(
                    Text($"| {name} | {length:F0} | {k} | {alone:F4} | {relieved:F4} | {relief.Vehicles} |")
                );
            }
        }
    }

    private static IEnumerable<(string Name, double Length)> Lines()
    {
        foreach (var file in SharedFiles.In("data/planning/perimeters", "*.geojson"))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            var properties = document.RootElement.GetProperty("features")[0].GetProperty("properties");
            yield return (Path.GetFileNameWithoutExtension(file), properties.GetProperty("length_m").GetDouble());
        }

        yield return ("made, 2 km", 2_000);
        yield return ("made, 12 km", 12_000);
    }

    private static void Graphs()
    {
        Console.WriteLine(
            "\n| graph | k | worst, s at 1 m/s | strategy | round | parts | no schedule under | CPU, s |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var (name, graph) in Networks())
        {
            foreach (var k in (int[])[1, 2, 4, 6, 8])
            {
                var begin = Environment.CpuUsage.TotalTime;
                var plan = GraphPatrol.Plan(graph, k, seed: 1);
                var cpu = (Environment.CpuUsage.TotalTime - begin).TotalSeconds;
                Console.WriteLine(
                    Text(
                        $"| {name} | {k} | {plan.WorstIdleness:F2} | {plan.Strategy} | {plan.CyclicIdleness:F2} | {plan.PartitionIdleness:F2} | {Math.Max(plan.LowerBound, LeastIdleness.Of(graph, k)):F2} | {cpu:F1} |"
                    )
                );
            }
        }
    }

    private static IEnumerable<(string Name, PatrolGraph Graph)> Networks()
    {
        foreach (var file in SharedFiles.In("data/planning/patrol_graphs", "*.json"))
        {
            yield return (
                Path.GetFileNameWithoutExtension(file),
                PatrolGraphReader.Read(File.ReadAllText(file), file).Graph!
            );
        }

        var random = new Random(4);
        var edges = Enumerable
            .Range(1, 49)
            .Select(i => (i, random.Next(Math.Max(0, i - 6), i), 2 + 10 * random.NextDouble()));
        yield return ("made tree of 50", PatrolGraph.Of([.. Enumerable.Range(0, 50)], edges));
    }

    private static void Unpredictable()
    {
        Console.WriteLine("\n| d | t | goes on | worst segment | model | mean | 100,000 trials, 95 % |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (
            var (d, t, model) in ((int, int, double)[])
                [(8, 6, 0.3913), (16, 9, 0.1052), (16, 12, 0.323), (20, 15, 0.3102), (20, 18, 0.4741)]
        )
        {
            var plan = UnpredictablePatrol.Plan(d, t);
            var worst = plan.BySegment.Select((p, i) => (p, i)).MinBy(pair => pair.p).i + 1;
            var rate = UnpredictablePatrol.Simulate(plan, worst, 100_000, seed: 1);
            Console.WriteLine(
                Text(
                    $"| {d} | {t} | {plan.GoOn:F4} | {plan.Detection:F4} | {model:F4} | {plan.MeanDetection:F4} | {rate.Low:F4} to {rate.High:F4} |"
                )
            );
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
