using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sorties;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Sorties;

public class BreakpointTests
{
    private static readonly Plan Patrol = Demo.Plan("perimeter-patrol", "Dock B", VehicleClass.Copter, ("dwell", "0"));

    [Fact]
    public void Every_place_of_the_route_is_one_to_resume_from_with_what_is_left()
    {
        var points = Patrol.BreakpointsOf();

        points.Select(point => point.Index).Should().Equal(Enumerable.Range(0, points.Count));
        points
            .Zip(points.Skip(1))
            .Should()
            .OnlyContain(pair => pair.First.RemainingMetres > pair.Second.RemainingMetres);
        var approach = Patrol.Legs.First(leg => leg.Kind == LegKind.Approach).LengthMetres;
        points[0].RemainingMetres.Should().BeApproximately(Patrol.LengthMetres - approach, 1e-6);
        points[0].RemainingWh.Should().BeLessThan(Patrol.EnergyWh);
        points[0].Remaining.Should().BeLessThan(Patrol.Duration);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(1)]
    public void What_is_resumed_does_the_rest_of_the_route(int index)
    {
        var at = Patrol.BreakpointsOf()[index] with { Share = 0.4 };

        var resumed = Patrol.ResumeAt(at, Demo.Site);

        resumed.Problems.Should().BeEmpty();
        var legs = Patrol.Legs.Where(leg => leg.Kind == LegKind.Route).Select(leg => leg.LengthMetres).ToList();
        var left = legs[index] * 0.6 + legs.Skip(index + 1).Sum();
        resumed
            .Legs.Where(leg => leg.Kind == LegKind.Route)
            .Sum(leg => leg.LengthMetres)
            .Should()
            .BeApproximately(left, 0.6);
        resumed.ToMissionItems().Should().NotBeEmpty();
        resumed.Home.Should().Be(Patrol.Home);
    }

    [Theory]
    [InlineData(MavAutopilot.Ardupilotmega, 1)]
    [InlineData(MavAutopilot.Px4, 0)]
    public void The_place_where_a_vehicle_broke_off_follows_from_its_item_and_position(
        MavAutopilot autopilot,
        int first
    )
    {
        var mission = Patrol.MissionFor(autopilot);
        var leg = Patrol.Legs.Where(each => each.Kind == LegKind.Route).ElementAt(2);
        var item = Enumerable.Range(first, 99).First(seq => Patrol.Legs[mission.LegIndexOf(seq)] == leg);
        var line = Geodesic.Inverse(leg.From.Position, leg.To.Position);
        var here = Geodesic.Direct(leg.From.Position, line.InitialAzimuthDeg, 0.3 * line.DistanceMetres);

        var at = mission.BreakpointAt(item, here)!;

        at.Index.Should().Be(2);
        at.Share.Should().BeApproximately(0.3, 0.01);
        Geodesic.Distance(at.Place.Position, here).Should().BeLessThan(0.1);
        mission.BreakpointAt(first, null)!.Index.Should().Be(0);
        mission.BreakpointAt(999, null)!.Share.Should().Be(1);
    }

    [Fact]
    public void After_the_route_nothing_is_left()
    {
        var resumed = Patrol.ResumeAt(Patrol.MissionFor(MavAutopilot.Px4).BreakpointAt(999, null)!, Demo.Site);

        resumed.IsFlyable.Should().BeFalse();
        resumed.Problems.Single().Reason.Should().Be("Nothing of the route is left to be resumed.");
    }

    [Fact]
    public void What_was_told_before_is_told_again_and_pictures_end_with_the_part()
    {
        TrackPoint Point(int i, params PlanAction[] actions) =>
            new(new GeoPoint(54, 9 + i * 0.001), new AltitudeAboveHome(30)) { Actions = actions };
        var track = new[]
        {
            Point(0, new ChangeSpeed(4), new PointCamera(-90), new TriggerEvery(10), new StartVideo()),
            Point(1, new StopVideo(), new TakePhoto()),
            Point(2, new TriggerEvery(0)),
        };

        var first = TrackSlice.Of(track, new(0, 0), new(0, 0.5));
        var second = TrackSlice.Of(track, new(0, 0.5), new(2, 0));
        var third = TrackSlice.Of(track, new(1, 0), new(2, 0));

        first[0].Actions.Should().HaveCount(4);
        first[^1].Actions.Should().Equal(new TriggerEvery(0), new StopVideo());
        second[0]
            .Actions.Should()
            .Equal(new ChangeSpeed(4), new PointCamera(-90), new TriggerEvery(10), new StartVideo());
        second.Should().HaveCount(3);
        third[0].Actions.OfType<TriggerEvery>().Should().ContainSingle();
        third[0].Actions[^1].Should().Be(new TakePhoto());
    }

    [Fact]
    public void A_part_that_ends_at_a_place_leaves_what_is_done_there_to_the_next()
    {
        TrackPoint Point(int i, params PlanAction[] actions) =>
            new(new GeoPoint(54, 9 + i * 0.001), new AltitudeAboveHome(30)) { Actions = actions };
        var track = new[] { Point(0), Point(1, new TakePhoto()), Point(2) };

        TrackSlice.Of(track, new(0, 0), new(1, 0)).SelectMany(point => point.Actions).Should().BeEmpty();
        TrackSlice.Of(track, new(1, 0), new(2, 0)).SelectMany(point => point.Actions).Should().ContainSingle();
    }
}
