using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;
using Wind = DroneCommand.Missions.Energy.Wind;

namespace DroneCommand.Missions.Tests.Sorties;

/// <summary>What a site mission makes of batteries, wind and things in the way.</summary>
public class SortiePlanTests
{
    [Fact]
    public void A_route_that_is_too_long_for_a_battery_is_flown_in_sorties()
    {
        var plan = Plan(Tired(60), [("laps", "6")]);

        plan.Problems.Should().BeEmpty();
        plan.Plans.Should().HaveCountGreaterThan(2);
        plan.Plans.Select(each => each.Sortie).Should().Equal(Enumerable.Range(1, plan.Plans.Count));
        plan.Plans.Should().OnlyContain(each => each.IsFlyable && each.Energy95Wh <= each.AvailableWh);
        plan.Routes.Should().HaveSameCount(plan.Plans);
        plan.Notes.Should()
            .ContainSingle(note => note.Contains($"needs {plan.Plans.Count} sorties, with 45 min between"));
    }

    [Fact]
    public void Each_sortie_goes_on_where_the_one_before_it_stopped_and_nothing_is_left_out()
    {
        (string, string)[] values = [("laps", "6"), ("dwell", "0")];
        var whole = Plan(VehicleClass.Copter with { BatteryWh = 1_000 }, values).Plans.Single();

        var plans = Plan(Tired(60), values).Plans;

        foreach (var (before, after) in plans.Zip(plans.Skip(1)))
        {
            Geodesic.Distance(before.RouteTrack[^1].Position, after.RouteTrack[0].Position).Should().BeLessThan(0.01);
            after.Begins.Should().Be(before.Begins + before.Duration + Recharge);
        }

        RouteMetres(plans).Should().BeApproximately(RouteMetres([whole]), 0.1);
        plans.Sum(each => each.ToMissionItems().Count).Should().BeGreaterThan(whole.ToMissionItems().Count);
    }

    [Fact]
    public void The_whole_time_counts_the_battery_swaps()
    {
        var plan = Plan(Tired(60), [("laps", "6")]);

        var last = plan.Routes[^1];
        plan.Duration.Should().Be(last.Begins + last.Duration);
        plan.Duration.Should().BeGreaterThan((plan.Plans.Count - 1) * Recharge);
    }

    [Fact]
    public void A_place_that_no_sortie_reaches_is_named_with_what_would_do()
    {
        var problem = Plan(Tired(9), []).Problems.Should().ContainSingle().Which;

        problem.Code.Should().Be(ProblemCode.NotEnoughEnergy);
        problem.Place.Should().NotBeNull();
        problem.Reason.Should().Contain("is out of reach").And.EndWith(problem.Remedy);
        problem.Remedy.Should().MatchRegex("^A battery of [0-9]+ Wh would do");
        var battery = double.Parse(problem.Remedy!.Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture);
        Plan(Tired(battery), []).Problems.Should().BeEmpty();
    }

    [Fact]
    public void More_wind_never_needs_less_energy_for_a_plan_that_comes_home()
    {
        var energies = Enumerable
            .Range(0, 12)
            .Select(speed => Plan(VehicleClass.Copter, [], Wind.Steady(speed, 250)).Plans.Single())
            .ToList();

        energies.Zip(energies.Skip(1)).Should().OnlyContain(pair => pair.First.EnergyWh <= pair.Second.EnergyWh + 1e-9);
        energies.Zip(energies.Skip(1)).Should().OnlyContain(pair => pair.First.Energy95Wh < pair.Second.Energy95Wh);
        energies.Should().OnlyContain(plan => plan.Wind != null && plan.Energy95Wh > plan.EnergyWh);
    }

    [Fact]
    public void A_wind_that_leaves_no_headway_is_refused_with_the_leg()
    {
        var problem = Plan(VehicleClass.Copter, [], Wind.Steady(20, 250)).Problems[0];

        problem.Code.Should().Be(ProblemCode.WindTooStrong);
        problem.Leg.Should().BePositive();
        problem.Reason.Should().Contain("makes no headway against the wind of 20 m/s from 250°");
    }

