using System.Globalization;
using System.Text;

namespace DroneCommand.Mavlink.Files;

/// <summary>
/// The entries in an answer to ListDirectory, each ended by NUL: <c>F</c>name TAB size, <c>D</c>name, or <c>S</c> for one
/// that the vehicle leaves out. All of them count for the offset of the next request.
/// </summary>
public static class FileListing
{
    /// <summary>The entries that have names, and how many there were in all.</summary>
    public static (IReadOnlyList<FileEntry> Entries, int Count) Read(ReadOnlySpan<byte> data)
    {
        var entries = new List<FileEntry>();
        var count = 0;
        foreach (var range in data.Split((byte)0))
        {
            // ArduPilot ends entries with two of them.
            if (data[range].IsEmpty)
                continue;
            count++;
            if (ReadOne(Encoding.UTF8.GetString(data[range])) is { } entry)
                entries.Add(entry);
        }
        return (entries, count);
    }

    private static FileEntry? ReadOne(string text)
    {
        var tab = text.IndexOf('\t', StringComparison.Ordinal);
        return text[0] switch
        {
            'D' => new FileEntry(text[1..], Folder: true, 0),
            'F' when tab > 0 && long.TryParse(text[(tab + 1)..], CultureInfo.InvariantCulture, out var size) =>
                new FileEntry(text[1..tab], Folder: false, size),
            'F' => new FileEntry(tab > 0 ? text[1..tab] : text[1..], Folder: false, 0),
            _ => null,
        };
    }
}
