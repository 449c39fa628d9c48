using DroneCommand.Missions.Search;

namespace DroneCommand.Missions.Tests.Search;

/// <summary>
/// Probability maps from a seed, of the kinds that land searches have: rings about the last known point, places that
/// nobody goes to, roads and paths that people follow, a second scenario elsewhere, a start at the map's edge.
/// </summary>
internal static class MadeMaps
{
    private const int Side = 120;
    private const double Cell = 30;
    private const double Half = Side * Cell / 2;

    public static ProbabilityMap Of(int seed)
    {
        var random = new Random(seed);
        var probability = new double[Side * Side];
        var hills = Enumerable.Range(0, 1 + seed % 3).Select(i => Hill(random, i)).ToList();
        Each((i, x, y) => probability[i] = hills.Sum(hill => hill(x, y)));
        for (var i = random.Next(4, 30); i > 0; i--)
        {
            Hole(random, probability);
        }

        for (var i = random.Next(0, 10); i > 0; i--)
        {
            Road(random, probability);
        }

        Each((i, x, y) => probability[i] *= x * x + y * y > Half * Half ? 0 : 1);
        var sum = probability.Sum() / (0.2 + 0.7 * random.NextDouble());
        return new()
        {
            Rows = Side,
            Columns = Side,
            CellMetres = Cell,
            Corner = new(-Half, -Half),
            Start = seed % 4 == 3 ? new(-Half, 0) : new(0, 0),
            Probability = [.. probability.Select(p => p / sum)],
            DetectionRadiusMetres = 33.137,
        };
    }

    private static void Each(Action<int, double, double> act)
    {
        for (var i = 0; i < Side * Side; i++)
        {
            act(i, (i % Side + 0.5) * Cell - Half, (i / Side + 0.5) * Cell - Half);
        }
    }

    private static Func<double, double, double> Hill(Random random, int number)
    {
        var (east, north) = number == 0 ? (0.0, 0.0) : (Within(random, 1200), Within(random, 1200));
        var (scale, weight) = (300 + 1200 * random.NextDouble(), 1 + random.NextDouble());
        return (x, y) =>
        {
            var z =
                (Math.Log(Math.Max(5, Math.Sqrt((x - east) * (x - east) + (y - north) * (y - north))) / scale)) / 1.1;
            return weight * Math.Exp(-z * z / 2);
        };
    }

    private static void Hole(Random random, double[] probability)
    {
        var (east, north, a, b) = (
            Within(random, Half),
            Within(random, Half),
            60 + Within(random, 40),
            60 + 400 * random.NextDouble()
        );
        var left = random.Next(3) * 0.3;
        Each((i, x, y) => probability[i] *= Math.Pow((x - east) / a, 4) + Math.Pow((y - north) / b, 4) < 1 ? left : 1);
    }

    private static void Road(Random random, double[] probability)
    {
        var (east, north, heading, gain) = (
            Within(random, Half),
            Within(random, Half),
            2 * Math.PI * random.NextDouble(),
            1.5 + random.NextDouble()
        );
        var cells = new HashSet<int>();
        for (var metres = 0; metres < 3000; metres += 15)
        {
            heading += Within(random, 0.08);
            (east, north) = (east + 15 * Math.Cos(heading), north + 15 * Math.Sin(heading));
            var (column, row) = ((int)((east + Half) / Cell), (int)((north + Half) / Cell));
            if (column is >= 0 and < Side && row is >= 0 and < Side)
            {
                cells.Add(row * Side + column);
            }
        }

        var typical = probability.Where(p => p > 0).Average();
        foreach (var cell in cells)
        {
            probability[cell] = gain * Math.Max(typical, probability[cell]);
        }
    }

    private static double Within(Random random, double size) => size * (2 * random.NextDouble() - 1);
}
