using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Telemetry;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace DroneCommand.Fleet.Tests.Gateway;

/// <summary>
/// Problem 12 in the whole gateway, over real sockets: a link is judged by every frame, our heartbeat is the pulse of what
/// decides, and a link that carries one way only is named.
/// </summary>
public sealed class Problem12LivenessTests : IAsyncDisposable
{
    private const string Kestrel = "kestrel-1";
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

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
    public async Task Problem_12_a_vehicle_whose_heartbeats_are_lost_is_live_by_its_other_frames_and_is_lost_without_any()
    {
        var (server, vehicle) = await Live();
        for (var i = 0; i < 50; i++)
        {
            vehicle.Send(new Attitude());
            await Pass(server, Step);
        }
        await Until(
            server,
            "it is live by its attitude",
            view => view.Link == LinkState.Live,
            () => vehicle.Send(new Attitude())
        );

        DateTimeOffset? heard = null;
        await Until(
            server,
            "it is lost",
            view =>
            {
                heard = view.LastHeard;
                return view.Link == LinkState.Lost;
            },
            () => { }
        );
        (server.Time.GetUtcNow() - heard).Should().BeGreaterThanOrEqualTo(LinkAging.LostAfter);
    }

    [Fact]
    public async Task S11_our_heartbeat_stops_within_two_seconds_when_the_vehicles_grain_answers_no_more()
    {
        var server = await FleetServer.Start();
        opened.Add(server);
        await server.Adopt(Kestrel, heard: false);
        var (grains, hold) = HangingGrains.Over(server.Grains);
        await using var listener = await Listen(server, grains);
        var vehicle = Open(server);
        await Until(server, "it hears our heartbeat", _ => Beats(vehicle) > 2, vehicle.Beat);

        hold.Close();
        await PassBeating(server, GroundHeartbeat.FedFor + Step, vehicle);
        var atMost = Beats(vehicle);
        await PassBeating(server, TimeSpan.FromSeconds(10), vehicle);
        Beats(vehicle).Should().BeLessThanOrEqualTo(atMost + 2, "some may have been on their way, ten would not");

        var stopped = Beats(vehicle);
        hold.Open();
        await Until(server, "and goes on with the grain", _ => Beats(vehicle) > stopped + 1, vehicle.Beat);
    }

    [Fact]
    public async Task The_pulse_needs_no_database()
    {
        var (server, vehicle) = await Live();
        using (server.LockDatabase())
        {
            for (var round = 0; round < 3; round++)
            {
                var before = Beats(vehicle);
                await Eventually.Reaches(
                    "our heartbeat goes on while the database hangs",
                    async () =>
                    {
                        vehicle.Beat();
                        await Pass(server, Step);
                        return Beats(vehicle) > before + 3;
                    }
                );
            }
        }
    }

    [Fact]
    public async Task L9_a_vehicle_that_is_heard_and_answers_nothing_cannot_be_commanded_and_its_page_says_so()
    {
        var (server, vehicle) = await Live();
        await Until(server, "it cannot be commanded", CannotCommand, vehicle.Beat);
        vehicle.AnswersTime = true;
        await Until(server, "it can again", view => !CannotCommand(view), vehicle.Beat);
    }

    [Fact]
    public async Task A_vehicle_that_is_only_discovered_is_asked_for_telemetry_and_hears_no_heartbeat()
    {
        var server = await FleetServer.Start(null, ("demo", network));
        opened.Add(server);
        var vehicle = new SocketVehicle(network.Port!.Value, 9, server.Time);
        opened.Add(vehicle);
        await Eventually.Reaches(
            "it is asked for messages",
            async () =>
            {
                vehicle.Beat();
                await Pass(server, Step);
                return vehicle.Commands.Contains(MavCmd.SetMessageInterval);
            }
        );
        Beats(vehicle).Should().Be(0);
    }

    private static bool CannotCommand(VehicleView view) => view.NeedsYou.Any(item => item.Title == "Cannot command");

    private static int Beats(SocketVehicle vehicle) =>
        vehicle.Heard.Count(frame => frame.MessageId == MessageIds.Heartbeat);

    private async Task<(FleetServer, SocketVehicle)> Live()
    {
        var server = await FleetServer.Start(null, ("demo", network));
        opened.Add(server);
        await server.Adopt(Kestrel, heard: false);
        var vehicle = Open(server);
        await Until(
            server,
            "it is live and hears our heartbeat",
            view => view.Link == LinkState.Live && Beats(vehicle) > 0,
            vehicle.Beat
        );
        return (server, vehicle);
    }

    private SocketVehicle Open(FleetServer server)
    {
        var vehicle = new SocketVehicle(network.Port!.Value, 1, server.Time);
        opened.Add(vehicle);
        return vehicle;
    }

    private async Task<NetworkListener> Listen(FleetServer server, IGrainFactory grains)
    {
        var services = server.Get<VehicleLinkServices>() with
        {
            Grains = grains,
            Logger = NullLogger<VehicleGateway>.Instance,
        };
        var options = new GatewayOptions();
        var signing = new NetworkSigning("demo", network, options, services);
        var links = await network.Open(server.Time, signing.Judge);
        var listener = new NetworkListener("demo", links, signing, options, services);
        listener.Start();
        return listener;
    }

    /// <summary>Time passes; what it sets going gets its turn.</summary>
    private static async Task Pass(FleetServer server, TimeSpan time)
    {
        server.Time.Advance(time);
        await server.View(Kestrel);
    }

    private static async Task PassBeating(FleetServer server, TimeSpan time, SocketVehicle vehicle)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Step)
        {
            vehicle.Beat();
            await Pass(server, Step);
        }
    }

    private static Task Until(FleetServer server, string phase, Func<VehicleView, bool> reached, Action beat) =>
        Eventually.Reaches(
            phase,
            async () =>
            {
                beat();
                await Pass(server, Step);
                return reached(await server.View(Kestrel));
            }
        );
}
