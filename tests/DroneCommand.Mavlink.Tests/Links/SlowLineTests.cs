using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Links;

public class SlowLineTests
{
    private const int BytesPerSecond = 960;

    [Fact]
    public async Task L5_at_9600_bit_per_second_a_safety_command_leaves_its_queue_within_250_ms_and_old_telemetry_goes()
    {
        await using var link = new TcpClientLink("nowhere", 1);
        VirtualLoop.Run(async loop =>
        {
            var channel = new StreamChannel(link, new LinkPeer(link, "radio", null, configured: true), loop.Time)
            {
                Pace = new LinePace(loop.Time, TimeSpan.FromSeconds(1.0 / BytesPerSecond)),
            };
            var line = new RecordingStream();
            // Carries as long as the virtual time goes on.
            _ = channel.Carry(line, CancellationToken.None);
            var writer = new FrameWriter(255, 190);
            for (var i = 0; i < 2 * OutgoingQueue.Capacity; i++)
                channel.Send(TestFrames.Of(new GlobalPositionInt { TimeBootMs = (uint)i, Lat = 1 }, writer));
            channel.Dropped.Should().BeGreaterThanOrEqualTo(OutgoingQueue.Capacity - 10, "the oldest went");
            for (var i = 0; i < 40; i++)
                channel.Send(TestFrames.Of(new MissionItemInt { Seq = (ushort)i, X = 1 }, writer)).Should().BeTrue();
            // The line has been busy for a while when the order comes.
            await Task.Delay(TimeSpan.FromSeconds(1.23), loop.Time);
            channel.Send(TestFrames.Of(new CommandLong { Command = MavCmd.DoSetMode, Param2 = 6 }, writer));
            var given = loop.Time.GetTimestamp();
            while (!HasCommand(line))
                await Task.Delay(TimeSpan.FromMilliseconds(5), loop.Time);
            // What was written lies at most 50 ms in the system's buffer, and its own bytes take their time.
            var gone = loop.Time.GetElapsedTime(given) + TimeSpan.FromMilliseconds(50 + (45 * 1000.0 / BytesPerSecond));
            gone.Should().BeLessThan(TimeSpan.FromMilliseconds(250));
        });
    }

    private static bool HasCommand(RecordingStream line)
    {
        var reader = new FrameReader();
        reader.Append([.. line.Written]);
        while (reader.TryRead(out var frame))
            if (frame.MessageId == MessageIds.CommandLong)
                return true;
        return false;
    }
}
