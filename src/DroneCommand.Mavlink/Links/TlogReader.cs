using System.Buffers.Binary;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Links;

/// <summary>Called for each frame of a recording with its time.</summary>
public delegate void RecordedFrameHandler(DateTimeOffset time, in FrameView frame);

/// <summary>Reads recordings of <see cref="TlogWriter"/>'s format, also others' and damaged ones.</summary>
public static class TlogReader
{
    private const int StampLength = 8;

    /// <summary>Hands out all sound frames; returns the number of bytes that were passed over between them.</summary>
    public static long Read(ReadOnlySpan<byte> recording, RecordedFrameHandler handler)
    {
        var reader = new FrameReader();
        long passedOver = 0;
        while (recording.Length > StampLength)
        {
            var rest = recording[StampLength..];
            if (rest[0] is FrameFormat.StartV1 or FrameFormat.StartV2 && reader.TryReadHere(rest, out var frame))
            {
                handler(TimeOf(recording), frame);
                recording = rest[frame.Raw.Length..];
                continue;
            }
            recording = recording[1..];
            passedOver++;
        }
        return passedOver + recording.Length;
    }

    private static DateTimeOffset TimeOf(ReadOnlySpan<byte> stamp)
    {
        var microseconds = BinaryPrimitives.ReadUInt64BigEndian(stamp);
        var limit = (ulong)((DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        return DateTimeOffset.UnixEpoch.AddTicks((long)Math.Min(microseconds, limit) * TimeSpan.TicksPerMicrosecond);
    }
}
