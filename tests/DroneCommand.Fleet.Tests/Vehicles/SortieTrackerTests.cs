using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Fleet.Tests.Vehicles;

public class SortieTrackerTests
{
    private static readonly GeoPoint Home = new(54.48, 8.99);
    private static readonly GeoPoint Corner = new(54.481, 8.99);
    private static readonly GeoPoint Far = new(54.481, 8.992);

    private static Sortie OnTask =>
        new()
        {
            OperationId = Guid.NewGuid(),
            PatrolId = "p",
            Title = "North",
            Slot = DateTimeOffset.UnixEpoch,
            SiteId = "s",
            StartedBy = "op-1",
            Phase = SortiePhase.OnTask,
            Left = true,
            Legs =
            [
                new RouteLeg(2, Home, Corner, 111, TimeSpan.FromSeconds(20), WayHome: false),
                new RouteLeg(3, Corner, Far, 129, TimeSpan.FromSeconds(25), WayHome: false),
                new RouteLeg(4, Far, Home, 170, TimeSpan.FromSeconds(30), WayHome: true),
            ],
        };

    private static VehicleTelemetry Flying(string mode, int item) =>
        new()
        {
            LastHeard = DateTimeOffset.UnixEpoch,
            Kind = VehicleKind.Copter,
            Armed = true,
            Mode = mode,
            MissionItem = item,
            Position = Corner,
            Home = Home,
        };

    [Theory]
    [InlineData("AUTO", 2, SortiePhase.OnTask)]
    [InlineData("AUTO", 4, SortiePhase.Returning)]
    [InlineData("BRAKE", 2, SortiePhase.Holding)]
    [InlineData("LOITER", 2, SortiePhase.Holding)]
    [InlineData("RTL", 2, SortiePhase.Returning)]
    [InlineData("LAND", 2, SortiePhase.Landing)]
    [InlineData("STABILIZE", 2, SortiePhase.PilotFlies)]
    public void The_phase_follows_the_observed_mode(string mode, int item, SortiePhase expected)
    {
        var (sortie, end) = SortieTracker.Advance(OnTask, Flying(mode, item));

        sortie.Phase.Should().Be(expected);
        end.Should().BeNull();
    }

    [Fact]
    public void A_sortie_that_reached_its_way_home_and_disarmed_is_completed()
    {
        var (home, _) = SortieTracker.Advance(OnTask, Flying("AUTO", 4));

        var (_, end) = SortieTracker.Advance(home, Flying("AUTO", 4) with { Armed = false });

        end.Should().Be(new SortieEnd(true, ""));
    }

    [Fact]
    public void A_sortie_that_was_returned_early_names_who_did_it()
    {
        var returned = OnTask with { CutShort = "returned by op-2" };

        var (_, end) = SortieTracker.Advance(returned, Flying("RTL", 2) with { Armed = false });

        end.Should().Be(new SortieEnd(false, "returned by op-2"));
    }

    [Fact]
    public void A_sortie_that_still_prepares_does_not_end_because_nothing_is_armed_yet()
    {
        var preparing = OnTask with { Phase = SortiePhase.Preparing, Left = false };

        var (sortie, end) = SortieTracker.Advance(preparing, Flying("GUIDED", 0) with { Armed = false });

        sortie.Should().Be(preparing);
        end.Should().BeNull();
    }

    [Fact]
    public void Progress_counts_what_is_left_of_the_present_leg()
    {
        var progress = SortieTracker.Progress(OnTask, Flying("AUTO", 3));

        progress.Leg.Should().Be(2);
        progress.Legs.Should().Be(3);
        progress.Fraction.Should().BeApproximately(111.0 / 410, 0.02);
        progress.Remaining!.Value.TotalSeconds.Should().BeApproximately(55, 1);
    }

    [Fact]
    public void A_rover_at_home_after_its_task_is_stood_down_and_a_copter_is_not()
    {
        var done = OnTask with { TaskDone = true, Phase = SortiePhase.Returning };
        var rover = Flying("AUTO", 4) with { Kind = VehicleKind.Rover, Position = Home, GroundSpeedMps = 0 };

        SortieTracker.StandsAtHome(done, rover).Should().BeTrue();
        SortieTracker.StandsAtHome(done, rover with { GroundSpeedMps = 1 }).Should().BeFalse();
        SortieTracker.StandsAtHome(done, rover with { Position = Far }).Should().BeFalse();
        SortieTracker.StandsAtHome(done, rover with { Kind = VehicleKind.Copter }).Should().BeFalse();
    }
}
