using System.IO.Compression;

namespace DroneCommand.Missions.Exchange;

/// <summary>
/// What a zip holds, unpacked within bounds: on entries, on what each unpacks to, on all together, and on how much more
/// that is than what is packed. Nothing is ever written anywhere.
/// </summary>
internal sealed class ZipContents
{
    public const int MaxEntries = 1_000;
    public const int MaxEntryBytes = 8 * 1024 * 1024;
    public const int MaxTotalBytes = 16 * 1024 * 1024;

    /// <summary>Text with many repetitions comes to some 20; beyond this it is made to be a bomb.</summary>
    public const int MaxRatio = 200;

    private const int BufferBytes = 64 * 1024;

    private readonly ZipArchive archive;
    private long total;

    private ZipContents(ZipArchive archive) => this.archive = archive;

    public IReadOnlyList<string> Names => [.. archive.Entries.Select(entry => entry.FullName)];

    public static bool IsZip(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\x03\x04"u8);

    /// <exception cref="ImportStoppedException">It is no zip, or has names that lead out of it, or too many.</exception>
    public static ZipContents Open(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var archive = new ZipArchive(new MemoryStream(bytes.ToArray(), writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Count > MaxEntries)
            {
                throw Stopped("zip", $"holds {archive.Entries.Count} files; at most {MaxEntries} are read");
            }

            var outside = archive.Entries.FirstOrDefault(entry => LeadsOut(entry.FullName));
            return outside is null
                ? new ZipContents(archive)
                : throw Stopped(KmlCoordinates.Shorten(outside.FullName), "is a name that leads out of the zip");
        }
        catch (Exception error) when (IsFaultOfZip(error))
        {
            throw Stopped("zip", $"cannot be read: {error.Message.TrimEnd('.')}");
        }
    }

    /// <summary>The content of one file of it.</summary>
    /// <exception cref="ImportStoppedException">It is damaged or unpacks to more than the bounds allow.</exception>
    public byte[] Read(string name)
    {
        var entry = archive.GetEntry(name) ?? throw Stopped(name, "is not in the zip");
        try
        {
            using var stream = entry.Open();
            using var content = new MemoryStream();
            var buffer = new byte[BufferBytes];
            for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                total += read;
                content.Write(buffer, 0, read);
                Bound(entry, content.Length);
            }

            return content.ToArray();
        }
        catch (Exception error) when (IsFaultOfZip(error))
        {
            throw Stopped(name, $"cannot be unpacked: {error.Message.TrimEnd('.')}");
        }
    }

    private void Bound(ZipArchiveEntry entry, long unpacked)
    {
        var reason =
            unpacked > MaxEntryBytes ? $"unpacks to more than {MaxEntryBytes / (1024 * 1024)} MiB"
            : total > MaxTotalBytes ? $"brings what the zip unpacks to above {MaxTotalBytes / (1024 * 1024)} MiB"
            : unpacked > BufferBytes && unpacked / MaxRatio > entry.CompressedLength
                ? $"unpacks to more than {MaxRatio} times its size"
            : null;
        if (reason is not null)
        {
            throw Stopped(KmlCoordinates.Shorten(entry.FullName), reason);
        }
    }

    private static bool LeadsOut(string name) =>
        name.StartsWith('/') || name.Contains(':', StringComparison.Ordinal) || name.Split('/', '\\').Contains("..");

    /// <summary>What the unpacking of damaged bytes is known to throw.</summary>
    private static bool IsFaultOfZip(Exception error) =>
        error is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException;

    private static ImportStoppedException Stopped(string element, string reason) =>
        new(new FileElement(0, 0, element), reason);
}
