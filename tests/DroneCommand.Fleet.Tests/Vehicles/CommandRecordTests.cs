using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Fleet.Tests.Vehicles;

public sealed class CommandRecordTests : IAsyncLifetime
{
    private FleetServer server = null!;
    private ScriptedLink link = null!;

    private IVehicleGrain Vehicle => server.Vehicle("kestrel-1");

    public async ValueTask InitializeAsync()
    {
        server = await FleetServer.Start();
        link = await server.Adopt("kestrel-1");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_repeated_operation_has_one_effect_and_one_outcome_also_after_a_restart()
    {
        var (motors, hold) = (People.Ann.Asks(), People.Ann.Asks());
        var first = await Vehicle.MotorsOff(motors);
        var held = await Vehicle.Hold(hold);
        (await Vehicle.MotorsOff(motors)).Should().Be(first);
        (await Vehicle.Hold(hold)).Should().Be(held);
        link.Orders.Should().HaveCount(2);

        await server.Restart();
        link = await server.Adopt("kestrel-1");

        (await Vehicle.MotorsOff(motors)).Should().Be(first);
        (await Vehicle.Hold(hold)).Should().Be(held);
        link.Orders.Should().BeEmpty();
        (await server.Records("kestrel-1"))
            .Count(record => record.OperationId == motors.OperationId && record.Outcome is null)
            .Should()
            .Be(1);
    }

    [Fact]
    public async Task The_same_operation_pressed_twice_at_once_goes_out_once()
    {
        var request = People.Ann.Asks();

        var outcomes = await Task.WhenAll(Vehicle.MotorsOff(request), Vehicle.MotorsOff(request));

        outcomes[0].Should().Be(outcomes[1]);
        link.Orders.Should().ContainSingle();
    }

    [Fact]
    public async Task A_command_that_cannot_be_recorded_is_not_sent_and_says_so()
    {
        using var locked = server.LockDatabase();

        var outcome = await Vehicle.MotorsOff(People.Ann.Asks());

        outcome.Kind.Should().Be(OutcomeKind.RefusedByUs);
        outcome.Text.Should().Contain("cannot be recorded").And.Contain("locked");
        link.Orders.Should().BeEmpty();
    }

    [Fact]
    public async Task A_hold_leaves_while_the_database_is_away_and_is_on_record_afterwards()
    {
        var request = People.Ann.Asks();
        using (server.LockDatabase())
        {
            (await Vehicle.Hold(request)).Kind.Should().Be(OutcomeKind.Done);
            link.Orders.Should().ContainSingle().Which.Should().BeOfType<HoldOrder>();
        }

        await server.Restart();

        await Eventually.Reaches(
            "the hold and its outcome are in the record",
            async () =>
                (await server.Records("kestrel-1")).Count(record =>
                    record.OperationId == request.OperationId && record.Sequence > 0
                ) == 2
        );
    }

    [Fact]
    public async Task A_command_that_left_shows_its_outcome_also_when_the_state_cannot_be_written()
    {
        link.EndsWith = null;
        var asked = Vehicle.MotorsOff(People.Ann.Asks());
        var order = await link.Next<MotorsOffOrder>();

        using var locked = server.LockDatabase();
        await link.End(order, OutcomeKind.Done, "motors off seen after 0.2 s");

        (await asked).Kind.Should().Be(OutcomeKind.Done);
    }

    [Fact]
    public async Task An_order_that_waits_for_its_record_does_not_follow_a_hold()
    {
        Task<CommandOutcome> motors;
        using (server.LockDatabase())
        {
            motors = Vehicle.MotorsOff(People.Ann.Asks());
            await Vehicle.Hold(People.Ben.Asks());
        }

        var outcome = await motors;

        link.Orders.Should().ContainSingle().Which.Should().BeOfType<HoldOrder>();
        outcome.Kind.Should().BeOneOf(OutcomeKind.Cancelled, OutcomeKind.RefusedByUs);
    }

    [Fact]
    public async Task A_start_that_waits_for_its_record_does_not_follow_a_hold()
    {
        var patrol = await server.Plan("round", "kestrel-1");
        var assignment = AnAssignment();
        Task<CommandOutcome> start;
        using (server.LockDatabase())
        {
            start = server
                .Grains.GetGrain<IVehicleAssignment>("kestrel-1")
                .Start(new MissionStart(Guid.NewGuid(), People.Ann, assignment));
            await Vehicle.Hold(People.Ben.Asks());
        }

        (await start).Kind.Should().NotBe(OutcomeKind.Done);
        link.Orders.Should().NotContain(order => order is FlyMissionOrder);
        (await server.View("kestrel-1")).Task.Should().BeNull();
        (await patrol.View())!.LastRun.Should().BeNull();
    }

    [Fact]
    public async Task What_was_under_way_when_the_server_ended_is_shown_as_unanswered()
    {
        link.EndsWith = null;
        var request = People.Ann.Asks();
        var asked = Vehicle.Return(request);
        var order = await link.Next<ReturnOrder>();
        // Another decision is written while the return is under way.
        await Vehicle.TakeAuthority(People.Ben.Asks());
        var thatMoment = server.ReadStored("kestrel-1");
        await link.End(order, OutcomeKind.Done, "RTL seen");
        await asked;

        await server.End();
        server.WriteStored("kestrel-1", thatMoment);
        await server.Begin();

        var entry = (await server.View("kestrel-1")).Commands.Single(c => c.OperationId == request.OperationId);
        entry.Outcome!.Kind.Should().Be(OutcomeKind.NoAnswer);
        (await Vehicle.Return(request)).Should().Be(entry.Outcome);
    }

    [Fact]
    public async Task A_vehicle_that_never_spoke_gets_no_command_and_the_refusal_says_so()
    {
        await server.Adopt("kestrel-2", heard: false);

        var outcome = await server.Vehicle("kestrel-2").MotorsOff(People.Ann.Asks());

        outcome
            .Should()
            .BeEquivalentTo(new { Kind = OutcomeKind.RefusedByUs, Text = "it is not heard: nothing was sent" });
    }

    [Fact]
    public async Task A_link_that_reports_no_end_gives_no_answer_within_fifteen_seconds()
    {
        link.EndsWith = null;
        var asked = Vehicle.MotorsOff(People.Ann.Asks());
        await link.Next<MotorsOffOrder>();

        // The grain begins to count when the link's receipt is back, a moment after the order was seen.
        await server.Pass(TimeSpan.FromSeconds(30), link);

        var outcome = await Eventually.In("the command ends", asked);
        outcome.Kind.Should().Be(OutcomeKind.NoAnswer);
    }

    private static MissionAssignment AnAssignment() =>
        new("round", "Round", FleetServer.Site, DateTimeOffset.UnixEpoch, [], [], new GeoPoint(54, 9), null, [], 10);
}
