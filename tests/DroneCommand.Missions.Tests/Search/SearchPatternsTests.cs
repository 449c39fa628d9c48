using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Search;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Search;

public class SearchPatternsTests
{
    private const double Exact = 1e-6;

    [Fact]
    public void An_expanding_square_turns_right_and_grows_every_second_leg()
    {
        var path = SearchPatterns.ExpandingSquare(new(10, 20), 100, firstLegDeg: 0, legs: 6);

        ShouldBe(path, [(10, 20), (10, 120), (110, 120), (110, -80), (-90, -80), (-90, 220), (210, 220)]);
    }

    [Property(MaxTest = 200)]
    public Property Two_k_legs_of_an_expanding_square_are_S_k_k_plus_1_long() =>
        Prop.ForAll(
            Gen.Choose(1, 60).ToArbitrary(),
            Gen.Choose(1, 3600).ToArbitrary(),
            (k, azimuth) =>
            {
                var path = SearchPatterns.ExpandingSquare(new(0, 0), 37.5, azimuth / 10.0, 2 * k);
                return Math.Abs(path.Length() - 37.5 * k * (k + 1)) < Exact;
            }
        );

    [Theory]
    [InlineData(100, 100)]
    [InlineData(1000, 66.3)]
    [InlineData(149, 100)]
    [InlineData(151, 100)]
    public void The_legs_for_a_radius_leave_no_gap_within_it(double radius, double spacing)
    {
        var legs = SearchTheory.LegsOfExpandingSquare(radius, spacing);
        var path = SearchPatterns.ExpandingSquare(new(0, 0), spacing, 30, legs);

        for (var degrees = 0; degrees < 360; degrees++)
        {
            var place = new LocalPoint(0, 0).Moved(degrees, radius);
            // √2: a disc leaves a little open outside a right-angled turn.
            Gap(path, place).Should().BeLessThanOrEqualTo(spacing / 2 * Math.Sqrt(2) + Exact);
        }
    }

    [Fact]
    public void A_sector_search_has_nine_legs_of_one_radius_and_ends_at_the_datum()
    {
        var path = SearchPatterns.Sector(new(0, 0), 1000, firstLegDeg: 0);

        var high = 1000 * Math.Sqrt(3) / 2;
        ShouldBe(
            path,
            [
                (0, 0),
                (0, 1000),
                (high, 500),
                (0, 0),
                (-high, -500),
                (-high, 500),
                (0, 0),
                (high, -500),
                (0, -1000),
                (0, 0),
            ]
        );
        path.Length().Should().BeApproximately(9_000, Exact);
    }

