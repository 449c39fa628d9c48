using DroneCommand.Missions.Search;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Search;

public class SearchTheoryTests
{
    /// <summary>Abramowitz and Stegun, table 7.1.</summary>
    [Theory]
    [InlineData(0.1, 0.1124629160)]
    [InlineData(0.5, 0.5204998778)]
    [InlineData(1.0, 0.8427007929)]
    [InlineData(2.0, 0.9953222650)]
    [InlineData(2.6, 0.9997639656)]
    [InlineData(-0.5, -0.5204998778)]
    public void The_error_function_is_that_of_the_tables(double x, double erf) =>
        Normal.Erf(x).Should().BeApproximately(erf, 1e-10);

    [Fact]
    public void Effort_coverage_and_POD_follow_the_manual()
    {
        var effort = SearchTheory.Effort(50, 10, 3600);

        effort.Should().Be(1_800_000);
        SearchTheory.Coverage(effort, 3_600_000).Should().Be(0.5);
        SearchTheory.CoverageOfTracks(50, 100).Should().Be(0.5);
        SearchTheory.TrackSpacing(50, 0.5).Should().Be(100);
        SearchTheory.PodOfRandomSearch(1).Should().BeApproximately(0.6321205588, 1e-9);
        SearchTheory.PodOfParallelTracks(1).Should().BeApproximately(0.7899108, 1e-5);
        SearchTheory.CumulativePod([0.5, 0.5, 0.2]).Should().BeApproximately(0.8, 1e-12);
        SearchTheory.LandSweepWidth(30, ObjectVisibility.Medium).Should().BeApproximately(48, 1e-9);
        SearchTheory.TotalProbableError(3, 4, 12).Should().Be(13);
        SearchTheory.SearchRadius(10, 1).Should().BeApproximately(11, 1e-9);
        SearchTheory.SearchRadius(10, 9).Should().BeApproximately(25, 1e-9);
    }

    [Property(MaxTest = 200)]
    public Property Parallel_tracks_in_ideal_conditions_never_see_less_than_random_ones() =>
        Prop.ForAll(
            Gen.Choose(0, 500).ToArbitrary(),
            c => SearchTheory.PodOfParallelTracks(c / 100.0) >= SearchTheory.PodOfRandomSearch(c / 100.0) - 1e-12
        );

    [Property(MaxTest = 200)]
    public Property Water_filling_spends_all_effort_and_no_shift_of_it_does_better() =>
        Prop.ForAll(
            Gen.Choose(1, 1_000_000).ToArbitrary(),
            seed =>
            {
                var random = new Random(seed);
                var segments = Enumerable
                    .Range(0, random.Next(2, 9))
                    .Select(i => new SearchSegment(
                        $"{i}",
                        1e4 + 1e6 * random.NextDouble(),
                        random.Next(4) == 0 ? 0 : 0.1 * random.NextDouble()
                    ))
                    .Append(new SearchSegment("sure", 1e5, 0.1))
                    .ToList();
                var effort = 2e6 * random.NextDouble();
                var coverages = OptimalEffort.Coverages(segments, effort);
                var spent = coverages.Zip(segments).Sum(p => p.First * p.Second.AreaSquareMetres);
                var best = TotalPos(segments, coverages);
                var isBest = true;
                for (var trial = 0; trial < 50; trial++)
                {
                    var (from, to) = (random.Next(segments.Count), random.Next(segments.Count));
                    var moved = random.NextDouble() * coverages[from] * segments[from].AreaSquareMetres;
                    var other = coverages.ToArray();
                    other[from] -= moved / segments[from].AreaSquareMetres;
                    other[to] += moved / segments[to].AreaSquareMetres;
                    isBest &= TotalPos(segments, other) <= best + 1e-12;
                }

                return isBest && Math.Abs(spent - effort) < 1e-6 * effort + 1e-6;
            }
        );

    [Fact]
    public void What_was_flown_lowers_POC_and_adds_to_POS()
    {
        var log = new SearchLog([new("wood", 1e6, 0.6), new("field", 1e6, 0.3)]);

        log.Flown(0, 0.5).Should().BeApproximately(0.3, 1e-12);
        log.Flown(0, 0.5).Should().BeApproximately(0.15, 1e-12);
        log.Flown(1, 0.8).Should().BeApproximately(0.24, 1e-12);

        log.Segments[0].Poc.Should().BeApproximately(0.15, 1e-12);
        log.CumulativePod(0).Should().BeApproximately(0.75, 1e-12);
        log.CumulativePos.Should().BeApproximately(0.69, 1e-12);
        (log.CumulativePos + log.Segments.Sum(s => s.Poc)).Should().BeApproximately(0.9, 1e-12);
        log.PosteriorPoc(0).Should().BeApproximately(0.15 / 0.31, 1e-12);
    }

    [Fact]
    public void Rings_hold_their_share_of_persons()
    {
        var hiker = LostPerson.HikerFlatTemperate;

        hiker.RingMetres(0.5).Should().BeApproximately(1000 * Math.Exp(0.401), 0.01);
        hiker.Within(hiker.RingMetres(0.95)).Should().BeApproximately(0.95, 1e-9);
        hiker.RingMetres(0.95).Should().BeInRange(9_900, 10_800, "Koester gives 9.9 km, the fit is near it");
    }

    [Fact]
    public void A_map_of_rings_holds_what_lies_within_it()
    {
        var hiker = LostPerson.HikerFlatTemperate;

        var map = hiker.Map(cells: 120, cellMetres: 30, detectionRadiusMetres: 33);

        map.Total.Should().BeInRange(hiker.Within(1_800), hiker.Within(1_800 * Math.Sqrt(2)));
    }

    [Fact]
    public void The_datum_moves_with_current_and_leeway()
    {
        var hour = TimeSpan.FromHours(1);

        var datum = Datum.After(new(0, 0), [new(90, 0.5), new(0, 0.25)], hour);
        var (left, right) = Datum.WithLeeway(new(0, 0), [new(90, 0.5)], 0, 1, 30, hour);

        datum.DistanceTo(new(1800, 900)).Should().BeLessThan(1e-6);
        left.DistanceTo(new(1800 - 1800, 3600 * Math.Cos(Math.PI / 6))).Should().BeLessThan(1e-6);
        right.DistanceTo(new(3600, 3600 * Math.Cos(Math.PI / 6))).Should().BeLessThan(1e-6);
    }

    private static double TotalPos(IReadOnlyList<SearchSegment> segments, IReadOnlyList<double> coverages) =>
        segments.Zip(coverages).Sum(p => SearchTheory.Pos(p.First.Poc, SearchTheory.PodOfRandomSearch(p.Second)));
}
