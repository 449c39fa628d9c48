using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Plans;

/// <summary>Row B5 of the faults: nothing is planned across the antimeridian or at the poles, by any kind; beside them all is.</summary>
public class MapEdgeTests
{
    private const string Field =
        """{"type":"Polygon","coordinates":[[[WEST,SOUTH],[EAST,SOUTH],[EAST,NORTH],[WEST,NORTH],[WEST,SOUTH]]]}""";

    private const string Line = """{"type":"LineString","coordinates":[[WEST,SOUTH],[EAST,SOUTH],[EAST,NORTH]]}""";

    private const string Points =
        """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[WEST,SOUTH]}},{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[EAST,NORTH]}}]}""";

    private const string Map =
        """{"cell_m":50,"rows":4,"cols":4,"extent_m":[-100,-100,100,100],"start_xy":[0,0],"origin_lonlat":[EAST,NORTH],"sensor":{"detection_radius_m":10},"probability":[0.1,0.1,0,0,0.1,0.1,0.1,0,0,0.1,0.1,0,0,0,0.1,0.2]}""";

    public static TheoryData<string, string> Kinds { get; } =
        new()
        {
            { "area-coverage", Field },
            { "perimeter-patrol", Field },
            { "parallel-track", Field },
            { "creeping-line", Field },
            { "checkpoint-patrol", Points },
            { "checkpoint-round", Points },
            { "expanding-square", Points },
            { "sector-search", Points },
            { "spiral-search", Points },
            { "track-line", Line },
            { "probability-search", Map },
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Across_the_antimeridian_nothing_is_planned(string template, string shape)
    {
        var plan = Plan(template, shape, "179.9995", "-179.9995", "12", "12.001");

        plan.Routes.Should().BeEmpty();
        plan.Problems[0].Reason.Should().Contain("crosses the antimeridian").And.Contain("cut it at longitude 180");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Beyond_85_degrees_nothing_is_planned(string template, string shape)
    {
        var plan = Plan(template, shape, "10", "10.01", "84.9995", "85.0005");

        plan.Routes.Should().BeEmpty();
        plan.Problems[0].Reason.Should().Contain("85°");
    }

    /// <summary>The same shape is planned the same on the last degree before the antimeridian as anywhere.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Beside_the_antimeridian_all_is_planned_as_anywhere(string template, string shape)
    {
        var beside = Plan(template, shape, "179.5", "179.501", "12", "12.001");
        var anywhere = Plan(template, shape, "20.5", "20.501", "12", "12.001");

        beside.Problems.Should().BeEmpty();
        beside.LengthMetres.Should().BeApproximately(anywhere.LengthMetres, anywhere.LengthMetres * 0.02);
    }

    private static RoutePlan Plan(string template, string shape, string west, string east, string south, string north)
    {
        var text = shape.Replace("WEST", west).Replace("EAST", east).Replace("SOUTH", south).Replace("NORTH", north);
        var task = new ShapeTask(
            Demo.Library.Find(template)!,
            new Dictionary<string, string>(),
            text,
            "edge.json",
            [VehicleFamily.Copter],
            null,
            1
        );
        return ShapeMission.Plan(task).Plan;
    }
}
