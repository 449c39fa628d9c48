using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Terrain;

/// <summary>How a way is to follow the ground.</summary>
public sealed record TerrainRules
{
    /// <summary>How far beside its way a vehicle may be, metres.</summary>
    public const double UsualCorridorMetres = 5;

    /// <summary>Above the highest ground of the corridor, metres.</summary>
    public required double HeightMetres { get; init; }

    /// <summary>From the way to the corridor's edge, metres: how far beside it a vehicle may be.</summary>
    public double CorridorMetres { get; init; } = UsualCorridorMetres;

    /// <summary>How steep the path may be.</summary>
    public required SlopeLimits Slopes { get; init; }

    /// <summary>How much higher than needed the path may be for the sake of fewer places, metres.</summary>
    public double ToleranceMetres { get; init; } = 1;
}

/// <summary>A place of a way over terrain.</summary>
/// <param name="Position">Where.</param>
/// <param name="Altitude">Above mean sea level.</param>
/// <param name="Corner">Index of the place that the way was given with; null for one that was put in.</param>
public readonly record struct TerrainPoint(GeoPoint Position, AltitudeAmsl Altitude, int? Corner);

/// <summary>A place that a way over terrain goes through, and how high.</summary>
/// <param name="Position">Where.</param>
/// <param name="HeightMetres">Above the highest ground of the corridor.</param>
public readonly record struct TerrainWish(GeoPoint Position, double HeightMetres)
{
    /// <summary>And at least so high above mean sea level, for what is done there.</summary>
    public double LeastAmslMetres { get; init; } = double.NegativeInfinity;
}

/// <summary>A way that follows the ground, or where it cannot be known.</summary>
public sealed record TerrainWay
{
    /// <summary>In order; straight between them. Empty when there is a hole.</summary>
    public required IReadOnlyList<TerrainPoint> Points { get; init; }

    /// <summary>How often the ground was sampled.</summary>
    public required int Samples { get; init; }

    /// <summary>Metres climbed in all.</summary>
    public double ClimbMetres { get; init; }

    /// <summary>Metres climbed in all by the least profile on the same samples.</summary>
    public double LeastClimbMetres { get; init; }

    /// <summary>Mean height above the needed one, metres.</summary>
    public double MeanAboveMetres { get; init; }

    /// <summary>The same of the least profile, metres.</summary>
    public double LeastMeanAboveMetres { get; init; }

    /// <summary>A place of the corridor where no tile has a height; null when there is none.</summary>
    public GeoPoint? Hole { get; init; }
}

/// <summary>Leads a way over the ground: as low as the rules allow.</summary>
public static class TerrainFollower
{
    /// <summary>Fewer places may cost so much more climb than the least profile has.</summary>
    private const double MostClimb = 1.02;

    /// <summary>So many places are few, as a share of the samples.</summary>
    private const double MostPlaces = 0.3;

    /// <summary>Shares of the tolerance, and where in its cone a piece is led, in the order in which they are tried.</summary>
    private static readonly (double Share, double Rise)[] Thinnings =
    [
        (1, 0.3),
        (1, 0),
        (0.7, 0.3),
        (0.7, 0),
        (1, 0.6),
        (0.5, 0.3),
        (0.5, 0),
        (0.35, 0.3),
    ];

    /// <summary>The way with heights, and with as many places more as it takes.</summary>
    /// <param name="terrain">The ground.</param>
    /// <param name="way">Two places or more, neighbours less than 180° of longitude apart.</param>
    /// <param name="rules">How to follow.</param>
    /// <exception cref="ArgumentException">There are fewer than two places, or two lie on both sides of the antimeridian.</exception>
    public static TerrainWay Follow(TerrainModel terrain, IReadOnlyList<GeoPoint> way, TerrainRules rules) =>
        Follow(terrain, [.. way.Select(place => new TerrainWish(place, rules.HeightMetres))], rules);

    /// <summary>The same with a height above the ground for each place; between places it changes evenly.</summary>
    /// <param name="terrain">The ground.</param>
    /// <param name="wishes">Two places or more with their heights, which stand in for the rules' one.</param>
    /// <param name="rules">How to follow.</param>
    /// <exception cref="ArgumentException">The way cannot be one.</exception>
    public static TerrainWay Follow(TerrainModel terrain, IReadOnlyList<TerrainWish> wishes, TerrainRules rules)
    {
        var way = wishes.Select(wish => wish.Position).ToList();
        Require(way);
        var samples = GroundSampler.Sample(terrain, way, rules.CorridorMetres);
        if (samples.Hole is { } hole)
        {
            return new()
            {
                Points = [],
                Samples = samples.Places.Count,
                Hole = hole,
            };
        }

        var need = Needed(samples, wishes);
        var least = TerrainProfile.Least(samples.Along, need, rules.Slopes);
        return Way(samples, need, least, rules);
    }

