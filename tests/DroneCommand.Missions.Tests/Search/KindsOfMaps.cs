using DroneCommand.Missions.Search;

namespace DroneCommand.Missions.Tests.Search;

/// <summary>
/// Probability maps from a seed of kinds that <see cref="MadeMaps"/> has not, to hold out: the search was tuned to none of
/// them.
/// </summary>
internal static class KindsOfMaps
{
    private const int Side = 120;
    private const double Cell = 30;
    private const double Half = Side * Cell / 2;

    /// <summary>A value of a place, east and north in metres; not negative.</summary>
    private delegate double Field(double east, double north);

    /// <summary>What <see cref="Of"/> takes.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    ["many hills", "along a path", "ring", "thin lines", "peaked", "nearly flat", "patches"];

    public static ProbabilityMap Of(string kind, int seed)
    {
        var random = new Random(100 + seed);
        Field field = kind switch
        {
            "many hills" => Hills(random),
            "along a path" => Along(random, 250, 0.05),
            "ring" => Ring(random),
            "thin lines" => Lines(random),
            "peaked" => Peak(random),
            "nearly flat" => Flat(random),
            "patches" => Patches(random),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
        };
        var values = Enumerable
            .Range(0, Side * Side)
            .Select(i => field((i % Side + 0.5) * Cell - Half, (i / Side + 0.5) * Cell - Half))
            .ToList();
        var sum = values.Sum() / (0.3 + 0.6 * random.NextDouble());
        return new()
        {
            Rows = Side,
            Columns = Side,
            CellMetres = Cell,
            Corner = new(-Half, -Half),
            Start = new(Within(random, Half / 2), Within(random, Half / 2)),
            Probability = [.. values.Select(value => value / sum)],
            DetectionRadiusMetres = 33.137,
        };
    }

    private static Field Hills(Random random)
    {
        var hills = Enumerable
            .Range(0, 4 + random.Next(5))
            .Select(_ => Bell(random, 100 + 300 * random.NextDouble()))
            .ToList();
        return (x, y) => hills.Sum(hill => hill(x, y));
    }

    private static Field Bell(Random random, double sigma)
    {
        var (east, north, weight) = (Within(random, 1400), Within(random, 1400), 0.5 + random.NextDouble());
        return (x, y) => weight * Math.Exp(-(Square(x - east) + Square(y - north)) / (2 * sigma * sigma));
    }

    /// <summary>A way that meanders over the map; likely is what lies near it.</summary>
    private static Field Along(Random random, double sigma, double bend)
    {
        var (x, y, heading) = (-Half, Within(random, Half / 2), 0.0);
        var way = new List<(double X, double Y)>();
        while (Math.Abs(x) <= Half && Math.Abs(y) <= Half && way.Count < 400)
        {
            way.Add((x, y));
            heading += Within(random, bend) - 0.01 * heading;
            (x, y) = (x + 20 * Math.Cos(heading), y + 20 * Math.Sin(heading));
        }

        return (east, north) => Math.Exp(-way.Min(p => Square(p.X - east) + Square(p.Y - north)) / (2 * sigma * sigma));
    }

    private static Field Ring(Random random)
    {
        var (east, north) = (Within(random, 400), Within(random, 400));
        var (radius, sigma, lean) = (
            500 + 700 * random.NextDouble(),
            60 + 150 * random.NextDouble(),
            Within(random, 0.9)
        );
        return (x, y) =>
        {
            var off = Math.Sqrt(Square(x - east) + Square(y - north)) - radius;
            return (1 + lean * Math.Sin(Math.Atan2(y - north, x - east))) * Math.Exp(-off * off / (2 * sigma * sigma));
        };
    }

    private static Field Lines(Random random)
    {
        var lines = Enumerable.Range(0, 4 + random.Next(5)).Select(_ => Along(random, 25, 0.15)).ToList();
        return (x, y) => 0.02 + lines.Max(line => line(x, y));
    }

    private static Field Peak(Random random)
    {
        var (peak, foot) = (Bell(random, 60 + 60 * random.NextDouble()), Bell(random, 700));
        return (x, y) => peak(x, y) + 0.02 * foot(x, y);
    }

    private static Field Flat(Random random)
    {
        var (bell, noise) = (Bell(random, 1500), new Random(random.Next()));
        return (x, y) => 1 + 0.1 * bell(x, y) + 0.1 * noise.NextDouble();
    }

    /// <summary>Blocks of every size, each alike likely inside, and nothing between them.</summary>
    private static Field Patches(Random random)
    {
        var blocks = Enumerable
            .Range(0, 25)
            .Select(_ =>
                (
                    X: Within(random, Half),
                    Y: Within(random, Half),
                    A: 30 + Within(random, 25) + 200 * Square(random.NextDouble()),
                    B: 60 + 200 * Square(random.NextDouble()),
                    Poc: random.NextDouble()
                )
            )
            .ToList();
        return (x, y) => blocks.Max(b => Math.Abs(x - b.X) < b.A && Math.Abs(y - b.Y) < b.B ? b.Poc : 0);
    }

    private static double Square(double value) => value * value;

    private static double Within(Random random, double size) => size * (2 * random.NextDouble() - 1);
}
