using System.Net;
using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Fleet.Tests.Gateway;

/// <summary>Problem 11: a ground station on the vehicle's own network that sets its rates is named to the operator.</summary>
public sealed class OverhearingTests
{
    private const string Title = "Another ground station sets its rates";

    [Fact]
    public async Task Problem11_A_station_that_is_heard_setting_rates_is_named_to_the_operator()
    {
        var network = new NetworkOptions { Port = SocketVehicle.FreePort() };
        await using var server = await FleetServer.Start(null, ("demo", network));
        await server.Adopt("kestrel-1", heard: false);
        await using var vehicle = new SocketVehicle(network.Port.Value, 1, server.Time);
        await using var rival = UdpLink.Connect(
            new IPEndPoint(IPAddress.Loopback, network.Port.Value),
            new LinkOptions { Time = server.Time }
        );
        var station = new FrameWriter(252, 190);
        IReadOnlyList<AttentionItem> needs = [];
        await Eventually.Reaches(
            "it is named",
            async () =>
            {
                vehicle.Beat();
                station.Send(
                    new RequestDataStream
                    {
                        TargetSystem = 1,
                        TargetComponent = 1,
                        ReqMessageRate = 1,
                        StartStop = 1,
                    },
                    bytes => rival.Send(bytes, rival.Remote!)
                );
                await server.Tick();
                needs = (await server.View("kestrel-1")).NeedsYou;
                return needs.Any(item => item.Title == Title);
            }
        );
        needs
            .Single(item => item.Title == Title)
            .Detail.Should()
            .StartWith("The station of system 252, component 190, asks with REQUEST_DATA_STREAM");
    }
}
