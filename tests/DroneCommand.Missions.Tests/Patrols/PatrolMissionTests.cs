using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Tests.Patrols;

/// <summary>What patrols do on sites, by what their templates ask for.</summary>
public class PatrolMissionTests
{
    private static readonly SiteText Yard = SiteText
        .Plain()
        .Point("dock", "Pad 2", (10, 0), "\"for\": \"copter\"")
        .Point("dock", "Pad 3", (20, 0), "\"for\": \"copter\"")
        .Point("dock", "Pad 4", (30, 0), "\"for\": \"copter\"")
        .Point("dock", "Kennel", (-5, -5), "\"for\": \"rover\"")
        .Box("perimeter", "Ring", -80, -80, 80, 80)
        .Line("gate", "North gate", [(-3, 80), (3, 80)])
        .Point("checkpoint", "North gate", (0, 78))
        .Point("checkpoint", "East", (75, 10))
        .Point("checkpoint", "Middle", (10, 10));

    [Fact]
    public void Gates_and_checkpoints_beside_the_line_are_looked_at()
    {
        var plan = Plan(Yard, "perimeter-patrol", "copter:1", ("dwell", "7"), ("reach", "12"), ("offset", "0"));

        plan.Problems.Should().BeEmpty();
        var stays = plan.Routes[0].Track.Where(point => point.Dwell > TimeSpan.Zero).ToList();
        stays.Should().HaveCount(2, "the gate and its checkpoint are one, and the middle is too far");
        stays.Should().OnlyContain(point => point.Dwell == TimeSpan.FromSeconds(7));
        plan.Routes[0]
            .Track.SelectMany(point => point.Actions)
            .Where(action => action is LookAt or PointCamera { PitchDeg: -90 })
            .Should()
            .HaveCount(2, "to the side, or straight down where the way leads over it");
        plan.Figures["worstIdlenessS"].Should().BeApproximately(640 / 6.0 + 14, 0.1);
        plan.Notes.Should().Contain(note => note.StartsWith("Looks at"));
        plan.Plans[0].ToMissionItems().Should().NotBeEmpty();
    }

    [Fact]
    public void Gates_that_are_passed_are_not_looked_at()
    {
        var plan = Plan(
            Yard,
            "perimeter-patrol",
            "copter:1",
            ("dwell", "7"),
            ("gates", "pass"),
            ("reach", "1"),
            ("offset", "0")
        );

        plan.Routes[0].Track.Should().OnlyContain(point => point.Actions.Count == 0);
    }

    [Fact]
    public void Outside_is_beyond_the_line_and_vehicles_fly_above_each_other()
    {
        var plan = Plan(Yard, "perimeter-patrol", "copter:3", ("side", "outside"), ("offset", "10"), ("band", "4"));

        plan.Problems.Should().BeEmpty();
        plan.Figures["lineM"].Should().BeApproximately(720, 0.5);
        plan.Routes.Select(route => route.Track[0].Altitude.Metres).Should().Equal(40, 44, 48);
    }

    [Fact]
    public void A_stay_at_each_checkpoint_lets_the_others_wait()
    {
        var passed = Plan(Yard, "checkpoint-patrol", "copter:1", ("dwell", "0"));
        var stayed = Plan(Yard, "checkpoint-patrol", "copter:1", ("dwell", "6"), ("camera", "video"));

        var places = passed.NodeRoutes![0].Count;
        (stayed.Figures["worstIdlenessS"] - passed.Figures["worstIdlenessS"])
            .Should()
            .BeApproximately(6 * places, 0.01);
        stayed.Routes[0].Track.Count(point => point.Dwell > TimeSpan.Zero).Should().Be(places);
        stayed.Routes[0].Track[1].Actions.Should().Equal(new PointCamera(-90), new StartVideo());
    }

    [Fact]
    public void Both_ways_go_round_both_ways()
    {
        var plan = Plan(Yard, "perimeter-patrol", "copter:2", ("direction", "both"), ("offset", "0"), ("dwell", "0"));

        plan.Routes.Select(route => Math.Sign(Twice(route))).Should().BeEquivalentTo([1, -1]);
        plan.Notes[0].Should().StartWith("Both ways");
        plan.Figures["worstIdlenessS"].Should().BeApproximately(640 / 6.0, 0.1);
    }

