using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Patrols;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Tests.Coverage;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Patrols;

/// <summary>Patrols around drawn areas by equal vehicles.</summary>
public class PerimeterMissionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Vehicles_begin_at_equal_distances_along_the_line(int vehicles)
    {
        var plan = Plan(Fields.Random(3), vehicles);

        plan.Problems.Should().BeEmpty();
        var lap = plan.LengthMetres / vehicles;
        plan.WorstIdleness!.Value.TotalSeconds.Should().BeApproximately(lap / (vehicles * 6), 1e-3);
        // The first vehicle has gone so far when it is where the next one began.
        for (var i = 1; i < vehicles; i++)
        {
            MetresUntil(plan.Routes[0], plan.Routes[i]).Should().BeApproximately(lap * i / vehicles, 0.01);
        }
    }

    [Fact]
    public void An_outline_that_crosses_itself_is_refused()
    {
        var plan = Plan(
            [
                [new(0, 0), new(200, 200), new(200, 0), new(0, 200)],
            ],
            1
        );

        plan.Problems.Should().ContainSingle().Which.Code.Should().Be(ProblemCode.BadInput);
    }

    [Fact]
    public void An_offset_that_leaves_nothing_is_refused_with_one_that_would_do()
    {
        var plan = Plan(Fields.Rectangle(80, 80), 1, ("offset", "45"));

        plan.Problems.Should().ContainSingle().Which.Code.Should().Be(ProblemCode.OffsetTooLarge);
    }

    private static RoutePlan Plan(List<List<Vec>> rings, int vehicles, params (string Name, string Value)[] values) =>
        PerimeterMission.Plan(
            Demo.Library.Find("perimeter-patrol")!,
            values.ToDictionary(value => value.Name, value => value.Value),
            Fields.Drawn(rings),
            [.. Enumerable.Repeat(VehicleFamily.Copter, vehicles)],
            seed: 0
        );

    private static double MetresUntil(VehicleRoute route, VehicleRoute next)
    {
        double metres = 0;
        for (var i = 1; i < route.Places.Count; i++)
        {
            var (from, to, place) = (route.Places[i - 1], route.Places[i], next.Places[0]);
            var (leg, part) = (Geodesic.Distance(from, to), Geodesic.Distance(from, place));
            if (part + Geodesic.Distance(place, to) - leg < 1e-4)
            {
                return metres + part;
            }

            metres += leg;
        }

        return double.NaN;
    }
}
