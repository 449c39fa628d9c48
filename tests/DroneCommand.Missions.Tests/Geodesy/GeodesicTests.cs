using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Geodesy;

public class GeodesicTests
{
    /// <summary>
    /// Karney, "Algorithms for geodesics" (2013), tables 3 to 5; GeographicLib's documented example from Wellington to
    /// Salamanca; the quarter meridian and the degree of the equator; Flinders Peak to Buninyong (Geoscience Australia).
    /// </summary>
    [Theory]
    [InlineData(-30, 0, 29.9, 179.8, 19989832.827610, 161.89052473633, 18.09073724574)]
    [InlineData(-41.32, 174.81, 40.96, -5.50, 19959679.267354, 161.06766998616, 18.82519512325)]
    [InlineData(0, 0, 90, 0, 10001965.729313, 0, 0)]
    [InlineData(0, 0, 0, 1, 111319.490793, 90, 90)]
    [InlineData(
        -37.95103341667,
        144.42486788889,
        -37.65282113889,
        143.92649552778,
        54972.2711,
        306.868159203,
        307.173630629
    )]
    public void Published_lines_are_met(
        double lat1,
        double lon1,
        double lat2,
        double lon2,
        double metres,
        double initial,
        double final
    )
    {
        var line = Geodesic.Inverse(new GeoPoint(lat1, lon1), new GeoPoint(lat2, lon2));

        line.DistanceMetres.Should().BeApproximately(metres, 1e-4);
        line.InitialAzimuthDeg.Should().BeApproximately(initial, 1e-7);
        line.FinalAzimuthDeg.Should().BeApproximately(final, 1e-7);
    }

    [Fact]
    public void The_published_direct_problem_is_met()
    {
        var end = Geodesic.Direct(new GeoPoint(40, 0), 30, 10_000_000);

        end.LatitudeDeg.Should().BeApproximately(41.79331020506, 1e-10);
        end.LongitudeDeg.Should().BeApproximately(137.84490004377, 1e-10);
    }

    [Theory]
    [InlineData(0, 0, 0, 180)]
    [InlineData(0, 0, 0, 179.7)]
    [InlineData(20, 10, -20, -170)]
    [InlineData(90, 0, -90, 0)]
    [InlineData(90, 33, 90, -120)]
    [InlineData(12, 179.9999, 12.0001, -179.9999)]
    public void Antipodes_poles_and_the_antimeridian_close(double lat1, double lon1, double lat2, double lon2)
    {
        var (from, to) = (new GeoPoint(lat1, lon1), new GeoPoint(lat2, lon2));

        var line = Geodesic.Inverse(from, to);

        line.DistanceMetres.Should().BeLessThan(20_003_932);
        var reached = Geodesic.Direct(from, line.InitialAzimuthDeg, line.DistanceMetres);
        Geodesic.Distance(reached, to).Should().BeLessThan(1e-6);
    }

    [Property(MaxTest = 1000)]
    public Property The_direct_problem_undoes_the_inverse() =>
        Prop.ForAll(
            Places,
            Places,
            (from, to) =>
            {
                var line = Geodesic.Inverse(from, to);
                var reached = Geodesic.Direct(from, line.InitialAzimuthDeg, line.DistanceMetres);
                return Geodesic.Distance(reached, to) < 1e-6;
            }
        );

    [Property(MaxTest = 1000)]
    public Property There_and_back_are_equally_long() =>
        Prop.ForAll(
            Places,
            Places,
            (from, to) => Math.Abs(Geodesic.Distance(from, to) - Geodesic.Distance(to, from)) < 1e-6
        );

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(91, 0)]
    [InlineData(0, 181)]
    [InlineData(double.PositiveInfinity, 0)]
    public void Places_that_are_not_on_earth_are_refused(double latitude, double longitude)
    {
        var act = () => Geodesic.Distance(new GeoPoint(latitude, longitude), new GeoPoint(0, 0));

        act.Should().Throw<ArgumentException>();
    }

    internal static Arbitrary<GeoPoint> Places { get; } =
        (
            from latitude in Gen.Choose(-90_000_000, 90_000_000)
            from longitude in Gen.Choose(-180_000_000, 180_000_000)
            select new GeoPoint(latitude / 1e6, longitude / 1e6)
        ).ToArbitrary();
}
