using System.Text.Json;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Mavlink.Tests.Wire;

public class FrameScannerTests
{
    private sealed record Part(long Offset, long Length, Rejection Rejection, uint Id);

    [Fact]
    public void Frames_and_what_lies_between_are_told_with_their_places()
    {
        var damaged = Frame(2);
        damaged[12] ^= 0x40;
        var (whole, length) = (Frame(1), Frame(1).Length);
        byte[] stream = [7, 7, 7, .. whole, .. damaged, .. whole, .. whole[..5]];
        Scan(stream, 1)
            .Should()
            .Equal(
                new Part(0, 3, Rejection.Junk, 0),
                new Part(3, length, Rejection.None, 0),
                new Part(3 + length, length, Rejection.Checksum, 0),
                new Part(3 + 2 * length, length, Rejection.None, 0),
                new Part(3 + 3 * length, 5, Rejection.CutShort, 0)
            );
    }

    [Fact]
    public void A_sound_frame_with_unknown_flags_is_rejected_whole()
    {
        var frame = Frame(1);
        frame[2] = 0x02;
        var crc = Crc.Accumulate(Crc.Accumulate(Crc.Seed, frame.AsSpan(1, frame.Length - 3)), 50);
        (frame[^2], frame[^1]) = ((byte)crc, (byte)(crc >> 8));
        Scan([1, .. frame, .. Frame(2)], 4)
            .Should()
            .Equal(
                new Part(0, 1, Rejection.Junk, 0),
                new Part(1, frame.Length, Rejection.UnknownFlags, 0),
                new Part(1 + frame.Length, Frame(2).Length, Rejection.None, 0)
            );
    }

    [Fact]
    public async Task A_damaged_record_costs_no_other_and_times_are_no_junk()
    {
        // The low bytes of the time are start markers, which a reader of raw streams would stumble over.
        var start = DateTimeOffset.UnixEpoch.AddTicks(0x0006_4000_FDFE_FDFE * TimeSpan.TicksPerMicrosecond);
        var time = new FakeTimeProvider(start);
        using var file = new MemoryStream();
        await using (var tlog = new TlogWriter(file, time))
            for (byte i = 0; i < 4; i++)
                tlog.Write(Frame(i));
        var record = 8 + Frame(1).Length;
        var bytes = file.ToArray();
        bytes[record + 20] ^= 1;
        Scan(bytes[..^3], 5, recording: true)
            .Should()
            .Equal(
                new Part(8, record - 8, Rejection.None, 0),
                new Part(record, record, Rejection.Checksum, 0),
                new Part(2 * record + 8, record - 8, Rejection.None, 0),
                new Part(3 * record, record - 3, Rejection.CutShort, 0)
            );
        var scanner = new FrameScanner(recording: true);
        scanner.Append(bytes);
        scanner.TryNext(out var part).Should().BeTrue();
        part.RecordedAt.Should().Be(0x0006_4000_FDFE_FDFE);
    }

    [Property(MaxTest = 500)]
    public Property Every_byte_is_accounted_for_once_in_any_chunking() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            ArbMap.Default.ArbFor<int>(),
            (bytes, seed) =>
            {
                var random = new Random(seed);
                var stream = bytes
                    .SelectMany(b => random.Next(3) == 0 ? Maimed(random) : [b, (byte)(random.Next(2) + 0xFD)])
                    .ToArray();
                var parts = Scan(stream, stream.Length + 1);
                var at = 0L;
                foreach (var part in parts)
                {
                    if (part.Offset != at)
                        return false;
                    at += part.Length;
                }
                return at == stream.Length
                    && parts.SequenceEqual(Scan(stream, 1))
                    && parts.SequenceEqual(Scan(stream, 7))
                    && parts
                        .Where(p => p.Rejection == Rejection.None)
                        .Select(p => p.Id)
                        .SequenceEqual(ReaderIds(stream));
            }
        );

    [Fact]
    public void Damaged_streams_give_the_frames_at_the_places_that_they_must()
    {
        var path = SharedData.Find("data/mavlink/bad_frames.jsonl");
        Assert.SkipWhen(path == null, "no vectors here");
        foreach (var line in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (root.GetProperty("signing").ValueKind != JsonValueKind.Null)
                continue;
            var stream = Convert.FromHexString(root.GetProperty("hex").GetString()!);
            var expected = root.GetProperty("expect")
                .GetProperty("delivered")
                .EnumerateArray()
                .Select(d =>
                    (
                        d.GetProperty("offset").GetInt64(),
                        d.GetProperty("length").GetInt64(),
                        d.GetProperty("msgid").GetUInt32()
                    )
                )
                .ToList();
            foreach (var chunk in new[] { 1, 2, 13, 100, stream.Length })
                Scan(stream, chunk)
                    .Where(p => p.Rejection == Rejection.None && MessageTable.TryGet(p.Id, out _))
                    .Select(p => (p.Offset, p.Length, p.Id))
                    .Should()
                    .Equal(expected, root.GetProperty("id").GetString());
        }
    }

    private static List<Part> Scan(byte[] stream, int chunk, bool recording = false)
    {
        var parts = new List<Part>();
        var scanner = new FrameScanner(recording);
        for (var at = 0; at < stream.Length; at += chunk)
        {
            scanner.Append(stream.AsSpan(at, Math.Min(chunk, stream.Length - at)));
            Drain(scanner, parts);
        }
        scanner.Complete();
        Drain(scanner, parts);
        return parts;
    }

    private static void Drain(FrameScanner scanner, List<Part> parts)
    {
        while (scanner.TryNext(out var part))
        {
            var id = part.Rejection == Rejection.None ? part.Frame.MessageId : 0;
            parts.Add(new Part(part.Offset, part.Length, part.Rejection, id));
        }
    }

    private static List<uint> ReaderIds(byte[] stream)
    {
        var ids = new List<uint>();
        var reader = new FrameReader();
        reader.Append(stream);
        while (reader.TryRead(out var frame))
            ids.Add(frame.MessageId);
        return ids;
    }

    private static byte[] Maimed(Random random)
    {
        var frame = Frame((byte)random.Next(256));
        if (random.Next(2) == 0)
            frame[random.Next(frame.Length)] = (byte)random.Next(256);
        return random.Next(3) == 0 ? frame[..random.Next(frame.Length + 1)] : frame;
    }

    private static byte[] Frame(byte mode)
    {
        var buffer = new byte[FrameWriter.MaxFrameLength];
        return buffer[
            ..new FrameWriter(1, 1).Write(new Heartbeat { CustomMode = mode, Type = MavType.SurfaceBoat }, buffer)
        ];
    }
}
