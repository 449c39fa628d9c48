using System.Net;
using System.Net.Sockets;
using System.Text;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Links;

public class UdpLinkTests
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);

    [Fact]
    public async Task Frames_go_both_ways_and_text_is_dropped()
    {
        var heard = new TaskCompletionSource<(byte System, LinkPeer Peer)>();
        var answered = new TaskCompletionSource<uint>();
        await using var server = UdpLink.Listen(AnyPort);
        server.FrameReceived += (in FrameView frame, LinkPeer peer) => heard.TrySetResult((frame.SystemId, peer));
        server.Start();
        await using var vehicle = UdpLink.Connect(server.LocalEndPoint);
        vehicle.FrameReceived += (in FrameView frame, LinkPeer _) => answered.TrySetResult(frame.MessageId);
        vehicle.Start();

        vehicle.Send(Encoding.ASCII.GetBytes("Init ArduCopter V4.7.0-dev\n"), vehicle.Remote!).Should().BeTrue();
        vehicle.Send(HeartbeatOf(7), vehicle.Remote!).Should().BeTrue();
        var (system, peer) = await heard.Task;
        system.Should().Be(7);
        peer.EndPoint.Should().Be(vehicle.LocalEndPoint);
        server.Peers.Should().Equal(peer);
        server.Strangers.OtherBytes.Should().BeGreaterThan(0);
        server.Send(HeartbeatOf(255), peer).Should().BeTrue();
        (await answered.Task).Should().Be(MessageIds.Heartbeat);
    }

    [Fact]
    public async Task A_port_in_use_is_said_in_one_line()
    {
        await using var first = UdpLink.Listen(AnyPort);
        var second = () => UdpLink.Listen(first.LocalEndPoint);
        second
            .Should()
            .Throw<LinkUnavailableException>()
            .WithMessage($"UDP {first.LocalEndPoint} cannot be opened: another program has it");
    }

    [Fact]
    public async Task A_fault_in_a_handler_does_not_end_the_link()
    {
        var failed = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        await using var server = UdpLink.Listen(AnyPort);
        server.FrameReceived += (in FrameView frame, LinkPeer _) =>
        {
            if (frame.SystemId == 1)
                throw new InvalidOperationException("a fault");
            second.TrySetResult();
        };
        server.HandlerFailed += (_, _) => failed.TrySetResult();
        server.Start();
        await using var vehicle = UdpLink.Connect(server.LocalEndPoint);
        vehicle.Send(HeartbeatOf(1), vehicle.Remote!);
        await failed.Task;
        vehicle.Send(HeartbeatOf(2), vehicle.Remote!);
        await second.Task;
    }

    [Fact]
    public async Task A_closed_peer_does_not_end_the_link()
    {
        var heard = new TaskCompletionSource();
        await using var server = UdpLink.Listen(AnyPort);
        server.FrameReceived += (in FrameView _, LinkPeer _) => heard.TrySetResult();
        server.Start();
        using (var gone = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
        {
            gone.Bind(AnyPort);
            gone.SendTo(HeartbeatOf(9), server.LocalEndPoint);
        }
        await heard.Task;
        var peer = server.Peers.Single();
        for (var i = 0; i < 5; i++)
            server.Send(HeartbeatOf(255), peer);
        heard = new TaskCompletionSource();
        await using var other = UdpLink.Connect(server.LocalEndPoint);
        other.Send(HeartbeatOf(2), other.Remote!).Should().BeTrue();
        await heard.Task;
    }

    private static byte[] HeartbeatOf(byte system)
    {
        var buffer = new byte[FrameWriter.MaxFrameLength];
        var message = new Heartbeat { Type = MavType.Quadrotor, Autopilot = MavAutopilot.Ardupilotmega };
        return buffer[..new FrameWriter(system, 1).Write(message, buffer)];
    }
}
