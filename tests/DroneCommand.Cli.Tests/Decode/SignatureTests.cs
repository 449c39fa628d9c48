using DroneCommand.Cli.Tests.Support;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Cli.Tests.Decode;

public class SignatureTests
{
    private const string Key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    [Fact]
    public async Task Signed_lines_carry_link_id_and_timestamp_and_need_no_key()
    {
        var result = await Tool.Run(Signed(1000, 9), "decode");
        result.Lines.Should().HaveCount(1);
        result.Output.Should().Contain("\"signed\":true").And.Contain("\"link_id\":9,\"timestamp\":1000,\"fields\"");
    }

    [Fact]
    public async Task With_a_key_only_fresh_frames_of_that_key_are_delivered()
    {
        var forged = Signed(3000);
        forged[^1] ^= 1;
        byte[] stream =
        [
            .. Signed(2000),
            .. Frames.Heartbeat(),
            .. forged,
            .. Signed(2000),
            .. Frames.Of(new RadioStatus()),
            .. Signed(2001),
        ];
        var result = await Tool.Run(stream, "decode", "--key", Key);
        result
            .Lines.Select(Word)
            .Should()
            .Equal("HEARTBEAT", "unsigned", "bad_signature", "replay", "unsigned", "HEARTBEAT");
        var radio = await Tool.Run(stream, "decode", "--key", Key, "--accept-unsigned-radio-status");
        radio.Lines.Select(Word).Should().Contain("RADIO_STATUS");
    }

    [Fact]
    public async Task A_new_stream_may_be_a_minute_behind_the_local_timestamp_and_no_more()
    {
        const string Local = "10000000";
        (await Tool.Run(Signed(4_000_000), "decode", "--key", Key, "--local-timestamp", Local))
            .Lines.Select(Word)
            .Should()
            .Equal("HEARTBEAT");
        (await Tool.Run(Signed(3_999_999), "decode", "--key", Key, "--local-timestamp", Local))
            .Lines.Select(Word)
            .Should()
            .Equal("old_timestamp");
    }

    [Fact]
    public async Task Each_line_of_hex_begins_with_fresh_timestamps()
    {
        var frame = Frames.Hex(Signed(5000));
        var result = await Tool.Run($"{frame}{frame}\n{frame}\n", "decode", "--hex", "--key", Key);
        result.Lines.Select(Word).Should().Equal("HEARTBEAT", "replay", "HEARTBEAT");
    }

    private static string Word(string line) => line.Split('"')[3];

    private static byte[] Signed(long timestamp, byte link = 1)
    {
        var buffer = new byte[FrameWriter.MaxFrameLength];
        var signer = new FrameSigner(SigningKey.FromHex(Key), link, SigningClock.StandingAt(timestamp));
        var writer = new FrameWriter(1, 1) { Signer = signer };
        return buffer[..writer.Write(new Heartbeat(), buffer)];
    }
}
