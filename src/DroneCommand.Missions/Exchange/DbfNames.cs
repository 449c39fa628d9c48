using System.Buffers.Binary;
using System.Text;

namespace DroneCommand.Missions.Exchange;

/// <summary>Reads the names of a shapefile's records out of its table (dBASE III), and which other columns there are.</summary>
internal sealed class DbfNames
{
    private const int HeaderLength = 32;
    private const int FieldLength = 32;
    private const byte EndOfFields = 0x0D;
    private static readonly string[] NameColumns = ["NAME", "TITLE", "LABEL", "ID"];

    private readonly record struct Field(string Name, int Offset, int Length);

    private readonly ReadOnlyMemory<byte> table;
    private readonly Encoding encoding;
    private readonly Field? name;
    private readonly int first;
    private readonly int length;

    private DbfNames(ReadOnlyMemory<byte> table, Encoding encoding, List<Field> fields, int first, int length)
    {
        this.table = table;
        this.encoding = encoding;
        this.first = first;
        this.length = length;
        Field? found = null;
        foreach (var column in NameColumns)
        {
            var at = fields.FindIndex(field => field.Name.Equals(column, StringComparison.OrdinalIgnoreCase));
            found ??= at < 0 ? null : fields[at];
        }

        name = found;
        OtherColumns = [.. fields.Where(field => field != found).Select(field => field.Name)];
    }

    public IReadOnlyList<string> OtherColumns { get; }

    /// <summary>A table; null for what is none.</summary>
    /// <param name="table">The .dbf.</param>
    /// <param name="codePage">The .cpg's text: UTF-8, or whatever else, which is read as Latin 1.</param>
    public static DbfNames? Of(ReadOnlyMemory<byte> table, string? codePage)
    {
        var bytes = table.Span;
        if (bytes.Length < HeaderLength + 1)
        {
            return null;
        }

        int first = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        int length = BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]);
        var fields = new List<Field>();
        var offset = 1;
        for (var at = HeaderLength; at < bytes.Length && bytes[at] != EndOfFields; at += FieldLength)
        {
            if (at + FieldLength > bytes.Length)
            {
                return null;
            }

            var word = Encoding.ASCII.GetString(bytes.Slice(at, 11));
            fields.Add(new Field(word.Split('\0')[0], offset, bytes[at + 16]));
            offset += bytes[at + 16];
        }

        var utf8 = codePage?.Trim().ToUpperInvariant() is "UTF-8" or "UTF8" or "65001";
        return first > bytes.Length || offset > length
            ? null
            : new DbfNames(table, utf8 ? Encoding.UTF8 : Encoding.Latin1, fields, first, length);
    }

    /// <summary>The name of a record, from 0; empty where the table gives none.</summary>
    public string NameOf(int record)
    {
        var begin = first + (long)record * length;
        if (name is not { } column || begin + length > table.Length)
        {
            return "";
        }

        return encoding.GetString(table.Span.Slice((int)begin + column.Offset, column.Length)).Trim(' ', '\0');
    }
}
