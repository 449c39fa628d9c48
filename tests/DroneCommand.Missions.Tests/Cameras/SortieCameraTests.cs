using DroneCommand.Mavlink.Messages;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using static DroneCommand.Missions.Tests.Plans.TemplateEffects;

namespace DroneCommand.Missions.Tests.Cameras;

/// <summary>Where the camera looks and what it records, in transit, on the route and near privacy zones.</summary>
public class SortieCameraTests
{
    /// <summary>A garden across the way from the second checkpoint to the third.</summary>
    private static Site Neighbours() => Site(Square().Box("privacy", "Garden", 20, -10, 50, 10));

    [Fact]
    public void In_transit_the_camera_is_up_and_on_the_route_it_is_down()
    {
        var plan = Plan(Round("camera: { in-transit: up, on-route: down, record: video }"), Site(Square()));

        plan.Problems.Should().BeEmpty();
        plan.ToMissionItems()
            .Where(item => item.Command != MavCmd.NavWaypoint)
            .Select(item => (item.Command, item.Command == MavCmd.DoMountControl ? item.Param1 : 0))
            .Should()
            .Equal(
                (MavCmd.NavTakeoff, 0),
                (MavCmd.DoChangeSpeed, 0),
                (MavCmd.DoMountControl, 20),
                (MavCmd.DoMountControl, -90),
                (MavCmd.VideoStartCapture, 0),
                (MavCmd.VideoStopCapture, 0),
                (MavCmd.DoMountControl, 20),
                (MavCmd.NavReturnToLaunch, 0)
            );
    }

    [Fact]
    public void Pictures_are_triggered_along_the_route_only()
    {
        var plan = Plan(Round("camera: { record: { photo-every: 15 m } }"), Site(Square()));

        plan.Track[1].Actions.Should().Equal(new TriggerEvery(15));
        plan.Track[^2].Actions.Should().Equal(new TriggerEvery(0));
    }

    [Fact]
    public void Near_a_privacy_zone_it_looks_up_and_records_nothing()
    {
        var plan = Plan(
            Round(
                """
                camera: { on-route: down, record: { photo-every: 15 m } }
                privacy: { near-zones: both, margin: 5 m }
                """
            ),
            Neighbours()
        );

        plan.Problems.Should().BeEmpty();
        plan.Track.Should().HaveCount(8);
        plan.Track[3].Actions.Should().Equal(new PointCamera(20), new TriggerEvery(0));
        Geodesic.Distance(plan.Track[3].Position, Square().At(30, -15)).Should().BeLessThan(0.01);
        plan.Track[4].Actions.Should().Equal(new PointCamera(-90), new TriggerEvery(15));
        Geodesic.Distance(plan.Track[4].Position, Square().At(30, 15)).Should().BeLessThan(0.01);
        // The ways to the route and back may pass a zone too.
        plan.ToMissionItems()[2].Param1.Should().Be(20);
        plan.Track[^2].Actions.Should().Equal(new TriggerEvery(0), new PointCamera(20));
    }

    [Fact]
    public void What_a_checkpoint_within_a_zone_asks_for_is_left_out_there()
    {
        var site = Site(Square().Box("privacy", "Garden", 20, 20, 50, 50));

        var plan = Plan(
            Round(
                """
                actions: { at-checkpoint: [{ look-at: checkpoint }, photo, { dwell: 3 s }] }
                privacy: { near-zones: both, margin: 2 m }
                """
            ),
            site
        );

        plan.Problems.Should().BeEmpty();
        var within = plan.Track.Single(point => Geodesic.Distance(point.Position, Square().At(30, 30)) < 0.1);
        within.Actions.Should().Equal(new Dwell(TimeSpan.FromSeconds(3)));
        plan.Track.Sum(point => point.Actions.Count(action => action is TakePhoto)).Should().Be(3);
    }

    [Fact]
    public void A_route_that_begins_within_a_zone_begins_with_the_camera_up()
    {
        var site = Site(Square().Box("privacy", "Garden", -40, -40, -20, -20));

        var plan = Plan(
            Round(
                """
                camera: { on-route: down, record: video }
                privacy: { near-zones: both, margin: 1 m }
                """
            ),
            site
        );

        plan.Track[1].Actions.Should().Equal(new PointCamera(20));
        plan.Track[2].Actions.Should().Equal(new PointCamera(-90), new StartVideo());
    }

    [Fact]
    public void Without_privacy_zones_nothing_is_told() =>
        Plan(Round("privacy: { near-zones: both }"), Site(Square()))
            .Track.Should()
            .OnlyContain(point => point.Actions.Count == 0);
}
