using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace DroneCommand.Mavlink.Wire;

/// <summary>
/// The checksum of MAVLink frames: CRC-16/MCRF4XX, also called X.25: https://mavlink.io/en/guide/serialization.html.
/// Sixteen bytes a step by carry-less multiplication where the processor has it, eight by tables elsewhere.
/// </summary>
internal static class Crc
{
    public const ushort Seed = 0xFFFF;

    private const int StepTables = 8;

    /// <summary>Below this the tables are faster.</summary>
    private const int FoldingPays = 16;

    // Tables[k][b]: what the byte b contributes when k more bytes follow it in one step of the walk.
    private static readonly ushort[] Tables = MakeTables();

    // The upper bytes of the first table are all different, so a last step can be undone: see FitsSomeExtra.
    private static readonly byte[] IndexOfUpperByte = MakeInverse();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Accumulate(ushort crc, ReadOnlySpan<byte> bytes) =>
        Pclmulqdq.IsSupported && bytes.Length >= FoldingPays ? CrcFolding.Accumulate(crc, bytes) : ByTables(crc, bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Accumulate(ushort crc, byte b) =>
        (ushort)((crc >> 8) ^ Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Tables), (byte)(crc ^ b)));

    /// <summary>
    /// True when some CRC extra turns <paramref name="crc"/> into <paramref name="found"/>. For a message that we do not
    /// know this is all that can be checked; random bytes pass once in 256 times.
    /// </summary>
    public static bool FitsSomeExtra(ushort crc, ushort found)
    {
        var step = (ushort)(found ^ (crc >> 8));
        return Tables[IndexOfUpperByte[step >> 8]] == step;
    }

    /// <summary>The portable walk, eight bytes a step.</summary>
    internal static ushort ByTables(ushort crc, ReadOnlySpan<byte> bytes)
    {
        ref var table = ref MemoryMarshal.GetArrayDataReference(Tables);
        while (bytes.Length >= StepTables)
        {
            var eight = MemoryMarshal.Read<ulong>(bytes) ^ crc;
            crc = (ushort)(
                Entry(ref table, 7, (byte)eight)
                ^ Entry(ref table, 6, (byte)(eight >> 8))
                ^ Entry(ref table, 5, (byte)(eight >> 16))
                ^ Entry(ref table, 4, (byte)(eight >> 24))
                ^ Entry(ref table, 3, (byte)(eight >> 32))
                ^ Entry(ref table, 2, (byte)(eight >> 40))
                ^ Entry(ref table, 1, (byte)(eight >> 48))
                ^ Entry(ref table, 0, (byte)(eight >> 56))
            );
            bytes = bytes[StepTables..];
        }
        foreach (var b in bytes)
            crc = (ushort)((crc >> 8) ^ Unsafe.Add(ref table, (byte)(crc ^ b)));
        return crc;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ushort Entry(ref ushort table, int following, byte b) => Unsafe.Add(ref table, (following << 8) + b);

    /// <summary>The textbook's walk, a byte a step: what the faster ones are measured and checked against.</summary>
    internal static ushort ByteWise(ushort crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
            crc = (ushort)((crc >> 8) ^ Tables[(byte)(crc ^ b)]);
        return crc;
    }

    private static ushort[] MakeTables()
    {
        var tables = new ushort[StepTables << 8];
        for (var i = 0; i < 256; i++)
        {
            var value = (ushort)i;
            for (var bit = 0; bit < 8; bit++)
                value = (ushort)((value & 1) != 0 ? (value >> 1) ^ 0x8408 : value >> 1);
            tables[i] = value;
        }
        for (var at = 256; at < tables.Length; at++)
        {
            var before = tables[at - 256];
            tables[at] = (ushort)((before >> 8) ^ tables[(byte)before]);
        }
        return tables;
    }

    private static byte[] MakeInverse()
    {
        var inverse = new byte[256];
        for (var i = 0; i < 256; i++)
            inverse[Tables[i] >> 8] = (byte)i;
        return inverse;
    }
}
