using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Fleet.Tests.Vehicles;

public sealed class AuthorityTests : IAsyncLifetime
{
    private FleetServer server = null!;

    public async ValueTask InitializeAsync() => server = await FleetServer.Start();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_second_person_is_refused_with_the_holders_name()
    {
        var link = await server.Adopt("kestrel-1");
        var vehicle = server.Vehicle("kestrel-1");
        (await vehicle.TakeAuthority(People.Ann.Asks())).Kind.Should().Be(OutcomeKind.Done);

        var motors = await vehicle.MotorsOff(People.Ben.Asks());
        var taking = await vehicle.TakeAuthority(People.Ben.Asks());

        motors.Should().BeEquivalentTo(new { Kind = OutcomeKind.RefusedByUs, Text = "ann has control" });
        taking.Text.Should().Contain("ann has control");
        link.Orders.Should().BeEmpty();
        (await server.View("kestrel-1")).Authority.HolderName.Should().Be("ann");
    }

    [Fact]
    public async Task Anyone_who_operates_may_hold_return_and_land_a_vehicle_that_another_controls()
    {
        var link = await server.Adopt("kestrel-1");
        var vehicle = server.Vehicle("kestrel-1");
        await vehicle.TakeAuthority(People.Ann.Asks());

        (await vehicle.Hold(People.Ben.Asks())).Kind.Should().Be(OutcomeKind.Done);
        (await vehicle.Return(People.Ben.Asks())).Kind.Should().Be(OutcomeKind.Done);
        (await vehicle.Land(People.Ben.Asks())).Kind.Should().Be(OutcomeKind.Done);

        link.Orders.Select(order => order.GetType())
            .Should()
            .Equal(typeof(HoldOrder), typeof(ReturnOrder), typeof(LandOrder));
        (await server.View("kestrel-1")).Authority.HolderName.Should().Be("ann", "a safety command takes no control");
    }

    [Fact]
    public async Task A_viewer_is_refused_everything_and_each_denial_is_on_record()
    {
        var link = await server.Adopt("kestrel-1");
        var patrol = await server.Plan("round", "kestrel-1");
        var vehicle = server.Vehicle("kestrel-1");
        CommandOutcome[] outcomes =
        [
            await vehicle.Hold(People.Vic.Asks()),
            await vehicle.Return(People.Vic.Asks()),
            await vehicle.Land(People.Vic.Asks()),
            await vehicle.Resume(People.Vic.Asks()),
            await vehicle.GoTo(People.Vic.Asks(), ScriptedLink.DockA, null),
            await vehicle.MotorsOff(People.Vic.Asks()),
            await vehicle.TakeAuthority(People.Vic.Asks()),
            await patrol.StartNow(People.Vic.Asks()),
            await patrol.SetSchedule(People.Vic.Asks(), null),
            await patrol.Delete(People.Vic.Asks()),
        ];

        outcomes
            .Should()
            .OnlyContain(outcome => outcome.Kind == OutcomeKind.RefusedByUs && outcome.Text.Contains("role"));
        link.Orders.Should().BeEmpty();
        (await server.Records("kestrel-1"))
            .Where(record => record.UserId == People.Vic.UserId && record.Outcome!.Contains("role"))
            .Should()
            .HaveCount(outcomes.Length);
        (await server.Runs("round")).Should().BeEmpty("who may not start leaves no run behind");
    }

    [Fact]
    public async Task A_patrol_run_holds_its_vehicle_until_a_person_takes_over()
    {
        var link = await server.Adopt("kestrel-1");
        var patrol = await server.Plan("round", "kestrel-1", new(TimeSpan.FromMinutes(10), server.Time.GetUtcNow()));
        await link.TakeOff();
        var vehicle = server.Vehicle("kestrel-1");
        (await server.View("kestrel-1")).Authority.Kind.Should().Be(AuthorityHolderKind.PatrolRun);

        (await vehicle.MotorsOff(People.Ann.Asks()))
            .Text.Should()
            .Contain("Round of kestrel-1")
            .And.Contain("take control");
        (await vehicle.TakeAuthority(People.Ann.Asks())).Kind.Should().Be(OutcomeKind.Done);
        (await vehicle.Hold(People.Ann.Asks())).Kind.Should().Be(OutcomeKind.Done);
        await link.ChangeMode("BRAKE", ModeChangeCause.Ours);
        (await vehicle.Resume(People.Ann.Asks())).Kind.Should().Be(OutcomeKind.Done);

        (await server.View("kestrel-1")).Authority.HolderName.Should().Be("ann");
        (await patrol.View())!.LastRun!.State.Should().Be(Fleet.Patrols.PatrolRunState.Running);
    }

