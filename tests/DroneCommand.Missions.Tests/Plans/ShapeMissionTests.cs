using System.Globalization;
using System.Text.Json;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Search;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Plans;

public class ShapeMissionTests
{
    internal const string Field = """
        { "type": "Feature", "properties": {}, "geometry": { "type": "Polygon", "coordinates":
          [[[8.99, 54.48], [9.0, 54.48], [9.0, 54.484], [8.99, 54.484], [8.99, 54.48]]] } }
        """;

    internal const string Points = """
        { "type": "FeatureCollection", "features": [
          { "type": "Feature", "properties": { "kind": "tree" }, "geometry": { "type": "Point", "coordinates": [8.9, 54.4] } },
          { "type": "Feature", "properties": { "kind": "checkpoint" }, "geometry": { "type": "Point", "coordinates": [8.99, 54.48] } },
          { "type": "Feature", "properties": { "kind": "checkpoint" }, "geometry": { "type": "Point", "coordinates": [8.995, 54.48] } },
          { "type": "Feature", "properties": { "kind": "checkpoint" }, "geometry": { "type": "Point", "coordinates": [8.995, 54.482] } },
          { "type": "Feature", "properties": { "kind": "checkpoint" }, "geometry": { "type": "Point", "coordinates": [8.99, 54.482] } } ] }
        """;

    private const string Line = """
        { "type": "LineString", "coordinates": [[8.99, 54.48], [9.0, 54.48], [9.0, 54.484]] }
        """;

    internal const string Graph = """
        { "nodes": [{ "id": 3 }, { "id": 5 }, { "id": 9 }],
          "edges": [{ "a": 3, "b": 5, "length_m": 2.5 }, { "a": 5, "b": 9, "length_m": 2 }] }
        """;

    public static TheoryData<string, string> Shipped { get; } =
        new()
        {
            { "perimeter-patrol", Field },
            { "checkpoint-round", Points },
            { "checkpoint-patrol", Points },
            { "probability-search", MapText() },
            { "parallel-track", Field },
            { "creeping-line", Field },
            { "expanding-square", Points },
            { "sector-search", Points },
            { "spiral-search", Points },
            { "track-line", Line },
            { "contour-search", Field },
            { "last-known-point", Points },
            { "segment-search", Field },
            { "drift-search", Points },
        };

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_template_of_a_shape_plans_with_its_defaults_the_same_each_time(string template, string shape)
    {
        var plan = Plan(template, shape);

        plan.Problems.Should().BeEmpty();
        plan.Routes.Should()
            .NotBeEmpty()
            .And.OnlyContain(r => r.Places.Count > 1 && r.LengthMetres > 0 && r.EnergyWh > 0);
        Plan(template, shape).Routes.Select(r => r.Places).Should().BeEquivalentTo(plan.Routes.Select(r => r.Places));
    }

