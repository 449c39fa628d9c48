using System.Buffers.Binary;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Wire;

/// <summary>
/// A frame whose checksum holds, seen in place: it is valid only as long as the bytes that it lies in, which is until the
/// handler returns that got it.
/// </summary>
public readonly ref struct FrameView
{
    internal FrameView(ReadOnlySpan<byte> raw, MessageInfo? info)
    {
        Raw = raw;
        Info = info;
    }

    /// <summary>All bytes from the start marker to the checksum or signature.</summary>
    public ReadOnlySpan<byte> Raw { get; }

    /// <summary>What the dialect says of the message; null when it does not know the id.</summary>
    public MessageInfo? Info { get; }

    /// <summary>1 or 2.</summary>
    public int Version => Raw[0] == FrameFormat.StartV2 ? 2 : 1;

    public byte Sequence => Version == 2 ? Raw[4] : Raw[2];

    public byte SystemId => Version == 2 ? Raw[5] : Raw[3];

    public byte ComponentId => Version == 2 ? Raw[6] : Raw[4];

    public uint MessageId => Version == 2 ? FrameFormat.MessageIdV2(Raw) : Raw[5];

    /// <summary>True when a signature is attached. Nothing is said here about whether it was verified.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Naming",
        "CA1720:Identifier contains type name",
        Justification = "MAVLink's word"
    )]
    public bool Signed => Version == 2 && (Raw[2] & FrameFormat.SignedFlag) != 0;

    /// <summary>The sender's name for the link that it signed for.</summary>
    /// <exception cref="InvalidOperationException">The frame is not signed.</exception>
    public byte LinkId => SignatureBlock[0];

    /// <summary>When it was signed by the sender's signing time, see <see cref="Signing.SigningTime"/>.</summary>
    /// <exception cref="InvalidOperationException">The frame is not signed.</exception>
    public long Timestamp
    {
        get
        {
            var block = SignatureBlock;
            return BinaryPrimitives.ReadUInt32LittleEndian(block[1..])
                | (long)BinaryPrimitives.ReadUInt16LittleEndian(block[5..]) << 32;
        }
    }

    /// <summary>The six bytes that only a holder of the key can make.</summary>
    /// <exception cref="InvalidOperationException">The frame is not signed.</exception>
    public ReadOnlySpan<byte> Signature => SignatureBlock[^FrameFormat.SignatureHashLength..];

    /// <summary>
    /// False for an id that the dialect does not have: such a frame can be forwarded, but its checksum could not be
    /// checked fully, so it proves nothing about its sender.
    /// </summary>
    public bool IsKnown => Info != null;

    /// <summary>As sent: in version 2 without the zeros at its end.</summary>
    public ReadOnlySpan<byte> Payload => Raw.Slice(Version == 2 ? FrameFormat.HeaderV2 : FrameFormat.HeaderV1, Raw[1]);

    /// <summary>Reads the message if the frame carries that one.</summary>
    public bool TryRead<T>(out T message)
        where T : struct, IMavlinkMessage<T>
    {
        if (MessageId != T.MessageId)
        {
            message = default;
            return false;
        }
        message = T.Read(Payload);
        return true;
    }

    /// <summary>Reads the message of a frame that is known to carry it.</summary>
    public T Read<T>()
        where T : struct, IMavlinkMessage<T>
    {
        System.Diagnostics.Debug.Assert(MessageId == T.MessageId);
        return T.Read(Payload);
    }

    /// <summary>
    /// Reads the message, whichever it is, and hands it to the visitor by its own type: nothing is boxed or allocated.
    /// False for a message that the dialect does not have.
    /// </summary>
    public bool Accept<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IMessageVisitor => Dispatch<TVisitor>.To(ref visitor, this);

    private ReadOnlySpan<byte> SignatureBlock =>
        Signed ? Raw[^FrameFormat.SignatureLength..] : throw new InvalidOperationException("The frame is not signed");

    internal ushort Checksum => BinaryPrimitives.ReadUInt16LittleEndian(Raw[(Raw.Length - (Signed ? 15 : 2))..]);

    public override string ToString() => $"{MessageTable.NameOf(MessageId)} from {SystemId}/{ComponentId}";
}

/// <summary>The numbers of MAVLink's framing: https://mavlink.io/en/guide/serialization.html.</summary>
internal static class FrameFormat
{
    public const byte StartV1 = 0xFE;
    public const byte StartV2 = 0xFD;
    public const int HeaderV1 = 6;
    public const int HeaderV2 = 10;
    public const int ChecksumLength = 2;
    public const int SignatureLength = 13;
    public const int SignatureHashLength = 6;
    public const byte SignedFlag = 0x01;

    public static uint MessageIdV2(ReadOnlySpan<byte> frame) => (uint)(frame[7] | (frame[8] << 8) | (frame[9] << 16));
}
