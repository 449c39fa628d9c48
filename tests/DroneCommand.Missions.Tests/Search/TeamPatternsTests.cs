using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Search;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Search;

public class TeamPatternsTests
{
    private const double Exact = 1e-6;

    [Fact]
    public void Two_searchers_fly_bands_beside_each_other()
    {
        var area = new SearchRectangle(new(0, 0), 1000, 400, AxisDeg: 90);

        var paths = TeamPatterns.ParallelTrack(area, 100, [1, 1]);

        ShouldBe(paths[0], [(-450, 150), (450, 150), (450, 50), (-450, 50)]);
        ShouldBe(paths[1], [(-450, -50), (450, -50), (450, -150), (-450, -150)]);
    }

    [Fact]
    public void A_faster_searcher_gets_a_wider_band()
    {
        var paths = TeamPatterns.ParallelTrack(new(new(0, 0), 1000, 400, AxisDeg: 90), 100, [3, 1]);

        paths[0].Should().HaveCount(6);
        paths[1].Should().HaveCount(2);
    }

    [Fact]
    public void Creeping_lines_begin_together_at_the_likelier_end()
    {
        var area = new SearchRectangle(new(0, 0), 600, 400, AxisDeg: 0);

        var paths = TeamPatterns.CreepingLine(area, 50, fromFarEnd: false, [1, 1]);

        paths.Should().OnlyContain(path => Math.Abs(path[0].NorthMetres + 275) < Exact);
        paths.Should().OnlyContain(path => Math.Abs(path[path.Count - 1].NorthMetres - 275) < Exact);
        paths[1].Max(p => p.EastMetres).Should().BeLessThan(paths[0].Min(p => p.EastMetres));
    }

    [Property(MaxTest = 100)]
    public Property Every_place_of_the_whole_area_is_near_somebodys_legs() =>
        Prop.ForAll(
            Gen.Choose(150, 2000).ToArbitrary(),
            Gen.Choose(150, 2000).ToArbitrary(),
            Gen.Choose(1, 12).ToArbitrary(),
            (length, width, searchers) =>
            {
                var random = new Random(length * searchers);
                var area = new SearchRectangle(new(5, -7), length, width, random.Next(360));
                double[] shares = [.. Enumerable.Range(0, searchers).Select(_ => 1 + random.NextDouble())];
                var paths =
                    random.Next(2) == 0
                        ? TeamPatterns.ParallelTrack(area, 70, shares)
                        : TeamPatterns.CreepingLine(area, 70, random.Next(2) == 0, shares);
                var legs = paths.Select(path => PlanarShapes.Line(path.Select(p => p.ToCoordinate()))).ToList();
                return paths.Count == searchers
                    && Enumerable
                        .Range(0, 40)
                        .Select(_ => area.At((random.NextDouble() - 0.5) * length, (random.NextDouble() - 0.5) * width))
                        .Select(place => PlanarShapes.Point(place.ToCoordinate()))
                        .All(place => legs.Min(leg => leg.Distance(place)) <= 35 * Math.Sqrt(2) + Exact);
            }
        );

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(6, true)]
    public void Sectors_are_shared_by_whole_triangles(int searchers, bool secondPass)
    {
        var datum = new LocalPoint(10, 20);
        var whole = SearchPatterns.Sector(datum, 300, 40, 3, secondPass);

        var paths = TeamPatterns.Sector(datum, 300, 40, secondPass, searchers)!;

        paths.Should().HaveCount(searchers);
        paths.Should().OnlyContain(path => path[0] == datum && path[path.Count - 1] == datum);
        paths.SelectMany(path => path.Skip(1)).Should().Equal(whole.Skip(1));
    }

    [Fact]
    public void More_searchers_than_triangles_have_no_sector_each() =>
        TeamPatterns.Sector(new(0, 0), 300, 0, secondPass: false, 4).Should().BeNull();

    [Property(MaxTest = 100)]
    public Property Consecutive_parts_are_the_whole_way_in_proportion() =>
        Prop.ForAll(
            Gen.Choose(2, 30).ToArbitrary(),
            Gen.Choose(1, 9).ToArbitrary(),
            (legs, searchers) =>
            {
                var random = new Random(legs);
                var whole = SearchPatterns.ExpandingSquare(new(0, 0), 40, random.Next(360), legs);
                double[] shares = [.. Enumerable.Range(0, searchers).Select(_ => 1 + random.NextDouble())];
                var parts = TeamPatterns.Consecutive(whole, shares);
                var joins = parts.Zip(parts.Skip(1)).All(pair => pair.First[^1].DistanceTo(pair.Second[0]) < Exact);
                var fair = parts
                    .Select((part, i) => Math.Abs(part.Length() - whole.Length() * shares[i] / shares.Sum()))
                    .All(off => off < Exact);
                return joins && fair && Math.Abs(parts.Sum(part => part.Length()) - whole.Length()) < Exact;
            }
        );

    private static void ShouldBe(IReadOnlyList<LocalPoint> path, (double East, double North)[] expected)
    {
        path.Should().HaveCount(expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            path[i].DistanceTo(new(expected[i].East, expected[i].North)).Should().BeLessThan(Exact, $"vertex {i}");
        }
    }
}
