namespace DroneCommand.Mavlink.Wire;

/// <summary>The checksum of MAVLink frames: CRC-16/MCRF4XX, also called X.25.</summary>
internal static class Crc
{
    public const ushort Seed = 0xFFFF;

    private static readonly ushort[] Table = MakeTable();

    // The upper bytes of the table are all different, so a last step can be undone: see FitsSomeExtra.
    private static readonly byte[] IndexOfUpperByte = MakeInverse();

    public static ushort Accumulate(ushort crc, ReadOnlySpan<byte> bytes)
    {
        var table = Table;
        foreach (var b in bytes)
            crc = (ushort)((crc >> 8) ^ table[(byte)(crc ^ b)]);
        return crc;
    }

    public static ushort Accumulate(ushort crc, byte b) => (ushort)((crc >> 8) ^ Table[(byte)(crc ^ b)]);

    /// <summary>
    /// True when some CRC extra turns <paramref name="crc"/> into <paramref name="found"/>. For a message that we do not
    /// know this is all that can be checked; random bytes pass once in 256 times.
    /// </summary>
    public static bool FitsSomeExtra(ushort crc, ushort found)
    {
        var step = (ushort)(found ^ (crc >> 8));
        return Table[IndexOfUpperByte[step >> 8]] == step;
    }

    private static ushort[] MakeTable()
    {
        var table = new ushort[256];
        for (var i = 0; i < 256; i++)
        {
            var value = (ushort)i;
            for (var bit = 0; bit < 8; bit++)
                value = (ushort)((value & 1) != 0 ? (value >> 1) ^ 0x8408 : value >> 1);
            table[i] = value;
        }
        return table;
    }

    private static byte[] MakeInverse()
    {
        var inverse = new byte[256];
        for (var i = 0; i < 256; i++)
            inverse[Table[i] >> 8] = (byte)i;
        return inverse;
    }
}
