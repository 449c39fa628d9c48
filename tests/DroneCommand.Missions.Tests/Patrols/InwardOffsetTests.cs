using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Patrols;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Tests.Patrols;

public class InwardOffsetTests
{
    /// <summary>Stars around the origin: simple by construction, with corners of every sharpness.</summary>
    private static Arbitrary<Polygon> Stars { get; } =
        (
            from corners in Gen.Choose(3, 40)
            from radii in Gen.Choose(20, 100).ArrayOf(corners)
            select PlanarShapes.Polygon(
                [
                    .. radii.Select(
                        (radius, i) =>
                            new Coordinate(
                                radius * Math.Cos(Math.Tau * i / corners),
                                radius * Math.Sin(Math.Tau * i / corners)
                            )
                    ),
                ],
                []
            )
        ).ToArbitrary();

    [Property(MaxTest = 500)]
    public Property The_loop_lies_inside_and_keeps_its_distance_everywhere() =>
        Prop.ForAll(
            Stars,
            Gen.Choose(1, 150).ToArbitrary(),
            (outline, tenths) =>
            {
                var offset = tenths / 10.0;
                if (InwardOffset.Of(outline, offset) is not { } ring)
                {
                    var possible = InwardOffset.PossibleBelow(outline, offset);
                    return possible < offset && InwardOffset.Of(outline, possible) is not null;
                }

                var loop = PlanarShapes.Polygon(ring, []);
                return loop.IsValid
                    && outline.Covers(loop)
                    && loop.ExteriorRing.Distance(outline.ExteriorRing) >= offset * 0.998;
            }
        );

    [Fact]
    public void An_offset_of_nothing_is_the_line_itself()
    {
        var square = PlanarShapes.Polygon([new(0, 0), new(9, 0), new(9, 9), new(0, 9)], []);

        InwardOffset.Of(square, 0).Should().Equal(square.ExteriorRing.Coordinates[..^1]);
    }

    [Fact]
    public void A_corner_that_points_inwards_is_mitred_not_rounded()
    {
        var notched = PlanarShapes.Polygon(
            [new(0, 0), new(90, 0), new(90, 90), new(45, 90), new(45, 45), new(0, 45)],
            []
        );

        var ring = InwardOffset.Of(notched, 10)!;

        ring.Should().HaveCount(6).And.Contain(corner => corner.Distance(new Coordinate(55, 35)) < 1e-6);
    }
}
