using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Links;

/// <summary>
/// Tells the first arrival of a frame from its copies over other links, by all its bytes (sequence, checksum and signature
/// among them) within <see cref="Window"/>. Thread-safe; allocates nothing per frame.
/// </summary>
/// <remarks>
/// What one link brings twice was sent twice: a resend, or a sender that does not count. So the n-th arrival over a link is
/// a copy only when another link brought an n-th one before. When the table has no room left, a copy passes: better a
/// frame twice than one too few.
/// </remarks>
public sealed class FrameCopies(TimeProvider time)
{
    /// <summary>
    /// How much later a copy is still known as one. In this time a component must not count once around (256 frames), or
    /// its equal frames would be taken for copies.
    /// </summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private const int Sets = 2048;
    private const int Ways = 4;

    private readonly Lock _gate = new();
    private readonly Entry[] _entries = new Entry[Sets * Ways];

    /// <summary>Random, so that nobody can make a frame that hides another one.</summary>
    private readonly ulong _seed = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
    private readonly long _window = (long)(Window.TotalSeconds * time.TimestampFrequency);
    private long _dropped;

    /// <summary>Copies that were found.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Takes note of an arrival; false for a copy.</summary>
    /// <param name="frame">What came.</param>
    /// <param name="way">Over which way: a number per peer.</param>
    internal bool IsFirst(in FrameView frame, int way)
    {
        var hash = HashOf(frame.Raw);
        var now = time.GetTimestamp();
        lock (_gate)
        {
            ref var entry = ref Find(hash, now);
            if (entry.Hash != hash || now - entry.At > _window)
                entry = new Entry { Hash = hash, At = now };
            if (entry.Count(way) > entry.Sent)
            {
                entry.Sent++;
                return true;
            }
            _dropped++;
            return false;
        }
    }

    /// <summary>The entry of this hash, or the one of its set that is oldest.</summary>
    private ref Entry Find(ulong hash, long now)
    {
        var set = _entries.AsSpan((int)(hash % Sets) * Ways, Ways);
        var oldest = 0;
        for (var i = 0; i < set.Length; i++)
        {
            if (set[i].Hash == hash && now - set[i].At <= _window)
                return ref set[i];
            if (set[i].At < set[oldest].At)
                oldest = i;
        }
        return ref set[oldest];
    }

    private ulong HashOf(ReadOnlySpan<byte> raw)
    {
        var hash = _seed ^ (ulong)raw.Length;
        for (; raw.Length >= 8; raw = raw[8..])
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(raw));
        ulong rest = 0;
        foreach (var b in raw)
            rest = (rest << 8) | b;
        return Mix(Mix(hash ^ rest) ^ _seed);
    }

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value, 0x9E3779B97F4A7C15, out var low);
        return high ^ low;
    }

    private struct Entry
    {
        public ulong Hash;
        public long At;

        /// <summary>How often the sender is known to have sent this frame.</summary>
        public int Sent;
        private Arrivals _arrivals;

        /// <summary>Which arrival over this way it is; with more ways than are kept, one more than was sent.</summary>
        public int Count(int way)
        {
            foreach (ref var arrival in _arrivals)
            {
                if (arrival.Count > 0 && arrival.Way != way)
                    continue;
                arrival.Way = way;
                return ++arrival.Count;
            }
            return Sent + 1;
        }
    }

    private struct Arrival
    {
        public int Way;
        public int Count;
    }

    [InlineArray(4)]
    private struct Arrivals
    {
        private Arrival _first;
    }
}