    [Fact]
    public void Gusts_that_blow_it_off_its_course_are_refused() =>
        Plan(VehicleClass.Copter, [], new Wind(8, 250, 18))
            .Problems.Should()
            .ContainSingle(problem =>
                problem.Reason.StartsWith("Gusts of 18 m/s are more than a Copter can fly against")
            );

    [Fact]
    public void The_same_inputs_give_the_same_plans() =>
        Plan(Tired(60), [("laps", "6")])
            .Plans.Select(PlanText.Of)
            .Should()
            .Equal(Plan(Tired(60), [("laps", "6")]).Plans.Select(PlanText.Of));

    [Fact]
    public void The_way_to_the_route_leads_round_what_is_too_high()
    {
        var text = SiteText
            .Plain()
            .Box("building", "Tower", 40, -20, 50, 20, "\"heightM\": 50")
            .Area("perimeter", "Far", [(70, -10), (90, -10), (90, 10), (70, 10)]);
        var site = text.Site();

        var plan = Mission(site, text.At(0, 0), VehicleClass.Copter, [("offset", "0"), ("altitude", "30")], null)
            .Plans.Single();

        plan.Problems.Should().BeEmpty();
        plan.Legs.Count(leg => leg.Kind == LegKind.Approach).Should().Be(3);
        plan.Legs.Count(leg => leg.Kind == LegKind.Return).Should().Be(3);
        plan.RouteTrack.Should().HaveCount(6);
        plan.ToMissionItems()[^1].Command.Should().Be(MavCmd.NavReturnToLaunch);
        PlanClearance.Of(site, plan).Fence!.Metres.Should().BeApproximately(10, 0.01);
    }

    [Fact]
    public void A_straight_way_home_through_a_keep_out_says_what_would_help()
    {
        var text = SiteText
            .Plain()
            .Box("keep-out", "Tank", 40, -20, 50, 20, "\"ceilingM\": 60")
            .Area("perimeter", "Far", [(70, -10), (90, -10), (90, 10), (70, 10)]);

        var plan = Mission(
            text.Site(),
            text.At(0, 0),
            VehicleClass.Copter,
            [("offset", "0"), ("altitude", "30")],
            null
        );

        plan.Problems.Should().NotBeEmpty().And.OnlyContain(problem => problem.OnWayHome);
        plan.Problems[0].Remedy.Should().Be("A return altitude of 60 m would do.");
        plan.Problems[0].Reason.Should().EndWith(plan.Problems[0].Remedy);
        Mission(
            text.Site(),
            text.At(0, 0),
            VehicleClass.Copter,
            [("offset", "0"), ("altitude", "30")],
            new AltitudeAboveHome(60)
        )
            .Problems.Should()
            .BeEmpty();
    }

    [Fact]
    public void Without_a_ceiling_another_dock_or_a_rally_point_would_help()
    {
        var text = SiteText
            .Plain()
            .Box("keep-out", "Tank", 40, -20, 50, 20)
            .Area("perimeter", "Far", [(70, -10), (90, -10), (90, 10), (70, 10)]);
        var without = Mission(text.Site(), text.At(0, 0), VehicleClass.Copter, [("offset", "0")], null);
        var with = Mission(
            text.Point("dock", "East pad", (80, 0)).Site(),
            text.At(0, 0),
            VehicleClass.Copter,
            [("offset", "0")],
            null
        );

        without
            .Problems[0]
            .Remedy.Should()
            .Be("A rally point on the far side of keep-out Tank would do, or another dock.");
        with.Problems[0].Remedy.Should().Be("From East pad all of the route would be clear.");
    }

