using System.Buffers;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Wire;

/// <summary>
/// Finds the frames in what one endpoint sent. After a false start it goes on at the next byte, so that garbage costs no
/// good frame. One thread at a time; allocates only when a chunk is larger than any before.
/// </summary>
public sealed class FrameReader
{
    private byte[] _buffer = new byte[2048];
    private int _start;
    private int _end;

    public FrameCounters Counters { get; } = new();

    /// <summary>
    /// Takes the next frame from a datagram, whose end is also the end of any frame in it.
    /// </summary>
    /// <param name="datagram">Moved behind what was consumed; empty when false is returned.</param>
    /// <param name="frame">Lies in the datagram.</param>
    public bool TryReadDatagram(scoped ref ReadOnlySpan<byte> datagram, out FrameView frame) =>
        TryTake(ref datagram, final: true, out frame);

    /// <summary>Adds what a stream brought. Read all frames before adding more: their views lie in this buffer.</summary>
    public void Append(ReadOnlySpan<byte> chunk)
    {
        var kept = _end - _start;
        if (_buffer.Length - _end < chunk.Length)
        {
            var target = _buffer.Length - kept < chunk.Length ? new byte[2 * (kept + chunk.Length)] : _buffer;
            _buffer.AsSpan(_start, kept).CopyTo(target);
            _buffer = target;
            _start = 0;
            _end = kept;
        }
        chunk.CopyTo(_buffer.AsSpan(_end));
        _end += chunk.Length;
    }

    /// <summary>The same from a pipe, whose reader may then be advanced to the sequence's end.</summary>
    public void Append(in ReadOnlySequence<byte> chunks)
    {
        foreach (var chunk in chunks)
            Append(chunk.Span);
    }

    /// <summary>Takes the next whole frame of the stream. Its view is valid until <see cref="Append(ReadOnlySpan{byte})"/>.</summary>
    public bool TryRead(out FrameView frame) => TryReadAppended(final: false, out frame);

    /// <summary>
    /// The same when the stream has ended: also what stands behind the beginning of a frame that never became whole. When
    /// false is returned nothing is left, and another stream may begin.
    /// </summary>
    public bool TryReadLast(out FrameView frame) => TryReadAppended(final: true, out frame);

    private bool TryReadAppended(bool final, out FrameView frame)
    {
        ReadOnlySpan<byte> rest = _buffer.AsSpan(_start, _end - _start);
        var found = TryTake(ref rest, final, out frame);
        _start = _end - rest.Length;
        return found;
    }

    /// <summary>Takes the frame that begins with the first byte, if a sound one does.</summary>
    internal bool TryReadHere(ReadOnlySpan<byte> bytes, out FrameView frame)
    {
        if (Examine(bytes, out var length, out var info) != Verdict.Frame)
        {
            frame = default;
            return false;
        }
        frame = new FrameView(bytes[..length], info);
        Counters.Frames++;
        return true;
    }

    private bool TryTake(scoped ref ReadOnlySpan<byte> rest, bool final, out FrameView frame)
    {
        while (true)
        {
            if (rest.IsEmpty || rest[0] is not (FrameFormat.StartV2 or FrameFormat.StartV1) && !TrySkipJunk(ref rest))
            {
                frame = default;
                return false;
            }
            switch (Examine(rest, out var length, out var info))
            {
                case Verdict.Frame:
                    frame = new FrameView(rest[..length], info);
                    rest = rest[length..];
                    Counters.Frames++;
                    Counters.UnknownMessages += info == null ? 1 : 0;
                    return true;
                case Verdict.UnknownFlags:
                    Counters.UnknownFlags++;
                    rest = rest[length..];
                    break;
                case Verdict.Incomplete when !final:
                    frame = default;
                    return false;
                case Verdict.Incomplete:
                    Counters.CutShort++;
                    rest = rest[1..];
                    break;
                default:
                    Counters.BadChecksums++;
                    rest = rest[1..];
                    break;
            }
        }
    }

    /// <summary>Passes over bytes that cannot begin a frame; false when no other is left.</summary>
    private bool TrySkipJunk(scoped ref ReadOnlySpan<byte> rest)
    {
        var junk = rest.IndexOfAny(FrameFormat.StartV2, FrameFormat.StartV1);
        Counters.OtherBytes += junk < 0 ? rest.Length : junk;
        rest = junk < 0 ? [] : rest[junk..];
        return junk >= 0;
    }

    private enum Verdict
    {
        Frame,
        Incomplete,
        BadChecksum,
        UnknownFlags,
    }

    private static Verdict Examine(ReadOnlySpan<byte> bytes, out int length, out MessageInfo? info)
    {
        info = null;
        var second = bytes[0] == FrameFormat.StartV2;
        var header = second ? FrameFormat.HeaderV2 : FrameFormat.HeaderV1;
        length = 0;
        if (bytes.Length < header)
            return Verdict.Incomplete;
        var signed = second && (bytes[2] & FrameFormat.SignedFlag) != 0;
        var checkedLength = header + bytes[1];
        length = checkedLength + FrameFormat.ChecksumLength + (signed ? FrameFormat.SignatureLength : 0);
        if (bytes.Length < length)
            return Verdict.Incomplete;
        var id = second ? FrameFormat.MessageIdV2(bytes) : bytes[5];
        var crc = Crc.Accumulate(Crc.Seed, bytes[1..checkedLength]);
        var found = (ushort)(bytes[checkedLength] | (bytes[checkedLength + 1] << 8));
        var sound = MessageTable.TryGet(id, out info)
            ? Crc.Accumulate(crc, info.CrcExtra) == found
            : Crc.FitsSomeExtra(crc, found);
        if (!sound)
            return Verdict.BadChecksum;
        return second && (bytes[2] & ~FrameFormat.SignedFlag) != 0 ? Verdict.UnknownFlags : Verdict.Frame;
    }
}
