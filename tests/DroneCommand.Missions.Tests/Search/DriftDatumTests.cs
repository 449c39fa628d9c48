using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Search;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Search;

public class DriftDatumTests
{
    private static readonly DriftErrors Errors = new(PositionMetres: 300, NavigationMetres: 400, DriftShare: 0.3);

    [Fact]
    public void Without_divergence_the_datum_is_where_current_and_leeway_lead()
    {
        // Two hours of 0.5 m/s to the east and 0.25 m/s to the north.
        var datum = DriftDatum.Of(new(new(0, 0), TimeSpan.FromHours(2), new(90, 0.5), 0, 0.25, 0), Errors);

        datum.Place.DistanceTo(new(3600, 1800)).Should().BeLessThan(1e-6);
        datum.DriftErrorMetres.Should().BeApproximately(0.3 * Math.Sqrt(3600 * 3600 + 1800 * 1800), 1e-6);
        datum
            .TotalErrorMetres.Should()
            .BeApproximately(Math.Sqrt(500 * 500 + Math.Pow(datum.DriftErrorMetres, 2)), 1e-6);
        datum.Drift.TowardsDeg.Should().BeApproximately(Math.Atan2(2, 1) * 180 / Math.PI, 1e-9);
        datum.Drift.SpeedMps.Should().BeApproximately(Math.Sqrt(0.25 + 0.0625), 1e-9);
        datum.Cases.Should().ContainSingle();
    }

    /// <summary>The manual's formula for two datums: De minimax = (distance + De min + De max) / 2, the datum on their line.</summary>
    [Fact]
    public void Two_sides_of_downwind_give_the_minimax_datum_between_them()
    {
        var datum = DriftDatum.Of(new(new(0, 0), TimeSpan.FromHours(1), new(0, 0), 0, 1, 40), Errors);

        var (left, right) = (datum.Cases[0], datum.Cases[^1]);
        var between = left.Place.DistanceTo(right.Place);
        between.Should().BeApproximately(2 * 3600 * Math.Sin(40 * Math.PI / 180), 1e-6);
        datum.DriftErrorMetres.Should().BeApproximately((between + left.ErrorMetres + right.ErrorMetres) / 2, 1e-6);
        datum.Place.EastMetres.Should().BeApproximately(0, 1e-6);
        datum.Place.NorthMetres.Should().BeApproximately(3600 * Math.Cos(40 * Math.PI / 180), 1e-6);
    }

    [Property(MaxTest = 200)]
    public Property The_datums_circle_holds_every_case_and_no_neighbour_does_with_less() =>
        Prop.ForAll(
            Gen.Choose(1, 1_000_000).ToArbitrary(),
            seed =>
            {
                var random = new Random(seed);
                var drifting = new DriftingObject(
                    new(random.Next(-1000, 1000), random.Next(-1000, 1000)),
                    TimeSpan.FromMinutes(random.Next(1, 600)),
                    new(random.Next(360), random.NextDouble()),
                    random.Next(360),
                    random.NextDouble(),
                    random.Next(0, 90)
                );
                var datum = DriftDatum.Of(drifting, Errors);
                var reach = Reach(datum, datum.Place);
                var nearby = Enumerable
                    .Range(0, 24)
                    .Select(k => datum.Place.Moved(15 * k, 1 + random.Next(200)))
                    .Min(place => Reach(datum, place));
                return Math.Abs(reach - datum.DriftErrorMetres) < 1e-6 && nearby >= reach - 1e-6;
            }
        );

    [Theory]
    [InlineData(100, 60, DatumPattern.Sector)]
    [InlineData(400, 60, DatumPattern.ExpandingSquare)]
    [InlineData(900, 60, DatumPattern.ParallelTrack)]
    public void The_pattern_follows_from_radius_and_spacing(double radius, double spacing, DatumPattern expected) =>
        DriftPatterns.Choose(radius, spacing).Should().Be(expected);

    [Fact]
    public void Parallel_tracks_lie_along_the_drift_over_the_square_about_the_datum()
    {
        var paths = DriftPatterns.Plan(DatumPattern.ParallelTrack, new(0, 0), 500, 100, downDriftDeg: 90, [1])!;

        paths[0][0].DistanceTo(new(-450, 450)).Should().BeLessThan(1e-6);
        paths[0][1].DistanceTo(new(450, 450)).Should().BeLessThan(1e-6);
        paths[0].Should().HaveCount(20);
    }

    [Property(MaxTest = 100)]
    public Property A_pattern_that_follows_the_drift_is_the_pattern_as_seen_from_the_object() =>
        Prop.ForAll(
            Gen.Choose(0, 359).ToArbitrary(),
            Gen.Choose(0, 40).ToArbitrary(),
            (towards, tenths) =>
            {
                var drift = new DriftVector(towards, tenths / 10.0);
                var path = SearchPatterns.ExpandingSquare(new(0, 0), 80, 20, 9);
                var flown = DriftPatterns.Following(path, drift, 10);
                var seconds = 0.0;
                var same = true;
                for (var i = 1; i < path.Count; i++)
                {
                    seconds += flown[i - 1].DistanceTo(flown[i]) / 10;
                    same &= flown[i].Moved(towards, -drift.SpeedMps * seconds).DistanceTo(path[i]) < 1e-6;
                }

                return same;
            }
        );

    private static double Reach(DriftDatum datum, LocalPoint from) =>
        datum.Cases.Max(each => from.DistanceTo(each.Place) + each.ErrorMetres);
}
