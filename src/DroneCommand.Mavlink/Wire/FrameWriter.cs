using System.Buffers.Binary;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Mavlink.Wire;

/// <summary>
/// Writes the frames of one sender on one link and counts their sequence, which is what a receiver measures loss by.
/// Thread-safe.
/// </summary>
public sealed class FrameWriter
{
    /// <summary>Room that any frame fits in.</summary>
    public const int MaxFrameLength = 280;

    private readonly int _version;
    private readonly Lock _sending = new();
    private volatile FrameSigner? _signer;
    private int _sequence = -1;

    /// <param name="systemId">The sender's system id.</param>
    /// <param name="componentId">The sender's component id.</param>
    /// <param name="version">2, or 1 for a peer that understands nothing newer.</param>
    public FrameWriter(byte systemId, byte componentId, int version = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(version, 2);
        SystemId = systemId;
        ComponentId = componentId;
        _version = version;
    }

    /// <summary>The sequence number of the frame that is written next.</summary>
    public byte NextSequence
    {
        get => (byte)(Volatile.Read(ref _sequence) + 1);
        set => Volatile.Write(ref _sequence, value - 1);
    }

    public byte SystemId { get; }

    public byte ComponentId { get; }

    /// <summary>Signs every frame from now on; null writes them unsigned.</summary>
    /// <exception cref="InvalidOperationException">MAVLink 1 has no signatures.</exception>
    public FrameSigner? Signer
    {
        get => _signer;
        set
        {
            if (_version == 1 && value != null)
                throw new InvalidOperationException("MAVLink 1 has no signatures");
            _signer = value;
        }
    }

    /// <summary>
    /// Writes one frame and hands it to <paramref name="sink"/>. Signed ones go out one at a time: a receiver rejects a
    /// frame that a later timestamp has overtaken.
    /// </summary>
    /// <exception cref="ArgumentException">Version 1 cannot carry the message.</exception>
    public void Send<T>(in T message, FrameSink sink, int peerVersion = 2)
        where T : struct, IMavlinkMessage<T>
    {
        Span<byte> frame = stackalloc byte[MaxFrameLength];
        if (_signer == null)
        {
            sink(frame[..Write(message, frame, peerVersion)]);
            return;
        }
        lock (_sending)
            sink(frame[..Write(message, frame, peerVersion)]);
    }

    /// <summary>Writes one frame and returns its length.</summary>
    /// <exception cref="ArgumentException">The room is too small, or version 1 cannot carry the message.</exception>
    public int Write<T>(in T message, Span<byte> destination)
        where T : struct, IMavlinkMessage<T>
    {
        var sequence = (byte)Interlocked.Increment(ref _sequence);
        return _version == 2 ? WriteV2(message, sequence, destination) : WriteV1(message, sequence, destination);
    }

    /// <summary>Writes a frame of a message that is known by its definition only, and returns its length.</summary>
    /// <param name="message">The definition.</param>
    /// <param name="payload">All <see cref="MessageInfo.MaxLength"/> bytes in wire order.</param>
    /// <param name="destination">Has <see cref="MaxFrameLength"/> bytes, or as many as the frame.</param>
    /// <exception cref="ArgumentException">
    /// The payload is not that long, the room is too small, or version 1 cannot carry the message.
    /// </exception>
    public int Write(MessageInfo message, ReadOnlySpan<byte> payload, Span<byte> destination)
    {
        if (payload.Length != message.MaxLength)
            throw new ArgumentException($"{message.Name} has {message.MaxLength} bytes, not {payload.Length}");
        var sequence = (byte)Interlocked.Increment(ref _sequence);
        payload.CopyTo(destination[(_version == 2 ? FrameFormat.HeaderV2 : FrameFormat.HeaderV1)..]);
        if (_version == 2)
            return CloseV2(message.Id, message.CrcExtra, payload.Length, sequence, destination);
        RequireVersion1(message.Id, message.Name);
        return CloseV1(message.Id, message.CrcExtra, message.MinLength, sequence, destination);
    }

    /// <summary>
    /// Writes one frame for a peer of that version. What version 1 cannot say (an id above 255, an extension field that is
    /// not zero, a signature) goes in version 2 all the same: a fence must not arrive as a mission because its type was left out.
    /// </summary>
    public int Write<T>(in T message, Span<byte> destination, int peerVersion)
        where T : struct, IMavlinkMessage<T>
    {
        if (peerVersion != 1 || _signer != null || T.MessageId > byte.MaxValue)
            return Write(message, destination);
        var length = message.Write(destination[FrameFormat.HeaderV1..]);
        if (destination[FrameFormat.HeaderV1..][T.MinLength..length].ContainsAnyExcept((byte)0))
            return Write(message, destination);
        return WriteV1(message, (byte)Interlocked.Increment(ref _sequence), destination);
    }

    private int WriteV2<T>(in T message, byte sequence, Span<byte> destination)
        where T : struct, IMavlinkMessage<T>
    {
        var length = message.Write(destination[FrameFormat.HeaderV2..]);
        return CloseV2(T.MessageId, T.CrcExtra, length, sequence, destination);
    }

    private int CloseV2(uint id, byte crcExtra, int length, byte sequence, Span<byte> destination)
    {
        var signer = _signer;
        // MAVLink 2 leaves out the zeros at the end, but never the first byte.
        length = Math.Max(1, destination.Slice(FrameFormat.HeaderV2, length).LastIndexOfAnyExcept((byte)0) + 1);
        destination[0] = FrameFormat.StartV2;
        destination[1] = (byte)length;
        destination[2] = signer == null ? (byte)0 : FrameFormat.SignedFlag;
        destination[3] = 0;
        destination[4] = sequence;
        destination[5] = SystemId;
        destination[6] = ComponentId;
        destination[7] = (byte)id;
        destination[8] = (byte)(id >> 8);
        destination[9] = (byte)(id >> 16);
        length = Close(destination, FrameFormat.HeaderV2 + length, crcExtra);
        return signer == null ? length : signer.Sign(destination, length);
    }

    private int WriteV1<T>(in T message, byte sequence, Span<byte> destination)
        where T : struct, IMavlinkMessage<T>
    {
        RequireVersion1(T.MessageId, T.Name);
        message.Write(destination[FrameFormat.HeaderV1..]);
        return CloseV1(T.MessageId, T.CrcExtra, T.MinLength, sequence, destination);
    }

    private static void RequireVersion1(uint id, string name)
    {
        if (id > byte.MaxValue)
            throw new ArgumentException($"MAVLink 1 cannot carry {name}: its id is above 255");
    }

    private int CloseV1(uint id, byte crcExtra, int length, byte sequence, Span<byte> destination)
    {
        destination[0] = FrameFormat.StartV1;
        destination[1] = (byte)length;
        destination[2] = sequence;
        destination[3] = SystemId;
        destination[4] = ComponentId;
        destination[5] = (byte)id;
        return Close(destination, FrameFormat.HeaderV1 + length, crcExtra);
    }

    private static int Close(Span<byte> destination, int length, byte crcExtra)
    {
        var crc = Crc.Accumulate(Crc.Accumulate(Crc.Seed, destination[1..length]), crcExtra);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[length..], crc);
        return length + FrameFormat.ChecksumLength;
    }
}
