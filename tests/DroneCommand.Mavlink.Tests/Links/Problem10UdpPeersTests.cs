using System.Net;
using System.Text;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Links;

/// <summary>
/// UDP peers change port and address (MAVSDK#2598, #93, #2557, #2592; PX4#28518; mavlink-router#350).
/// </summary>
public class Problem10UdpPeersTests
{
    private static readonly TimeSpan Life = new LinkOptions().PeerLife;

    private readonly PhasedTime _time = new();

    [Fact]
    public async Task Several_peers_share_a_socket_and_each_is_answered_at_its_own_address()
    {
        await using var server = UdpLink.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        server.FrameReceived += (in FrameView frame, LinkPeer peer) =>
            server.Send(TestFrames.Heartbeat(255, component: frame.SystemId), peer);
        server.Start();
        var vehicles = new List<UdpLink>();
        for (byte system = 1; system <= 3; system++)
        {
            var vehicle = UdpLink.Connect(server.LocalEndPoint);
            vehicles.Add(vehicle);
            var answer = new TaskCompletionSource<byte>();
            vehicle.FrameReceived += (in FrameView frame, LinkPeer _) => answer.TrySetResult(frame.ComponentId);
            vehicle.Start();
            vehicle.Remote!.Send(TestFrames.Heartbeat(system)).Should().BeTrue();
            (await answer.Task).Should().Be(system);
        }
        server.Peers.Select(peer => peer.EndPoint).Should().BeEquivalentTo(vehicles.Select(v => v.LocalEndPoint));
        foreach (var vehicle in vehicles)
            await vehicle.DisposeAsync();
    }

    [Fact]
    public async Task A_learned_peer_is_forgotten_when_it_is_silent_though_nobody_else_speaks()
    {
        await using var bench = new UdpBench(new LinkOptions { Time = _time });
        bench.Link.Start();
        await _time.TimerOf(Life / 4);
        bench.From(5001, TestFrames.Heartbeat(1));
        bench.From(5002, TestFrames.Heartbeat(2));
        var first = bench.Peer(5001)!;
        _time.Advance(Life);
        bench.From(5002, TestFrames.Heartbeat(2));
        _time.Advance(Life / 4);
        bench.Link.Peers.Should().Equal(bench.Peer(5002)!);
        bench.Gone.Should().Equal((first, "silent for 75 s"));
        first.IsGone.Should().BeTrue();

        bench.From(5001, TestFrames.Heartbeat(1));
        bench.Peer(5001)!.IsSameAs(first).Should().BeTrue("it is back at its address");
    }

    [Fact]
    public async Task A_configured_peer_is_never_forgotten()
    {
        var remote = new IPEndPoint(IPAddress.Loopback, 9);
        await using var link = UdpLink.Connect(remote, new LinkOptions { Time = _time });
        link.Start();
        await _time.TimerOf(Life / 4);
        link.Take(TestFrames.Heartbeat(1), new IPEndPoint(IPAddress.Loopback, 5001).Serialize());
        link.Peers.Should().HaveCount(2);
        _time.Advance(100 * Life);
        link.Peers.Should().Equal(link.Remote!);
        link.Remote!.IsGone.Should().BeFalse();
    }

    [Fact]
    public async Task A_fixed_local_port_is_kept_over_restarts()
    {
        int port;
        await using (var probe = UdpLink.Listen(new IPEndPoint(IPAddress.Loopback, 0)))
            port = probe.LocalEndPoint.Port;
        for (var start = 0; start < 2; start++)
        {
            await using var link = (UdpLink)LinkAddress.Parse($"udpout://127.0.0.1:9?local={port}").Open();
            link.LocalEndPoint.Port.Should().Be(port);
        }
    }

