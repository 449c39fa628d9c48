using DroneCommand.Mavlink.Messages;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;
using static DroneCommand.Missions.Tests.Plans.TemplateEffects;

namespace DroneCommand.Missions.Tests.Plans;

/// <summary>What a template's route and actions do to the routes of its kind.</summary>
public class TrackDressingTests
{
    [Fact]
    public void Actions_are_done_at_the_start_at_checkpoints_and_at_the_end()
    {
        var plan = Plan(
            Round(
                """
                actions:
                  at-start: [{ video: start }]
                  at-checkpoint: [{ look-at: checkpoint }, { dwell: 5 s }, photo]
                  at-end: [{ video: stop }]
                """
            ),
            Site(Square())
        );

        plan.Problems.Should().BeEmpty();
        var stops = plan.Track.Skip(1).SkipLast(1).ToList();
        stops.Should().HaveCount(4);
        stops[0]
            .Actions.Should()
            .Equal(
                new StartVideo(),
                new LookAt(stops[0].Position, default),
                new Dwell(TimeSpan.FromSeconds(5)),
                new TakePhoto(),
                new LookAhead()
            );
        stops[3].Actions[^1].Should().Be(new StopVideo());
        plan.Duration.Should()
            .BeCloseTo(
                Plan(Round(""), Site(Square())).Duration + 4 * TimeSpan.FromSeconds(5 + 2.5),
                TimeSpan.FromSeconds(0.1)
            );
    }

    [Fact]
    public void What_stands_before_a_stay_is_done_before_it()
    {
        var plan = Plan(
            Round("actions: { at-checkpoint: [{ look-at: checkpoint }, { dwell: 5 s }, photo] }"),
            Site(Square())
        );

        plan.ToMissionItems()
            .Skip(2)
            .Take(6)
            .Select(item => (item.Command, item.Command == MavCmd.NavWaypoint ? item.Param1 : 0))
            .Should()
            .Equal(
                (MavCmd.NavWaypoint, 0),
                (MavCmd.DoSetRoiLocation, 0),
                (MavCmd.NavWaypoint, 5),
                (MavCmd.ImageStartCapture, 0),
                (MavCmd.DoSetRoiNone, 0),
                (MavCmd.NavWaypoint, 0)
            );
    }

    [Fact]
    public void A_lap_stops_where_it_passes_a_checkpoint_and_again_on_the_next_lap()
    {
        var site = Site(Square().Point("checkpoint", "At the fence", (0, 55)));

        var plan = Plan(Laps("actions: { at-checkpoint: [{ dwell: 4 s }] }"), site, ("laps", "2"));

        plan.Problems.Should().BeEmpty();
        var stops = plan.Track.Where(point => point.Dwell > TimeSpan.Zero).ToList();
        stops.Should().HaveCount(2);
        stops.Should().OnlyContain(stop => Geodesic.Distance(stop.Position, site.Checkpoints[4].Position) < 10.1);
    }

    [Fact]
    public void Corners_are_the_turns_of_fifteen_degrees_and_more()
    {
        var plan = Plan(Laps("actions: { at-corner: [photo] }"), Site(Square()));

        plan.Track.Where(point => point.Actions.Contains(new TakePhoto())).Should().HaveCount(4);
    }

    [Fact]
    public void A_camera_looks_at_a_feature_at_half_its_height_or_into_the_middle()
    {
        var site = Site(Square().Box("building", "Hall", -5, -20, 5, -10, "\"heightM\": 12"));

        var plan = Plan(Round("actions: { at-start: [{ look-at: Hall }], at-end: [{ look-at: inside }] }"), site);

        var hall = plan.Track[1].Actions.OfType<LookAt>().Single();
        Geodesic.Distance(hall.Target, Square().At(0, -15)).Should().BeLessThan(0.01);
        hall.Altitude.Metres.Should().Be(6);
        var middle = plan.Track[^2].Actions.OfType<LookAt>().Single();
        Geodesic.Distance(middle.Target, Square().At(0, 0)).Should().BeLessThan(0.01);
    }

    [Fact]
    public void A_name_that_the_site_does_not_have_is_refused_with_the_one_it_resembles()
    {
        Plan(Round("actions: { at-start: [{ look-at: Suth-east }] }"), Site(Square()))
            .Problems.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .EndWith("has no feature 'Suth-east'; is 'South-east' meant?.");
    }

    [Fact]
    public void The_order_is_reversed_and_a_closed_route_begins_where_it_is_told()
    {
        var there = Plan(Laps(""), Site(Square()));
        var back = Plan(Laps("route: { order: reverse }"), Site(Square()));
        var turned = Plan(Laps("route: { begin: Gate }"), Site(Square().Point("checkpoint", "Gate", (40, 30))));

        back.Track.Select(p => p.Position).Should().Equal(there.Track.Reverse().Select(p => p.Position));
        Geodesic.Distance(turned.Track[1].Position, Square().At(65, 30)).Should().BeLessThan(0.01);
        turned.Track[1].Position.Should().Be(turned.Track[^2].Position);
        Way(turned).Should().BeApproximately(Way(there), 0.01);

        static double Way(Plan plan) => plan.Legs.Where(leg => leg.Kind == LegKind.Route).Sum(leg => leg.LengthMetres);
    }

    [Fact]
    public void An_open_route_begins_at_its_nearer_end()
    {
        var plan = Plan(Round("route: { begin: North-west }"), Site(Square()));

        Geodesic.Distance(plan.Track[1].Position, Square().At(-30, 30)).Should().BeLessThan(0.01);
        Geodesic.Distance(plan.Track[^2].Position, Square().At(-30, -30)).Should().BeLessThan(0.01);
    }

    [Fact]
    public void A_route_may_end_in_a_hold_with_battery_for_the_way_home()
    {
        var plan = Plan(Round("route: { end: hold }"), Site(Square()));

        plan.Problems.Should().BeEmpty();
        plan.ToMissionItems()[^1].Command.Should().Be(MavCmd.NavLoiterUnlim);
        plan.Legs[^2].Kind.Should().Be(LegKind.Return);
    }

    [Fact]
    public void A_route_may_end_in_a_landing_at_its_last_place()
    {
        var plan = Plan(Round("route: { end: land }"), Site(Square()));

        plan.Problems.Should().BeEmpty();
        plan.ToMissionItems()
            .TakeLast(2)
            .Select(item => item.Command)
            .Should()
            .Equal(MavCmd.NavWaypoint, MavCmd.NavLand);
        plan.Legs.Should().NotContain(leg => leg.Kind == LegKind.Return);
        plan.Legs[^1].To.Position.Should().Be(plan.Track[^1].Position);
        Geodesic.Distance(plan.Track[^1].Position, Square().At(-30, 30)).Should().BeLessThan(0.01);
    }

    [Fact]
    public void A_template_that_says_nothing_leaves_routes_as_they_are()
    {
        var plan = Plan(Round(""), Site(Square()));

        plan.Track.Should().OnlyContain(point => point.Actions.Count == 0);
        plan.ToMissionItems()
            .Select(item => item.Command)
            .Should()
            .Equal(
                MavCmd.NavTakeoff,
                MavCmd.DoChangeSpeed,
                MavCmd.NavWaypoint,
                MavCmd.NavWaypoint,
                MavCmd.NavWaypoint,
                MavCmd.NavWaypoint,
                MavCmd.NavReturnToLaunch
            );
    }
}
