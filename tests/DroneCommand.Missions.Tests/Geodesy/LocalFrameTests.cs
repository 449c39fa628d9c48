using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Geodesy;

public class LocalFrameTests
{
    private static readonly LocalFrame Frame = new(new GeoPoint(54.48, 8.99));

    private static Arbitrary<LocalPoint> Nearby { get; } =
        (
            from east in Gen.Choose(-5_000_000, 5_000_000)
            from north in Gen.Choose(-5_000_000, 5_000_000)
            select new LocalPoint(east / 1e3, north / 1e3)
        ).ToArbitrary();

    [Property(MaxTest = 500)]
    public Property Going_to_the_frame_and_back_keeps_the_place() =>
        Prop.ForAll(
            Nearby,
            local =>
            {
                var back = Frame.ToLocal(Frame.ToGeo(local));
                return Math.Abs(back.EastMetres - local.EastMetres) < 1e-6
                    && Math.Abs(back.NorthMetres - local.NorthMetres) < 1e-6;
            }
        );

    [Property(MaxTest = 500)]
    public Property Lengths_in_the_frame_are_geodesic_lengths_to_a_part_in_a_million() =>
        Prop.ForAll(
            Nearby,
            Nearby,
            (a, b) =>
            {
                var planar = Math.Sqrt(
                    Math.Pow(a.EastMetres - b.EastMetres, 2) + Math.Pow(a.NorthMetres - b.NorthMetres, 2)
                );
                return Math.Abs(planar - Geodesic.Distance(Frame.ToGeo(a), Frame.ToGeo(b))) <= planar * 1e-6;
            }
        );

    [Fact]
    public void East_and_north_are_where_they_should_be()
    {
        var place = Frame.ToLocal(new GeoPoint(54.49, 9.00));

        place.EastMetres.Should().BeInRange(600, 700);
        place.NorthMetres.Should().BeInRange(1_100, 1_120);
    }

    [Fact]
    public void A_frame_across_the_antimeridian_is_small()
    {
        var frame = new LocalFrame(new GeoPoint(-17, 179.9995));

        frame.ToLocal(new GeoPoint(-17, -179.9995)).EastMetres.Should().BeApproximately(106.5, 0.1);
    }

    /// <summary>What the documentation states: (d/R)²/6 of a length, d from the origin.</summary>
    [Theory]
    [InlineData(1_000)]
    [InlineData(5_000)]
    [InlineData(50_000)]
    public void Lengths_across_are_wrong_by_no_more_than_stated(double metres)
    {
        var worst = Enumerable
            .Range(0, 72)
            .Max(i =>
            {
                var (sin, cos) = Math.SinCos(i * Math.PI / 36);
                var middle = (East: metres * sin, North: metres * cos);
                // Across the way to the origin the error is largest.
                var one = Frame.ToGeo(new LocalPoint(middle.East - 50 * cos, middle.North + 50 * sin));
                var other = Frame.ToGeo(new LocalPoint(middle.East + 50 * cos, middle.North - 50 * sin));
                return Math.Abs(Missions.Geodesy.Geodesic.Distance(one, other) - 100) / 100;
            });

        worst.Should().BeLessThanOrEqualTo(Math.Pow(metres / 6_350_000, 2) / 6 + 1e-10);
    }

    /// <summary>What the documentation states of coverage's map at 60°: 0.03 % of a length 2 km from its middle.</summary>
    [Fact]
    public void Coverage_s_map_is_wrong_by_no_more_than_stated()
    {
        var map = new Missions.Coverage.FlatMap(new GeoPoint(60, 10));
        var worst = Enumerable
            .Range(0, 36)
            .Max(i =>
            {
                var (sin, cos) = Math.SinCos(i * Math.PI / 18);
                var (one, other) = (
                    new Missions.Coverage.Vec(2000 * sin, 2000 * cos),
                    new Missions.Coverage.Vec(2000 * sin + 100, 2000 * cos)
                );
                var length = Missions.Geodesy.Geodesic.Distance(map.ToGeo(one), map.ToGeo(other));
                return Math.Abs(length - 100) / 100;
            });

        worst.Should().BeInRange(4e-4, 6e-4);
    }
}