    [Fact]
    public async Task Junk_and_boot_text_teach_no_peer_and_cost_no_allocation()
    {
        await using var bench = new UdpBench(new LinkOptions { Time = _time });
        var random = new Random(10);
        var junk = new byte[20_000][];
        for (var i = 0; i < junk.Length; i++)
        {
            junk[i] =
                i % 4 == 0 ? Encoding.ASCII.GetBytes($"Init ArduCopter V4.7.0 {i}\n") : new byte[random.Next(1, 300)];
            if (i % 4 != 0)
                random.NextBytes(junk[i]);
            // Worse than noise: what begins like a frame, and is none.
            if (i % 4 == 2)
                (junk[i][0], junk[i][^1]) = (0xFD, 0xFE);
            if (i % 4 == 3)
                junk[i] = Damaged(TestFrames.Heartbeat((byte)i));
            bench.AddressOf(1024 + i);
        }
        bench.From(1024, junk[0]);
        var next = 0;
        Allocated
            .Least(
                4,
                () =>
                {
                    for (var end = next + junk.Length / 4; next < end; next++)
                        bench.From(1024 + next, junk[next]);
                }
            )
            .Should()
            .Be(0);
        bench.Link.Peers.Should().BeEmpty();
        bench.Got.Should().BeEmpty();
        bench.Link.Datagrams.Should().Be(junk.Length + 1);
        bench.Link.Strangers.BadChecksums.Should().BeGreaterThan(5_000);
    }

    [Fact]
    public async Task Frames_of_a_known_peer_cost_no_allocation_from_datagram_to_handler()
    {
        await using var link = UdpLink.Listen(
            new IPEndPoint(IPAddress.Loopback, 0),
            new LinkOptions { Copies = new FrameCopies(TimeProvider.System) }
        );
        var heard = 0;
        link.FrameReceived += (in FrameView frame, LinkPeer _) =>
            heard += frame.Read<Heartbeat>().Autopilot == MavAutopilot.Ardupilotmega ? 1 : 0;
        var from = new IPEndPoint(IPAddress.Loopback, 5001).Serialize();
        var frames = Enumerable.Range(0, 256).Select(i => TestFrames.Heartbeat(1, sequence: (byte)i)).ToArray();
        link.Take(frames[0], from);
        Allocated
            .Least(
                10,
                () =>
                {
                    foreach (var frame in frames)
                        link.Take(frame, from);
                }
            )
            .Should()
            .Be(0);
        heard.Should().Be(10 * 256 + 1);
    }

    [Fact]
    public async Task A_flood_of_forged_senders_does_not_keep_a_vehicle_out()
    {
        await using var bench = new UdpBench(new LinkOptions { Time = _time });
        for (var port = 10_000; port < 12_000; port++)
            bench.From(port, TestFrames.Heartbeat(66));
        bench.Link.Peers.Should().HaveCount(1024);
        bench.Link.PeersRefused.Should().Be(2000 - 1024);
        bench.Got.Should().HaveCount(1024);
        _time.Advance(TimeSpan.FromSeconds(6));
        bench.From(5001, TestFrames.Heartbeat(1));
        bench.Peer(5001).Should().NotBeNull("those that spoke once and never again make room");
    }

    [Fact]
    public async Task Rejected_frames_teach_no_peer_and_keep_none_alive()
    {
        var signing = new SignedFrames(key: 77, required: true);
        await using var bench = new UdpBench(new LinkOptions { Time = _time, Judge = signing.Judge });
        bench.Link.Start();
        await _time.TimerOf(Life / 4);
        bench.From(5001, TestFrames.Heartbeat(1));
        bench.From(5001, signing.Sign(TestFrames.Heartbeat(1), signedWith: 78));
        bench.Link.Peers.Should().BeEmpty();
        bench.Link.Rejected.Should().Be(2);
        signing.Judged.Should().Be(2);

        bench.From(5001, signing.Sign(TestFrames.Heartbeat(1)));
        bench.Got.Should().Equal((1, bench.Peer(5001)!, FrameProof.Verified));
        for (var i = 0; i < 6; i++)
        {
            _time.Advance(Life / 4);
            bench.From(5001, signing.Sign(TestFrames.Heartbeat(1, sequence: (byte)i), signedWith: 78));
        }
        bench.Link.Peers.Should().BeEmpty();
    }

    private static byte[] Damaged(byte[] frame)
    {
        frame[^1] ^= 0x55;
        return frame;
    }
}
