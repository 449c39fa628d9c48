using System.Buffers.Binary;

namespace DroneCommand.Mavlink.Wire;

/// <summary>Why bytes of a stream are in no frame.</summary>
public enum Rejection
{
    /// <summary>They are in one.</summary>
    None,

    /// <summary>No frame begins in them.</summary>
    Junk,

    /// <summary>A frame seemed to begin in them, but its checksum did not hold.</summary>
    Checksum,

    /// <summary>A sound frame that asks for a feature which we do not know (incompatibility flags).</summary>
    UnknownFlags,

    /// <summary>The end came before the frame's.</summary>
    CutShort,
}

/// <summary>A frame, or a run of bytes in none. Valid until the scanner gets more bytes.</summary>
public readonly ref struct StreamPart
{
    /// <summary>Of its first byte in the stream; a frame's is its start marker, also in a recording.</summary>
    public required long Offset { get; init; }

    public required long Length { get; init; }

    public Rejection Rejection { get; init; }

    /// <summary>Only where nothing is rejected.</summary>
    public FrameView Frame { get; init; }

    /// <summary>In a recording, the frame's time in microseconds since 1970; otherwise 0.</summary>
    public ulong RecordedAt { get; init; }
}

/// <summary>
/// Tells what becomes of every byte of a stream: for tools that must account for them. <see cref="FrameReader"/> does the
/// judging, frame by frame, so both deliver the same. What is told does not depend on how the stream is chunked. One
/// thread; holds no more than a chunk and a frame.
/// </summary>
/// <param name="recording">
/// True for a .tlog: a frame is looked for only behind eight bytes of time, so that times are not taken for frames.
/// </param>
public sealed class FrameScanner(bool recording = false)
{
    private const int StampLength = 8;

    private readonly FrameReader _judge = new();
    private readonly int _ahead = recording ? StampLength : 0;
    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;
    private long _bufferOffset;
    private long _runStart = -1;
    private Rejection _runReason;
    private bool _complete;

    private long Position => _bufferOffset + _start;

    /// <summary>Adds what comes next. Take all parts before adding more.</summary>
    public void Append(ReadOnlySpan<byte> chunk)
    {
        var kept = _end - _start;
        if (_buffer.Length - _end < chunk.Length)
        {
            var target = _buffer.Length - kept < chunk.Length ? new byte[2 * (kept + chunk.Length)] : _buffer;
            _buffer.AsSpan(_start, kept).CopyTo(target);
            _buffer = target;
            _bufferOffset += _start;
            _start = 0;
            _end = kept;
        }
        chunk.CopyTo(_buffer.AsSpan(_end));
        _end += chunk.Length;
    }

    /// <summary>Nothing more will come.</summary>
    public void Complete() => _complete = true;

    /// <summary>Takes the next part; false when more bytes are needed or, after <see cref="Complete"/>, at the end.</summary>
    public bool TryNext(out StreamPart part)
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var marker =
                rest.Length <= _ahead ? 0 : rest[_ahead..].IndexOfAny(FrameFormat.StartV2, FrameFormat.StartV1);
            if (marker != 0)
            {
                Skip(marker < 0 ? rest.Length - _ahead : marker, Rejection.Junk);
                continue;
            }
            var length = rest.Length <= _ahead ? int.MaxValue : FrameLength(rest[_ahead..]);
            if (rest.Length - _ahead >= length)
            {
                if (TryTake(rest.Slice(_ahead, length), out part))
                    return true;
                continue;
            }
            if (!_complete || rest.IsEmpty || !recording)
                return TryFinish(rest.Length, out part);
            // A recording's end is no reason to lose the records behind a false start; the bytes of a live stream,
            // however, only wait for the rest of their frame.
            Skip(1, Rejection.CutShort);
        }
    }

    /// <summary>Takes the frame that begins here, or the run that it ends; false when there is none, and goes on.</summary>
    private bool TryTake(ReadOnlySpan<byte> bytes, out StreamPart part)
    {
        var verdict = Judge(bytes, out var frame);
        if (verdict == Rejection.Checksum)
        {
            Skip(1, Rejection.Checksum);
            part = default;
            return false;
        }
        if (TryEndRun(out part))
            return true;
        part = new StreamPart
        {
            Offset = Position + _ahead,
            Length = bytes.Length,
            Rejection = verdict,
            Frame = frame,
            RecordedAt = recording ? BinaryPrimitives.ReadUInt64BigEndian(_buffer.AsSpan(_start)) : 0,
        };
        _start += _ahead + bytes.Length;
        return true;
    }

    private Rejection Judge(ReadOnlySpan<byte> bytes, out FrameView frame)
    {
        var length = bytes.Length;
        var (damaged, flagged) = (_judge.Counters.BadChecksums, _judge.Counters.UnknownFlags);
        if (_judge.TryReadDatagram(ref bytes, out frame) && frame.Raw.Length == length)
            return Rejection.None;
        // Behind a false start the reader may have found something within; that will be judged at its own place.
        frame = default;
        return _judge.Counters.UnknownFlags > flagged && _judge.Counters.BadChecksums == damaged
            ? Rejection.UnknownFlags
            : Rejection.Checksum;
    }

    private bool TryFinish(int pending, out StreamPart part)
    {
        part = default;
        if (!_complete)
            return false;
        if (TryEndRun(out part))
            return true;
        if (pending == 0)
            return false;
        part = new StreamPart
        {
            Offset = Position,
            Length = pending,
            Rejection = Rejection.CutShort,
        };
        _start = _end;
        return true;
    }

    private void Skip(int count, Rejection reason)
    {
        if (_runStart < 0)
            (_runStart, _runReason) = (Position, reason);
        else if (_runReason == Rejection.Junk)
            _runReason = reason;
        _start += count;
    }

    private bool TryEndRun(out StreamPart part)
    {
        part = default;
        if (_runStart < 0)
            return false;
        part = new StreamPart
        {
            Offset = _runStart,
            Length = Position - _runStart,
            Rejection = _runReason,
        };
        _runStart = -1;
        return true;
    }

    /// <summary>What the frame's header says; more than there can be while the header is not whole.</summary>
    private static int FrameLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] == FrameFormat.StartV1)
            return bytes.Length < 2 ? int.MaxValue : FrameFormat.HeaderV1 + bytes[1] + FrameFormat.ChecksumLength;
        if (bytes.Length < 3)
            return int.MaxValue;
        var signature = (bytes[2] & FrameFormat.SignedFlag) != 0 ? FrameFormat.SignatureLength : 0;
        return FrameFormat.HeaderV2 + bytes[1] + FrameFormat.ChecksumLength + signature;
    }
}
