using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Search;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Search;

/// <summary>The templates of searches, on the demo's site and on bare shapes.</summary>
public class SearchMissionTests
{
    private const string Datum = """{ "type": "Point", "coordinates": [8.99, 54.48] }""";

    private const string Segments = """
        { "type": "FeatureCollection", "features": [
          { "type": "Feature", "properties": { "name": "wood", "poc": 0.6 }, "geometry": { "type": "Polygon", "coordinates":
            [[[8.99, 54.48], [8.995, 54.48], [8.995, 54.483], [8.99, 54.483], [8.99, 54.48]]] } },
          { "type": "Feature", "properties": { "name": "field", "poc": 0.2 }, "geometry": { "type": "Polygon", "coordinates":
            [[[8.995, 54.48], [9.0, 54.48], [9.0, 54.483], [8.995, 54.483], [8.995, 54.48]]] } } ] }
        """;

    public static TheoryData<string> Kinds { get; } =
        new(
            "parallel-track",
            "creeping-line",
            "expanding-square",
            "sector-search",
            "contour-search",
            "track-line",
            "spiral-search",
            "probability-search",
            "last-known-point",
            "segment-search",
            "drift-search"
        );

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_search_plans_on_the_demo_site_with_its_defaults(string template)
    {
        var plan = OnSite(template, 1);

        plan.Problems.Should().BeEmpty();
        plan.Plans.Should().NotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Three_vehicles_share_a_search_on_the_demo_site(string template)
    {
        var plan = OnSite(template, 3);

        plan.Problems.Should().BeEmpty();
        plan.Plans.Select(each => each.Home).Should().OnlyHaveUniqueItems();
        (plan.Plans.Count == 3 || plan.Notes.Any(note => note.Contains("have nothing to do"))).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_seed_gives_the_same_plan(string template) =>
        Track(OnSite(template, 2)).Should().Equal(Track(OnSite(template, 2)));

    [Fact]
    public void Bands_of_several_vehicles_are_the_legs_of_one()
    {
        var one = OnShape("parallel-track", Square(), 1, ("spacing", "50"));
        var two = OnShape("parallel-track", Square(), 2, ("spacing", "50"));

        two.Routes.Should().HaveCount(2);
        Track(two)
            .Should()
            .HaveCount(Track(one).Count)
            .And.OnlyContain(place => Track(one).Any(other => Geodesic.Distance(place, other) < 1e-6));
        two.Duration.Should().BeLessThan(0.6 * one.Duration);
    }

    [Fact]
    public void A_pattern_that_fits_the_area_stays_within_it()
    {
        const string Triangle = """
            { "type": "Polygon", "coordinates": [[[8.99, 54.48], [9.0, 54.48], [8.99, 54.486], [8.99, 54.48]]] }
            """;
        var whole = OnShape("parallel-track", Triangle, 1, ("spacing", "50"));
        var fitted = OnShape("parallel-track", Triangle, 1, ("spacing", "50"), ("fit", "area"));

        fitted.LengthMetres.Should().BeLessThan(0.7 * whole.LengthMetres);
        fitted
            .Routes[0]
            .Places.Should()
            .OnlyContain(p =>
                p.LongitudeDeg > 8.98999 && (p.LatitudeDeg - 54.48) / 0.006 + (p.LongitudeDeg - 8.99) / 0.01 < 1.001
            );
    }

    [Fact]
    public void Segments_get_effort_by_their_POC_and_the_plan_tells_it()
    {
        var plan = OnShape("segment-search", Segments, 1, ("budget", "6000"), ("sweep-width", "40"));

        plan.Problems.Should().BeEmpty();
        plan.Figures["poc"].Should().BeApproximately(0.8, 1e-9);
        plan.Figures["pos"].Should().BeInRange(0.3, 0.8);
        plan.Figures["trackM"].Should().BeInRange(5000, 6000);
        plan.Notes.Should().Contain(note => note.StartsWith("wood: POC 0.6")).And.Contain(n => n.StartsWith("field:"));
    }

    [Fact]
    public void What_a_plan_promises_is_what_flying_it_gives()
    {
        var plan = OnShape("segment-search", Segments, 2, ("budget", "6000"), ("sweep-width", "40"));
        var areas = AreaReader.ReadAll(Segments, "segments").Areas;

        var flown = FlownSearch.Of(areas, [.. plan.Routes.Select(route => route.Places)], 40, SearchConditions.Poor);

        flown.Problem.Should().BeNull();
        // Ways between segments see a little too.
        flown.Pos.Should().BeInRange(plan.Figures["pos"] - 1e-3, plan.Figures["pos"] + 0.05);
        flown.Areas.Sum(area => area.Poc!.Value).Should().BeApproximately(0.8 - flown.Pos, 1e-9);
    }

    [Fact]
    public void The_next_search_goes_where_less_was_flown()
    {
        var areas = AreaReader.ReadAll(Segments, "segments").Areas;
        GeoPoint[] wood =
        [
            .. Enumerable.Range(0, 40).Select(i => new GeoPoint(54.48 + 0.003 * i / 40, i % 2 == 0 ? 8.9901 : 8.9949)),
        ];

        var first = FlownSearch.Of(areas, [wood], 40, SearchConditions.Poor);
        var second = FlownSearch.Of(first.Areas, [wood], 40, SearchConditions.Poor);

        first.Segments[0].Pod.Should().BeInRange(0.3, 0.99);
        first.Segments[1].Should().Match<SegmentFlown>(s => s.FlownMetres == 0 && s.PocAfter == 0.2);
        second.Segments[0].CumulativePod.Should().BeApproximately(1 - Math.Pow(1 - first.Segments[0].Pod, 2), 1e-12);
        second.Areas[0].Poc.Should().BeLessThan(second.Areas[1].Poc!.Value);
    }

    [Theory]
    [InlineData("\"poc\": 0.2", "\"poc\": 0.5", "sum to 1.1")]
    [InlineData("\"name\": \"field\", \"poc\": 0.2", "\"name\": \"field\"", "field has no 'poc', others have")]
    [InlineData("0.2", "-0.2", "'poc' must be a number from 0 to 1")]
    public void Segments_that_are_none_are_refused(string what, string by, string reason) =>
        OnShape("segment-search", Segments.Replace(what, by, StringComparison.Ordinal), 1)
            .Problems.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Contain(reason);

    [Fact]
    public void A_drift_search_tells_its_datum_and_takes_the_pattern_that_suits()
    {
        var near = OnShape("drift-search", Datum, 1, ("elapsed", "2"), ("position-error", "10"));
        var far = OnShape("drift-search", Datum, 1, ("elapsed", "120"));

        near.Notes.Should().ContainSingle(note => note.Contains("a sector search"));
        far.Notes.Should().ContainSingle(note => note.Contains("parallel tracks"));
        var drift = new GeoPoint(far.Figures["datumLat"], far.Figures["datumLon"]);
        Geodesic
            .Distance(new(54.48, 8.99), drift)
            .Should()
            .BeApproximately(far.Figures["driftM"], 1e-6)
            .And.BeGreaterThan(500);
        far.Figures["searchRadiusM"].Should().BeApproximately(1.1 * far.Figures["totalErrorM"], 1e-6);
        OnShape("drift-search", Datum, 1, ("elapsed", "120"), ("search", "3"))
            .Figures["searchRadiusM"]
            .Should()
            .BeApproximately(2 * far.Figures["totalErrorM"], 1e-6);
    }

    [Fact]
    public void Rings_are_told_and_may_be_ones_own()
    {
        var table = OnShape("last-known-point", Datum, 1);
        var own = OnShape(
            "last-known-point",
            Datum,
            1,
            ("ring-25", "100"),
            ("ring-50", "200"),
            ("ring-75", "400"),
            ("ring-95", "1000")
        );

        table.Figures["ring50M"].Should().BeApproximately(1000 * Math.Exp(0.401), 0.01);
        own.Figures["ring50M"].Should().BeInRange(190, 210);
        own.Figures["pos"].Should().BeGreaterThan(table.Figures["pos"]);
        own.Routes[0].Places[0].Should().Be(new GeoPoint(54.48, 8.99));
        OnShape("last-known-point", Datum, 1, ("ring-25", "100"))
            .Problems.Should()
            .ContainSingle(p => p.Code == ProblemCode.Parameter);
    }

    private static string Square() =>
        """{ "type": "Polygon", "coordinates": [[[8.99, 54.48], [8.996, 54.48], [8.996, 54.48179], [8.99, 54.48179], [8.99, 54.48]]] }""";

    private static IReadOnlyList<GeoPoint> Track(RoutePlan plan) => [.. plan.Routes.SelectMany(route => route.Places)];

    private static RoutePlan OnShape(
        string template,
        string shape,
        int vehicles,
        params (string Name, string Value)[] values
    ) =>
        ShapeMission
            .Plan(
                new ShapeTask(
                    Demo.Library.Find(template)!,
                    values.ToDictionary(value => value.Name, value => value.Value),
                    shape,
                    "shape.geojson",
                    [.. Enumerable.Repeat(VehicleFamily.Copter, vehicles)],
                    null,
                    1
                )
            )
            .Plan;

    private static RoutePlan OnSite(string template, int vehicles, params (string Name, string Value)[] values) =>
        SiteMission.Plan(
            new SiteTask(
                Demo.Library.Find(template)!,
                values.ToDictionary(value => value.Name, value => value.Value),
                Demo.Site,
                SiteTeam.Of(Demo.Site, [.. Enumerable.Repeat(VehicleFamily.Copter, vehicles)], null),
                1
            )
        );
}
