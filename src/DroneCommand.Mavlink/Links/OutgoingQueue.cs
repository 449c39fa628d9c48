using System.Threading.Channels;

namespace DroneCommand.Mavlink.Links;

/// <summary>
/// The frames that wait for a slow connection, in the order in which they were given; only what stops a vehicle or calls it
/// back overtakes (<see cref="Urgency"/>). When it is full, the oldest measurement goes first, since a newer one replaces
/// it; commands and transfers stay. What waited too long is not sent at all: the vehicle must not act on an order of long
/// ago. Any thread adds, one takes.
/// </summary>
internal sealed class OutgoingQueue(TimeProvider time)
{
    public const int Capacity = 256;
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Waiting[] _ring = new Waiting[Capacity];
    private readonly Channel<bool> _arrived = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private int _first;
    private int _count;
    private int _urgent;
    private long _dropped;

    /// <summary>Frames that were taken in but given up: replaced by newer ones, or too old.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>False when it is full of frames that may not be dropped for this one.</summary>
    public bool Add(ReadOnlySpan<byte> frame)
    {
        var replaceable = Measurements.Includes(frame);
        var urgent = Urgency.Includes(frame);
        lock (_gate)
        {
            if (_count == Capacity && !Drop(OldestMeasurement()) && !(urgent && Drop(_urgent)))
                return false;
            ref var slot = ref urgent ? ref Overtake() : ref At(_count);
            _count++;
            slot.Bytes ??= new byte[Wire.FrameWriter.MaxFrameLength];
            frame.CopyTo(slot.Bytes);
            slot.Length = frame.Length;
            slot.Replaceable = replaceable;
            slot.Since = time.GetTimestamp();
        }
        _arrived.Writer.TryWrite(true);
        return true;
    }

    /// <summary>Moves whole frames until about <paramref name="enough"/> bytes are there; 0 when none waits.</summary>
    public int Take(Span<byte> destination, int enough)
    {
        var length = 0;
        lock (_gate)
            while (_count > 0 && length < enough && At(0).Length <= destination.Length - length)
            {
                ref var slot = ref At(0);
                if (time.GetElapsedTime(slot.Since) > MaxAge)
                    _dropped++;
                else
                {
                    slot.Bytes.AsSpan(0, slot.Length).CopyTo(destination[length..]);
                    length += slot.Length;
                }
                _first = (_first + 1) % Capacity;
                _count--;
                _urgent = Math.Max(0, _urgent - 1);
            }
        return length;
    }

    /// <summary>Waits until something was added since the last wait.</summary>
    public ValueTask<bool> Arrival(CancellationToken cancellation) => _arrived.Reader.ReadAsync(cancellation);

    private ref Waiting At(int index) => ref _ring[(_first + index) % Capacity];

    /// <summary>Makes a free slot behind the urgent ones that wait already.</summary>
    private ref Waiting Overtake()
    {
        var freed = At(_count).Bytes;
        for (var i = _count; i > _urgent; i--)
            At(i) = At(i - 1);
        At(_urgent) = new Waiting { Bytes = freed };
        return ref At(_urgent++);
    }

    private int OldestMeasurement()
    {
        var oldest = 0;
        while (oldest < _count && !At(oldest).Replaceable)
            oldest++;
        return oldest;
    }

    /// <summary>False when there is no such frame.</summary>
    private bool Drop(int index)
    {
        if (index >= _count)
            return false;
        // What lies before moves up by one, so that the order stays; the freed buffer comes to the front.
        var freed = At(index).Bytes;
        for (var i = index; i > 0; i--)
            At(i) = At(i - 1);
        At(0) = new Waiting { Bytes = freed };
        _first = (_first + 1) % Capacity;
        _count--;
        _dropped++;
        return true;
    }

    private struct Waiting
    {
        public byte[] Bytes;
        public int Length;
        public bool Replaceable;
        public long Since;
    }
}
