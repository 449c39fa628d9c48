using DroneCommand.Cli.Decode;
using DroneCommand.Cli.Streams;
using DroneCommand.Cli.Tests.Support;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Cli.Tests.Decode;

public class DecodeTests
{
    [Fact]
    public async Task A_frame_is_one_line_with_MAVLinks_names_in_MAVLinks_order()
    {
        var result = await Tool.Run(Frames.Heartbeat(7), "decode");
        result
            .Output.Should()
            .Be(
                """
                {"name":"HEARTBEAT","msgid":0,"version":2,"signed":false,"sysid":1,"compid":1,"seq":7,"offset":0,
                "fields":{"type":2,"autopilot":0,"base_mode":0,"custom_mode":4,"system_status":0,"mavlink_version":3}}
                """.ReplaceLineEndings("") + "\n"
            );
        result.Code.Should().Be(0);
        result.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Numbers_are_exact()
    {
        var big = await Tool.Run(Frames.Of(new Ping { TimeUsec = ulong.MaxValue, Seq = uint.MaxValue }), "decode");
        big.Output.Should().Contain("\"time_usec\":18446744073709551615,\"seq\":4294967295");
        var clock = await Tool.Run(Frames.Of(new Timesync { Tc1 = long.MinValue, Ts1 = long.MaxValue }), "decode");
        clock.Output.Should().Contain("\"tc1\":-9223372036854775808,\"ts1\":9223372036854775807");
        var angles = new Attitude
        {
            Roll = 0.1f,
            Pitch = -0.0f,
            Yaw = float.Epsilon,
            Rollspeed = 3,
            Pitchspeed = float.MaxValue,
        };
        var floats = await Tool.Run(Frames.Of(angles), "decode");
        floats
            .Output.Should()
            .Contain(
                "\"roll\":0.10000000149011612,\"pitch\":-0.0,\"yaw\":1.401298464324817E-45,\"rollspeed\":3.0,"
                    + "\"pitchspeed\":3.4028234663852886E+38,\"yawspeed\":0.0"
            );
    }

    [Fact]
    public async Task What_JSON_has_no_number_for_is_text()
    {
        var attitude = new Attitude
        {
            Roll = float.NaN,
            Pitch = float.PositiveInfinity,
            Yaw = float.NegativeInfinity,
        };
        var result = await Tool.Run(Frames.Of(attitude), "decode");
        result.Output.Should().Contain("\"roll\":\"NaN\",\"pitch\":\"Infinity\",\"yaw\":\"-Infinity\"");
    }

    [Fact]
    public async Task Text_ends_at_its_first_NUL_and_what_is_no_UTF8_is_replaced()
    {
        var frame = Frames.Of(new Statustext { Text = "höher \"5\"\0rest" });
        (await Tool.Run(frame, "decode")).Output.Should().Contain("\"text\":\"höher \\\"5\\\"\",");
        var broken = Frames.Of(new Statustext { Text = "ab" });
        var raw = (byte[])[.. broken];
        // 'ab' becomes half of a character and a stray byte.
        (raw[11], raw[12]) = (0xC3, 0x28);
        var fixedUp = await Tool.Run(
            WithChecksum(raw, MessageTable.All.Single(m => m.Name == "STATUSTEXT").CrcExtra),
            "decode"
        );
        fixedUp.Output.Should().Contain("\"text\":\"\\uFFFD(\"");
    }

    [Fact]
    public async Task Arrays_are_arrays_and_version_1_tells_of_no_extensions()
    {
        var battery = new BatteryStatus { Voltages = new ushort[] { 1, 2, 3 }, VoltagesExt = new ushort[] { 4 } };
        (await Tool.Run(Frames.Of(battery), "decode"))
            .Output.Should()
            .Contain("\"voltages\":[1,2,3,0,0,0,0,0,0,0]")
            .And.Contain("\"voltages_ext\":[4,0,0,0]");
        (await Tool.Run(Frames.Of(battery, version: 1), "decode"))
            .Output.Should()
            .Contain("\"version\":1")
            .And.Contain("\"voltages\":[1,2,3,0,0,0,0,0,0,0]")
            .And.NotContain("voltages_ext");
    }

    [Fact]
    public async Task Bytes_that_are_not_delivered_are_told_of_in_one_line_a_run()
    {
        var frame = Frames.Heartbeat();
        byte[] stream = [1, 2, 3, .. frame, 0xFD, 9, 0, .. frame, .. frame[..8]];
        var result = await Tool.Run(stream, "decode");
        result.Lines[0].Should().Be("""{"rejected":"junk","offset":0,"length":3}""");
        result.Lines[1].Should().Contain("\"offset\":3,");
        result.Lines[2].Should().Be("""{"rejected":"bad_crc","offset":24,"length":3}""");
        result.Lines[3].Should().Contain("\"offset\":27,");
        result.Lines[4].Should().Be("""{"rejected":"incomplete_at_end","offset":48,"length":8}""");
        (await Tool.Run(stream, "decode", "--no-rejected")).Lines.Should().Equal(result.Lines[1], result.Lines[3]);
    }

    [Fact]
    public async Task A_message_that_the_dialect_does_not_have_is_delivered_only_when_asked_for()
    {
        var frame = Frames.Heartbeat();
        (frame[7], frame[8], frame[9]) = (0x39, 0x30, 0);
        frame = WithChecksum(frame, 77);
        (await Tool.Run(frame, "decode"))
            .Lines.Should()
            .Equal("""{"rejected":"unknown_msgid","offset":0,"length":21}""");
        (await Tool.Run(frame, "decode", "--unknown"))
            .Output.Should()
            .StartWith("""{"name":"UNKNOWN_12345","msgid":12345,""")
            .And.EndWith("\"payload\":\"040000000200000003\"}\n");
    }

    [Fact]
    public async Task Every_line_of_hex_is_a_stream_of_its_own_that_ends_with_a_blank_line()
    {
        var frame = Frames.Hex(Frames.Heartbeat());
        var result = await Tool.Run($"{frame}{frame}\r\n\n{frame.ToUpperInvariant()}", "decode", "--hex");
        result
            .Output.Split('\n')
            .Select(l => l.Length == 0 ? "" : l[l.IndexOf("offset", StringComparison.Ordinal)..][..10])
            .Should()
            .Equal("offset\":0,", "offset\":21", "", "", "offset\":0,", "", "");
    }

    [Theory]
    [InlineData("fd\nfg\n", "line 2: character 2 is no hexadecimal digit")]
    [InlineData("fd0\n", "line 1: an odd number of hexadecimal digits (3)")]
    public async Task Bad_hex_is_named_with_its_line(string input, string complaint)
    {
        var result = await Tool.Run(input, "decode", "--hex");
        result.Code.Should().Be(2);
        result.Errors.Should().Be($"dronecommand: {complaint}{Environment.NewLine}");
    }

    [Theory]
    [InlineData("decode", "no-such-file")]
    [InlineData("decode", "--key", "12ab")]
    [InlineData("decode", "--filter", "NO_SUCH_MESSAGE")]
    [InlineData("decode", "--system", "256")]
    [InlineData("decode", "--local-timestamp", "281474976710656")]
    [InlineData("decode", "--local-timestamp", "soon")]
    [InlineData("recode")]
    [InlineData("encode", "--key", "0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task What_is_wrong_with_the_arguments_is_one_line_and_exit_code_2(params string[] args)
    {
        var result = await Tool.Run("", args);
        result.Code.Should().Be(2);
        result.Output.Should().BeEmpty();
        result.Errors.TrimEnd().Should().StartWith("dronecommand: ").And.NotContain("\n");
    }

    [Fact]
    public async Task A_key_is_never_repeated_in_a_complaint() =>
        (await Tool.Run("", "decode", "--key", "c0ffee")).Errors.Should().NotContain("c0ffee");

    [Theory]
    [InlineData("HEARTBEAT", "HEARTBEAT,HEARTBEAT")]
    [InlineData("0,PING", "HEARTBEAT,PING,HEARTBEAT")]
    [InlineData("P*", "PING")]
    public async Task A_filter_shows_the_messages_that_it_names_and_no_rejected_bytes(string filter, string shown)
    {
        byte[] stream = [5, .. Frames.Heartbeat(), .. Frames.Of(new Ping()), 5, .. Frames.Heartbeat(0, 2)];
        var result = await Tool.Run(stream, "decode", "--filter", filter);
        result.Lines.Select(l => l.Split('"')[3]).Should().Equal(shown.Split(','));
    }

    [Fact]
    public async Task Systems_and_components_can_be_chosen()
    {
        byte[] stream = [.. Frames.Heartbeat(), .. Frames.Heartbeat(0, 2), .. Frames.Heartbeat(0, 3)];
        (await Tool.Run(stream, "decode", "--system", "2,3"))
            .Lines.Should()
            .HaveCount(2)
            .And.OnlyContain(l => !l.Contains("\"sysid\":1"));
        (await Tool.Run(stream, "decode", "--component", "2")).Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task Help_is_help_and_no_error()
    {
        var result = await Tool.Run("", "decode", "--help");
        result.Code.Should().Be(0);
        result.Output.Should().Contain("--local-timestamp").And.Contain("--accept-unsigned-radio-status");
    }

    [Fact]
    public void Nothing_is_allocated_per_frame()
    {
        var frames = Enumerable.Range(0, 2000).SelectMany(i => Frames.Heartbeat((byte)i)).ToArray();
        var gate = new FrameGate(new GateOptions());
        using var lines = new JsonLines(new OutputBuffer(Stream.Null), new FrameFilter([], [], []), showRejected: true);
        var decoder = new StreamDecoder(gate, lines);
        decoder.Take(frames);
        var before = GC.GetAllocatedBytesForCurrentThread();
        decoder.Take(frames);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    /// <summary>Rewrites the checksum of an unsigned MAVLink 2 frame, bit by bit.</summary>
    private static byte[] WithChecksum(byte[] frame, byte extra)
    {
        var crc = 0xFFFF;
        foreach (var b in (byte[])[.. frame[1..^2], extra])
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x8408 : crc >> 1;
        }
        return [.. frame[..^2], (byte)crc, (byte)(crc >> 8)];
    }
}
