using DroneCommand.Mavlink.Messages;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Plans;

/// <summary>Templates carried out by a plane on a field of 3 km, and on bare shapes.</summary>
public class PlanePlanTests
{
    private static readonly SiteText Text = new SiteText()
        .Area("boundary", "Field", [(-1500, -1500), (1500, -1500), (1500, 1500), (-1500, 1500)])
        .Area("area", "Meadow", [(-400, 100), (500, 200), (450, 700), (-350, 650)])
        .Line("line", "Dyke", [(-800, -600), (0, -500), (800, -700)])
        .Point("place", "Datum", (0, 300))
        .Point("dock", "Strip", (0, 0));

    private static readonly Site Field = Text.Site();

    [Theory]
    [InlineData("area-coverage", "swath=60")]
    [InlineData("parallel-track", "spacing=60")]
    [InlineData("creeping-line", "spacing=80")]
    [InlineData("track-line", "spacing=150")]
    [InlineData("expanding-square", "spacing=300,radius=600")]
    public void A_plane_carries_it_out_without_a_turn_that_is_too_tight(string template, string values)
    {
        var plan = Plan(template, values);

        plan.Problems.Should().BeEmpty();
        var flown = plan.Plans[0];
        flown.TurnRadiusMetres.Should().BeInRange(60, 100);
        var places = flown.RouteTrack.Select(point => Field.Frame.ToLocal(point.Position)).ToList();
        for (var i = 1; i + 1 < places.Count; i++)
        {
            // Chords of 30° at most: a place turns by half of the arcs on both sides.
            Turn(places[i - 1], places[i], places[i + 1]).Should().BeLessThan(31);
        }
    }

    [Fact]
    public void Its_mission_is_one_for_ArduPlane()
    {
        var items = Plan("parallel-track", "spacing=60").Plans[0].ToMissionItems();

        (items[0].Command, items[0].Param1).Should().Be((MavCmd.NavTakeoff, 15));
        (items[1].Command, items[1].Param1, items[1].Param2).Should().Be((MavCmd.DoChangeSpeed, 0, 18));
        items[^1].Command.Should().Be(MavCmd.NavReturnToLaunch);
        var others = items.Skip(2).SkipLast(1).Where(item => item.Command == MavCmd.NavWaypoint).ToList();
        others.Should().HaveCount(items.Count - 8, "the camera is turned three times, and films the route");
    }

    [Fact]
    public void Lanes_that_are_closer_than_its_turns_are_flown_in_another_order()
    {
        var close = Plan("parallel-track", "spacing=60");
        var wide = Plan("parallel-track", "spacing=200");

        close.Notes.Should().Contain(note => note.StartsWith("Lanes are flown in another order"));
        wide.Notes.Should().NotContain(note => note.StartsWith("Lanes are flown in another order"));
    }

    [Fact]
    public void A_pattern_that_is_too_narrow_for_its_turns_is_refused_with_what_would_do()
    {
        var problem = Plan("expanding-square", "spacing=60,radius=300").Problems[0];

        problem.Code.Should().Be(ProblemCode.TurnTooTight);
        problem.Place.Should().NotBeNull();
        problem.Reason.Should().EndWith(problem.Remedy);
        problem.Remedy.Should().Contain("or more (a wider spacing)").And.Contain("copter");
        problem.Leg.Should().BePositive();
    }

    [Fact]
    public void An_area_is_covered_by_straight_lanes()
    {
        var plan = Plan("area-coverage", "swath=60");

        plan.CoveragePercent.Should().BeGreaterThanOrEqualTo(99.5);
        plan.Notes.Should().Contain(note => note.Contains("lanes; the plane turns beside the area"));
    }

    [Fact]
    public void A_turn_that_leaves_the_fence_is_refused()
    {
        var narrow = new SiteText()
            .Area("boundary", "Field", [(-450, -300), (450, -300), (450, 300), (-450, 300)])
            .Area("area", "Meadow", [(-400, -200), (400, -200), (400, 200), (-400, 200)])
            .Point("dock", "Strip", (0, 0))
            .Site();

        Plan("area-coverage", "swath=60", narrow)
            .Problems.Should()
            .Contain(problem => problem.Code == ProblemCode.OutsideBoundary && problem.Place != null);
    }

    [Fact]
    public void A_plane_flies_as_long_as_it_is_faster_than_the_wind() =>
        Plan("area-coverage", "swath=60", wind: new(16, 0, 17.5))
            .Problems.Should()
            .BeEmpty("a plane of 18 m/s still makes 2 m/s");

    [Fact]
    public void In_a_wind_lanes_lie_so_that_they_take_least_time()
    {
        var square = new SiteText()
            .Area("boundary", "Field", [(-1500, -1500), (1500, -1500), (1500, 1500), (-1500, 1500)])
            .Area("area", "Meadow", [(-500, -500), (500, -500), (500, 500), (-500, 500)])
            .Point("dock", "Strip", (0, 0))
            .Site();

        var plan = Plan("area-coverage", "swath=50", square, new(10, 0, 14)).Plans[0];

        var longest = plan.Legs.Where(leg => leg.Kind == LegKind.Route).MaxBy(leg => leg.LengthMetres)!;
        (longest.CourseDeg % 180).Should().BeApproximately(90, 1, "the wind blows from the north");
    }

    private static RoutePlan Plan(
        string template,
        string values,
        Site? site = null,
        DroneCommand.Missions.Energy.Wind? wind = null
    ) =>
        SiteMission.Plan(
            new SiteTask(
                Demo.Library.Find(template)!,
                values.Split(',').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]),
                site ?? Field,
                [new TeamMember(VehicleClass.Plane with { BatteryWh = 2_000 }, (site ?? Field).Docks[0].Position)],
                1
            )
            {
                Wind = wind,
            }
        );

    private static double Turn(LocalPoint before, LocalPoint at, LocalPoint after)
    {
        var (one, other) = (Heading(before, at), Heading(at, after));
        return Math.Abs(Math.IEEERemainder(other - one, 360));
    }

    private static double Heading(LocalPoint from, LocalPoint to) =>
        Math.Atan2(to.EastMetres - from.EastMetres, to.NorthMetres - from.NorthMetres) * 180 / Math.PI;
}
