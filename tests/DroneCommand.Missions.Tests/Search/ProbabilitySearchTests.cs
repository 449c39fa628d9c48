using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Search;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace DroneCommand.Missions.Tests.Search;

public class ProbabilitySearchTests
{
    private const double Effort = 0.2;

    public static TheoryData<int, int, double> Searches { get; } =
        new()
        {
            { 1, 5, 100_000 },
            { 2, 1, 20_000 },
            { 3, 3, 60_000 },
            { 4, 8, 30_000 },
        };

    [Theory]
    [MemberData(nameof(Searches))]
    public void Paths_begin_at_the_start_stay_within_the_budget_and_see_most_of_what_any_could(
        int map,
        int vehicles,
        double budget
    )
    {
        var made = MadeMaps.Of(map);

        var plan = ProbabilitySearch.Plan(made, budget, vehicles, seed: 1, Effort);

        plan.Paths.Should().HaveCount(vehicles);
        plan.Paths.Should().OnlyContain(path => path[0] == made.Start);
        plan.Paths.Should().OnlyContain(path => path.Length() <= budget / vehicles);
        plan.LengthMetres.Should().BeApproximately(plan.Paths.Sum(path => path.Length()), 1e-6);
        plan.LengthMetres.Should().BeGreaterThan(0.95 * budget);
        plan.Pos.Should().BeInRange(0.85 * plan.BoundPos, plan.BoundPos);
    }

