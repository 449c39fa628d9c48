namespace DroneCommand.Mavlink.Files;

/// <summary>
/// The checksum of CalcFileCRC32: polynomial 0x04C11DB7 reflected as in zip files, but begun with 0 and not inverted at the
/// end (https://mavlink.io/en/services/ftp.html#crc32-implementation).
/// </summary>
public static class FileChecksum
{
    private static readonly uint[] Table = MakeTable();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = 0u;
        foreach (var b in bytes)
            crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            table[i] = crc;
        }
        return table;
    }
}
