using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Plans;

public class MissionPlannerTests
{
    private static readonly SiteText Square = SiteText.Plain().Box("perimeter", "Ring", -80, -80, 80, 80);

    [Fact]
    public void The_offset_keeps_its_distance_inside_with_mitred_corners()
    {
        var plan = Patrol(Square, ("offset", "10"));

        var route = Local(plan, Square).Skip(1).SkipLast(1).ToList();
        route
            .Should()
            .OnlyContain(point =>
                Math.Abs(Math.Max(Math.Abs(point.EastMetres), Math.Abs(point.NorthMetres)) - 70) < 0.01
            );
        plan.Legs.Where(leg => leg.Kind == LegKind.Route)
            .Sum(leg => leg.LengthMetres)
            .Should()
            .BeApproximately(560, 0.01);
    }

    [Fact]
    public void The_loop_begins_and_ends_at_its_point_nearest_to_the_dock()
    {
        var text = new SiteText()
            .Box("boundary", "Field", -100, -100, 100, 100)
            .Box("perimeter", "Ring", -80, -80, 80, 80)
            .Point("dock", "Pad", (30, 60));

        var plan = Patrol(text, ("offset", "0"));

        var route = Local(plan, text);
        route[1].EastMetres.Should().BeApproximately(30, 0.01);
        route[1].NorthMetres.Should().BeApproximately(80, 0.01);
        Distance(route[^2], route[1]).Should().BeLessThan(0.01);
        plan.Legs.Single(leg => leg.Kind == LegKind.Approach).LengthMetres.Should().BeApproximately(20, 0.01);
        plan.Legs.Single(leg => leg.Kind == LegKind.Return).LengthMetres.Should().BeApproximately(20, 0.01);
    }

    [Theory]
    [InlineData("clockwise", -1)]
    [InlineData("anticlockwise", 1)]
    public void The_direction_is_the_one_asked_for(string direction, int sign)
    {
        var route = Local(Patrol(Square, ("direction", direction)), Square);

        var turning = route
            .Zip(route.Skip(1), (a, b) => a.EastMetres * b.NorthMetres - b.EastMetres * a.NorthMetres)
            .Sum();

        Math.Sign(turning).Should().Be(sign);
    }

    [Fact]
    public void Either_direction_is_drawn_from_the_seed_and_recorded()
    {
        var drawn = Enumerable.Range(0, 20).Select(seed => Patrol(Square, seed, ("direction", "either"))).ToList();

        drawn
            .Select(plan => plan.Parameters["direction"])
            .Distinct()
            .Should()
            .BeEquivalentTo("clockwise", "anticlockwise");
        PlanText.Of(Patrol(Square, 7, ("direction", "either"))).Should().Be(PlanText.Of(drawn[7]));
    }

    [Fact]
    public void Laps_repeat_the_loop()
    {
        var once = Patrol(Square, ("laps", "1"));
        var thrice = Patrol(Square, ("laps", "3"));

        Looped(thrice).Should().BeApproximately(3 * Looped(once), 0.01);
    }

    [Theory]
    [InlineData("offset", "81", ProblemCode.OffsetTooLarge)]
    [InlineData("offset", "-1", ProblemCode.Parameter)]
    [InlineData("altitude", "NaN", ProblemCode.Parameter)]
    [InlineData("altitude", "1e999", ProblemCode.Parameter)]
    [InlineData("altitude", "4o", ProblemCode.Parameter)]
    [InlineData("altitude", "100", ProblemCode.AboveAltitudeLimit)]
    [InlineData("laps", "1.5", ProblemCode.Parameter)]
    [InlineData("direction", "left", ProblemCode.Parameter)]
    [InlineData("perimeter", "Moat", ProblemCode.FeatureMissing)]
    [InlineData("perimeter", "", ProblemCode.Parameter)]
    [InlineData("colour", "red", ProblemCode.Parameter)]
    public void What_cannot_be_planned_is_refused_with_its_reason(string name, string value, ProblemCode code)
    {
        // An offset beyond the template's 50 m needs the wider ring of a template made for the test's purpose.
        var text =
            name == "offset" && code == ProblemCode.OffsetTooLarge
                ? SiteText.Plain().Box("perimeter", "Ring", -40, -40, 40, 40)
                : Square;
        var given = code == ProblemCode.OffsetTooLarge ? "45" : value;

        var plan = Patrol(text, (name, given));

        plan.IsFlyable.Should().BeFalse();
        plan.Problems.Should().Contain(problem => problem.Code == code);
        plan.Problems.Should().OnlyContain(problem => problem.Reason.EndsWith('.'));
    }

    [Fact]
    public void An_offset_that_leaves_nothing_says_how_much_would_do()
    {
        var text = SiteText.Plain().Box("perimeter", "Ring", -40, -40, 40, 40);

        Patrol(text, ("offset", "45")).Problems.Single().Reason.Should().Contain("; 39.9 m does");
    }

