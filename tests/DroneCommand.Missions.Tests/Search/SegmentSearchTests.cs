using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Search;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Search;

public class SegmentSearchTests
{
    private static readonly SegmentTask Task = new(SweepWidthMetres: 60, BudgetMetres: 20_000, SearchConditions.Poor);

    [Fact]
    public void The_likelier_segment_gets_the_narrower_spacing_and_one_that_cannot_hold_it_gets_none()
    {
        var (efforts, ways) = SegmentSearch.Plan(
            [Square("wood", 0, 0.6), Square("field", 1200, 0.2), Square("lake", 2400, 0)],
            Task,
            start: null,
            [1]
        );

        efforts[0].TrackSpacingMetres.Should().BeLessThan(efforts[1].TrackSpacingMetres);
        efforts[0].Pod.Should().BeGreaterThan(efforts[1].Pod);
        efforts[2].LengthMetres.Should().Be(0);
        efforts.Sum(e => e.LengthMetres).Should().BeInRange(0.9 * Task.BudgetMetres, Task.BudgetMetres);
        ways.Should().ContainSingle().Which.Should().OnlyContain(p => p.EastMetres < 2300);
    }

    [Fact]
    public void Several_searchers_share_all_tracks_alike()
    {
        SegmentArea[] segments = [Square("a", 0, 0.4), Square("b", 1200, 0.4)];

        var (efforts, ways) = SegmentSearch.Plan(segments, Task, new LocalPoint(0, 0), [1, 1, 1]);

        ways.Should().HaveCount(3);
        var within = segments.Select(s => new KeptWithin(s.Shape)).ToList();
        var each = ways.Select(way => within.Sum(kept => kept.Metres(way))).ToList();
        var share = efforts.Sum(e => e.LengthMetres) / 3;
        // The way from one segment to the other leads a little through both.
        each.Should().OnlyContain(metres => metres > share - 1 && metres < share + 400);
    }

    [Fact]
    public void An_effort_that_is_too_small_for_a_leg_is_flown_all_the_same()
    {
        var (efforts, ways) = SegmentSearch.Plan([Square("a", 0, 0.4)], Task with { BudgetMetres = 300 }, null, [1]);

        efforts[0].LengthMetres.Should().BeApproximately(300, 1);
        ways[0].Length().Should().BeApproximately(300, 1);
    }

    [Property(MaxTest = 100)]
    public Property Effort_under_ideal_conditions_is_spent_whole_and_no_shift_of_it_does_better() =>
        Prop.ForAll(
            Gen.Choose(1, 1_000_000).ToArbitrary(),
            seed =>
            {
                var random = new Random(seed);
                SearchSegment[] segments =
                [
                    .. Enumerable
                        .Range(0, random.Next(2, 9))
                        .Select(i => new SearchSegment(
                            $"{i}",
                            1e4 + 1e6 * random.NextDouble(),
                            random.Next(4) == 0 ? 0 : 0.1 * random.NextDouble()
                        )),
                    new("sure", 1e5, 0.1),
                ];
                var effort = 2e6 * random.NextDouble();
                var coverages = OptimalEffort.Coverages(segments, effort, SearchConditions.Ideal);
                var spent = coverages.Zip(segments).Sum(p => p.First * p.Second.AreaSquareMetres);
                var best = TotalPos(segments, coverages);
                var isBest = true;
                for (var trial = 0; trial < 50; trial++)
                {
                    var (from, to) = (random.Next(segments.Length), random.Next(segments.Length));
                    var moved = random.NextDouble() * coverages[from] * segments[from].AreaSquareMetres;
                    var other = coverages.ToArray();
                    other[from] -= moved / segments[from].AreaSquareMetres;
                    other[to] += moved / segments[to].AreaSquareMetres;
                    isBest &= TotalPos(segments, other) <= best + 1e-12;
                }

                return isBest && Math.Abs(spent - effort) < 1e-6 * effort + 1e-3;
            }
        );

    [Property(MaxTest = 100)]
    public Property What_is_kept_of_a_path_lies_within_and_misses_nothing_that_was_within() =>
        Prop.ForAll(
            Gen.Choose(1, 1_000_000).ToArbitrary(),
            seed =>
            {
                var random = new Random(seed);
                var shape = WithHole(random);
                var kept = new KeptWithin(shape);
                LocalPoint[] path = [.. Enumerable.Range(0, 8).Select(_ => Anywhere(random))];
                var inside = kept.Path(path)!;
                var sees = inside.Zip(inside.Skip(1)).All(leg => shape.Sees(ToVec(leg.First), ToVec(leg.Second)));
                // Every cut end is a centimetre short; ways between kept parts only add.
                return sees && kept.Metres(inside) >= kept.Metres(path) - 0.02 * 8 * 8;
            }
        );

    private static double TotalPos(IReadOnlyList<SearchSegment> segments, IReadOnlyList<double> coverages) =>
        segments.Zip(coverages).Sum(p => SearchTheory.Pos(p.First.Poc, SearchTheory.PodOfParallelTracks(p.Second)));

    private static SegmentArea Square(string name, double east, double poc) =>
        new(
            new(name, 1e6, poc),
            AreaShape.Of([
                [new(east, 0), new(east + 1000, 0), new(east + 1000, 1000), new(east, 1000)],
            ]),
            new(new(east + 500, 500), 1000, 1000, 0)
        );

    private static AreaShape WithHole(Random random)
    {
        var (x, y) = (random.Next(-150, 100), random.Next(-150, 100));
        return AreaShape.Of([
            [new(-300, -250), new(280, -300), new(310, 290), new(20, 230 + random.Next(50)), new(-290, 300)],
            [new(x, y), new(x + 60, y + 5), new(x + 50, y + 80), new(x - 10, y + 70)],
        ]);
    }

    private static LocalPoint Anywhere(Random random) => new(random.Next(-400, 400), random.Next(-400, 400));

    private static Vec ToVec(LocalPoint place) => new(place.EastMetres, place.NorthMetres);
}
