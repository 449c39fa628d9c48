using System.Globalization;
using DroneCommand.Benchmarks.Coverage;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Benchmarks.Survey;

/// <summary>
/// Surveys whose lanes lie 25 m apart: how often places are shown against what the overlaps promise, and lengths beside the
/// lower bound and Fields2Cover's best run at that width, where a folder 'shared' beside the repository holds it.
/// </summary>
internal static class SurveyBenchmark
{
    private const double Frontlap = 75;
    private const double Sidelap = 65;

    /// <summary>At this height the default camera's footprint leaves 25 m between lanes.</summary>
    private const string Altitude = "50.743";

    /// <summary>Looks on average that such overlaps give far from any edge.</summary>
    private const double Promised = 1 / (1 - Frontlap / 100) / (1 - Sidelap / 100);

    public static int Run()
    {
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"lanes 25 m apart, overlaps {Frontlap} and {Sidelap} %")
        );
        Console.WriteLine(
            "| field | L/LB | peer | 1 picture % | 3 pictures % | least | mean / promised | photos | 3 vehicles: longest/mean | CPU s |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        var peers = CoverageBenchmark.Peers(25);
        var warm = CoverageBenchmark.Fields().First();
        Plan(AreaReader.Read(File.ReadAllText(warm.File), warm.Name).Area!, 1, 1);
        foreach (var (name, file) in CoverageBenchmark.Fields())
        {
            var area = AreaReader.Read(File.ReadAllText(file), name).Area!;
            var begin = Environment.CpuUsage.TotalTime;
            var plan = Plan(area, 3, 1);
            var cpu = (Environment.CpuUsage.TotalTime - begin).TotalSeconds;
            if (plan.Problems.Count > 0)
            {
                Console.WriteLine($"| {name} | refused: {plan.Problems[0].Reason} |");
                continue;
            }

            Console.WriteLine(Row(name, plan, Plan(area, 1, 1), Plan(area, 3, 3), cpu, peers.GetValueOrDefault(name)));
        }

        return 0;
    }

    private static string Row(
        string name,
        RoutePlan plan,
        RoutePlan once,
        RoutePlan shared,
        double cpu,
        CoverageBenchmark.Peer? peer
    )
    {
        var bound = plan.LowerBoundMetres!.Value;
        var durations = shared.Routes.Select(route => route.Duration.TotalSeconds).ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {plan.LengthMetres / bound:0.000} | {peer?.Metres / bound:0.000} | {once.CoveragePercent:0.00} | {plan.CoveragePercent:0.00} | {plan.Figures["leastOverlap"]:0} | {plan.Figures["meanOverlap"] / Promised:0.00} | {plan.Figures["photos"]:0} | {durations.Max() / durations.Average():0.000} | {cpu:0.00} |"
        );
    }

    private static RoutePlan Plan(DrawnArea area, int views, int vehicles) =>
        ShapeMission.PlanOnArea(
            TemplateLibrary.Load(TemplateLibrary.ShippedDirectory).Find("area-survey")!,
            new Dictionary<string, string>
            {
                ["altitude"] = Altitude,
                ["frontlap"] = Frontlap.ToString(CultureInfo.InvariantCulture),
                ["sidelap"] = Sidelap.ToString(CultureInfo.InvariantCulture),
                ["overshoot"] = "0",
                ["views"] = views.ToString(CultureInfo.InvariantCulture),
            },
            area,
            [.. Enumerable.Repeat(VehicleFamily.Copter, vehicles)],
            null,
            seed: 0
        );
}
