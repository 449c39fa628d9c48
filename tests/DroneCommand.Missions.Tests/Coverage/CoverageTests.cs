using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Tests.Coverage;

/// <summary>Plans of areas that nobody tuned for: enough is covered, nothing is flown outside, and they are short.</summary>
public class CoverageTests
{
    [Theory]
    [InlineData(1, 25)]
    [InlineData(2, 25)]
    [InlineData(3, 25)]
    [InlineData(4, 25)]
    [InlineData(5, 25)]
    [InlineData(6, 12)]
    [InlineData(7, 40)]
    [InlineData(8, 7)]
    public void A_random_area_is_covered_from_within(int seed, double swath)
    {
        var rings = Fields.Random(seed);

        var plan = Fields.Plan(Fields.Drawn(rings), swath);

        plan.Problems.Should().BeEmpty();
        var path = plan.Routes.Should().ContainSingle().Which.Places;
        Fields.Covered(rings, [path], swath).Should().BeGreaterThan(0.994);
        plan.CoveragePercent.Should().BeGreaterThanOrEqualTo(99.5);
        Fields.Along(path).Max(place => Fields.Outside(rings, place)).Should().Be(0);
        plan.LengthMetres.Should().BeLessThan(1.35 * plan.LowerBoundMetres!.Value);
    }

    [Fact]
    public void A_field_that_lanes_fit_costs_hardly_more_than_its_area_over_the_swath()
    {
        var plan = Fields.Plan(Fields.Drawn(Fields.Rectangle(500, 800)), 25);

        plan.Problems.Should().BeEmpty();
        plan.LengthMetres.Should().BeLessThan(1.03 * plan.LowerBoundMetres!.Value);
        // Turns are rounded: what stops at each corner takes two stops for each lane.
        plan.Turns.Should().BeLessThan(8);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(5, 3)]
    [InlineData(3, 1)]
    public void Several_vehicles_share_an_area_from_a_depot_on_its_edge(int vehicles, int seed)
    {
        var rings = Fields.Random(seed);
        var depot = Fields.Map.ToGeo(rings[0][0]);

        var plan = Fields.Plan(Fields.Drawn(rings), 15, vehicles: vehicles, depot: depot);

        plan.Problems.Should().BeEmpty();
        plan.Routes.Should().HaveCount(vehicles);
        plan.Routes.Select(route => route.Places[0]).Should().AllBeEquivalentTo(depot);
        plan.Routes.Select(route => route.Places[^1]).Should().AllBeEquivalentTo(depot);
        var paths = plan.Routes.Select(route => route.Places).ToList();
        Fields.Covered(rings, paths, 15).Should().BeGreaterThan(0.994);
        paths.SelectMany(Fields.Along).Max(place => Fields.Outside(rings, place)).Should().BeLessThan(0.001);
        var longest = plan.Routes.Max(route => route.LengthMetres);
        longest.Should().BeLessThan(1.06 * plan.LengthMetres / vehicles);
        longest.Should().BeLessThan(1.6 * plan.LowerBoundMetres!.Value / vehicles);
    }

    [Fact]
    public void A_single_vehicle_may_come_home_to_a_depot_within()
    {
        var rings = Fields.Rectangle(300, 400);
        var depot = Fields.Map.ToGeo(new Vec(120, 130));

        var plan = Fields.Plan(Fields.Drawn(rings), 25, depot: depot);

        plan.Problems.Should().BeEmpty();
        var path = plan.Routes.Should().ContainSingle().Which.Places;
        path[0].Should().Be(depot);
        path[^1].Should().Be(depot);
    }

    [Fact]
    public void A_depot_outside_is_refused_with_how_far()
    {
        var depot = Fields.Map.ToGeo(new Vec(-40, 100));

        var plan = Fields.Plan(Fields.Drawn(Fields.Rectangle(300, 400)), 25, vehicles: 2, depot: depot);

        var problem = plan.Problems.Should().ContainSingle().Which;
        problem.Code.Should().Be(ProblemCode.OutsideBoundary);
        problem.Reason.Should().Contain("40.0 m outside");
    }

    [Fact]
    public void The_same_seed_gives_the_same_plan()
    {
        var area = Fields.Drawn(Fields.Random(4));

        var (one, other) = (Fields.Plan(area, 20, seed: 7), Fields.Plan(area, 20, seed: 7));

        one.Routes[0].Places.Should().Equal(other.Routes[0].Places);
    }

    [Theory]
    [InlineData(10, 10, 25)]
    [InlineData(0.5, 300, 25)]
    [InlineData(400, 3, 25)]
    [InlineData(3, 3, 1000)]
    [InlineData(60, 60, 0.9)]
    public void Areas_of_any_size_are_covered(double width, double height, double swath)
    {
        var rings = Fields.Rectangle(width, height);

        var plan = Fields.Plan(Fields.Drawn(rings), swath);

        plan.Problems.Should().BeEmpty();
        plan.CoveragePercent.Should().BeGreaterThanOrEqualTo(99.5);
        plan.Routes[0].Places.Should().HaveCountGreaterThan(1);
        Fields.Along(plan.Routes[0].Places).Max(place => Fields.Outside(rings, place)).Should().Be(0);
    }

    [Fact]
    public void Two_halls_and_a_corridor_are_covered_through_it()
    {
        List<List<Vec>> rings =
        [
            [
                new(0, 0),
                new(200, 0),
                new(200, 95),
                new(300, 95),
                new(300, 0),
                new(500, 0),
                new(500, 200),
                new(300, 200),
                new(300, 97),
                new(200, 97),
                new(200, 200),
                new(0, 200),
            ],
        ];

        var plan = Fields.Plan(Fields.Drawn(rings), 20);

        plan.Problems.Should().BeEmpty();
        Fields.Covered(rings, [plan.Routes[0].Places], 20).Should().BeGreaterThan(0.994);
        Fields.Along(plan.Routes[0].Places).Max(place => Fields.Outside(rings, place)).Should().Be(0);
    }

