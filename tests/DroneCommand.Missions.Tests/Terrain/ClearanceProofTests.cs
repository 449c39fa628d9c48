using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Terrain;

namespace DroneCommand.Missions.Tests.Terrain;

public class ClearanceProofTests
{
    private static readonly PostGrid Posts = new(31, 31, 46.5, 8.2, 0.0003, 0.0003);

    private static TerrainModel Peak(float metres)
    {
        var heights = new float[31 * 31];
        heights[15 * 31 + 15] = metres;
        return TerrainModel.Of(new TerrainTile("peak", Posts, heights, 4));
    }

    private static (GeoPoint, AltitudeAmsl) At(double row, double column, double metres) =>
        (Posts.Place(row, column), new(metres));

    [Fact]
    public void The_least_clearance_is_found_with_its_place()
    {
        var clearance = ClearanceProof.Of(Peak(50), [At(15, 5, 80), At(15, 25, 100)]);

        // The path is at 90 m over the peak, whose flanks fall by 2.2 m per metre: half a metre beside it may be looked at.
        clearance.LeastMetres.Should().BeInRange(40, 41.1);
        clearance.Place.LongitudeDeg.Should().BeApproximately(Posts.Place(15, 15).LongitudeDeg, 1e-5);
        clearance.AlongMetres.Should().BeApproximately(230, 2);
        clearance.Unknown.Should().BeNull();
    }

    [Fact]
    public void What_lies_beside_the_path_is_seen_when_asked_for()
    {
        var (path, beside) = (new[] { At(16, 5, 80), At(16, 25, 80) }, 33.3);

        ClearanceProof.Of(Peak(50), path).LeastMetres.Should().BeApproximately(80, 0.01);
        ClearanceProof.Of(Peak(50), path, beside).LeastMetres.Should().BeInRange(30, 31.5);
    }

    [Fact]
    public void A_broken_margin_is_a_problem_with_place_and_remedy()
    {
        var ground = Peak(50);

        var problem = ClearanceProof
            .Problems(ground, ClearanceProof.Of(ground, [At(15, 5, 60), At(15, 25, 60)]), 23, "the route of copter 1")
            .Single();

        problem.Code.Should().Be(ProblemCode.TooLow);
        problem
            .Reason.Should()
            .Contain("The route of copter 1 comes within 11.1 m")
            .And.Contain("the margin is 23.0 m")
            .And.Contain("12 m higher");
        problem.Place!.Value.LatitudeDeg.Should().BeApproximately(Posts.Place(15, 15).LatitudeDeg, 1e-5);
    }

    [Fact]
    public void Unknown_ground_is_a_problem_with_its_place()
    {
        var ground = Peak(50);
        var clearance = ClearanceProof.Of(ground, [At(5, 25, 500), At(5, 40, 500)]);

        var problem = ClearanceProof.Problems(ground, clearance, 23, "the way").Single();

        problem.Code.Should().Be(ProblemCode.TerrainUnknown);
        problem.Reason.Should().Contain("outside all tiles");
        problem.Place!.Value.LongitudeDeg.Should().BeApproximately(Posts.EastDeg, 1e-4);
    }

    [Fact]
    public void The_margin_holds_what_its_parts_say()
    {
        new TerrainMargin().Over(Peak(50)).Should().Be(10 + 2 * 4 + 3 + 2);
        new TerrainMargin { ObstacleMetres = 0 }
            .Over(TerrainModel.Flat(new(0)))
            .Should()
            .Be(5);
    }
}
