using System.Buffers.Binary;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Fuzz;

/// <summary>Frames laid byte by byte, and repaired after mutations, so that they get past the checksum.</summary>
internal static class RawFrame
{
    public static byte[] V2(uint id, ReadOnlySpan<byte> payload, byte flags = 0)
    {
        byte[] signature = (flags & FrameFormat.SignedFlag) != 0 ? new byte[FrameFormat.SignatureLength] : [];
        byte[] frame = [FrameFormat.StartV2, (byte)payload.Length, flags, 0, 9, 42, 191, (byte)id, (byte)(id >> 8)];
        return Sound([.. frame, (byte)(id >> 16), .. payload, 0, 0, .. signature]);
    }

    public static byte[] V1(uint id, ReadOnlySpan<byte> payload) =>
        Sound([FrameFormat.StartV1, (byte)payload.Length, 9, 42, 191, (byte)id, .. payload, 0, 0]);

    /// <summary>Makes the checksum right of the frame that begins at the front, as far as it is there.</summary>
    public static void Repair(Span<byte> bytes)
    {
        var second = bytes[0] == FrameFormat.StartV2;
        var header = second ? FrameFormat.HeaderV2 : FrameFormat.HeaderV1;
        if (bytes.Length < header || bytes.Length < header + bytes[1] + FrameFormat.ChecksumLength)
            return;
        var end = header + bytes[1];
        var id = second ? FrameFormat.MessageIdV2(bytes) : bytes[5];
        var extra = MessageTable.TryGet(id, out var info) ? info.CrcExtra : (byte)id;
        var crc = Crc.Accumulate(Crc.Accumulate(Crc.Seed, bytes[1..end]), extra);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[end..], crc);
    }

    private static byte[] Sound(byte[] frame)
    {
        Repair(frame);
        return frame;
    }
}
