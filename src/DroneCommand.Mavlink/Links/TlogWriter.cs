using System.Buffers.Binary;

namespace DroneCommand.Mavlink.Links;

/// <summary>
/// Records frames as Mission Planner, QGroundControl and MAVExplorer read them: before each the time in microseconds
/// since 1970, big-endian. Thread-safe. The stream's owner decides about its buffering.
/// </summary>
public sealed class TlogWriter(Stream stream, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();

    /// <summary>Appends one frame, received or sent, with the present time.</summary>
    public void Write(ReadOnlySpan<byte> frame)
    {
        Span<byte> stamp = stackalloc byte[8];
        var now = time.GetUtcNow() - DateTimeOffset.UnixEpoch;
        BinaryPrimitives.WriteInt64BigEndian(stamp, now.Ticks / TimeSpan.TicksPerMicrosecond);
        lock (_gate)
        {
            stream.Write(stamp);
            stream.Write(frame);
        }
    }

    public void Flush()
    {
        lock (_gate)
            stream.Flush();
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
