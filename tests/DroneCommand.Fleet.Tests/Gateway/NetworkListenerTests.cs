using System.Net;
using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Gateway.Forwarding;
using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Telemetry;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace DroneCommand.Fleet.Tests.Gateway;

public class NetworkListenerTests
{
    private static readonly FrameWriter Autopilot = new(31, 1);

    [Fact]
    public async Task A_vehicle_is_heard_over_whichever_link_of_its_network_it_speaks()
    {
        await using var server = await FleetServer.Start();
        var network = new NetworkOptions { Port = 0 };
        network.Links.Add(LinkAddress.Parse("tcpin://:0"));
        var links = await network.Open(server.Time, NothingProven);
        await using var listener = Listen(server, network, links);

        await using var radio = UdpLink.Connect(((UdpLink)links[0]).LocalEndPoint);
        await Heard("over the radio", server, radio, $"{radio.LocalEndPoint}");

        await using var modem = new TcpClientLink("127.0.0.1", ((TcpServerLink)links[1]).LocalEndPoint.Port);
        var connected = new TaskCompletionSource();
        modem.PeerCame += _ => connected.TrySetResult();
        modem.Start();
        await connected.Task;
        await Eventually.Reaches("the modem is a peer", () => links[1].Peers.Count == 1);
        await Heard("over the modem, once the radio is silent", server, modem, $"{links[1].Peers.Single()}");
    }

    [Fact]
    public async Task A_camera_that_speaks_first_is_not_the_vehicle()
    {
        await using var server = await FleetServer.Start();
        var network = new NetworkOptions { Port = 0 };
        var links = await network.Open(server.Time, NothingProven);
        await using var listener = Listen(server, network, links);
        var socket = (UdpLink)links[0];
        await using var radio = UdpLink.Connect(socket.LocalEndPoint);
        var camera = new FrameWriter(31, 100);
        radio.Remote!.Send(FrameOf(camera, MavType.Camera, MavAutopilot.Invalid)).Should().BeTrue();
        await Eventually.Reaches("the camera is heard", () => socket.Datagrams == 1);
        (await Registry(server).Discovered()).Should().BeEmpty();
        await Heard("the autopilot", server, radio, $"{radio.LocalEndPoint}");
    }

    [Fact]
    public async Task A_network_opens_all_its_links_or_none()
    {
        await using var taken = TcpServerLink.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        int port;
        await using (var free = UdpLink.Listen(new IPEndPoint(IPAddress.Loopback, 0)))
        {
            port = free.LocalEndPoint.Port;
        }
        var network = new NetworkOptions { Port = port };
        network.Links.Add(LinkAddress.Parse($"tcpin://:{taken.LocalEndPoint.Port}"));
        var open = () => network.Open(TimeProvider.System, NothingProven);
        await open.Should().ThrowAsync<LinkUnavailableException>();
        await UdpLink.Listen(new IPEndPoint(IPAddress.Loopback, port)).DisposeAsync();
    }

    private static NetworkListener Listen(FleetServer server, NetworkOptions network, IReadOnlyList<Link> links)
    {
        var services = new VehicleLinkServices(
            server.Grains,
            new NoFeed(),
            new CameraStreams(),
            server.Get<SigningKeys>(),
            server.Get<StationForwarding>(),
            server.Time,
            NullLogger<VehicleGateway>.Instance
        );
        var options = new GatewayOptions();
        var listener = new NetworkListener("field", links, new("field", network, options, services), options, services);
        listener.Start();
        return listener;
    }

    private static FrameProof NothingProven(in FrameView frame) => FrameProof.None;

    /// <summary>The vehicle sends and the clock goes on until the registry shows it at an address.</summary>
    private static Task Heard(string phase, FleetServer server, Link over, string address) =>
        Eventually.Reaches(
            phase,
            async () =>
            {
                over.Remote!.Send(FrameOf(Autopilot, MavType.Quadrotor, MavAutopilot.Ardupilotmega));
                server.Time.Advance(TimeSpan.FromMilliseconds(100));
                return (await Registry(server).Discovered()).Any(found =>
                    found.SystemId == 31 && found.HeardAt == address
                );
            }
        );

    private static IVehicleRegistryGrain Registry(FleetServer server) =>
        server.Grains.GetGrain<IVehicleRegistryGrain>(VehicleRegistryGrain.Key);

    private static byte[] FrameOf(FrameWriter writer, MavType type, MavAutopilot autopilot)
    {
        var buffer = new byte[FrameWriter.MaxFrameLength];
        return buffer[..writer.Write(new Heartbeat { Type = type, Autopilot = autopilot }, buffer)];
    }

    private sealed class NoFeed : IFleetFeedSink
    {
        public void Publish(VehicleView view) { }

        public void Publish(in VehicleMotion motion) { }

        public void Remove(string vehicleId) { }
    }
}
