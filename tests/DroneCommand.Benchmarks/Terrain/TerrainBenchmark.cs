using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Terrain;
using DroneCommand.Missions.Tests.Terrain;

namespace DroneCommand.Benchmarks.Terrain;

/// <summary>
/// 100 km over made ground with posts 15 m apart, at 10 m/s: the least clearance at every metre over what was asked for,
/// the climb and the height against the optimum on the same samples, places against samples, and the time.
/// </summary>
public static class TerrainBenchmark
{
    private const double Height = 40;
    private const double Corridor = 5;
    private const double StepNorth = 15 / 111_150.0;
    private const int Warm = 3;
    private const int Rounds = 10;
    private static readonly SlopeLimits Slopes = new(0.25, 0.15);

    private static readonly (string Name, double Relief)[] Grounds =
    [
        ("plain", 15),
        ("hills", 120),
        ("mountains", 500),
        ("high mountains", 1_500),
    ];

    /// <summary>Prints the table.</summary>
    public static int Run()
    {
        Console.WriteLine(
            "| ground | least over asked, m | on the corridor's edges | climb / optimum | mean height / optimum | places / samples | samples | CPU, ms | proof, ms |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        for (var i = 0; i < Grounds.Length; i++)
        {
            Row(Grounds[i].Name, Grounds[i].Relief, i + 1);
        }

        return 0;
    }

    private static void Row(string name, double relief, int seed)
    {
        // 15 m are this many degrees of longitude at 46.5° north.
        var posts = new PostGrid(400, 7_000, 46.5, 8, StepNorth, StepNorth * 1.4506);
        var ground = TerrainModel.Of(new MadeTerrain(seed, relief).Tile(posts));
        GeoPoint[] track =
        [
            posts.Place(30, 30),
            posts.Place(370, 2_000),
            posts.Place(40, 4_000),
            posts.Place(360, 6_705),
        ];
        var rules = new TerrainRules
        {
            HeightMetres = Height,
            CorridorMetres = Corridor,
            Slopes = Slopes,
        };
        var (way, milliseconds) = Timed(() => TerrainFollower.Follow(ground, track, rules));
        var path = way.Points.Select(p => (p.Position, p.Altitude)).ToList();
        var (line, proof) = Timed(() => ClearanceProof.Of(ground, path));
        var edges = ClearanceProof.Of(ground, path, Corridor);
        var (climb, mean) = Optimum(ground, track);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {line.LeastMetres - Height:F3} | {edges.LeastMetres - Height:F3} | {way.ClimbMetres / climb:F4} | {(Height + way.MeanAboveMetres) / (Height + mean):F4} | {(double)way.Points.Count / way.Samples:F3} | {way.Samples} | {milliseconds:F1} | {proof:F1} |"
            )
        );
    }

    /// <summary>Climb and mean height above what is needed, of the least profile by its definition.</summary>
    private static (double Climb, double Mean) Optimum(TerrainModel ground, GeoPoint[] track)
    {
        var samples = TerrainFollower.Sample(ground, track, Corridor);
        var need = samples.Select(s => s.Metres + Height).ToList();
        var least = LeastProfileOracle.Of([.. samples.Select(s => s.Along)], need, Slopes);
        var climb = least.Zip(least.Skip(1)).Sum(step => Math.Max(0, step.Second - step.First));
        return (climb, least.Zip(need).Average(pair => pair.First - pair.Second));
    }

    private static (T Result, double Milliseconds) Timed<T>(Func<T> work)
    {
        var result = work();
        for (var i = 1; i < Warm; i++)
        {
            result = work();
        }

        var begin = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Rounds; i++)
        {
            result = work();
        }

        return (result, (Environment.CpuUsage.TotalTime - begin).TotalMilliseconds / Rounds);
    }
}