    public static TheoryData<string, int, double> Kinds { get; } =
        new MatrixTheoryData<string, int, double>([.. KindsOfMaps.Kinds], [1, 10], [2_000, 60_000]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void On_every_kind_of_map_paths_stay_within_the_budget_and_what_they_see_is_no_more_than_can_be(
        string kind,
        int vehicles,
        double budget
    )
    {
        var map = KindsOfMaps.Of(kind, 2);

        var plan = ProbabilitySearch.Plan(map, budget, vehicles, seed: 1, effort: 0.05);

        plan.Paths.Should().HaveCount(vehicles);
        plan.Paths.Should().OnlyContain(path => path[0] == map.Start && path.Length() <= budget / vehicles);
        plan.Pos.Should().BePositive().And.BeLessThan(1.001 * plan.BoundPos, "the raster that measures is that good");
    }

    /// <summary>Changes are weighed by what they would see; in the end everything adds up to what is seen at all.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_changes_are_worth_adds_up(int seed)
    {
        var random = new Random(seed);
        var raster = SweepRaster.Over(MadeMaps.Of(seed), 2);
        var change = new SweepChange(raster);
        var line = new List<(double X, double Y)> { OnRaster(random, raster), OnRaster(random, raster) };
        var seen = raster.Add(line[0], line[1]);
        for (var i = 0; i < 200; i++)
        {
            var (at, place) = (random.Next(line.Count), Near(random, raster, line[^1]));
            change.Clear();
            if (line.Count < 12)
            {
                change.New(line[^1], place);
                line.Add(place);
            }
            else
            {
                Moves(change, line, at, place);
                line[at] = place;
            }

            seen += change.Worth();
            change.Apply();
        }

        var fresh = raster.Fresh();
        var whole = line.Skip(1).Select((to, i) => fresh.Add(line[i], to)).Sum();
        seen.Should().BeApproximately(whole, 1e-9);
    }

    private static void Moves(SweepChange change, List<(double X, double Y)> line, int at, (double X, double Y) to)
    {
        foreach (var other in new[] { at - 1, at + 1 }.Where(i => i >= 0 && i < line.Count))
        {
            change.Old(line[other], line[at]);
            change.New(line[other], to);
        }
    }

    private static (double X, double Y) OnRaster(Random random, SweepRaster raster) =>
        (random.NextDouble() * raster.Columns, random.NextDouble() * raster.Rows);

    private static (double X, double Y) Near(Random random, SweepRaster raster, (double X, double Y) place) =>
        random.Next(3) == 0
            ? OnRaster(random, raster)
            : (place.X + 20 * (random.NextDouble() - 0.5), place.Y + 20 * (random.NextDouble() - 0.5));

    [Fact]
    public void The_same_seed_gives_the_same_plan()
    {
        var made = MadeMaps.Of(5);

        var once = ProbabilitySearch.Plan(made, 40_000, 4, seed: 7, Effort);
        var again = ProbabilitySearch.Plan(made, 40_000, 4, seed: 7, Effort);
        var other = ProbabilitySearch.Plan(made, 40_000, 4, seed: 8, Effort);

        again.Paths.Should().BeEquivalentTo(once.Paths, options => options.WithStrictOrdering());
        other.Paths.SelectMany(p => p).Should().NotEqual(once.Paths.SelectMany(p => p));
    }

    [Fact]
    public void A_budget_that_is_more_than_enough_sees_everything()
    {
        var map = MadeMaps.Of(2);

        var plan = ProbabilitySearch.Plan(map, 400_000, 4, seed: 1, Effort);

        plan.Pos.Should().BeGreaterThan(0.97 * map.Total);
    }

    /// <summary>The oracle knows nothing of rasters: it buffers the line and intersects it with every cell.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_measured_POS_is_the_area_of_a_buffer(int seed)
    {
        var random = new Random(seed);
        var map = Small(random);
        IReadOnlyList<LocalPoint>[] paths =
        [
            [.. Enumerable.Range(0, 12).Select(_ => Anywhere(random))],
            [.. Enumerable.Range(0, 5).Select(_ => Anywhere(random))],
        ];

        var pos = ProbabilitySearch.Pos(map, paths);

        pos.Should().BeApproximately(BufferedPos(map, paths), 2e-3 * map.Total);
    }

    [Fact]
    public void What_was_flown_takes_its_share_of_every_cell()
    {
        var random = new Random(9);
        var map = Small(random);
        IReadOnlyList<LocalPoint>[] paths =
        [
            [Anywhere(random), Anywhere(random), Anywhere(random)],
        ];

        var after = ProbabilitySearch.AfterFlown(map, paths, 0.8);

        (map.Total - after.Total).Should().BeApproximately(0.8 * ProbabilitySearch.Pos(map, paths), 1e-6);
        after
            .Probability.Zip(map.Probability)
            .Should()
            .OnlyContain(p => p.First <= p.Second && p.First >= 0.2 * p.Second - 1e-12);
    }

    [Fact]
    public void The_bound_is_the_densest_area_that_fits()
    {
        var map = Small(new Random(1));
        var densest = map.Probability.OrderDescending().ToList();

        // The disc at rest is 7 cells and 0.0686 of another; a long path sees everything.
        map.Bound(0, 1).Should().BeApproximately(densest.Take(7).Sum() + 0.0686 * densest[7], 1e-5);
        map.Bound(1e9, 1).Should().BeApproximately(map.Total, 1e-9);
    }

    private static ProbabilityMap Small(Random random)
    {
        var probability = Enumerable.Range(0, 400).Select(_ => random.Next(3) * random.NextDouble()).ToList();
        var sum = probability.Sum();
        return new()
        {
            Rows = 20,
            Columns = 20,
            CellMetres = 20,
            Corner = new(-200, -200),
            Start = new(0, 0),
            Probability = [.. probability.Select(p => p / sum)],
            DetectionRadiusMetres = 30,
        };
    }

    private static LocalPoint Anywhere(Random random) => new(random.Next(-220, 220), random.Next(-220, 220));

    private static double BufferedPos(ProbabilityMap map, IEnumerable<IReadOnlyList<LocalPoint>> paths)
    {
        var lines = paths.Select(path => (Geometry)PlanarShapes.Line(path.Select(p => p.ToCoordinate())));
        var swept = UnaryUnionOp.Union(lines.Select(line => line.Buffer(map.DetectionRadiusMetres, 64)));
        var pos = 0.0;
        for (var i = 0; i < map.Probability.Count; i++)
        {
            var west = map.Corner.EastMetres + i % map.Columns * map.CellMetres;
            var south = map.Corner.NorthMetres + i / map.Columns * map.CellMetres;
            var cell = PlanarShapes.Factory.ToGeometry(
                new Envelope(west, west + map.CellMetres, south, south + map.CellMetres)
            );
            pos += map.Probability[i] * cell.Intersection(swept).Area / cell.Area;
        }

        return pos;
    }
}
