using System.Buffers.Binary;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Mavlink.Tests.Links;

public class RecordingTests
{
    [Fact]
    public async Task What_is_written_reads_back_with_its_time()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
        using var stream = new MemoryStream();
        var frame = new byte[FrameWriter.MaxFrameLength];
        var writer = new FrameWriter(1, 1);
        await using (var tlog = new TlogWriter(stream, time))
            for (var i = 0; i < 3; i++)
            {
                tlog.Write(frame.AsSpan(0, writer.Write(new SystemTime { TimeBootMs = (uint)i }, frame)));
                time.Advance(TimeSpan.FromMilliseconds(250.5));
            }
        var read = new List<(DateTimeOffset, uint)>();
        var passedOver = TlogReader.Read(
            stream.ToArray(),
            (DateTimeOffset at, in FrameView f) => read.Add((at, f.Read<SystemTime>().TimeBootMs))
        );
        passedOver.Should().Be(0);
        read.Select(r => r.Item2).Should().Equal(0, 1, 2);
        read[2].Item1.Should().Be(new DateTimeOffset(2026, 7, 1, 12, 0, 0, 501, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("data/ardupilot/copter.tlog", 11, 5)]
    [InlineData("data/ardupilot/rover.tlog", 21, 1)]
    public void Recordings_of_real_autopilots_decode_whole(string file, byte vehicle, int unknownKinds)
    {
        var path = SharedData.Find(file);
        Assert.SkipWhen(path == null, "no recordings here");
        var known = 0;
        var own = 0;
        var unknown = new HashSet<uint>();
        var passedOver = TlogReader.Read(
            File.ReadAllBytes(path),
            (DateTimeOffset _, in FrameView frame) =>
            {
                if (!frame.IsKnown)
                {
                    unknown.Add(frame.MessageId);
                    return;
                }
                known++;
                own += frame.SystemId == vehicle ? 1 : 0;
            }
        );
        known.Should().BeGreaterThan(10_000);
        own.Should().BeGreaterThan(known * 9 / 10);
        unknown.Count.Should().BeLessThanOrEqualTo(unknownKinds);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{known} known, unknown {string.Join(' ', unknown)}, {passedOver} bytes between"
        );
    }

    [Fact]
    public void A_recording_of_any_length_is_read_in_one_pass_and_little_memory()
    {
        const int Frames = 400_000;
        using var endless = new RepeatedStream(Stamped(TestFrames.Heartbeat(1), Begin), Frames);
        var reader = new TlogReader(endless);
        reader.Next().Should().BeTrue();
        var count = 1;
        Allocated
            .Least(
                4,
                () =>
                {
                    for (var i = 0; i < Frames / 4 && reader.Next(); i++)
                        count += reader.Frame.SystemId;
                }
            )
            .Should()
            .Be(0);
        reader.Next().Should().BeFalse();
        count.Should().Be(Frames);
        reader.PassedOver.Should().Be(0);
        reader.Offset.Should().Be((Frames - 1L) * (8 + 21) + 8);
    }

    [Fact]
    public void Damage_costs_the_damaged_frames_only_wherever_it_lies()
    {
        var random = new Random(8);
        var whole = new List<byte>();
        // All of one length: no zeros at the end that version 2 would leave out.
        const uint First = 0x01000000;
        for (var i = First; i < First + 20_000; i++)
            whole.AddRange(Stamped(TestFrames.Of(new SystemTime { TimeBootMs = i }, Writer), Begin));
        var each = whole.Count / 20_000;
        var bytes = whole.ToArray();
        var damaged = new HashSet<uint>();
        for (var i = 0; i < 200; i++)
        {
            var at = random.Next(bytes.Length);
            bytes[at] ^= 0xFF;
            // A stamp that is wrong costs no frame.
            if (at % each >= 8)
                damaged.Add(First + (uint)(at / each));
        }
        var got = new List<uint>();
        using var stream = new MemoryStream(bytes);
        var passedOver = TlogReader.Read(
            stream,
            (DateTimeOffset _, in FrameView frame) =>
            {
                if (frame.TryRead<SystemTime>(out var time))
                    got.Add(time.TimeBootMs);
            }
        );
        got.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        got.Should().Equal(Enumerable.Range(0, 20_000).Select(i => First + (uint)i).Except(damaged));
        passedOver.Should().BeGreaterThan(0);
    }

