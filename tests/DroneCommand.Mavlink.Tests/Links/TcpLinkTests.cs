using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Links;

public class TcpLinkTests
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);

    [Fact]
    public async Task Several_clients_are_several_peers()
    {
        await using var server = TcpServerLink.Listen(AnyPort);
        var heard = Channel.CreateUnbounded<(byte System, LinkPeer Peer)>();
        var gone = Channel.CreateUnbounded<(LinkPeer Peer, string Reason)>();
        server.FrameReceived += (in FrameView frame, LinkPeer peer) => heard.Writer.TryWrite((frame.SystemId, peer));
        server.PeerGone += (peer, reason) => gone.Writer.TryWrite((peer, reason));
        server.Start();
        await using var one = await Connected(server.LocalEndPoint.Port);
        await using var two = await Connected(server.LocalEndPoint.Port);
        var answered = new TaskCompletionSource<byte>();
        two.FrameReceived += (in FrameView frame, LinkPeer _) => answered.TrySetResult(frame.SystemId);

        one.Remote.Send(TestFrames.Heartbeat(1)).Should().BeTrue();
        var (first, firstPeer) = await heard.Reader.ReadAsync();
        two.Remote.Send(TestFrames.Heartbeat(2)).Should().BeTrue();
        var (second, secondPeer) = await heard.Reader.ReadAsync();
        first.Should().Be(1);
        second.Should().Be(2);
        server.Peers.Should().BeEquivalentTo([firstPeer, secondPeer]);
        server.Send(TestFrames.Heartbeat(255), secondPeer).Should().BeTrue();
        (await answered.Task).Should().Be(255);

        await one.DisposeAsync();
        (await gone.Reader.ReadAsync()).Should().Be((firstPeer, "the other side closed it"));
        firstPeer.IsGone.Should().BeTrue();
        server.Send(TestFrames.Heartbeat(255), firstPeer).Should().BeFalse();
        server.Peers.Should().Equal(secondPeer);
    }

    [Fact]
    public async Task A_port_in_use_is_said_in_one_line_and_free_again_at_once_after_its_connections()
    {
        await using var first = TcpServerLink.Listen(AnyPort);
        var served = new TaskCompletionSource();
        first.PeerCame += _ => served.TrySetResult();
        first.Start();
        var second = () => TcpServerLink.Listen(first.LocalEndPoint);
        second
            .Should()
            .Throw<LinkUnavailableException>()
            .WithMessage($"TCP {first.LocalEndPoint} cannot be opened: another program has it");
        await using var client = await Connected(first.LocalEndPoint.Port);
        await served.Task;
        await first.DisposeAsync();
        await TcpServerLink.Listen(first.LocalEndPoint).DisposeAsync();
    }

    [Fact]
    public async Task A_lost_connection_is_told_and_made_again_less_and_less_often()
    {
        var time = new PhasedTime();
        var server = Listener(port: 0);
        var port = ((IPEndPoint)server.LocalEndPoint!).Port;
        await using var link = new TcpClientLink("127.0.0.1", port, new LinkOptions { Time = time });
        var came = new SemaphoreSlim(0);
        var gone = Channel.CreateUnbounded<string>();
        var heard = Channel.CreateUnbounded<byte>();
        link.PeerCame += _ => came.Release();
        link.PeerGone += (_, reason) => gone.Writer.TryWrite(reason);
        link.FrameReceived += (in FrameView frame, LinkPeer _) => heard.Writer.TryWrite(frame.SystemId);
        link.Start();
        using (var first = await server.AcceptAsync())
        {
            await came.WaitAsync();
            await first.SendAsync(TestFrames.Heartbeat(1));
            (await heard.Reader.ReadAsync()).Should().Be(1);
            // Half a frame is left behind.
            await first.SendAsync(TestFrames.Heartbeat(1).AsMemory(0, 12));
            server.Dispose();
        }
        await gone.Reader.ReadAsync();
        foreach (var factor in new[] { 1, 2, 4 })
            await time.Pass(ReconnectingLink.FirstWait * factor);
        (await gone.Reader.ReadAsync()).Should().Be($"TCP 127.0.0.1:{port} cannot be reached: nothing listens there");

        await time.TimerOf(ReconnectingLink.FirstWait * 8);
        using var again = Listener(port);
        time.Advance(ReconnectingLink.FirstWait * 8);
        using var second = await again.AcceptAsync();
        await came.WaitAsync();
        await second.SendAsync(TestFrames.Heartbeat(2));
        (await heard.Reader.ReadAsync()).Should().Be(2, "the half frame of the first connection is forgotten");
        gone.Reader.TryRead(out _).Should().BeFalse("the same failure is told once");
    }

    [Fact]
    public async Task What_waited_for_a_lost_connection_is_never_sent()
    {
        using var server = Listener(port: 0);
        var time = new PhasedTime();
        await using var link = new TcpClientLink(
            "127.0.0.1",
            ((IPEndPoint)server.LocalEndPoint!).Port,
            new LinkOptions { Time = time }
        );
        var came = new SemaphoreSlim(0);
        var gone = new SemaphoreSlim(0);
        link.PeerCame += _ => came.Release();
        link.PeerGone += (_, _) => gone.Release();
        link.Remote.Send(TestFrames.Heartbeat(200)).Should().BeFalse("there is no connection yet");
        link.Start();
        (await server.AcceptAsync()).Dispose();
        await came.WaitAsync();
        await gone.WaitAsync();
        link.Remote.Send(TestFrames.Heartbeat(201)).Should().BeFalse("the connection is lost");
        await time.Pass(ReconnectingLink.FirstWait);
        using var second = await server.AcceptAsync();
        await came.WaitAsync();
        link.Remote.Send(TestFrames.Heartbeat(202)).Should().BeTrue();
        var got = new byte[64];
        var length = await second.ReceiveAsync(got);
        got[..length].Should().Equal(TestFrames.Heartbeat(202));
    }

    [Fact]
    public async Task A_peer_that_does_not_read_holds_up_nobody_and_gets_what_is_left_in_order()
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        server.Bind(AnyPort);
        server.Listen();
        await using var link = await Connected(((IPEndPoint)server.LocalEndPoint!).Port);
        using var slow = await server.AcceptAsync();
        const int Sent = 20_000;
        for (var i = 0; i < Sent; i++)
            link.Remote.Send(TimeFrame(i)).Should().BeTrue("an old measurement makes room for it");
        link.DroppedFrames.Should().BeGreaterThan(Sent / 2);
        var reader = new FrameReader();
        var got = new List<uint>();
        var chunk = new byte[4096];
        while (got.Count == 0 || got[^1] != Sent - 1)
        {
            reader.Append(chunk.AsSpan(0, await slow.ReceiveAsync(chunk)));
            while (reader.TryRead(out var frame))
                got.Add(frame.Read<SystemTime>().TimeBootMs);
        }
        got.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        reader.Counters.OtherBytes.Should().Be(0);
        (got.Count + link.DroppedFrames).Should().Be(Sent);
    }

    [Fact]
    public async Task Whoever_connects_and_says_nothing_keeps_no_vehicle_out()
    {
        await using var server = TcpServerLink.Listen(AnyPort);
        var heard = new TaskCompletionSource<byte>();
        var gone = new TaskCompletionSource<string>();
        server.FrameReceived += (in FrameView frame, LinkPeer _) => heard.TrySetResult(frame.SystemId);
        server.PeerGone += (_, reason) => gone.TrySetResult(reason);
        server.Start();
        var silent = new List<Socket>();
        for (var i = 0; i < 64; i++)
        {
            silent.Add(new Socket(SocketType.Stream, ProtocolType.Tcp));
            await silent[^1].ConnectAsync(server.LocalEndPoint);
        }
        await using var vehicle = await Connected(server.LocalEndPoint.Port);
        vehicle.Remote.Send(TestFrames.Heartbeat(5)).Should().BeTrue();
        (await heard.Task).Should().Be(5);
        (await gone.Task).Should().Be("it was silent, and its place was needed");
        silent.ForEach(socket => socket.Dispose());
    }

    private static Socket Listener(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        socket.Listen();
        return socket;
    }

    private static async Task<TcpClientLink> Connected(int port)
    {
        var link = new TcpClientLink("127.0.0.1", port);
        var came = new TaskCompletionSource();
        link.PeerCame += _ => came.TrySetResult();
        link.Start();
        await came.Task;
        return link;
    }

    /// <summary>A measurement that bears its number.</summary>
    private static byte[] TimeFrame(int number) =>
        TestFrames.Of(
            new SystemTime { TimeBootMs = (uint)number, TimeUnixUsec = ulong.MaxValue },
            new FrameWriter(1, 1)
        );
}
