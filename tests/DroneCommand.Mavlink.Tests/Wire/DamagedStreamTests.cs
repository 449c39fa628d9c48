using System.Text.Json;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Wire;

/// <summary>Streams with defects, where they are present. For those that need a key see <see cref="Signing.SignedVectorTests"/>.</summary>
public class DamagedStreamTests
{
    [Fact]
    public void What_must_come_out_of_damaged_streams_comes_out_in_any_chunking()
    {
        var path = SharedData.Find("data/mavlink/bad_frames.jsonl");
        Assert.SkipWhen(path == null, "no vectors here");
        var seen = 0;
        foreach (var line in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (root.GetProperty("signing").ValueKind != JsonValueKind.Null)
                continue;
            var bytes = Convert.FromHexString(root.GetProperty("hex").GetString()!);
            var expected = root.GetProperty("expect")
                .GetProperty("delivered")
                .EnumerateArray()
                .Select(d => (d.GetProperty("offset").GetInt32(), d.GetProperty("msgid").GetUInt32()))
                .ToList();
            foreach (var chunk in new[] { 1, 13, bytes.Length })
                Read(bytes, chunk).Should().Equal(expected, root.GetProperty("id").GetString());
            seen++;
        }
        seen.Should().BeGreaterThan(50);
    }

    private static List<(int, uint)> Read(byte[] bytes, int chunk)
    {
        var frames = new List<(int, uint)>();
        var reader = new FrameReader();
        for (var at = 0; at < bytes.Length; at += chunk)
        {
            reader.Append(bytes.AsSpan(at, Math.Min(chunk, bytes.Length - at)));
            while (reader.TryRead(out var frame))
                if (frame.IsKnown)
                    frames.Add((Offset(bytes, frame.Raw, frames), frame.MessageId));
        }
        return frames;
    }

    private static int Offset(byte[] bytes, ReadOnlySpan<byte> raw, List<(int Offset, uint)> before)
    {
        var from = before.Count == 0 ? 0 : before[^1].Offset + 1;
        return from + bytes.AsSpan(from).IndexOf(raw);
    }
}