    [Fact]
    public void An_offset_that_cuts_the_loop_apart_is_refused()
    {
        var dumbbell = SiteText
            .Plain()
            .Area(
                "perimeter",
                "Dumbbell",
                [
                    (-80, -30),
                    (-20, -30),
                    (-20, -5),
                    (20, -5),
                    (20, -30),
                    (80, -30),
                    (80, 30),
                    (20, 30),
                    (20, 5),
                    (-20, 5),
                    (-20, 30),
                    (-80, 30),
                ]
            );

        Patrol(dumbbell, ("offset", "6"))
            .Problems.Single()
            .Reason.Should()
            .Contain("leaves no single loop inside perimeter Dumbbell; 4.9 m does");
        Patrol(dumbbell, ("offset", "4")).Problems.Should().BeEmpty();
    }

    [Fact]
    public void A_vehicle_that_the_template_is_not_for_is_refused()
    {
        var plan = Demo.Plan("checkpoint-round", "Gate yard", VehicleClass.Rover);

        plan.Problems.Single().Reason.Should().Be("Checkpoint round is for a copter, not for a rover.");
    }

    [Fact]
    public void What_one_battery_does_not_suffice_for_is_cut_into_sorties()
    {
        var tired = VehicleClass.Copter with { BatteryWh = 60 };

        var plan = Demo.Plan("perimeter-patrol", "Dock B", tired, ("laps", "3"), ("dwell", "0"));

        plan.Problems.Should().BeEmpty();
        (plan.Sortie, plan.Sorties).Should().Be((1, 2));
        plan.Energy95Wh.Should().BeLessThanOrEqualTo(60 * 0.75);
    }

    [Fact]
    public void Too_little_energy_for_one_lap_says_which_battery_would_do()
    {
        var exhausted = VehicleClass.Copter with { BatteryWh = 20 };

        var plan = Demo.Plan("perimeter-patrol", "Dock B", exhausted);

        plan.Problems.Single().Reason.Should().MatchRegex("A battery of [0-9]+ Wh would do");
    }

    [Fact]
    public void A_mission_with_more_items_than_an_autopilot_stores_is_refused()
    {
        var corners = Enumerable
            .Range(0, 80)
            .Select(i => (Turn: Math.SinCos(i * Math.Tau / 80), Radius: 70 + 10 * (i % 2)));
        var star = SiteText
            .Plain()
            .Area("perimeter", "Star", [.. corners.Select(at => (at.Radius * at.Turn.Cos, at.Radius * at.Turn.Sin))]);

        var plan = Patrol(star, ("laps", "10"), ("offset", "0"));

        plan.Problems.Single().Code.Should().Be(ProblemCode.TooManyItems);
        Patrol(star, ("laps", "1"), ("offset", "0")).Problems.Should().BeEmpty();
    }

    [Fact]
    public void Corners_that_hardly_turn_are_left_out_when_an_autopilot_could_not_store_them()
    {
        var corners = Enumerable.Range(0, 200).Select(i => Math.SinCos(i * Math.Tau / 200));
        var round = SiteText
            .Plain()
            .Area("perimeter", "Round", [.. corners.Select(turn => (80 * turn.Cos, 80 * turn.Sin))]);

        var (few, many) = (Patrol(round, ("laps", "3")), Patrol(round, ("laps", "6")));

        few.Steps.Count.Should().BeGreaterThan(600);
        many.Steps.Count.Should().BeInRange(100, MissionPlanner.MaxItems);
        (Looped(many) / 2).Should().BeApproximately(Looped(few), 0.01 * Looped(few));
    }

    [Fact]
    public void A_home_that_is_not_known_is_refused()
    {
        var plan = MissionPlanner.Plan(
            Demo.Library.Find("perimeter-patrol")!,
            new Dictionary<string, string>(),
            Demo.Site,
            VehicleClass.Copter,
            new GeoPoint(double.NaN, double.NaN)
        );

        plan.Problems.Single().Code.Should().Be(ProblemCode.HomeUnknown);
    }

    [Fact]
    public void A_site_without_what_the_template_needs_is_refused()
    {
        var plan = Patrol(SiteText.Plain());

        plan.Problems.Single().Reason.Should().Be("Field has no perimeter for a copter.");
    }

    private static Plan Patrol(SiteText text, params (string Name, string Value)[] parameters) =>
        Patrol(text, 0, parameters);

    private static Plan Patrol(SiteText text, int seed, params (string Name, string Value)[] parameters)
    {
        Site site = text.Site();
        return MissionPlanner.Plan(
            Demo.Library.Find("perimeter-patrol")!,
            parameters.ToDictionary(pair => pair.Name, pair => pair.Value),
            site,
            VehicleClass.Copter,
            site.Docks[0].Position,
            seed
        );
    }

    private static List<LocalPoint> Local(Plan plan, SiteText text)
    {
        var frame = new LocalFrame(text.At(0, 0));
        return [.. plan.Route.Select(point => frame.ToLocal(point.Position))];
    }

    private static double Looped(Plan plan) =>
        plan.Legs.Where(leg => leg.Kind == LegKind.Route).Sum(leg => leg.LengthMetres);

    private static double Distance(LocalPoint a, LocalPoint b) =>
        Math.Sqrt(Math.Pow(a.EastMetres - b.EastMetres, 2) + Math.Pow(a.NorthMetres - b.NorthMetres, 2));
}