    [Fact]
    public void A_coast_of_thousands_of_corners_is_covered()
    {
        List<Vec> coast = [];
        for (var i = 0; i < 3000; i++)
        {
            var (sin, cos) = Math.SinCos(i * 2 * Math.PI / 3000);
            var radius = 400 + 30 * Math.Sin(i * 0.09) + 4 * Math.Sin(i * 1.7);
            coast.Add(new Vec(radius * cos, radius * sin));
        }

        var plan = Fields.Plan(Fields.Drawn([coast]), 25);

        plan.Problems.Should().BeEmpty();
        Fields.Along(plan.Routes[0].Places).Max(place => Fields.Outside([coast], place)).Should().Be(0);
    }

    [Fact]
    public void An_outline_that_crosses_itself_is_refused_where_it_does()
    {
        List<List<Vec>> rings =
        [
            [new(0, 0), new(200, 200), new(200, 0), new(0, 200)],
        ];

        var plan = Fields.Plan(Fields.Drawn(rings), 25);

        var problem = plan.Problems.Should().ContainSingle().Which;
        problem.Code.Should().Be(ProblemCode.BadInput);
        problem.Reason.Should().Contain("crosses itself");
        Vec.Distance(Fields.Map.ToPlane(problem.Place!.Value), new Vec(100, 100)).Should().BeLessThan(0.01);
    }

    [Fact]
    public void A_hole_outside_is_refused()
    {
        List<List<Vec>> rings = [.. Fields.Rectangle(200, 200), [new(300, 0), new(320, 0), new(320, 20)]];

        var plan = Fields.Plan(Fields.Drawn(rings), 25);

        plan.Problems.Should().ContainSingle().Which.Reason.Should().Contain("a hole lies outside");
    }

    [Fact]
    public void Parts_that_touch_in_a_point_only_are_refused()
    {
        List<List<Vec>> rings =
        [
            [
                new(0, 0),
                new(100, 0),
                new(100, 99.98),
                new(200, 100),
                new(200, 200),
                new(100, 200),
                new(100, 100.02),
                new(0, 100),
            ],
        ];

        var plan = Fields.Plan(Fields.Drawn(rings), 25);

        plan.Problems.Should().ContainSingle().Which.Reason.Should().Contain("hangs together by less than");
    }

    [Fact]
    public void What_would_take_for_ever_is_refused_with_what_would_do()
    {
        var plan = Fields.Plan(Fields.Drawn(Fields.Rectangle(10_000, 10_000)), 5);

        plan.Problems.Should().ContainSingle().Which.Reason.Should().Contain("A swath of 50 m would do");
    }

    [Fact]
    public void Several_vehicles_need_a_depot()
    {
        var plan = Fields.Plan(Fields.Drawn(Fields.Rectangle(300, 300)), 25, vehicles: 2);

        plan.Problems.Should().ContainSingle().Which.Code.Should().Be(ProblemCode.HomeUnknown);
    }

    [Fact]
    public void Values_out_of_bounds_are_refused()
    {
        var plan = Fields.Plan(Fields.Drawn(Fields.Rectangle(300, 300)), 0.1);

        plan.Problems.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Contain("'swath' must be a number from 0.5 to 1000");
    }

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[1,2]}""", "holds no polygon")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", "a polygon is a list of rings")]
    [InlineData("""{"type":"Polygon","coordinates":[[[1,2],[1,2],[1,2]]]}""", "needs at least three different corners")]
    [InlineData("""{"type":"Polygon","coordinates":[[[1,2],[1,"2"],[3,4]]]}""", "a corner is [longitude, latitude]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[1,2],[1,95],[3,4]]]}""", "is not on earth")]
    [InlineData("""{"type":"Polygon","coordinates":[[[1,86],[1,86.1],[3,86]]]}""", "lies beyond 85°")]
    [InlineData("""{"type":"Polygon","coordinates":[[[179.9,2],[-179.9,2],[179.9,3]]]}""", "crosses the antimeridian")]
    [InlineData("[", "is not JSON")]
    public void A_file_without_a_usable_polygon_is_refused_where_it_is_wrong(string json, string reason)
    {
        var read = AreaReader.Read(json, "area.geojson");

        read.Area.Should().BeNull();
        read.Problems.Should()
            .ContainSingle()
            .Which.ToString()
            .Should()
            .StartWith("area.geojson(1,")
            .And.Contain(reason);
    }

    [Theory]
    [InlineData(
        """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[0,0]}},{"type":"Feature","properties":{},"geometry":R}]}"""
    )]
    [InlineData("""{"type":"Feature","properties":null,"geometry":R}""")]
    [InlineData("R")]
    public void The_first_polygon_is_found_wherever_it_stands(string json)
    {
        var ring =
            """{"type":"Polygon","coordinates":[[[1,2],[1.1,2],[1.1,2.1,30],[1,2]],[[1.02,2.01],[1.03,2.01],[1.03,2.02],[1.02,2.01]]]}""";

        var read = AreaReader.Read(json.Replace("R", ring, StringComparison.Ordinal), "area.geojson");

        read.Problems.Should().BeEmpty();
        read.Area!.Outline.Should().Equal(new GeoPoint(2, 1), new GeoPoint(2, 1.1), new GeoPoint(2.1, 1.1));
        read.Area.Holes.Should().ContainSingle();
    }
}
