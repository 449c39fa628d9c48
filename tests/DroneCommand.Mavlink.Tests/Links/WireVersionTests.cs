using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Links;

public sealed class WireVersionTests : IAsyncDisposable
{
    private readonly UdpBench _bench = new(new LinkOptions { Time = new PhasedTime() });

    [Fact]
    public void A_peer_is_answered_in_the_version_that_it_speaks()
    {
        Hear(5001, TestFrames.Heartbeat(1, version: 1)).WireVersion.Should().Be(1);
        Hear(5002, TestFrames.Heartbeat(2, version: 2)).WireVersion.Should().Be(2);
        _bench.Peer(5001)!.WireVersion.Should().Be(1, "another peer's version is its own");
        Hear(5001, TestFrames.Heartbeat(1, version: 2)).WireVersion.Should().Be(2);
        Hear(5001, TestFrames.Heartbeat(1, version: 1)).WireVersion.Should().Be(2, "it can, whatever it sends now");
    }

    [Theory]
    [InlineData(MavProtocolCapability.Mavlink2, 2)]
    [InlineData(MavProtocolCapability.MissionInt, 1)]
    public void A_peer_that_says_it_can_is_answered_in_version_2(MavProtocolCapability capability, int version)
    {
        var writer = new FrameWriter(1, 1, version: 1);
        Hear(5001, TestFrames.Of(new AutopilotVersion { Capabilities = capability }, writer))
            .WireVersion.Should()
            .Be(version);
    }

    [Fact]
    public async Task A_peer_that_was_not_heard_yet_is_spoken_to_in_version_2()
    {
        await using var link = LinkAddress.Parse("udpout://127.0.0.1:9").Open();
        link.Remote!.WireVersion.Should().Be(2);
    }

    [Fact]
    public void A_connection_writes_in_its_peers_version()
    {
        var sent = new List<byte[]>();
        LinkPeer? peer = null;
        var connection = new VehicleConnection(
            new FrameWriter(255, 190),
            1,
            1,
            frame => sent.Add(frame.ToArray()),
            new PhasedTime()
        )
        {
            PeerVersion = () => peer?.WireVersion ?? 2,
        };
        connection.Send(new Heartbeat { Type = MavType.Gcs });
        peer = Hear(5001, TestFrames.Heartbeat(1, version: 1));
        connection.Send(new Heartbeat { Type = MavType.Gcs });
        Hear(5001, TestFrames.Heartbeat(1, version: 2));
        connection.Send(new Heartbeat { Type = MavType.Gcs });
        sent.Select(frame => frame[0]).Should().Equal(0xFD, 0xFE, 0xFD);
        sent.Select(frame => frame[0] == 0xFD ? frame[4] : frame[2]).Should().Equal(0, 1, 2);
    }

    [Fact]
    public void What_version_1_cannot_say_goes_in_version_2_all_the_same()
    {
        var writer = new FrameWriter(255, 190);
        var buffer = new byte[FrameWriter.MaxFrameLength];
        byte StartOf<T>(in T message)
            where T : struct, IMavlinkMessage<T>
        {
            var length = writer.Write(message, buffer, peerVersion: 1);
            TestFrames.Look(
                buffer[..length],
                (in FrameView frame) => frame.MessageId.Should().Be(T.MessageId, "the frame must be sound")
            );
            return buffer[0];
        }
        StartOf(new MissionCount { Count = 5 }).Should().Be(0xFE);
        StartOf(new MissionCount { Count = 5, MissionType = MavMissionType.Fence })
            .Should()
            .Be(0xFD, "without its type a fence would overwrite the mission");
        StartOf(new SetupSigning()).Should().Be(0xFD, "its id is above 255");
        StartOf(new CommandAck { Command = MavCmd.NavLand }).Should().Be(0xFE);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private LinkPeer Hear(int port, byte[] frame)
    {
        _bench.From(port, frame);
        return _bench.Peer(port)!;
    }
}