    [Fact]
    public void Clearance_is_told_with_its_place()
    {
        var text = SiteText
            .Plain()
            .Box("keep-out", "Tank", 30, 30, 40, 40)
            .Area("perimeter", "Loop", [(-50, -50), (50, -50), (50, 22), (-50, 22)]);
        var site = text.Site();
        var plan = Mission(site, text.At(0, 0), VehicleClass.Copter, [("offset", "0")], null).Plans.Single();

        var clearance = PlanClearance.Of(site, plan);

        clearance.KeepOut!.Metres.Should().BeApproximately(8, 0.01);
        clearance.KeepOut.Zone.Should().Be("keep-out Tank");
        clearance.Fence!.Metres.Should().BeApproximately(50, 0.01);
    }

    [Fact]
    public void A_route_for_one_is_shared_out_among_several_so_that_all_are_done_sooner()
    {
        var text = new SiteText()
            .Area("boundary", "Field", [(-600, -600), (600, -600), (600, 600), (-600, 600)])
            .Area("area", "Meadow", [(-300, 50), (300, 50), (300, 400), (-300, 400)])
            .Point("dock", "One", (0, 0))
            .Point("dock", "Two", (20, 0))
            .Point("dock", "Three", (40, 0));
        var site = text.Site();

        var (one, three) = (Search(site, 1), Search(site, 3));

        one.Problems.Concat(three.Problems).Should().BeEmpty();
        three.Plans.Select(plan => plan.TeamIndex).Distinct().Should().HaveCount(3);
        three
            .Plans.Max(plan => plan.Begins + plan.Duration)
            .Should()
            .BeLessThan(one.Plans.Max(plan => plan.Begins + plan.Duration) * 0.5);
        RouteMetres(three.Plans).Should().BeApproximately(RouteMetres(one.Plans), 0.02 * RouteMetres(one.Plans));
    }

    [Fact]
    public void Vehicles_of_one_mission_that_may_meet_are_told_with_what_keeps_them_apart()
    {
        var site = Demo.Site;
        var team = SiteTeam.Of(site, [VehicleFamily.Copter, VehicleFamily.Copter], null);
        var task = new SiteTask(
            Demo.Library.Find("checkpoint-round")!,
            new Dictionary<string, string>(),
            site,
            team,
            1
        );

        var plan = SiteMission.Plan(task);

        plan.Conflicts.Should().ContainSingle();
        plan.Warnings.Should()
            .ContainSingle(note => note.StartsWith("copter 1 and copter 2 may be near each other at"));
    }

    private static RoutePlan Search(Site site, int copters) =>
        SiteMission.Plan(
            new SiteTask(
                Demo.Library.Find("parallel-track")!,
                new Dictionary<string, string> { ["spacing"] = "25" },
                site,
                SiteTeam.Of(site, [.. Enumerable.Repeat(VehicleFamily.Copter, copters)], null),
                1
            )
        );

    /// <summary>The template's.</summary>
    private static readonly TimeSpan Recharge = TimeSpan.FromMinutes(45);

    private static double RouteMetres(IReadOnlyList<Plan> plans) =>
        plans.Sum(plan => plan.Legs.Where(leg => leg.Kind == LegKind.Route).Sum(leg => leg.LengthMetres));

    private static VehicleClass Tired(double wattHours) => VehicleClass.Copter with { BatteryWh = wattHours };

    private static RoutePlan Plan(VehicleClass vehicle, (string Name, string Value)[] values, Wind? wind = null) =>
        Mission(Demo.Site, Demo.Site.FindDock("Dock B")!.Position, vehicle, values, null, wind);

    private static RoutePlan Mission(
        Site site,
        GeoPoint home,
        VehicleClass vehicle,
        (string Name, string Value)[] values,
        AltitudeAboveHome? returnAltitude,
        Wind? wind = null
    ) =>
        SiteMission.Plan(
            new SiteTask(
                Demo.Library.Find("perimeter-patrol")!,
                values.ToDictionary(value => value.Name, value => value.Value),
                site,
                [new TeamMember(vehicle, home)],
                1,
                returnAltitude
            )
            {
                Wind = wind,
            }
        );
}