    [Property(MaxTest = 12)]
    public Property A_patrol_inside_its_perimeter_stays_there() =>
        Prop.ForAll(
            Gen.Choose(1, 4).ToArbitrary(),
            Gen.Choose(0, 60).ToArbitrary(),
            Gen.Elements("clockwise", "anticlockwise", "both", "either").ToArbitrary(),
            (vehicles, offset, direction) =>
            {
                var plan = Plan(
                    Yard,
                    "perimeter-patrol",
                    $"copter:{vehicles}",
                    ("offset", $"{Math.Min(offset, 50)}"),
                    ("direction", direction)
                );
                var ring = PlanarShapes.Polygon([new(-80, -80), new(80, -80), new(80, 80), new(-80, 80)], []);
                var inner = PlanarShapes.Widened(ring, 0.05 - Math.Min(offset, 50));
                return plan.Routes.Count == vehicles
                    && plan.Routes.All(route => inner.Covers(PlanarShapes.Line(route.Places.Select(Local))));
            }
        );

    [Fact]
    public void A_corridor_s_sides_are_kept()
    {
        var site = SiteText.Plain().Line("line", "Pipe", [(-60, 0), (60, 0)]);

        var right = Plan(site, "corridor-patrol", "copter:1", ("side", "right"), ("offset", "8"));
        var both = Plan(site, "corridor-patrol", "copter:1", ("side", "both"), ("offset", "8"));

        right.Routes[0].Places.Select(Local).Should().OnlyContain(place => Math.Abs(Math.Abs(place.Y) - 8) < 0.01);
        right.Routes[0].LengthMetres.Should().BeApproximately(240, 0.1);
        both.Routes[0].LengthMetres.Should().BeApproximately(272, 0.1);
        both.Figures["worstIdlenessS"].Should().BeApproximately(272 / 6.0, 0.1);
        right.Figures["worstIdlenessS"].Should().BeApproximately(240 / 6.0, 0.1);
    }

    [Fact]
    public void Rovers_keep_to_the_roads_and_to_their_directions()
    {
        var plan = Plan(OneWay(), "ground-and-air", "rover:1", ("reach", "10"), ("failsafe", "hold"), ("dwell", "0"));

        plan.Problems.Should().BeEmpty();
        var way = plan.Routes[0].Places.Select(Local).ToList();
        // The round is driven anticlockwise only: 240 m; from the stop in the east to that in the south is the long way.
        plan.Figures["worstIdlenessS"].Should().BeApproximately(240 / 1.5, 1);
        foreach (var (from, to) in way.Zip(way.Skip(1)))
        {
            var middle = new Coordinate((from.X + to.X) / 2, (from.Y + to.Y) / 2);
            var isOnRoad = Math.Abs(Math.Max(Math.Abs(middle.X), Math.Abs(middle.Y)) - 30) < 0.05;
            isOnRoad.Should().BeTrue($"{middle} is on no road");
            (from.X * to.Y - from.Y * to.X).Should().BeGreaterThanOrEqualTo(-0.1, "roads lead anticlockwise");
        }
    }

    [Fact]
    public void A_perimeter_is_driven_on_its_roads_only_when_that_is_asked_for()
    {
        var site = OneWay().Box("perimeter", "Inner", -26, -26, 26, 26);
        (string, string)[] roads = [("follow", "roads"), ("failsafe", "hold"), ("offset", "0"), ("reach", "10")];

        var onLine = Plan(site, "perimeter-patrol", "rover:1", ("offset", "0"));
        var onRoads = Plan(site, "perimeter-patrol", "rover:1", roads);

        onLine.Figures["lineM"].Should().BeApproximately(208, 0.1);
        onRoads.Problems.Should().BeEmpty();
        onRoads.Figures["lineReachedPct"].Should().Be(100);
        onRoads.Figures["lineM"].Should().BeGreaterThanOrEqualTo(240 - 0.1);
        onRoads
            .Routes[0]
            .Places.Select(Local)
            .Should()
            .OnlyContain(place => Math.Abs(Math.Max(Math.Abs(place.X), Math.Abs(place.Y)) - 30) < 0.05);
        Plan(site, "perimeter-patrol", "rover:1", [.. roads.SkipLast(1), ("reach", "1")])
            .Problems.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Contain("A larger 'reach'");
    }

    [Fact]
    public void What_rovers_do_not_reach_is_flown_to()
    {
        var site = OneWay().Point("checkpoint", "Far", (80, 80));

        var mixed = Plan(site, "ground-and-air", "copter:1,rover:1", ("reach", "10"), ("failsafe", "hold"));
        mixed.Problems.Should().BeEmpty();
        mixed.Notes.Should().Contain(note => note.StartsWith("copter 1") && note.Contains("Far"));
        mixed.Notes.Should().Contain(note => note.Contains("must hold"));

        var alone = Plan(site, "ground-and-air", "rover:1", ("reach", "10"), ("failsafe", "hold"));
        alone.Problems.Should().ContainSingle();
        alone.Problems[0].Reason.Should().Contain("checkpoint Far").And.Contain("'reach' of 71 m");
        alone.Problems[0].Place.Should().NotBeNull();
    }

