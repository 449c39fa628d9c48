using DroneCommand.Mavlink.Messages;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Plans;

/// <summary>How a plane leaves its dock: ahead until it is high enough, and onto its route by a turn that ends before it.</summary>
public class PlaneDepartureTests
{
    private const string Orbit = """
        format: 1
        version: 1
        kind: orbit
        name: Orbit
        summary: Circles.
        vehicles: [plane]
        parameters:
          altitude: { type: number, unit: m above home, default: 60, min: 30, max: 120, help: Height. }
          speed: { type: number, unit: m/s, default: 18, min: 14, max: 25, help: Airspeed. }
          radius: { type: number, unit: m, default: 120, min: 85, max: 500, help: Radius. }
          turns: { type: integer, unit: turns, default: 2, min: 1, max: 15, help: Turns. }
          direction: { type: choice, default: anticlockwise, help: Which way. }
        limits: {}
        """;

    [Fact]
    public void It_climbs_out_where_its_dock_points()
    {
        var plan = Plan(Field());

        var home = Field().Docks[0].Position;
        var end = plan.Track[1];
        var line = Geodesic.Inverse(home, end.Position);
        // 60 m at 15°.
        line.DistanceMetres.Should().BeApproximately(60 / Math.Tan(15 * Math.PI / 180), 0.1);
        ((line.InitialAzimuthDeg + 360) % 360).Should().BeApproximately(270, 0.1);
        end.IsUntold.Should().BeTrue();
    }

    [Fact]
    public void The_climb_takes_the_time_of_the_way_ahead()
    {
        var plan = Plan(Field());

        plan.Legs[0].Duration.Should().Be(TimeSpan.Zero);
        plan.Legs[1].Duration.TotalSeconds.Should().BeApproximately(plan.Legs[1].LengthMetres / 18, 0.01);
        plan.Legs[1].EnergyWh.Should().BeGreaterThan(2 * plan.Legs[1].LengthMetres * Level(plan));

        static double Level(Plan plan) =>
            plan.Legs.Where(leg => leg.Kind == LegKind.Route).Min(leg => leg.EnergyWh / leg.LengthMetres);
    }

    [Fact]
    public void It_is_told_neither_the_climb_out_nor_the_turn_behind_it_but_the_turn_onto_its_route()
    {
        var plan = Plan(Field());

        var items = plan.ToMissionItems();
        // Ten metres lower, by which it rises on at full throttle.
        (items[0].Command, items[0].AltitudeMetres)
            .Should()
            .Be((MavCmd.NavTakeoff, 50));
        var told = items.Skip(2).Where(item => item.Position is not null).Select(item => item.Position!.Value).ToList();
        told.Should().NotContain(plan.Track.Where(point => point.IsUntold).Select(point => point.Position));
        told.Should().Equal(plan.Track.Skip(1).SkipLast(1).Where(point => !point.IsUntold).Select(p => p.Position));
    }

    [Fact]
    public void The_last_turn_ends_on_the_first_leg_a_run_in_before_it()
    {
        var plan = Plan(Field());

        var begins = plan.RouteTrack[0].Position;
        var before = plan.Track[plan.Track.ToList().FindIndex(point => point.Position == begins) - 1];
        var runIn = Geodesic.Inverse(before.Position, begins);
        runIn.DistanceMetres.Should().BeApproximately(99, 0.1);
        var first = Geodesic.Inverse(begins, plan.RouteTrack[1].Position);
        Math.IEEERemainder(first.InitialAzimuthDeg - runIn.FinalAzimuthDeg, 360).Should().BeApproximately(0, 0.1);
    }

    [Fact]
    public void What_stands_under_the_climb_out_is_in_its_way()
    {
        var problems = Plan(
            Field(text => text.Box("building", "Hangar", -160, -10, -140, 10, "\"heightM\": 12"))
        ).Problems;

        problems.Should().Contain(problem => problem.Code == ProblemCode.TooLow && problem.Zone!.Contains("Hangar"));
    }

    [Theory]
    [InlineData(VehicleFamily.Plane, 20, true)]
    [InlineData(VehicleFamily.Plane, 30, false)]
    [InlineData(VehicleFamily.Copter, 20, false)]
    public void It_keeps_further_from_a_keep_out_than_what_hovers(VehicleFamily family, double beside, bool refused)
    {
        var text = Text().Box("keep-out", "Mast", -5, beside, 5, beside + 10);
        var (from, to) = (text.At(-300, 0), text.At(300, 0));

        var problems = FeasibilityCheck.CheckGoTo(text.Site(), family, from, new(60), to, new(60), to, new(60));

        problems.Any(problem => problem.Code == ProblemCode.InKeepOut).Should().Be(refused);
    }

    [Fact]
    public void An_orbit_is_a_loiter_of_its_own()
    {
        var template = TemplateReader.Read(Orbit, "orbit.yaml").Template!;

        var plan = Plan(Field(text => text.Point("place", "Mast", (400, 400))), template, "");

        plan.Problems.Should().BeEmpty();
        var loiter = plan.ToMissionItems().Single(item => item.Command == MavCmd.NavLoiterTurns);
        (loiter.Param1, loiter.Param3).Should().Be((2, -120));
    }

    private static SiteText Text() =>
        new SiteText()
            .Area("boundary", "Field", [(-1500, -1500), (1500, -1500), (1500, 1500), (-1500, 1500)])
            .Area("area", "Meadow", [(-500, 200), (500, 200), (500, 700), (-500, 700)])
            .Point("dock", "Strip", (0, 0), "\"headingDeg\": 270");

    private static Site Field(Func<SiteText, SiteText>? more = null) => (more?.Invoke(Text()) ?? Text()).Site();

    private static Plan Plan(Site site) => Plan(site, Demo.Library.Find("parallel-track")!, "spacing=200");

    private static Plan Plan(Site site, MissionTemplate template, string values) =>
        SiteMission
            .Plan(
                new SiteTask(
                    template,
                    values
                        .Split(',', StringSplitOptions.RemoveEmptyEntries)
                        .Select(pair => pair.Split('='))
                        .ToDictionary(pair => pair[0], pair => pair[1]),
                    site,
                    [new TeamMember(VehicleClass.Plane with { BatteryWh = 2_000 }, site.Docks[0].Position)],
                    1
                )
            )
            .Plans[0];
}