    /// <summary>The ground along a way as it is sampled for following it: metres along and metres above mean sea level.</summary>
    public static IReadOnlyList<(double Along, double Metres)> Sample(
        TerrainModel terrain,
        IReadOnlyList<GeoPoint> way,
        double corridorMetres
    )
    {
        Require(way);
        var samples = GroundSampler.Sample(terrain, way, corridorMetres);
        return [.. samples.Along.Zip(samples.Ground)];
    }

    /// <summary>True when two neighbours lie on both sides of the antimeridian: such ways are not led over terrain.</summary>
    internal static bool CrossesAntimeridian(IEnumerable<GeoPoint> way) =>
        way.Zip(way.Skip(1)).Any(leg => Math.Abs(leg.First.LongitudeDeg - leg.Second.LongitudeDeg) > 180);

    private static void Require(IReadOnlyList<GeoPoint> way)
    {
        if (way.Count < 2)
        {
            throw new ArgumentException("A way has two places or more.", nameof(way));
        }

        if (CrossesAntimeridian(way))
        {
            throw new ArgumentException("A way over terrain does not cross the antimeridian.", nameof(way));
        }
    }

    private static double[] Needed(GroundSamples samples, IReadOnlyList<TerrainWish> wishes)
    {
        var need = samples.Ground.ToArray();
        need[0] = Math.Max(need[0] + wishes[0].HeightMetres, wishes[0].LeastAmslMetres);
        for (var k = 1; k < samples.Corners.Count; k++)
        {
            var (from, to) = (samples.Corners[k - 1], samples.Corners[k]);
            var metres = samples.Along[to] - samples.Along[from];
            for (var i = from + 1; i <= to; i++)
            {
                var share = i == to ? 1 : (samples.Along[i] - samples.Along[from]) / metres;
                need[i] += wishes[k - 1].HeightMetres + (wishes[k].HeightMetres - wishes[k - 1].HeightMetres) * share;
            }

            need[to] = Math.Max(need[to], wishes[k].LeastAmslMetres);
        }

        return need;
    }

    private static TerrainWay Way(GroundSamples samples, double[] need, double[] least, TerrainRules rules)
    {
        var leastClimb = Climb(least);
        var (points, flown) = Thin(samples, least, rules, leastClimb);
        var corners = samples.Corners.Select((sample, i) => (sample, i)).ToDictionary(c => c.sample, c => c.i);
        return new()
        {
            Points =
            [
                .. points.Select(p => new TerrainPoint(
                    samples.Places[p.Sample],
                    new(p.Height),
                    corners.TryGetValue(p.Sample, out var corner) ? corner : null
                )),
            ],
            Samples = samples.Places.Count,
            ClimbMetres = Climb(flown),
            LeastClimbMetres = leastClimb,
            MeanAboveMetres = MeanAbove(flown, need),
            LeastMeanAboveMetres = MeanAbove(least, need),
        };
    }

    /// <summary>
    /// The first way of thinning that costs little climb and leaves few points; of none the one that comes nearest to both.
    /// </summary>
    private static (List<ProfilePoint> Points, double[] Flown) Thin(
        GroundSamples samples,
        double[] least,
        TerrainRules rules,
        double leastClimb
    )
    {
        var (points, flown, best) = (new List<ProfilePoint>(), Array.Empty<double>(), double.PositiveInfinity);
        foreach (var (share, rise) in Thinnings)
        {
            var tolerance = rules.ToleranceMetres * share;
            var some = TerrainProfile.Thin(samples.Along, least, samples.Corners, rules.Slopes, tolerance, rise);
            var heights = Between(samples.Along, some);
            var climb = leastClimb > 0 ? Climb(heights) / (MostClimb * leastClimb) : 0;
            var worse = Math.Max(climb, some.Count / (MostPlaces * samples.Places.Count));
            if (worse < best)
            {
                (points, flown, best) = (some, heights, worse);
            }

            if (best <= 1)
            {
                break;
            }
        }

        return (points, flown);
    }

    private static double[] Between(IReadOnlyList<double> along, List<ProfilePoint> points)
    {
        var heights = new double[along.Count];
        heights[0] = points[0].Height;
        foreach (var (from, to) in points.Zip(points.Skip(1)))
        {
            var metres = along[to.Sample] - along[from.Sample];
            for (var i = from.Sample + 1; i <= to.Sample; i++)
            {
                var share = metres > 0 ? (along[i] - along[from.Sample]) / metres : 1;
                heights[i] = from.Height + (to.Height - from.Height) * share;
            }
        }

        return heights;
    }

    private static double Climb(double[] heights) =>
        heights.Zip(heights.Skip(1)).Sum(step => Math.Max(0, step.Second - step.First));

    private static double MeanAbove(double[] heights, double[] need) =>
        heights.Zip(need).Average(pair => pair.First - pair.Second);
}