    [Fact]
    public void A_house_on_the_road_is_not_driven_through()
    {
        var site = OneWay().Box("building", "Shed", 25, -5, 35, 5, "\"heightM\": 3");

        var plan = Plan(site, "ground-and-air", "rover:1", ("reach", "10"), ("failsafe", "hold"));

        plan.Problems.Should().NotBeEmpty().And.Contain(p => p.Reason.Contains("no way leads there"));
    }

    [Fact]
    public void Where_there_is_no_road_a_copter_or_a_road_would_do()
    {
        Plan(Yard, "ground-and-air", "copter:1,rover:1")
            .Problems.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Contain("a team of copters only, would do");
    }

    [Theory]
    [InlineData("step", "80", "step' of 53")]
    [InlineData("step", "4", null)]
    [InlineData("intrusion", "10", null)]
    public void An_unpredictable_patrol_says_what_would_make_it_possible(string name, string value, string? reason)
    {
        var plan = Plan(Yard, "unpredictable-patrol", "copter:1", (name, value), ("offset", "0"));

        if (reason is null)
        {
            plan.Problems.Should().BeEmpty();
            plan.Figures["detection"]
                .Should()
                .BeInRange(plan.Figures["detectionLow"] - 0.01, plan.Figures["detectionHigh"] + 0.01);
        }
        else
        {
            plan.Problems.Should().ContainSingle().Which.Reason.Should().Contain(reason);
        }
    }

    [Fact]
    public void Orbits_keep_their_distance_and_their_spacing()
    {
        var plan = Plan(Yard, "orbit", "copter:3", ("place", "Middle"), ("radius", "20"), ("turns", "2"));

        var middle = Yard.At(10, 10);
        plan.Problems.Should().BeEmpty();
        plan.Routes.SelectMany(route => route.Places)
            .Should()
            .OnlyContain(place => Math.Abs(Geodesic.Distance(place, middle) - 20) < 0.01);
        plan.Routes.Select(route => Geodesic.Inverse(middle, route.Places[0]).InitialAzimuthDeg)
            .Select(azimuth => Math.Round((azimuth + 360) % 120, 3))
            .Distinct()
            .Should()
            .ContainSingle();
        plan.Routes.Select(route => route.Track[0].Altitude).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Checkpoints_may_be_visited_in_any_order()
    {
        var given = Plan(Demo.Site, "checkpoint-round", "copter:1");
        var shortest = Plan(Demo.Site, "checkpoint-round", "copter:1", ("order", "shortest"));
        var random = Plan(Demo.Site, "checkpoint-round", "copter:1", ("order", "random"));

        shortest.Figures["lineM"].Should().BeLessThanOrEqualTo(given.Figures["lineM"] + 1e-6);
        random.Figures["lineM"].Should().BeGreaterThanOrEqualTo(shortest.Figures["lineM"] - 1e-6);
        random.Routes[0].Places.Should().BeEquivalentTo(given.Routes[0].Places).And.NotEqual(given.Routes[0].Places);
    }

    /// <summary>A square of one-way roads, driven anticlockwise, with a dock and three checkpoints beside it.</summary>
    private static SiteText OneWay() =>
        new SiteText()
            .Area("boundary", "Field", [(-100, -100), (100, -100), (100, 100), (-100, 100)])
            .Point("dock", "Pad", (0, 0), "\"for\": \"copter\"")
            .Point("dock", "Kennel", (0, -25), "\"for\": \"rover\"")
            .Line("road", "South", [(-30, -30), (30, -30)], "\"oneWay\": true")
            .Line("road", "East", [(30, -30), (30, 30)], "\"oneWay\": true")
            .Line("road", "North", [(30, 30), (-30, 30)], "\"oneWay\": true")
            .Line("road", "West", [(-30, 30), (-30, -30)], "\"oneWay\": true")
            .Point("checkpoint", "E", (35, 0))
            .Point("checkpoint", "S", (10, -35))
            .Point("checkpoint", "N", (0, 35));

    private static double Twice(VehicleRoute route)
    {
        var way = route.Places.Select(Local).ToList();
        return way.Zip(way.Skip(1), (a, b) => a.X * b.Y - a.Y * b.X).Sum();
    }

    private static Coordinate Local(GeoPoint place) => new LocalFrame(Yard.At(0, 0)).ToCoordinate(place);

    private static RoutePlan Plan(
        SiteText site,
        string template,
        string team,
        params (string Name, string Value)[] values
    ) => Plan(site.Site(), template, team, values);

    private static RoutePlan Plan(
        Site site,
        string template,
        string team,
        params (string Name, string Value)[] values
    ) => PatrolDemoTests.Plan(site, template, team, values);
}
