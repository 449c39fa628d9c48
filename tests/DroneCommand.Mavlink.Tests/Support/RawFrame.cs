using System.Buffers.Binary;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>Frames laid byte by byte, so that they may hold what our writer would not send.</summary>
internal static class RawFrame
{
    public static byte[] V2(uint id, byte crcExtra, ReadOnlySpan<byte> payload) =>
        Close(
            [0xFD, (byte)payload.Length, 0, 0, 9, 42, 191, (byte)id, (byte)(id >> 8), (byte)(id >> 16), .. payload],
            crcExtra
        );

    public static byte[] V1(uint id, byte crcExtra, ReadOnlySpan<byte> payload) =>
        Close([0xFE, (byte)payload.Length, 9, 42, 191, (byte)id, .. payload], crcExtra);

    private static byte[] Close(byte[] frame, byte crcExtra)
    {
        var crc = Crc.Accumulate(Crc.Accumulate(Crc.Seed, frame.AsSpan(1)), crcExtra);
        var result = new byte[frame.Length + 2];
        frame.CopyTo(result, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(result.AsSpan(frame.Length), crc);
        return result;
    }
}