    [Fact]
    public void Vehicles_are_spread_evenly_along_a_bare_outline()
    {
        var plan = Plan("perimeter-patrol", Field, "copter:3", ("speed", "5"));

        var length = plan.Routes[0].LengthMetres;
        plan.Routes.Should().HaveCount(3).And.OnlyContain(r => Math.Abs(r.LengthMetres - length) < 0.01);
        plan.Figures["worstIdlenessS"].Should().BeApproximately(length / 15, 0.01);
        plan.Figures["meanIdlenessS"].Should().BeApproximately(length / 30, 0.01);
        plan.Routes.Should().OnlyContain(r => IsClosed(r));
        plan.Routes.Select(r => r.Places[0]).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void The_template_s_recharge_time_gives_reliefs_without_a_gap()
    {
        var plan = Plan("perimeter-patrol", Field, "copter:2");

        plan.Figures["reliefWorstIdlenessS"].Should().BeLessThanOrEqualTo(1.05 * plan.Figures["worstIdlenessS"]);
        plan.Figures["reliefVehicles"].Should().BeGreaterThan(2);
        plan.Notes.Should().HaveCount(2).And.Contain(note => note.StartsWith("Day and night it takes"));
    }

    [Fact]
    public void An_offset_that_is_set_moves_the_line_inwards()
    {
        var bare = Plan("perimeter-patrol", Field);
        var inside = Plan("perimeter-patrol", Field, "copter:1", ("offset", "10"));

        (bare.LengthMetres - inside.LengthMetres).Should().BeApproximately(80, 0.5);
        Plan("perimeter-patrol", Field, "copter:1", ("offset", "50"), ("direction", "clockwise"))
            .Problems.Should()
            .BeEmpty();
    }

    [Fact]
    public void An_outline_that_crosses_itself_is_refused_with_the_place()
    {
        const string Bow = """
            { "type": "Polygon", "coordinates": [[[8, 47], [8.01, 47.01], [8.01, 47], [8, 47.01], [8, 47]]] }
            """;

        var problem = Plan("perimeter-patrol", Bow).Problems.Should().ContainSingle().Subject;

        problem.Reason.Should().Contain("crosses itself");
        problem.Place!.Value.LongitudeDeg.Should().BeApproximately(8.005, 1e-4);
    }

    [Fact]
    public void A_graph_gives_node_ids_and_idleness_but_no_place()
    {
        var plan = Plan("checkpoint-patrol", Graph, "copter:1");

        plan.Problems.Should().BeEmpty();
        plan.Routes.Should().BeEmpty();
        plan.NodeRoutes.Should().ContainSingle().Which.Should().HaveCount(4).And.Contain([3, 5, 9]);
        plan.Figures["worstIdlenessS"].Should().BeApproximately(9, 1e-9);
    }

    [Fact]
    public void Checkpoints_come_before_other_points()
    {
        var plan = Plan("checkpoint-patrol", Points, "copter:1", ("speed", "5"));

        plan.NodeRoutes.Should().ContainSingle().Which.Should().HaveCount(4);
        plan.Figures["worstIdlenessS"].Should().BeApproximately(plan.LengthMetres / 5, 0.01);
    }

    [Theory]
    [InlineData("probability-search", Field, "'rows' is missing")]
    [InlineData("track-line", Field, "holds 0 places of the type LineString")]
    [InlineData("parallel-track", Line, "holds no polygon")]
    [InlineData("checkpoint-patrol", "{ \"nodes\": [], \"edges\": [] }", "1 to 1000 are planned")]
    [InlineData(
        "checkpoint-patrol",
        "{ \"type\": \"Point\", \"coordinates\": [8, 54] }",
        "2 to 300 different checkpoints"
    )]
    [InlineData(
        "sector-search",
        "{ \"type\": \"Point\", \"coordinates\": [8, 94] }",
        "a place is [longitude, latitude]"
    )]
    [InlineData("expanding-square", "{", "is not JSON")]
    [InlineData("checkpoint-round", Graph, "A graph has no place on earth")]
    public void A_shape_that_does_not_fit_is_refused(string template, string shape, string reason) =>
        Plan(template, shape).Problems.Should().Contain(p => p.Reason.Contains(reason));

    [Theory]
    [InlineData("sector-search", "copter:4", "has 3 triangles to share, and 4 vehicles were given")]
    [InlineData("parallel-track", "rover:1", "not for a rover")]
    [InlineData("parallel-track", "copter:1", "at most 2000 km", "spacing", "1", "swath")]
    [InlineData("parallel-track", "copter:1", "no parameter 'swath'", "swath", "1")]
    [InlineData("perimeter-patrol", "copter:1", "leaves no single loop", "offset", "50", "small")]
    public void What_does_not_fit_a_template_is_refused(
        string template,
        string vehicles,
        string reason,
        params string[] set
    )
    {
        var shape =
            template == "sector-search" ? Points
            : set is [.., "swath"] && set.Length == 3 ? Field.Replace("54.484", "56.484", StringComparison.Ordinal)
            : Field;
        shape = set is [.., "small"] ? Field.Replace("54.484", "54.4801", StringComparison.Ordinal) : shape;
        (string, string)[] values = set.Length >= 2 ? [(set[0], set[1])] : [];

        Plan(template, shape, vehicles, values).Problems.Should().Contain(p => p.Reason.Contains(reason));
    }

    [Fact]
    public void A_map_without_a_place_on_earth_is_refused()
    {
        var map = MapText().Replace("origin_lonlat", "noted_lonlat", StringComparison.Ordinal);

        Plan("probability-search", map)
            .Problems.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Contain("no 'origin_lonlat'");
    }

    private static bool IsClosed(VehicleRoute route) =>
        Geodesic.Inverse(route.Places[0], route.Places[^1]).DistanceMetres < 1e-6;

    private static RoutePlan Plan(
        string template,
        string shape,
        string vehicles = "copter:1",
        params (string Name, string Value)[] values
    ) => Plan(Demo.Library.Find(template)!, shape, vehicles, values);

    internal static RoutePlan Plan(
        MissionTemplate template,
        string shape,
        string vehicles,
        params (string Name, string Value)[] values
    )
    {
        var family = vehicles.StartsWith("rover", StringComparison.Ordinal)
            ? VehicleFamily.Rover
            : VehicleFamily.Copter;
        var count = int.Parse(vehicles.Split(':')[1], CultureInfo.InvariantCulture);
        var task = new ShapeTask(
            template,
            values.ToDictionary(v => v.Name, v => v.Value),
            shape,
            "shape.json",
            [.. Enumerable.Repeat(family, count)],
            null,
            1
        );
        return ShapeMission.Plan(task).Plan;
    }

    internal static string MapText()
    {
        var map = LostPerson.HikerFlatTemperate.Map(40, 30, 33);
        return JsonSerializer.Serialize(
            new Dictionary<string, object>
            {
                ["rows"] = map.Rows,
                ["cols"] = map.Columns,
                ["cell_m"] = map.CellMetres,
                ["extent_m"] = new[] { -600, -600, 600, 600 },
                ["start_xy"] = new[] { 0, 0 },
                ["origin_lonlat"] = new[] { 8.5, 47.25 },
                ["sensor"] = new Dictionary<string, double> { ["detection_radius_m"] = 33 },
                ["probability"] = map.Probability,
            }
        );
    }
}
