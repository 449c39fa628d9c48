using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Fuzz;

/// <summary>Thrown when an input shows that something does not hold that must.</summary>
internal sealed class FindingException(string message) : Exception(message);

/// <summary>
/// Reads an input in every way that the wire layer offers. Nothing may throw, and whatever the chunks: the same frames
/// are delivered and every byte is accounted for; every message is written again as it was read.
/// </summary>
internal sealed class FrameTarget
{
    private static readonly SigningKey Key = new([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);

    private readonly SignatureVerifier _verifier = new(Key, SigningClock.StandingAt(0));
    private readonly List<(int Length, int Checksum)> _frames = [];
    private readonly List<(int Length, int Checksum)> _again = [];

    /// <summary>Ids of the messages that were delivered, over all inputs.</summary>
    public HashSet<uint> Messages { get; } = [];

    public long Delivered { get; private set; }

    /// <exception cref="FindingException">Something that must hold does not.</exception>
    public void Read(ReadOnlySpan<byte> input)
    {
        Stream(input, new Chunks(input.Length), _frames, out var counters);
        Stream(input, new Chunks(1), _again, out var single);
        Same("chunks of 1", counters, single);
        Stream(input, Chunks.Random(input), _again, out var random);
        Same("random chunks", counters, random);
        Datagram(input);
        Scan(input, new Chunks(input.Length));
        Scan(input, Chunks.Random(input));
        Delivered += _frames.Count;
    }

    private void Stream(
        ReadOnlySpan<byte> input,
        Chunks chunks,
        List<(int Length, int Checksum)> frames,
        out FrameCounters counters
    )
    {
        frames.Clear();
        var reader = new FrameReader();
        while (!input.IsEmpty)
        {
            var size = chunks.Next(input.Length);
            reader.Append(input[..size]);
            input = input[size..];
            while (reader.TryRead(out var frame))
            {
                frames.Add(Mark(frame));
                if (frames == _frames)
                    Decode(frame);
            }
        }
        counters = reader.Counters;
    }

    private void Same(string way, FrameCounters counters, FrameCounters again)
    {
        Holds(_frames.SequenceEqual(_again), $"{way}: {_again.Count} frames, not the same {_frames.Count}");
        Holds(
            (
                counters.Frames,
                counters.UnknownMessages,
                counters.BadChecksums,
                counters.UnknownFlags,
                counters.OtherBytes
            ) == (again.Frames, again.UnknownMessages, again.BadChecksums, again.UnknownFlags, again.OtherBytes),
            way + ": other counters"
        );
    }

    /// <summary>The end of a datagram is the end of its frames: nothing stays behind, and what a stream delivers comes first.</summary>
    private void Datagram(ReadOnlySpan<byte> input)
    {
        var reader = new FrameReader();
        var rest = input;
        long inFrames = 0;
        var index = 0;
        while (reader.TryReadDatagram(ref rest, out var frame))
        {
            inFrames += frame.Raw.Length;
            if (index < _frames.Count)
                Holds(Mark(frame) == _frames[index++], "the datagram delivers another frame than the stream");
        }
        Holds(rest.IsEmpty, "bytes of the datagram stay behind");
        Holds(index == _frames.Count, "the datagram delivers fewer frames than the stream");
        var counters = reader.Counters;
        var left = input.Length - inFrames - counters.OtherBytes - counters.BadChecksums - counters.CutShort;
        var flagged = counters.UnknownFlags;
        Holds(
            left >= flagged * 12 && left <= flagged * FrameWriter.MaxFrameLength,
            $"{left} bytes are neither in a frame nor counted"
        );
    }

    private void Scan(ReadOnlySpan<byte> input, Chunks chunks)
    {
        var scanner = new FrameScanner();
        var frames = 0;
        long position = 0;
        var length = input.Length;
        while (true)
        {
            while (scanner.TryNext(out var part))
            {
                Holds(part.Offset == position && part.Length > 0, "parts do not follow each other");
                position += part.Length;
                if (part.Rejection != Rejection.None)
                    continue;
                Holds(frames < _frames.Count, "the scanner delivers more frames than the reader");
                Holds(Mark(part.Frame) == _frames[frames++], "the scanner delivers another frame than the reader");
            }
            if (input.IsEmpty)
                break;
            var size = chunks.Next(input.Length);
            scanner.Append(input[..size]);
            input = input[size..];
            if (input.IsEmpty)
                scanner.Complete();
        }
        Holds(frames == _frames.Count, "the scanner delivers fewer frames than the reader");
        Holds(position == length, "the scanner leaves bytes unaccounted for");
    }

    private void Decode(in FrameView frame)
    {
        _ = frame.ToString();
        _verifier.Check(frame, new SigningPolicy(SigningMode.Accept));
        var visitor = new Rewriting();
        Holds(frame.Accept(ref visitor) == frame.IsKnown, "a known message was not handed to the visitor");
        if (frame.IsKnown)
            Messages.Add(frame.MessageId);
    }

    private static (int, int) Mark(in FrameView frame)
    {
        var hash = new HashCode();
        hash.AddBytes(frame.Raw);
        return (frame.Raw.Length, hash.ToHashCode());
    }

    internal static void Holds(bool condition, string otherwise)
    {
        if (!condition)
            throw new FindingException(otherwise);
    }

    /// <summary>Writes every message again; it must become the payload that it was read from.</summary>
    private struct Rewriting : IMessageVisitor
    {
        public readonly void Visit<T>(in T message, in FrameView frame)
            where T : struct, IMavlinkMessage<T>
        {
            Span<byte> written = stackalloc byte[byte.MaxValue];
            Holds(message.Write(written) == T.MaxLength, T.Name + " writes another length than its own");
            var payload = frame.Payload;
            var known = Math.Min(payload.Length, T.MaxLength);
            // What HEARTBEAT says of the protocol's version is not kept.
            var compared = T.MessageId == MessageIds.Heartbeat ? Math.Min(known, 8) : known;
            Holds(written[..compared].SequenceEqual(payload[..compared]), T.Name + " is not written as it was read");
            if (T.MessageId != MessageIds.Heartbeat)
                Holds(written[known..T.MaxLength].IndexOfAnyExcept((byte)0) < 0, T.Name + " has more than was sent");
            Span<byte> frameBytes = stackalloc byte[FrameWriter.MaxFrameLength];
            new FrameWriter(frame.SystemId, frame.ComponentId).Write(message, frameBytes);
        }
    }

    /// <summary>How an input is cut.</summary>
    private struct Chunks(int size)
    {
        private Random? _random;

        public static Chunks Random(ReadOnlySpan<byte> input) =>
            new(40) { _random = new Random(Crc.Accumulate(Crc.Seed, input)) };

        public readonly int Next(int left) => Math.Min(left, _random?.Next(1, size) ?? size);
    }
}
