using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Fleet.Tests.Gateway.Signing;

/// <summary>
/// Local signing turned on before the vehicle took the key leaves both deaf (qgroundcontrol#14250): here over real sockets,
/// from the administrator's order to the key at rest.
/// </summary>
public sealed class Problem06SigningSetupTests : IAsyncDisposable
{
    private const string Kestrel = "kestrel-1";

    private readonly NetworkOptions network = new() { Port = SocketVehicle.FreePort() };
    private readonly List<IAsyncDisposable> opened = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var disposable in Enumerable.Reverse(opened))
        {
            await disposable.DisposeAsync();
        }
    }

    [Fact]
    public async Task Problem_6_a_key_is_set_up_with_proof_and_is_in_no_record_and_no_file()
    {
        var (server, vehicle) = await Live(takesKeys: true);

        var outcome = await During(server, SetUp(server), vehicle);

        outcome.Kind.Should().Be(OutcomeKind.Done, outcome.Text);
        outcome.Text.Should().StartWith("a signed heartbeat seen after ");
        var status = Status(server);
        (status.On, status.SetUpHere, status.Open).Should().Be((true, true, OpenChange.None));
        var before = vehicle.Heard.Count;
        await Until(server, "it hears our heartbeat", _ => Beats(vehicle, before) > 2, vehicle);
        vehicle.Heard.TakeLast(2).Should().AllSatisfy(f => f.Verdict.Should().Be(SignatureVerdict.Verified));

        var key = vehicle.Taken!;
        (await server.Records(Kestrel))
            .Select(record => (record.UserId, record.Action, record.Outcome?.Split(':')[0]))
            .Should()
            .Equal(("u-ada", "set up signing key", "Done"), ("u-ada", "set up signing key", null));
        await server.Restart();
        Status(server).On.Should().BeTrue();
        await server.End();
        foreach (var file in Directory.GetFiles(server.Folder, "*", SearchOption.AllDirectories))
        {
            (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(key).Should().Be(-1, file);
        }
        await server.Begin();
    }

    [Fact]
    public async Task Problem_6_a_vehicle_that_does_not_take_it_is_heard_as_before_and_the_key_is_taken_back()
    {
        var (server, vehicle) = await Live(takesKeys: false);

        var outcome = await During(server, SetUp(server), vehicle);

        outcome.Kind.Should().Be(OutcomeKind.NoAnswer);
        outcome.Text.Should().StartWith("it goes on as before");
        Status(server).Open.Should().Be(OpenChange.SettingUp);
        Status(server).On.Should().BeFalse();
        await Until(server, "it is live", view => view.Link == LinkState.Live, vehicle);
        await Until(server, "the key is taken back", _ => Status(server).Open == OpenChange.None, vehicle);
        await Until(server, "and it is live", view => view.Link == LinkState.Live, vehicle);
    }

    [Fact]
    public async Task Problem_6_a_vehicle_that_took_it_and_fell_silent_is_heard_when_it_comes_back_even_after_a_restart()
    {
        var (server, vehicle) = await Live(takesKeys: true);

        var outcome = await During(server, SetUp(server));

        outcome.Kind.Should().Be(OutcomeKind.NoAnswer, outcome.Text);
        vehicle.Taken.Should().NotBeNull();
        await server.Restart();
        Status(server).Open.Should().Be(OpenChange.SettingUp);
        await Until(server, "what it signs is the proof", _ => Status(server).On, vehicle);
        await Until(server, "it is live", view => view.Link == LinkState.Live, vehicle);
    }

    [Fact]
    public async Task Problem_6_signing_is_turned_off_with_proof_and_the_vehicle_is_followed_unsigned_again()
    {
        var (server, vehicle) = await Live(takesKeys: true);
        (await During(server, SetUp(server), vehicle)).Kind.Should().Be(OutcomeKind.Done);

        var off = await During(server, Vehicle(server).TurnSigningOff(People.Ada.Asks()), vehicle);

        off.Kind.Should().Be(OutcomeKind.Done, off.Text);
        (Status(server).On, Status(server).Open).Should().Be((false, OpenChange.None));
        vehicle.Taken.Should().BeNull();
        await vehicle.DisposeAsync();
        var elsewhere = Open(server, takesKeys: false);
        await Until(server, "it hears us at its new address", _ => Beats(elsewhere, 0) > 2, elsewhere);
    }

    [Fact]
    public async Task Problem_6_a_key_is_replaced_with_proof()
    {
        var (server, vehicle) = await Live(takesKeys: true);
        (await During(server, SetUp(server), vehicle)).Kind.Should().Be(OutcomeKind.Done);
        var first = vehicle.Taken;

        (await During(server, SetUp(server), vehicle)).Kind.Should().Be(OutcomeKind.Done);

        vehicle.Taken.Should().NotBeNull().And.NotEqual(first);
        await Until(server, "it is live", view => view.Link == LinkState.Live, vehicle);
    }

    [Fact]
    public async Task Only_administrators_change_it_on_the_ground_over_a_link_that_is_confirmed_or_configured_safe()
    {
        var (server, vehicle) = await Live(takesKeys: true);

        (await Vehicle(server).SetUpSigning(People.Ann.Asks(), true)).Text.Should().Contain("administrator");
        (await Vehicle(server).TurnSigningOff(People.Ann.Asks())).Text.Should().Contain("administrator");
        var unconfirmed = await During(server, Vehicle(server).SetUpSigning(People.Ada.Asks(), false), vehicle);
        unconfirmed.Kind.Should().Be(OutcomeKind.RefusedByUs);
        unconfirmed.Text.Should().Contain("crosses its link in clear");
        vehicle.Armed = true;
        await Until(server, "its motors run", view => view.Armed, vehicle);
        (await Vehicle(server).SetUpSigning(People.Ada.Asks(), true))
            .Text.Should()
            .Be("its motors are running: this is done on the ground only");
        vehicle.Armed = false;
        await Until(server, "its motors are off", view => !view.Armed, vehicle);
        vehicle.Heard.Should().NotContain(frame => frame.MessageId == MessageIds.SetupSigning);

        network.SafeForKeys = true;
        await server.Restart();
        await Until(server, "it is live", view => view.Link == LinkState.Live, vehicle);
        (await During(server, Vehicle(server).SetUpSigning(People.Ada.Asks(), false), vehicle))
            .Kind.Should()
            .Be(OutcomeKind.Done);
    }

    [Fact]
    public async Task A_key_that_cannot_be_stored_is_not_sent()
    {
        var (server, vehicle) = await Live(takesKeys: true);
        using (server.LockDatabase())
        {
            (await During(server, SetUp(server), vehicle)).Kind.Should().Be(OutcomeKind.RefusedByUs);
        }
        vehicle.Taken.Should().BeNull();
    }

    private async Task<(FleetServer, SocketVehicle)> Live(bool takesKeys)
    {
        var server = await FleetServer.Start(null, ("demo", network));
        opened.Add(server);
        await server.Adopt(Kestrel, heard: false);
        var vehicle = Open(server, takesKeys);
        await Until(server, "it is live", view => view.Link == LinkState.Live, vehicle);
        return (server, vehicle);
    }

    private SocketVehicle Open(FleetServer server, bool takesKeys)
    {
        var vehicle = new SocketVehicle(network.Port!.Value, 1, server.Time) { TakesKeys = takesKeys };
        opened.Add(vehicle);
        return vehicle;
    }

    private static IVehicleGrain Vehicle(FleetServer server) => server.Vehicle(Kestrel);

    private static Task<CommandOutcome> SetUp(FleetServer server) =>
        Vehicle(server).SetUpSigning(People.Ada.Asks(), linkConfirmed: true);

    private static SigningStatus Status(FleetServer server) => server.Get<ISigningKeys>().StatusOf("demo", 1);

    private static int Beats(SocketVehicle vehicle, int since) =>
        vehicle.Heard.Skip(since).Count(frame => frame.MessageId == MessageIds.Heartbeat);

    /// <summary>Time passes and the vehicles beat, until the order has ended.</summary>
    private static async Task<CommandOutcome> During(
        FleetServer server,
        Task<CommandOutcome> order,
        params SocketVehicle[] beating
    )
    {
        await Until(server, "the order has ended", _ => order.IsCompleted, beating);
        return await order;
    }

    private static Task Until(
        FleetServer server,
        string phase,
        Func<VehicleView, bool> reached,
        params SocketVehicle[] beating
    ) => Beating.Until(server, Kestrel, phase, reached, beating);
}
