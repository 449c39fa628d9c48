using System.Text.Json;
using DroneCommand.Cli.Decode;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Cli.Tests.Decode;

/// <summary>Streams with defects and what must come out, with and without keys. They run where the vectors are present.</summary>
public class DamagedVectorTests
{
    private sealed record Frame(long Offset, long Length, uint Id, byte Sequence, byte System, byte Component);

    [Fact]
    public void What_must_and_what_should_come_out_comes_out_in_any_chunking()
    {
        var path = SharedData.Find("data/mavlink/bad_frames.jsonl");
        Assert.SkipWhen(path == null, "no vectors here");
        var count = 0;
        foreach (var line in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var stream = Convert.FromHexString(root.GetProperty("hex").GetString()!);
            var gate = Gate(root.GetProperty("signing"));
            var expected = root.GetProperty("expect").GetProperty("delivered").EnumerateArray().Select(Read).ToList();
            foreach (var chunk in new[] { 1, 2, 3, 7, 64, stream.Length })
            {
                var sink = new Sink();
                Decode(stream, chunk, new StreamDecoder(new FrameGate(gate), sink));
                sink.Frames.Should().Equal(expected, $"{root.GetProperty("id")} in chunks of {chunk}");
                sink.Accounted.Should().Be(stream.Length, "every byte is delivered or rejected");
            }
            count++;
        }
        count.Should().BeGreaterThan(100);
    }

    private static GateOptions Gate(JsonElement signing) =>
        signing.ValueKind == JsonValueKind.Null
            ? new GateOptions()
            : new GateOptions
            {
                Key = SigningKey.FromHex(signing.GetProperty("key").GetString()),
                LocalTimestamp = signing.GetProperty("local_timestamp").GetInt64(),
                AcceptUnsignedRadioStatus = signing.GetProperty("accept_unsigned_radio_status").GetBoolean(),
            };

    private static Frame Read(JsonElement frame) =>
        new(
            frame.GetProperty("offset").GetInt64(),
            frame.GetProperty("length").GetInt64(),
            frame.GetProperty("msgid").GetUInt32(),
            frame.GetProperty("seq").GetByte(),
            frame.GetProperty("sysid").GetByte(),
            frame.GetProperty("compid").GetByte()
        );

    private static void Decode(byte[] stream, int chunk, StreamDecoder decoder)
    {
        for (var at = 0; at < stream.Length; at += chunk)
            decoder.Take(stream.AsSpan(at, Math.Min(chunk, stream.Length - at)));
        decoder.End();
    }

    private sealed class Sink : IPartSink
    {
        public List<Frame> Frames { get; } = [];

        public long Accounted { get; private set; }

        public void Delivered(in StreamPart part)
        {
            var f = part.Frame;
            Accounted += part.Length;
            Frames.Add(new Frame(part.Offset, part.Length, f.MessageId, f.Sequence, f.SystemId, f.ComponentId));
        }

        public void Rejected(string reason, long offset, long length) => Accounted += length;

        public void EndStream() { }
    }
}
