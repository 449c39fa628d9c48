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
}
