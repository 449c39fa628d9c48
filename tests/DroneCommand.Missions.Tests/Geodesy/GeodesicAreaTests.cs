using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Geodesy;

public class GeodesicAreaTests
{
    /// <summary>C. F. F. Karney's test set for GeographicLib (geodtest), lines of all lengths: s12 and S12.</summary>
    [Theory]
    [InlineData(35.60777, -139.44815, -11.17491, -69.95921, 8935244.5604818305, 12841384694976.432)]
    [InlineData(55.52454, 106.05087, 77.03196, -162.81766, 4105086.1713924406, 61674961290615.615)]
    [InlineData(-21.97856, 142.59065, 41.84138, 98.56635, 8394328.894657671, -6637997720646.717)]
    [InlineData(-66.99028, 112.2363, -12.70631, -74.09656, 11150344.2312080241, -121287239862139.744)]
    [InlineData(-17.42761, 173.34268, -15.84784, 5.93557, 16076603.1631180673, 97825992354058.708)]
    [InlineData(32.84994, 48.28919, -56.28556, -157.70868, 16727068.9438164461, -72445258525585.010)]
    public void Published_lines_and_what_lies_under_them_are_met(
        double lat1,
        double lon1,
        double lat2,
        double lon2,
        double metres,
        double area
    )
    {
        var (from, to) = (new GeoPoint(lat1, lon1), new GeoPoint(lat2, lon2));

        Geodesic.Distance(from, to).Should().BeApproximately(metres, 1e-6);
        GeodesicInverse.AreaToEquator(from, to).Should().BeApproximately(area, 0.1);
    }

    /// <summary>GeographicLib's own tests of its planimeter (Planimeter0 to 5, 13), and its example, Antarctica.</summary>
    [Theory]
    [InlineData("89 0 89 90 89 180 89 270", 24952305678.0, 1)]
    [InlineData("-89 0 -89 90 -89 180 -89 270", 24952305678.0, 1)]
    [InlineData("0 -1 -1 0 0 1 1 0", 24619419146.0, 1)]
    [InlineData("90 0 0 0 0 90", 63758202715511.0, 1)]
    [InlineData("89 0.1 89 90.1 89 -179.9", 12476152838.5, 1)]
    [InlineData(
        "-63.1 -58 -72.9 -74 -71.9 -102 -74.9 -102 -74.3 -131 -77.5 -163 -77.4 163 -71.7 172 -65.9 140 -65.7 113 "
            + "-66.6 88 -66.9 59 -69.8 25 -70.0 -4 -71.0 -14 -77.3 -33 -77.9 -46 -74.7 -61",
        13662703680020.1,
        0.1
    )]
    public void Published_areas_are_met(string places, double area, double tolerance)
    {
        var ring = Ring(places);

        GeodesicArea.OfRing(ring).Should().BeApproximately(area, tolerance);
        GeodesicArea.OfRing([.. ring.Reverse()]).Should().BeApproximately(area, tolerance);
    }

    [Fact]
    public void The_whole_earth_is_510_million_square_kilometres() =>
        GeodesicArea.OfEarth.Should().BeApproximately(510_065_621_724_089, 10);

    /// <summary>
    /// Between two parallels and two meridians the area is known in closed form (J. P. Snyder, Map Projections, USGS 1987,
    /// equation 3-12). The parallels are followed so closely that their chords take less than 1e-4 m².
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(12.5)]
    [InlineData(47.4)]
    [InlineData(-33.9)]
    [InlineData(69.6)]
    [InlineData(84)]
    public void A_square_kilometre_is_right_to_a_tenth_of_a_square_metre(double latitude)
    {
        const int Steps = 1000;
        var height = 1000 / 111_200.0;
        var width = height / Math.Cos(latitude * Math.PI / 180);
        var south = Enumerable.Range(0, Steps + 1).Select(i => new GeoPoint(latitude, 8 + width * i / Steps));
        var north = Enumerable
            .Range(0, Steps + 1)
            .Select(i => new GeoPoint(latitude + height, 8 + width * (Steps - i) / Steps));
        var exact = width * Math.PI / 180 * (Zone(latitude + height) - Zone(latitude));

        GeodesicArea.OfRing([.. south, .. north]).Should().BeApproximately(exact, 0.1);
    }

    [Property(MaxTest = 300)]
    public Property A_cut_area_is_the_sum_of_its_parts() =>
        Prop.ForAll(
            Corners,
            ring =>
            {
                var whole = GeodesicArea.OfRing(ring);
                var parts =
                    GeodesicArea.OfRing([ring[0], ring[1], ring[2]]) + GeodesicArea.OfRing([ring[0], ring[2], ring[3]]);
                return Math.Abs(whole - parts) < 0.01;
            }
        );

    [Property(MaxTest = 300)]
    public Property An_area_is_the_same_wherever_it_lies_along_its_parallel() =>
        Prop.ForAll(
            Corners,
            ring =>
            {
                var shifted = ring.Select(p => new GeoPoint(
                    p.LatitudeDeg,
                    Geodesic.NormalizeLongitude(p.LongitudeDeg + 180)
                ));
                return Math.Abs(GeodesicArea.OfRing(ring) - GeodesicArea.OfRing([.. shifted])) < 0.01;
            }
        );

    [Fact]
    public void Holes_are_taken_off()
    {
        var outline = Ring("47 8 47 8.01 47.01 8.01 47.01 8");
        var hole = Ring("47.002 8.002 47.002 8.004 47.004 8.004");

        GeodesicArea
            .Of(outline, [hole])
            .Should()
            .BeApproximately(GeodesicArea.OfRing(outline) - GeodesicArea.OfRing(hole), 1e-6);
    }

    [Fact]
    public void A_place_that_is_not_on_earth_is_refused()
    {
        var act = () => GeodesicArea.OfRing([new(0, 0), new(1, 1), new(double.NaN, 2)]);

        act.Should().Throw<ArgumentException>();
    }

    /// <summary>A quadrangle of some kilometres around a meridian of Greenwich that may run through it.</summary>
    private static Arbitrary<GeoPoint[]> Corners { get; } =
        (
            from latitude in Gen.Choose(-84_000, 84_000)
            from longitude in Gen.Choose(-30, 30)
            from size in Gen.Choose(1, 400)
            let middle = new GeoPoint(latitude / 1e3, longitude / 1e3)
            select Enumerable.Range(0, 4).Select(i => Geodesic.Direct(middle, 20 - 90 * i, size * (10 + i))).ToArray()
        ).ToArbitrary();

    private static double Zone(double latitude)
    {
        var e = Math.Sqrt(Wgs84.Flattening * (2 - Wgs84.Flattening));
        var sin = Math.Sin(latitude * Math.PI / 180);
        var b = Wgs84.PolarRadiusMetres;
        return b * b / 2 * (sin / (1 - e * e * sin * sin) + Math.Atanh(e * sin) / e);
    }

    private static GeoPoint[] Ring(string places) =>
        [
            .. places
                .Split(' ')
                .Select(word => double.Parse(word, System.Globalization.CultureInfo.InvariantCulture))
                .Chunk(2)
                .Select(pair => new GeoPoint(pair[0], Geodesic.NormalizeLongitude(pair[1]))),
        ];
}
