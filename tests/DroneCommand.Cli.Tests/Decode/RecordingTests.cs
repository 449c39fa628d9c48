using DroneCommand.Cli.Tests.Support;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Cli.Tests.Decode;

public class RecordingTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Records_tell_their_time_and_their_frames_place_in_the_file()
    {
        var file = await Recording(3);
        var named = await Tool.RunOnFile(file, ".tlog", "decode", "{FILE}");
        named.Lines.Should().HaveCount(3);
        named.Lines[1].Should().Contain("\"offset\":37,\"time_usec\":1782907200500000,\"fields\"");
        (await Tool.Run(file, "decode", "--tlog")).Output.Should().Be(named.Output);
        (await Tool.RunOnFile(file, ".bin", "decode", "{FILE}", "--tlog")).Output.Should().Be(named.Output);
        (await Tool.Run(file, "decode", "--no-rejected"))
            .Lines.Should()
            .HaveCount(3)
            .And.NotContain(l => l.Contains("time"));
    }

    [Fact]
    public async Task Stats_count_rates_bytes_and_loss_by_sender_and_message()
    {
        // 21 heartbeats of 21 bytes in 10 s; one was lost on the way.
        var file = await Recording(21, lost: 5);
        var json = await Tool.RunOnFile([.. file, 1, 2], ".tlog", "decode", "{FILE}", "--stats", "--json");
        json.Lines.Should().HaveCount(1);
        json.Output.Should()
            .Contain("\"seconds\":10,\"frames\":21,\"bytes\":441,\"bytes_per_second\":44.1")
            .And.Contain(
                "{\"sysid\":1,\"compid\":1,\"frames\":21,\"hz\":2.1,\"lost\":1,\"lost_percent\":4.545454545454546,"
            )
            .And.Contain(
                "{\"name\":\"HEARTBEAT\",\"msgid\":0,\"count\":21,\"hz\":2.1,\"bytes\":441,\"bytes_per_second\":44.1,\"bytes_each\":21}"
            )
            .And.Contain("\"rejected\":[{\"reason\":\"incomplete_at_end\",\"count\":1,\"bytes\":2}]");
        var table = await Tool.RunOnFile(file, ".tlog", "decode", "{FILE}", "--stats");
        table
            .Output.Should()
            .Contain("HEARTBEAT")
            .And.Contain("1 (4.55 %)")
            .And.Contain("21 frames, 441 bytes in 10.0 s");
    }

    [Fact]
    public async Task Stats_of_some_messages_still_tell_the_loss_of_all()
    {
        byte[] stream = [.. Frames.Heartbeat(0), .. Frames.Of(new Ping(), 1), .. Frames.Heartbeat(2)];
        var result = await Tool.Run(stream, "decode", "--stats", "--json", "--filter", "HEARTBEAT");
        result.Output.Should().Contain("\"frames\":2,\"lost\":0").And.NotContain("PING");
    }

    private static async Task<byte[]> Recording(int frames, int lost = -1)
    {
        var time = new FakeTimeProvider(Start);
        using var stream = new MemoryStream();
        await using (var tlog = new TlogWriter(stream, time))
            for (var i = 0; i < frames; i++)
            {
                tlog.Write(Frames.Heartbeat((byte)(i >= lost && lost > 0 ? i + 1 : i)));
                time.Advance(TimeSpan.FromMilliseconds(500));
            }
        return stream.ToArray();
    }
}
