using System.Text.Json;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Wire;

/// <summary>Frames of another implementation, read and written again bit for bit. They run where the vectors are present.</summary>
public class GoldenFrameTests
{
    [Theory]
    [InlineData("data/mavlink/frames_v1.jsonl")]
    [InlineData("data/mavlink/frames_v2.jsonl")]
    public void Frames_read_and_write_bit_for_bit(string file)
    {
        var path = SharedData.Find(file);
        Assert.SkipWhen(path == null, "no vectors here");
        foreach (var line in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            ReadOnlySpan<byte> bytes = Convert.FromHexString(root.GetProperty("hex").GetString()!);
            var expected = bytes.ToArray();
            var name = root.GetProperty("name").GetString()!;
            new FrameReader().TryReadDatagram(ref bytes, out var frame).Should().BeTrue(name);
            frame.MessageId.Should().Be(root.GetProperty("msgid").GetUInt32());
            frame.SystemId.Should().Be(root.GetProperty("sysid").GetByte());
            frame.ComponentId.Should().Be(root.GetProperty("compid").GetByte());
            frame.Sequence.Should().Be(root.GetProperty("seq").GetByte());
            MessageTable.NameOf(frame.MessageId).Should().Be(name);
            var writer = new FrameWriter(frame.SystemId, frame.ComponentId, frame.Version)
            {
                NextSequence = frame.Sequence,
            };
            AnyMessages.ById[frame.MessageId].Rewrite(frame, writer).Should().Equal(expected, name);
        }
    }
}