    [Fact]
    public void A_second_pass_is_turned_by_30_degrees()
    {
        var path = SearchPatterns.Sector(new(5, 5), 800, firstLegDeg: 40, secondPass: true);

        path.Should().HaveCount(19);
        path.Length().Should().BeApproximately(18 * 800, Exact);
        for (var i = 0; i < 9; i++)
        {
            var first = path[i + 1];
            var second = path[i + 10];
            second.DistanceTo(new(5, 5)).Should().BeApproximately(first.DistanceTo(new(5, 5)), Exact);
            if (second.DistanceTo(new(5, 5)) > 1)
            {
                var turned = new LocalPoint(5, 5).AzimuthTo(second) - new LocalPoint(5, 5).AzimuthTo(first);
                Math.IEEERemainder(turned - 30, 360).Should().BeApproximately(0, Exact);
            }
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(9)]
    public void Every_ray_of_a_sector_search_is_flown_once(int sectors)
    {
        var path = SearchPatterns.Sector(new(0, 0), 500, 10, sectors);

        var ends = path.Where(p => p.DistanceTo(new(0, 0)) > 1).ToList();
        ends.Select(p => Math.Round(new LocalPoint(0, 0).AzimuthTo(p), 6)).Distinct().Should().HaveCount(2 * sectors);
        path.Length().Should().BeApproximately(sectors * (1000 + 1000 * Math.Sin(Math.PI / sectors / 2)), Exact);
    }

    [Fact]
    public void Parallel_tracks_run_along_the_long_axis_half_a_spacing_inside_the_corner()
    {
        var path = SearchPatterns.ParallelTrack(new(new(0, 0), 1000, 300, AxisDeg: 90), 100);

        ShouldBe(path, [(-450, 100), (450, 100), (450, 0), (-450, 0), (-450, -100), (450, -100)]);
        path.Length().Should().BeApproximately(1000 * 300 / 100.0 - 100, Exact);
    }

    [Fact]
    public void A_creeping_line_advances_along_the_long_axis_from_its_start()
    {
        var area = new SearchRectangle(new(0, 0), 300, 100, AxisDeg: 0);

        var path = SearchPatterns.CreepingLine(area, 100);
        var other = SearchPatterns.CreepingLine(area, 100, fromFarEnd: true);

        ShouldBe(path, [(0, -100), (0, -100), (0, 0), (0, 0), (0, 100), (0, 100)]);
        other[0].NorthMetres.Should().BeApproximately(100, Exact);
    }

    [Property(MaxTest = 100)]
    public Property Every_place_of_a_rectangle_is_within_half_a_spacing_of_the_lanes() =>
        Prop.ForAll(
            Gen.Choose(200, 3000).ToArbitrary(),
            Gen.Choose(200, 3000).ToArbitrary(),
            Gen.Choose(0, 359).ToArbitrary(),
            (length, width, axis) =>
            {
                var area = new SearchRectangle(new(0, 0), length, width, axis);
                var isCreeping = axis % 2 == 0;
                var path = isCreeping ? SearchPatterns.CreepingLine(area, 70) : SearchPatterns.ParallelTrack(area, 70);
                var random = new Random(length);
                return Enumerable
                    .Range(0, 50)
                    .Select(_ => area.At((random.NextDouble() - 0.5) * length, (random.NextDouble() - 0.5) * width))
                    .All(place => Gap(path, place) <= 35 * Math.Sqrt(2) + Exact);
            }
        );

    [Fact]
    public void A_track_line_return_passes_on_both_sides()
    {
        var path = SearchPatterns.TrackLineReturn([new(0, 0), new(0, 1000), new(1000, 1000)], 100);

        ShouldBe(path, [(50, 0), (50, 950), (1000, 950), (1000, 1050), (-50, 1050), (-50, 0)]);
    }

    [Fact]
    public void A_track_line_without_return_ends_at_the_far_end()
    {
        var path = SearchPatterns.TrackLineNonReturn([new(0, 0), new(0, 1000)], 100);

        ShouldBe(path, [(0, 0), (0, 1000), (100, 1000), (100, 0), (-100, 0), (-100, 1000)]);
    }

    [Fact]
    public void A_hairpin_in_a_track_is_cut_off()
    {
        var path = SearchPatterns.TrackLineReturn([new(0, 0), new(0, 1000), new(1, 0)], 100);

        path.Should().OnlyContain(p => Gap(new List<LocalPoint> { new(0, 0), new(0, 1000), new(1, 0) }, p) <= 200);
    }

    [Property(MaxTest = 100)]
    public Property Every_vertex_of_a_spiral_lies_on_the_curve() =>
        Prop.ForAll(
            Gen.Choose(10, 500).ToArbitrary(),
            Gen.Choose(100, 5000).ToArbitrary(),
            (spacing, radius) =>
            {
                var datum = new LocalPoint(3, 4);
                var path = SearchPatterns.Spiral(datum, spacing, 0, radius, 0.5);
                var ok = Math.Abs(path[^1].DistanceTo(datum) - radius) < Exact;
                for (var i = 1; i < path.Count; i++)
                {
                    var at = path[i].DistanceTo(datum);
                    var turn = at / spacing;
                    ok &= path[i].DistanceTo(datum.Moved(360 * turn, at)) < Exact;
                    ok &= i == 1 || Sag(path[i - 1], path[i], datum, spacing) <= 0.5 + 0.01;
                }

                return ok;
            }
        );

    [Fact]
    public void Contours_go_down_from_the_top_and_keep_their_height()
    {
        var heights = new HeightGrid(new(-500, -500), 20, 51, 51, [.. Cone(51, 20)]);

        var lines = ContourSearch.Plan(heights, 350, 150, 50);

        lines.Select(l => l.HeightAmslMetres).Should().Equal(350, 300, 250, 200, 150);
        lines.Should().OnlyContain(l => l.IsClosed);
        lines
            .Should()
            .OnlyContain(l => l.Line.All(p => Math.Abs(500 - p.DistanceTo(new(0, 0)) - l.HeightAmslMetres) < 4));
        for (var i = 1; i < lines.Count; i++)
        {
            lines[i].Line[0].DistanceTo(lines[i - 1].Line[0]).Should().BeLessThan(80);
        }
    }

    [Fact]
    public void A_contour_that_leaves_the_terrain_is_open()
    {
        var slope = new HeightGrid(new(0, 0), 10, 11, 11, [.. Enumerable.Range(0, 121).Select(i => i % 11 * 10.0)]);

        var line = ContourSearch.Lines(slope, 55).Should().ContainSingle().Subject;

        line.IsClosed.Should().BeFalse();
        line.Line.Should().OnlyContain(p => Math.Abs(p.EastMetres - 55) < Exact);
        line.Line.Should().HaveCount(11);
    }

    [Fact]
    public void Lengths_that_are_none_are_refused()
    {
        ((Action)(() => SearchPatterns.Spiral(new(0, 0), 0, 0, 100))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => SearchPatterns.Sector(new(0, 0), 100, 0, 4))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => SearchPatterns.TrackLineReturn([new(0, 0), new(0, 0)], 10)))
            .Should()
            .Throw<ArgumentException>();
        ((Action)(() => SearchPatterns.ParallelTrack(new(new(0, 0), 1e9, 1e9, 0), 1)))
            .Should()
            .Throw<ArgumentOutOfRangeException>();
    }

    private static void ShouldBe(IReadOnlyList<LocalPoint> path, (double East, double North)[] expected)
    {
        path.Should().HaveCount(expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            path[i].DistanceTo(new(expected[i].East, expected[i].North)).Should().BeLessThan(Exact, $"vertex {i}");
        }
    }

    private static double Gap(IReadOnlyList<LocalPoint> path, LocalPoint place) =>
        PlanarShapes.Line(path.Select(p => p.ToCoordinate())).Distance(PlanarShapes.Point(place.ToCoordinate()));

    /// <summary>How far the chord's middle lies from the curve there.</summary>
    private static double Sag(LocalPoint a, LocalPoint b, LocalPoint datum, double spacing)
    {
        var middle = new LocalPoint((a.EastMetres + b.EastMetres) / 2, (a.NorthMetres + b.NorthMetres) / 2);
        var azimuth = datum.AzimuthTo(middle);
        var turns = Math.Round(middle.DistanceTo(datum) / spacing - azimuth / 360);
        var (radius, growth) = (middle.DistanceTo(datum), spacing / (2 * Math.PI));
        var outwards = Math.Abs(radius - spacing * (turns + azimuth / 360));
        return outwards * radius / Math.Sqrt(radius * radius + growth * growth);
    }

    private static IEnumerable<double> Cone(int posts, double spacing)
    {
        for (var i = 0; i < posts * posts; i++)
        {
            var (x, y) = ((i % posts - posts / 2) * spacing, (i / posts - posts / 2) * spacing);
            yield return 500 - Math.Sqrt(x * x + y * y);
        }
    }
}