    [Fact]
    public void A_stamp_that_cannot_be_true_gets_the_time_before_and_a_clock_that_was_set_is_followed()
    {
        var bytes = new List<byte>();
        void Add(DateTimeOffset at) => bytes.AddRange(Stamped(TestFrames.Heartbeat(1), at));
        Add(Begin);
        Add(Begin.AddYears(3000));
        Add(Begin.AddSeconds(2));
        Add(Begin.AddYears(1));
        Add(Begin.AddYears(1).AddSeconds(1));
        Add(Begin.AddYears(1).AddSeconds(2));
        var reader = new TlogReader(new MemoryStream([.. bytes]));
        var times = new List<DateTimeOffset>();
        while (reader.Next())
            times.Add(reader.Time);
        times
            .Should()
            .Equal(
                Begin,
                Begin,
                Begin.AddSeconds(2),
                Begin.AddSeconds(2),
                Begin.AddYears(1).AddSeconds(1),
                Begin.AddYears(1).AddSeconds(2)
            );
        reader.OddStamps.Should().Be(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(20)]
    public void A_recording_that_breaks_off_is_read_to_its_last_whole_frame(int left)
    {
        var one = Stamped(TestFrames.Heartbeat(1), Begin);
        byte[] bytes = [.. one, .. one, .. one[..left]];
        var frames = 0;
        TlogReader.Read(bytes, (DateTimeOffset _, in FrameView _) => frames++).Should().Be(left);
        frames.Should().Be(2);
    }

    [Fact]
    public async Task A_recording_is_a_link_that_ends()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "flight.tlog");
        byte[] bytes =
        [
            .. Stamped(TestFrames.Heartbeat(1), Begin),
            .. Stamped(TestFrames.Heartbeat(2), Begin.AddHours(2)),
        ];
        await File.WriteAllBytesAsync(path, bytes);
        await using var link = (RecordingLink)LinkAddress.Parse(path).Open();
        var got = new List<(byte, DateTimeOffset?)>();
        link.FrameReceived += (in FrameView frame, LinkPeer _) => got.Add((frame.SystemId, link.RecordedAt));
        link.Start();
        await link.Ended;
        got.Should().Equal((1, Begin), (2, Begin.AddHours(2)));
        link.Remote.Send(TestFrames.Heartbeat(255)).Should().BeFalse();
        link.SendFailures.Should().Be(1);
    }

    [Fact]
    public async Task A_file_of_plain_frames_is_a_link_too()
    {
        // Near the end something seems to be a long frame.
        byte[] bytes = [.. "boot\n"u8, .. TestFrames.Heartbeat(1), 0xFD, 255, .. TestFrames.Heartbeat(2)];
        await using var link = new RecordingLink(new MemoryStream(bytes), "frames.bin", stamped: false);
        var got = new List<byte>();
        link.FrameReceived += (in FrameView frame, LinkPeer _) => got.Add(frame.SystemId);
        link.Start();
        await link.Ended;
        got.Should().Equal(1, 2);
        link.PassedOver.Should().Be(7);
        link.RecordedAt.Should().BeNull();
    }

    [Fact]
    public async Task A_paced_recording_follows_its_stamps()
    {
        var time = new PhasedTime();
        byte[] bytes =
        [
            .. Stamped(TestFrames.Heartbeat(1), Begin),
            .. Stamped(TestFrames.Heartbeat(2), Begin.AddSeconds(3)),
            .. Stamped(TestFrames.Heartbeat(3), Begin.AddSeconds(1)),
            .. Stamped(TestFrames.Heartbeat(4), Begin.AddSeconds(7)),
            .. Stamped(TestFrames.Heartbeat(5), Begin.AddHours(-1)),
            .. Stamped(TestFrames.Heartbeat(6), Begin.AddHours(-1).AddSeconds(1)),
        ];
        var options = new LinkOptions { Time = time, Paced = true };
        await using var link = new RecordingLink(new MemoryStream(bytes), "flight.tlog", stamped: true, options);
        var got = new List<byte>();
        link.FrameReceived += (in FrameView frame, LinkPeer _) => got.Add(frame.SystemId);
        link.Start();
        await time.TimerOf(TimeSpan.FromSeconds(3));
        got.Should().Equal(1);
        time.Advance(TimeSpan.FromSeconds(3));
        await time.TimerOf(TimeSpan.FromSeconds(4));
        got.Should().Equal([1, 2, 3], "a stamp that goes back is not waited for");
        time.Advance(TimeSpan.FromSeconds(4));
        await time.TimerOf(TimeSpan.FromSeconds(1));
        got.Should().Equal([1, 2, 3, 4, 5], "nor is a clock that was set back");
        time.Advance(TimeSpan.FromSeconds(1));
        await link.Ended;
        got.Should().Equal(1, 2, 3, 4, 5, 6);
    }

    private static DateTimeOffset Begin { get; } = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    private static FrameWriter Writer { get; } = new(1, 1);

    private static byte[] Stamped(byte[] frame, DateTimeOffset at)
    {
        var bytes = new byte[8 + frame.Length];
        var since = (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        BinaryPrimitives.WriteInt64BigEndian(bytes, since);
        frame.CopyTo(bytes, 8);
        return bytes;
    }

    /// <summary>The same bytes again and again, handed out in odd pieces.</summary>
    private sealed class RepeatedStream(byte[] piece, long times) : MemoryStream
    {
        private readonly long _length = piece.Length * times;
        private long _at;

        public override int Read(byte[] buffer, int offset, int count)
        {
            count = (int)Math.Min(Math.Min(count, 999), _length - _at);
            for (var i = 0; i < count; i++)
                buffer[offset + i] = piece[_at++ % piece.Length];
            return count;
        }
    }
}
