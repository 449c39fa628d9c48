using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Fleet.Tests.Vehicles;

public sealed class SortieTests : IAsyncLifetime
{
    private FleetServer server = null!;
    private ScriptedLink link = null!;
    private IPatrolGrain patrol = null!;

    private IVehicleGrain Vehicle => server.Vehicle("kestrel-1");

    public async ValueTask InitializeAsync()
    {
        server = await FleetServer.Start();
        link = await server.Adopt("kestrel-1");
        patrol = await server.Plan("round", "kestrel-1");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task<PatrolRunView> EndOfRun()
    {
        await Eventually.Reaches(
            "the patrol knows the end of its run",
            async () => (await patrol.View())!.LastRun is { State: not PatrolRunState.Running }
        );
        return (await server.Runs("round"))[0];
    }

    [Fact]
    public async Task A_sortie_that_did_its_task_and_landed_is_completed()
    {
        await link.Fly(patrol, People.Ann);
        (await server.View("kestrel-1")).Status.Should().Be(VehicleStatus.OnTask);

        (await link.FinishTask()).Status.Should().Be(VehicleStatus.Returning);
        var back = await link.LandAndDisarm();

        back.Task.Should().BeNull();
        (await EndOfRun()).State.Should().Be(PatrolRunState.Completed);
    }

    [Fact]
    public async Task A_sortie_that_was_returned_is_aborted_and_says_by_whom()
    {
        await link.Fly(patrol, People.Ann);

        (await Vehicle.Return(People.Ben.Asks())).Kind.Should().Be(OutcomeKind.Done);
        await link.ChangeMode("RTL", ModeChangeCause.Ours);
        await link.LandAndDisarm();

        (await EndOfRun()).Should().BeEquivalentTo(new { State = PatrolRunState.Aborted, Reason = "returned by ben" });
    }

    [Fact]
    public async Task A_return_that_the_vehicle_refused_cuts_nothing_short()
    {
        await link.Fly(patrol, People.Ann);
        link.EndsWith = new CommandOutcome(OutcomeKind.RefusedByVehicle, "RTL: no position", TimeSpan.Zero);

        (await Vehicle.Return(People.Ben.Asks())).Text.Should().Be("RTL: no position");
        await link.FinishTask();
        await link.LandAndDisarm();

        (await EndOfRun()).State.Should().Be(PatrolRunState.Completed);
    }

    [Fact]
    public async Task V10_a_pilot_who_takes_the_vehicle_ends_our_authority_and_nothing_is_sent()
    {
        await link.Fly(patrol, People.Ann);
        var before = link.Orders.Count;

        await link.ChangeMode("LOITER", ModeChangeCause.Pilot);
        await server.Pass(TimeSpan.FromSeconds(20), link);

        var view = await server.View("kestrel-1");
        view.Authority.Kind.Should().Be(AuthorityHolderKind.Pilot);
        view.NeedsYou.Should().Contain(item => item.Title == "Its pilot flies" && item.Detail.Contains("LOITER"));
        (await Vehicle.Resume(People.Ann.Asks())).Text.Should().Contain("its own pilot flies it");
        link.Orders.Should().HaveCount(before);
    }

    [Fact]
    public async Task A_pilot_without_a_sortie_is_shown_and_lets_go_when_the_motors_stop()
    {
        await Vehicle.TakeAuthority(People.Ann.Asks());
        await link.Report(t => t with { Armed = true, Mode = "GUIDED" });

        await link.ChangeMode("STABILIZE", ModeChangeCause.Pilot);
        (await server.View("kestrel-1")).Authority.Kind.Should().Be(AuthorityHolderKind.Pilot);
        var landed = await link.Report(t => t with { Armed = false });

        landed.Authority.Kind.Should().Be(AuthorityHolderKind.Nobody);
        landed.NeedsYou.Should().BeEmpty();
    }

    [Fact]
    public async Task A_failsafe_says_its_reason_and_the_run_carries_it()
    {
        await link.Fly(patrol, People.Ann);

        await link.ChangeMode("RTL", ModeChangeCause.Failsafe, "Battery 1 Low Failsafe");
        (await server.View("kestrel-1"))
            .NeedsYou.Should()
            .Contain(item => item.Title.Contains("failsafe") && item.Detail == "Battery 1 Low Failsafe");
        await link.LandAndDisarm();

        (await EndOfRun()).Reason.Should().Contain("Battery 1 Low Failsafe");
        link.Orders.Should().ContainSingle("nothing opposes a failsafe").Which.Should().BeOfType<FlyMissionOrder>();
    }

    [Fact]
    public async Task A_launch_that_the_vehicle_refuses_shows_its_reason_and_ends_the_run()
    {
        (await patrol.StartNow(People.Ann.Asks())).Kind.Should().Be(OutcomeKind.Done);
        var launch = await link.Next<FlyMissionOrder>();

        await link.End(launch, OutcomeKind.RefusedByVehicle, "arming: PreArm: Compass not healthy");

        (await EndOfRun())
            .Should()
            .BeEquivalentTo(new { State = PatrolRunState.Refused, Reason = "arming: PreArm: Compass not healthy" });
        var view = await server.View("kestrel-1");
        view.Task.Should().BeNull();
        view.NeedsYou.Should().Contain(item => item.Detail.Contains("Compass not healthy"));
    }

    [Theory]
    [InlineData("hold")]
    [InlineData("return")]
    [InlineData("land")]
    public async Task A_safety_command_before_take_off_ends_the_launch_and_the_run_says_who(string command)
    {
        await patrol.StartNow(People.Ann.Asks());
        var launch = await link.Next<FlyMissionOrder>();
        link.EndsWith = new CommandOutcome(OutcomeKind.RefusedByUs, "its motors are off", TimeSpan.Zero);

        var request = People.Ben.Asks();
        await (
            command switch
            {
                "hold" => Vehicle.Hold(request),
                "return" => Vehicle.Return(request),
                _ => Vehicle.Land(request),
            }
        );
        await link.End(launch, OutcomeKind.Cancelled, "a safety command went first");

        var run = await EndOfRun();
        run.State.Should().Be(PatrolRunState.Aborted);
        run.Reason.Should().Contain("by ben");
        (await server.View("kestrel-1")).Task.Should().BeNull();
    }

    [Fact]
    public async Task A_launch_whose_end_was_lost_does_not_stay_in_preparation_for_ever()
    {
        await patrol.StartNow(People.Ann.Asks());
        var launch = await link.Next<FlyMissionOrder>();
        link.Telemetry = link.Telemetry with { Order = launch.OperationId };
        await server.Pass(TimeSpan.FromSeconds(60), link);
        (await server.View("kestrel-1")).Status.Should().Be(VehicleStatus.Preparing, "the link still carries it out");

        link.Telemetry = link.Telemetry with { Order = null };
        await server.Pass(TimeSpan.FromSeconds(15), link);

        (await EndOfRun()).Reason.Should().Contain("not reported");
    }

    [Fact]
    public async Task V1_a_reboot_under_way_is_named_and_nothing_is_resumed()
    {
        await link.Fly(patrol, People.Ann);

        await link.Report(t => t with { Boots = 1, Mode = "STABILIZE", Armed = false, MissionItem = 0 });

        (await EndOfRun()).Reason.Should().Be("its autopilot rebooted");
        link.Orders.Should().ContainSingle().Which.Should().BeOfType<FlyMissionOrder>();
    }

    [Fact]
    public async Task V2_another_board_at_the_address_quarantines_and_gets_no_command()
    {
        await link.Fly(patrol, People.Ann);
        var before = link.Orders.Count;

        await server.Pass(TimeSpan.FromSeconds(1), link);
        var view = await link.Report(t => t with { HardwareUid = "board-2" });
        CommandOutcome[] outcomes =
        [
            await Vehicle.Hold(People.Ann.Asks()),
            await Vehicle.Return(People.Ann.Asks()),
            await Vehicle.MotorsOff(People.Ann.Asks()),
            await Vehicle.GoTo(People.Ann.Asks(), ScriptedLink.DockA, new AltitudeAboveHome(40)),
            await patrol.StartNow(People.Ann.Asks()),
        ];
        await server.Pass(TimeSpan.FromSeconds(20), link);

        view.Status.Should().Be(VehicleStatus.Quarantined);
        outcomes.Should().OnlyContain(o => o.Kind == OutcomeKind.RefusedByUs && o.Text.Contains("quarantined"));
        link.Orders.Should().HaveCount(before, "a quarantined vehicle gets no command");
        (await server.Runs("round")).Should().OnlyContain(run => run.State != PatrolRunState.Running);
    }

    [Fact]
    public async Task A_ground_robot_back_at_its_dock_is_disarmed_and_asked_again_when_that_failed()
    {
        await link.Fly(patrol, People.Ann);
        link.Receipt = order =>
            order is StandDownOrder ? OrderReceipt.Refused("a hold is still under way") : OrderReceipt.Accepted;

        await link.Report(t => t with { Kind = VehicleKind.Rover, MissionItem = 99, GroundSpeedMps = 0 });
        await link.Next<StandDownOrder>();
        link.Receipt = _ => OrderReceipt.Accepted;
        await server.Pass(TimeSpan.FromSeconds(12), link);

        await link.Next<StandDownOrder>();
        await Eventually.Reaches(
            "its end is on record",
            async () =>
                (await server.Records("kestrel-1")).Any(record => record is { Action: "stand-down", Outcome: not null })
        );
    }
}
