using System.Buffers.Binary;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Links;

/// <summary>Called for each frame of a recording with its time.</summary>
public delegate void RecordedFrameHandler(DateTimeOffset time, in FrameView frame);

/// <summary>
/// Reads recordings of <see cref="TlogWriter"/>'s format, also others' and damaged ones, in one pass and a fixed amount of
/// memory. One thread at a time.
/// </summary>
public sealed class TlogReader(Stream recording)
{
    private const int StampLength = 8;

    /// <summary>Stamp and frame, then stamp and start of the next: what must be seen to judge the first.</summary>
    private const int Sight = 2 * StampLength + FrameWriter.MaxFrameLength + 1;

    /// <summary>A stamp further than this from the one before is damage, unless the next one agrees with it.</summary>
    private static readonly TimeSpan Plausible = TimeSpan.FromDays(1);

    private readonly FrameReader _reader = new();
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private long _passed;
    private int _frame;
    private int _length;
    private bool _exhausted;
    private bool _lost;
    private DateTimeOffset? _before;
    private DateTimeOffset? _odd;

    /// <summary>When the present frame was recorded.</summary>
    public DateTimeOffset Time { get; private set; }

    /// <summary>The present frame; valid until the next <see cref="Next"/>.</summary>
    public FrameView Frame
    {
        get
        {
            ReadOnlySpan<byte> raw = _buffer.AsSpan(_frame, _length);
            MessageTable.TryGet(raw[0] == FrameFormat.StartV2 ? FrameFormat.MessageIdV2(raw) : raw[5], out var info);
            return new FrameView(raw, info);
        }
    }

    /// <summary>Where the present frame's first byte lies in the recording.</summary>
    public long Offset { get; private set; }

    /// <summary>Bytes so far that belong to no frame and no stamp.</summary>
    public long PassedOver { get; private set; }

    /// <summary>Stamps so far that could not be true; their frames got the time of the frame before.</summary>
    public long OddStamps { get; private set; }

    private ReadOnlySpan<byte> Rest => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Hands out all sound frames; returns the number of bytes that were passed over between them.</summary>
    public static long Read(Stream recording, RecordedFrameHandler handler)
    {
        var reader = new TlogReader(recording);
        while (reader.Next())
            handler(reader.Time, reader.Frame);
        return reader.PassedOver;
    }

    /// <summary>The same of a recording in memory.</summary>
    public static long Read(byte[] recording, RecordedFrameHandler handler) =>
        Read(new MemoryStream(recording, writable: false), handler);

    /// <summary>Goes to the next sound frame; false at the end.</summary>
    public bool Next()
    {
        while (!TryNext())
        {
            if (_exhausted)
                return false;
            Compact();
            var length = recording.Read(_buffer, _end, _buffer.Length - _end);
            _end += length;
            _exhausted = length == 0;
        }
        return true;
    }

    /// <summary>False when more must be read first, or at the end, when everything left was passed over.</summary>
    private bool TryNext()
    {
        while (Rest.Length >= Sight || (_exhausted && Rest.Length > 0))
        {
            if (TryHere())
                return true;
            _start++;
            PassedOver++;
            _lost = true;
        }
        return false;
    }

    private bool TryHere()
    {
        var rest = Rest;
        if (rest.Length <= StampLength || !IsStart(rest[StampLength]))
            return false;
        if (!_reader.TryReadHere(rest[StampLength..], out var frame) || !IsBelievable(frame, rest))
            return false;
        _frame = _start + StampLength;
        _length = frame.Raw.Length;
        Offset = _passed + _frame;
        Time = Judge(TimeOf(rest));
        _start = _frame + _length;
        _lost = false;
        return true;
    }

    /// <summary>
    /// Among damage, the checksum of an unknown message holds for one start in 256: there it counts only when the recording
    /// goes on behind it.
    /// </summary>
    private bool IsBelievable(in FrameView frame, ReadOnlySpan<byte> rest)
    {
        if (frame.IsKnown || !_lost)
            return true;
        var next = StampLength + frame.Raw.Length + StampLength;
        return next < rest.Length && IsStart(rest[next]);
    }

    private DateTimeOffset Judge(DateTimeOffset stamp)
    {
        if (_before is not { } before || IsNear(stamp, before) || (_odd is { } odd && IsNear(stamp, odd)))
        {
            _before = stamp;
            _odd = null;
            return stamp;
        }
        _odd = stamp;
        OddStamps++;
        return before;
    }

    private static bool IsNear(DateTimeOffset one, DateTimeOffset other) => (one - other).Duration() <= Plausible;

    private static bool IsStart(byte value) => value is FrameFormat.StartV1 or FrameFormat.StartV2;

    private void Compact()
    {
        Rest.CopyTo(_buffer);
        _passed += _start;
        _end -= _start;
        _start = 0;
    }

    private static DateTimeOffset TimeOf(ReadOnlySpan<byte> stamp)
    {
        var microseconds = BinaryPrimitives.ReadUInt64BigEndian(stamp);
        var limit = (ulong)((DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        return DateTimeOffset.UnixEpoch.AddTicks((long)Math.Min(microseconds, limit) * TimeSpan.TicksPerMicrosecond);
    }
}
