using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Fleet.Tests.Gateway.Signing;

/// <summary>The gateway with real sockets: what counts as a vehicle's, and what is sent to it.</summary>
public sealed class SignedGatewayTests : IAsyncDisposable
{
    private const string Kestrel = "kestrel-1";
    private static readonly SigningKey Key = SigningKey.FromPassphrase("kestrel-1's key");

    private readonly NetworkOptions network = new() { Port = SocketVehicle.FreePort() };
    private readonly List<IAsyncDisposable> opened = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var disposable in Enumerable.Reverse(opened))
        {
            await disposable.DisposeAsync();
        }
    }

    private async Task<FleetServer> Start(bool withKey = true)
    {
        var server = await FleetServer.Start(null, ("demo", network));
        opened.Add(server);
        await server.Adopt(Kestrel, heard: false);
        if (withKey)
        {
            await server.Import(Kestrel, Key);
        }
        return server;
    }

    private SocketVehicle Vehicle(FleetServer server, SigningKey? key, SigningClock? clock = null)
    {
        var vehicle = new SocketVehicle(network.Port!.Value, 1, server.Time, key, clock);
        opened.Add(vehicle);
        return vehicle;
    }

    /// <summary>Time passes and the vehicles beat, until the phase is reached.</summary>
    private static Task Until(
        FleetServer server,
        string phase,
        Func<VehicleView, bool> reached,
        params SocketVehicle[] beating
    ) => Beating.Until(server, Kestrel, phase, reached, beating);

    [Fact]
    public async Task What_a_vehicle_with_a_key_signs_is_heard_and_all_that_it_is_sent_is_signed()
    {
        var server = await Start();
        var vehicle = Vehicle(server, Key);
        await Until(server, "it is live", view => view.Link == LinkState.Live, vehicle);
        await Until(server, "it hears our heartbeat", _ => Beats(vehicle) > 2, vehicle);
        vehicle.Heard.Should().AllSatisfy(frame => frame.Verdict.Should().Be(SignatureVerdict.Verified));
    }

    [Fact]
    public async Task Unsigned_frames_are_no_sign_of_life_of_a_vehicle_with_a_key_and_its_page_says_so()
    {
        var server = await Start();
        var forger = Vehicle(server, null);
        await Until(server, "the page tells of it", Complains, forger);
        (await server.View(Kestrel)).Link.Should().Be(LinkState.NeverHeard);
        forger.Heard.Should().BeEmpty();
    }

    [Fact]
    public async Task A_forger_keeps_no_vehicle_alive_and_gets_no_command()
    {
        var server = await Start();
        var vehicle = Vehicle(server, Key);
        await Until(server, "it is live", view => view.Link == LinkState.Live, vehicle);
        var unsigned = Vehicle(server, null);
        var otherKey = Vehicle(server, SigningKey.Generate());

        await Until(server, "it is lost", view => view.Link == LinkState.Lost, unsigned, otherKey);

        unsigned.Heard.Should().BeEmpty();
        otherKey.Heard.Should().BeEmpty();
    }

    [Fact]
    public async Task What_may_come_unsigned_is_no_sign_of_life_either()
    {
        network.LetThroughUnsigned = UnsignedMessages.Heartbeat;
        var server = await Start();
        var vehicle = Vehicle(server, Key);
        await Until(server, "it is live", view => view.Link == LinkState.Live, vehicle);
        var unsigned = Vehicle(server, null);

        await Until(server, "it is lost", view => view.Link == LinkState.Lost, unsigned);

        (await server.View(Kestrel)).Messages.Should().BeEmpty("nothing was rejected");
        unsigned.Heard.Should().BeEmpty();
    }

    [Fact]
    public async Task Commands_follow_a_vehicle_to_another_address_for_its_signature_only()
    {
        var server = await Start();
        var before = Vehicle(server, Key);
        await Until(server, "it is live", view => view.Link == LinkState.Live, before);
        var forger = Vehicle(server, SigningKey.Generate());
        // The same autopilot behind another address: its time goes on.
        var after = Vehicle(server, Key);

        await Until(server, "it is spoken to where it is now", _ => Beats(after) > 2, forger, after);

        forger.Heard.Should().BeEmpty();
        after.Heard.Should().AllSatisfy(frame => frame.Verdict.Should().Be(SignatureVerdict.Verified));
    }

    [Fact]
    public async Task A_vehicle_that_lost_its_time_is_taught_ours_and_is_then_heard()
    {
        var server = await Start();
        var yesterday = SigningTime.From(server.Time.GetUtcNow() - TimeSpan.FromDays(1));
        var vehicle = Vehicle(server, Key, SigningClock.StandingAt(yesterday));

        await Until(server, "it is live", view => view.Link == LinkState.Live, vehicle);

        vehicle.Heard[0].Should().Be(new HeardFrame(MessageIds.Timesync, SignatureVerdict.Verified));
        (await server.View(Kestrel)).Messages.Should().Contain(message => message.Text.Contains("1440 min behind"));
    }

    [Fact]
    public async Task Without_a_key_nothing_changes()
    {
        var server = await Start(withKey: false);
        var vehicle = Vehicle(server, null);
        await Until(server, "it is live", view => view.Link == LinkState.Live, vehicle);
        await Until(server, "it hears our heartbeat", _ => Beats(vehicle) > 2, vehicle);
        vehicle.Heard.Should().AllSatisfy(frame => frame.Verdict.Should().Be(SignatureVerdict.UnsignedPassed));
    }

    [Fact]
    public async Task A_key_that_is_imported_while_the_vehicle_is_heard_counts_at_once()
    {
        var server = await Start(withKey: false);
        var vehicle = Vehicle(server, null);
        await Until(server, "it is live", view => view.Link == LinkState.Live, vehicle);

        await server.Import(Kestrel, Key);

        await Until(server, "it is lost", view => view.Link == LinkState.Lost, vehicle);
        var signing = Vehicle(server, Key);
        await Until(server, "it is live again", view => view.Link == LinkState.Live, signing);
    }

    [Fact]
    public async Task Where_signing_is_required_a_vehicle_without_a_key_is_discovered_and_no_more()
    {
        network.Signing = SigningMode.Require;
        var server = await Start(withKey: false);
        var adopted = Vehicle(server, null);
        var stranger = new SocketVehicle(network.Port!.Value, 7, server.Time);
        opened.Add(stranger);
        var registry = server.Grains.GetGrain<IVehicleRegistryGrain>(VehicleRegistryGrain.Key);
        await Eventually.Reaches(
            "the stranger is discovered",
            async () =>
            {
                stranger.Beat();
                await server.Tick();
                return (await registry.Discovered()).Any(found => found is { SystemId: 7, Kind: VehicleKind.Copter });
            }
        );
        await Until(server, "the adopted one's page tells of it", Complains, adopted);
        await Until(server, "and it is not live", view => view.Link != LinkState.Live, adopted);
        adopted.Heard.Should().BeEmpty();
        stranger.Heard.Should().BeEmpty();
    }

    [Fact]
    public async Task A_vehicle_takes_our_frames_after_we_restarted()
    {
        var server = await Start();
        var vehicle = Vehicle(server, Key);
        await Until(server, "it hears our heartbeat", _ => Beats(vehicle) > 2, vehicle);
        var before = vehicle.Heard.Count;

        await server.Restart();

        await Until(server, "it hears our heartbeat again", _ => vehicle.Heard.Count > before + 2, vehicle);
        vehicle.Heard.Should().AllSatisfy(frame => frame.Verdict.Should().Be(SignatureVerdict.Verified));
    }

    private static int Beats(SocketVehicle vehicle) =>
        vehicle.Heard.Count(frame => frame.MessageId == MessageIds.Heartbeat);

    private static bool Complains(VehicleView view) =>
        view.Messages.Any(message => message.Text.StartsWith("not accepted", StringComparison.Ordinal));
}
