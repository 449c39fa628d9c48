using System.Buffers.Binary;
using System.Text;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Files;

/// <summary>
/// What FILE_TRANSFER_PROTOCOL carries in its payload: https://mavlink.io/en/services/ftp.html#payload. A request and its
/// answer have the same shape; the answer's sequence number is the request's plus one.
/// </summary>
public sealed record FilePacket
{
    /// <summary>Data bytes that fit into one packet.</summary>
    public const int MaxData = 239;

    private const int HeaderLength = 12;

    public ushort Sequence { get; init; }

    public byte Session { get; init; }

    public MavFtpOpcode Opcode { get; init; }

    /// <summary>Bytes of data; in a request to read, the bytes that are wanted.</summary>
    public byte Size { get; init; }

    /// <summary>In an answer: the request's opcode.</summary>
    public MavFtpOpcode RequestOpcode { get; init; }

    /// <summary>In the answers of a burst: the last of it.</summary>
    public bool BurstComplete { get; init; }

    /// <summary>In the file, bytes; in a listing, entries.</summary>
    public uint Offset { get; init; }

    public ReadOnlyMemory<byte> Data { get; init; }

    public bool IsAck => Opcode == MavFtpOpcode.Ack;

    /// <summary>Why it was refused; none for what is no refusal.</summary>
    public MavFtpErr Error =>
        Opcode != MavFtpOpcode.Nak ? MavFtpErr.None
        : Data.IsEmpty ? MavFtpErr.Fail
        : (MavFtpErr)Data.Span[0];

    /// <summary>Text as data, with its length as size.</summary>
    public static ReadOnlyMemory<byte> Text(string text) => Encoding.UTF8.GetBytes(text);

    public static FilePacket Read(in FileTransferProtocol message)
    {
        var payload = message.Payload;
        var bytes = payload.AsSpan();
        var size = bytes[4];
        return new FilePacket
        {
            Sequence = BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            Session = bytes[2],
            Opcode = (MavFtpOpcode)bytes[3],
            Size = size,
            RequestOpcode = (MavFtpOpcode)bytes[5],
            BurstComplete = bytes[6] != 0,
            Offset = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]),
            Data = bytes.Slice(HeaderLength, Math.Min((int)size, MaxData)).ToArray(),
        };
    }

    public FileTransferProtocol Write(byte targetSystem, byte targetComponent)
    {
        Span<byte> bytes = stackalloc byte[HeaderLength + MaxData];
        bytes.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, Sequence);
        bytes[2] = Session;
        bytes[3] = (byte)Opcode;
        bytes[4] = Size;
        bytes[5] = (byte)RequestOpcode;
        bytes[6] = BurstComplete ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], Offset);
        Data.Span.CopyTo(bytes[HeaderLength..]);
        return new FileTransferProtocol
        {
            TargetSystem = targetSystem,
            TargetComponent = targetComponent,
            Payload = (ReadOnlySpan<byte>)bytes,
        };
    }
}
