using System.Text;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Mavlink.Tests.Wire;

public class FrameReaderTests
{
    [Fact]
    public void Text_at_boot_is_passed_over()
    {
        var bytes = Encoding.ASCII.GetBytes("\n\nInit ArduCopter V4.7.0-dev\n\nFree RAM: 524288\n");
        var reader = new FrameReader();
        Datagram(reader, [.. bytes, .. Frame(1)]).Should().Equal("1");
        reader.Counters.OtherBytes.Should().Be(bytes.Length);
    }

    [Fact]
    public void A_false_start_costs_no_good_frame()
    {
        byte[] falseStart = [0xFD, 40, 0, 0, 1, 1, 1, 0, 0, 0];
        var stream = (byte[])[.. falseStart, .. Frame(1), .. Frame(2), .. Frame(3)];
        Datagram(new FrameReader(), stream).Should().Equal("1", "2", "3");
        Stream(new FrameReader(), stream, 1).Should().Equal("1", "2", "3");
    }

    [Fact]
    public void A_frame_cut_by_the_end_of_its_datagram_is_counted_and_leaves_the_next_alone()
    {
        var reader = new FrameReader();
        Datagram(reader, Frame(1)[..^1]).Should().BeEmpty();
        reader.Counters.CutShort.Should().Be(1);
        Datagram(reader, Frame(2)).Should().Equal("2");
    }

    [Fact]
    public void A_damaged_frame_is_rejected()
    {
        var frame = Frame(1);
        frame[12] ^= 0x40;
        var reader = new FrameReader();
        Datagram(reader, [.. frame, .. Frame(2)]).Should().Equal("2");
        reader.Counters.BadChecksums.Should().BeGreaterThan(0);
    }

    [Fact]
    public void An_unknown_message_is_kept_whole_and_marked()
    {
        var frame = Frame(1);
        // An id that the dialect does not have, with the checksum of some CRC extra.
        (frame[7], frame[8], frame[9]) = (0x39, 0x30, 0);
        var crc = Crc.Accumulate(Crc.Accumulate(Crc.Seed, frame.AsSpan(1, frame.Length - 3)), 77);
        (frame[^2], frame[^1]) = ((byte)crc, (byte)(crc >> 8));
        var reader = new FrameReader();
        ReadOnlySpan<byte> rest = frame;
        reader.TryReadDatagram(ref rest, out var view).Should().BeTrue();
        view.IsKnown.Should().BeFalse();
        view.MessageId.Should().Be(12345);
        view.Raw.ToArray().Should().Equal(frame);
        view.TryRead<Heartbeat>(out _).Should().BeFalse();
    }

    [Fact]
    public void Version_1_is_received()
    {
        var buffer = new byte[FrameWriter.MaxFrameLength];
        var length = new FrameWriter(7, 1, version: 1).Write(new Statustext { Text = "old" }, buffer);
        ReadOnlySpan<byte> rest = buffer.AsSpan(0, length);
        new FrameReader().TryReadDatagram(ref rest, out var frame).Should().BeTrue();
        frame.Version.Should().Be(1);
        frame.SystemId.Should().Be(7);
        frame.Read<Statustext>().Text.ToString().Should().Be("old");
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var stream = Enumerable.Range(1, 200).SelectMany(i => Frame((byte)i)).ToArray();
        var reader = new FrameReader();
        var frames = 0;
        Allocated.Least(4, () => frames += CountModes(reader, stream)).Should().Be(0);
        frames.Should().Be(4 * 200);
    }

    [Property(MaxTest = 300)]
    public Property Chunks_and_garbage_change_nothing() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[][]>(),
            ArbMap.Default.ArbFor<PositiveInt>(),
            (garbage, chunk) =>
            {
                // Garbage without start markers: with them it may swallow what follows until more bytes come.
                var stream = garbage
                    .SelectMany((g, i) => g.Where(b => b is not (0xFD or 0xFE)).Concat(Frame((byte)i)))
                    .ToArray();
                var expected = garbage.Select((_, i) => $"{(byte)i}");
                return Stream(new FrameReader(), stream, chunk.Get).SequenceEqual(expected)
                    && Datagram(new FrameReader(), stream).SequenceEqual(expected);
            }
        );

    [Property(MaxTest = 500)]
    public Property Any_bytes_in_any_chunks_give_the_same_frames_and_account_for_every_byte() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            ArbMap.Default.ArbFor<int>(),
            (bytes, seed) =>
            {
                var random = new Random(seed);
                var stream = bytes
                    .SelectMany(b =>
                        random.Next(3) == 0 ? Damaged(random) : [b, (byte)(random.Next(2) == 0 ? 0xFD : 0xFE)]
                    )
                    .ToArray();
                // A stretch without start markers brings whatever is pending to its end.
                stream = [.. stream, .. new byte[300]];
                var whole = Stream(new FrameReader(), stream, stream.Length);
                return whole.SequenceEqual(Stream(new FrameReader(), stream, 1))
                    && whole.SequenceEqual(Stream(new FrameReader(), stream, 7));
            }
        );

    private static byte[] Damaged(Random random)
    {
        var frame = Frame((byte)random.Next(256));
        if (random.Next(2) == 0)
            frame[random.Next(frame.Length)] = (byte)random.Next(256);
        return frame[..random.Next(frame.Length + 1)];
    }

    private static int CountModes(FrameReader reader, byte[] stream)
    {
        var frames = 0;
        ReadOnlySpan<byte> rest = stream;
        while (reader.TryReadDatagram(ref rest, out var frame))
            if (frame.TryRead<Heartbeat>(out var heartbeat) && heartbeat.CustomMode > 0)
                frames++;
        return frames;
    }

    private static List<string> Datagram(FrameReader reader, byte[] bytes)
    {
        var modes = new List<string>();
        ReadOnlySpan<byte> rest = bytes;
        while (reader.TryReadDatagram(ref rest, out var frame))
            modes.Add(Name(frame));
        return modes;
    }

    private static List<string> Stream(FrameReader reader, byte[] bytes, int chunk)
    {
        var modes = new List<string>();
        for (var at = 0; at < bytes.Length; at += chunk)
        {
            reader.Append(bytes.AsSpan(at, Math.Min(chunk, bytes.Length - at)));
            while (reader.TryRead(out var frame))
                modes.Add(Name(frame));
        }
        return modes;
    }

    private static string Name(FrameView frame) =>
        frame.TryRead<Heartbeat>(out var heartbeat) ? $"{heartbeat.CustomMode}" : $"#{frame.MessageId}";

    private static byte[] Frame(byte mode)
    {
        var buffer = new byte[FrameWriter.MaxFrameLength];
        var message = new Heartbeat { CustomMode = mode, Type = MavType.Quadrotor };
        return buffer[..new FrameWriter(1, 1).Write(message, buffer)];
    }
}
