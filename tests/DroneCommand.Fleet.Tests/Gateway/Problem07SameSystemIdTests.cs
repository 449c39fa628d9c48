using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Fleet.Tests.Gateway;

/// <summary>
/// V2 and problem 7: two vehicles with one system id on two links of one network, without keys. Both are quarantined, the
/// operator is told which links, and no command reaches the other one.
/// </summary>
public sealed class Problem07SameSystemIdTests : IAsyncDisposable
{
    private const string Kestrel = "kestrel-1";

    private readonly NetworkOptions network = new() { Port = SocketVehicle.FreePort() };
    private readonly int second = SocketVehicle.FreePort();
    private readonly List<IAsyncDisposable> opened = [];

    public Problem07SameSystemIdTests() => network.Links.Add(LinkAddress.Parse($"udp://127.0.0.1:{second}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var disposable in Enumerable.Reverse(opened))
        {
            await disposable.DisposeAsync();
        }
    }

    [Fact]
    public async Task Problem_7_both_are_quarantined_the_links_are_named_and_it_ends_when_one_is_gone()
    {
        var (server, ours) = await Live(uid: 0xA1);
        var other = Open(server, second, uid: 0xB2);

        await Until(server, "quarantine", view => view.Status == VehicleStatus.Quarantined, ours, other);

        var item = (await server.View(Kestrel)).NeedsYou[0];
        item.Severity.Should().Be(Severity.Critical);
        item.Detail.Should()
            .Contain($"{ours.EndPoint} (hardware id 00000000000000a1)")
            .And.Contain($"{other.EndPoint} (hardware id 00000000000000b2)")
            .And.Contain("Hold, Return and Land still reach this one");
        var refused = await server.Vehicle(Kestrel).GoTo(People.Ann.Asks(), new GeoPoint(54.48, 8.99), null);
        refused.Kind.Should().Be(OutcomeKind.RefusedByUs);
        refused.Text.Should().StartWith("quarantined: two autopilots speak as demo, system 1");

        var returning = server.Vehicle(Kestrel).Return(People.Ann.Asks());
        await Until(server, "the return reaches ours", _ => Got(ours, MavCmd.DoSetMode), ours, other);
        await Until(server, "the return has ended", _ => returning.IsCompleted, ours, other);
        Got(other, MavCmd.DoSetMode).Should().BeFalse("0 commands to the other one");

        await other.DisposeAsync();
        await Until(server, "it is over", view => view.Status != VehicleStatus.Quarantined, ours);
        await Beating.Until(
            server,
            "begin and end are on record",
            async () =>
                (await server.Records(Kestrel)).Count(record =>
                    record.Action.EndsWith("quarantine", StringComparison.Ordinal)
                ) == 2,
            ours
        );
    }

    [Fact]
    public async Task Problem_7_when_it_is_not_known_which_is_ours_not_even_a_return_is_sent()
    {
        var (server, ours) = await Live(uid: 0);
        var other = Open(server, second, uid: 0);

        await Until(server, "quarantine", view => view.Status == VehicleStatus.Quarantined, ours, other);

        (await server.View(Kestrel)).NeedsYou[0].Detail.Should().Contain("nothing is sent");
        (await server.Vehicle(Kestrel).Return(People.Ann.Asks())).Kind.Should().Be(OutcomeKind.RefusedByUs);
        ours.Commands.Should().NotContain(MavCmd.DoSetMode);
        other.Commands.Should().NotContain(MavCmd.DoSetMode);
    }

    [Fact]
    public async Task Problem_7_a_person_decides_by_adopting_the_one_that_is_listened_to_anew()
    {
        var (server, ours) = await Live(uid: 0xA1);
        var other = Open(server, second, uid: 0xB2);
        await Until(server, "quarantine", view => view.Status == VehicleStatus.Quarantined, ours, other);
        var registry = server.Grains.GetGrain<IVehicleRegistryGrain>(VehicleRegistryGrain.Key);
        await Beating.Until(server, "it is listed", async () => (await registry.Discovered()).Count == 1, ours, other);

        var outcome = await registry.Adopt(People.Ada.Asks(), "demo", 1, Kestrel, null);

        outcome.Kind.Should().Be(OutcomeKind.Done, outcome.Text);
        await Until(server, "it is over", view => view.Status != VehicleStatus.Quarantined, ours, other);
    }

    [Fact]
    public async Task Problem_7_another_vehicle_that_speaks_where_ours_fell_silent_is_asked_who_it_is_and_quarantined()
    {
        var (server, ours) = await Live(uid: 0xA1);
        await ours.DisposeAsync();
        var other = Open(server, second, uid: 0xB2);

        await Until(
            server,
            "quarantine as a swapped board",
            view => view.StatusLine.Contains("not the one that was adopted"),
            other
        );

        (await server.Vehicle(Kestrel).Return(People.Ann.Asks())).Kind.Should().Be(OutcomeKind.RefusedByUs);
    }

    [Fact]
    public async Task Problem_7_the_same_vehicle_over_its_second_radio_is_no_clash()
    {
        var (server, ours) = await Live(uid: 0xA1);
        var radio = Open(server, second, uid: 0xA1);

        await Until(server, "its second radio was asked who it is", _ => radio.Heard.Count > 0, ours, radio);
        for (var i = 0; i < 30; i++)
        {
            await Until(server, "time passes", _ => true, ours, radio);
            (await server.View(Kestrel)).Status.Should().NotBe(VehicleStatus.Quarantined);
        }

        await Until(server, "it is live over its second radio", view => view.Link == LinkState.Live, radio);
    }

    private async Task<(FleetServer, SocketVehicle)> Live(ulong uid)
    {
        var server = await FleetServer.Start(null, ("demo", network));
        opened.Add(server);
        await server.Adopt(Kestrel, heard: false);
        var vehicle = Open(server, network.Port!.Value, uid);
        vehicle.Armed = true;
        await Until(server, "it is live", view => view.Link == LinkState.Live, vehicle);
        var registry = server.Grains.GetGrain<IVehicleRegistryGrain>(VehicleRegistryGrain.Key);
        await Beating.Until(
            server,
            "its hardware id is known",
            async () => uid == 0 || (await registry.Find("demo", 1))!.HardwareUid is not null,
            vehicle
        );
        return (server, vehicle);
    }

    private SocketVehicle Open(FleetServer server, int port, ulong uid)
    {
        var vehicle = new SocketVehicle(port, 1, server.Time) { Uid = uid };
        opened.Add(vehicle);
        return vehicle;
    }

    private static bool Got(SocketVehicle vehicle, MavCmd command) => vehicle.Commands.Contains(command);

    private static Task Until(
        FleetServer server,
        string phase,
        Func<VehicleView, bool> reached,
        params SocketVehicle[] beating
    ) => Beating.Until(server, Kestrel, phase, reached, beating);
}