    [Fact]
    public async Task Control_without_a_task_lapses_ten_minutes_after_the_last_command()
    {
        var link = await server.Adopt("kestrel-1");
        var vehicle = server.Vehicle("kestrel-1");
        await vehicle.TakeAuthority(People.Ann.Asks());

        await server.Pass(AuthorityRules.PersonLease - TimeSpan.FromSeconds(1), link);
        (await vehicle.TakeAuthority(People.Ben.Asks())).Kind.Should().Be(OutcomeKind.RefusedByUs);
        await server.Pass(TimeSpan.FromSeconds(2), link);

        (await server.View("kestrel-1")).Authority.Kind.Should().Be(AuthorityHolderKind.Nobody);
        (await vehicle.TakeAuthority(People.Ben.Asks())).Kind.Should().Be(OutcomeKind.Done);
    }

    [Fact]
    public async Task Who_started_a_sortie_keeps_control_until_its_task_is_done()
    {
        var link = await server.Adopt("kestrel-1");
        var patrol = await server.Plan("round", "kestrel-1");
        await link.Fly(patrol, People.Ann);
        (await server.View("kestrel-1")).Authority.Until.Should().BeNull("the task holds it");

        await link.FinishTask();
        var back = await link.LandAndDisarm();

        back.Authority.Kind.Should().Be(AuthorityHolderKind.Nobody, "the next scheduled run must not meet a holder");
    }

    [Fact]
    public async Task Who_cut_a_sortie_short_keeps_control_for_ten_minutes_after()
    {
        var link = await server.Adopt("kestrel-1");
        var patrol = await server.Plan("round", "kestrel-1");
        await link.Fly(patrol, People.Ann);

        await server.Vehicle("kestrel-1").Return(People.Ann.Asks());
        await link.ChangeMode("RTL", ModeChangeCause.Ours);
        var back = await link.LandAndDisarm();

        back.Authority.HolderName.Should().Be("ann");
        back.Authority.Until.Should().Be(server.Time.GetUtcNow() + AuthorityRules.PersonLease);
    }

    [Fact]
    public async Task Control_is_released_only_by_its_holder()
    {
        await server.Adopt("kestrel-1");
        var vehicle = server.Vehicle("kestrel-1");
        await vehicle.TakeAuthority(People.Ann.Asks());

        (await vehicle.ReleaseAuthority(People.Ben.Asks())).Text.Should().Be("you do not have control");
        (await vehicle.ReleaseAuthority(People.Ann.Asks())).Kind.Should().Be(OutcomeKind.Done);

        (await server.View("kestrel-1")).Authority.Kind.Should().Be(AuthorityHolderKind.Nobody);
    }

    [Fact]
    public async Task A_vehicle_that_is_not_adopted_gets_no_command()
    {
        var outcome = await server.Vehicle("stranger-9").Hold(People.Ann.Asks());

        outcome.Text.Should().Be("this vehicle is not adopted");
        (await server.Records("stranger-9")).Should().ContainSingle(record => record.Outcome!.Contains("not adopted"));
    }

    [Fact]
    public async Task While_accounts_cannot_be_read_a_known_operator_can_stop_a_vehicle_and_nobody_can_do_more()
    {
        var link = await server.Adopt("kestrel-1");
        var vehicle = server.Vehicle("kestrel-1");
        await vehicle.TakeAuthority(People.Ann.Asks());
        server.Roles.Unreadable = true;

        (await vehicle.Hold(People.Ann.Asks())).Kind.Should().Be(OutcomeKind.Done);
        (await vehicle.Hold(People.Ben.Asks())).Text.Should().Contain("cannot be looked up");
        (await vehicle.MotorsOff(People.Ann.Asks())).Text.Should().Contain("cannot be looked up");

        link.Orders.Should().ContainSingle().Which.Should().BeOfType<HoldOrder>();
    }

    [Fact]
    public async Task Motors_off_asks_for_the_operators_role_and_control()
    {
        var link = await server.Adopt("kestrel-1");

        (await server.Vehicle("kestrel-1").MotorsOff(People.Pia.Asks())).Text.Should().Contain("operator role");
        (await server.Vehicle("kestrel-1").MotorsOff(People.Ann.Asks())).Kind.Should().Be(OutcomeKind.Done);

        link.Orders.Should().ContainSingle().Which.Should().BeOfType<MotorsOffOrder>();
    }
}
