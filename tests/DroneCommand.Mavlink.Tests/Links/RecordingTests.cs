using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
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
}
