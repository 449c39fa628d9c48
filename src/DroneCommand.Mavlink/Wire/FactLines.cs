using System.Globalization;
using System.Text;

namespace DroneCommand.Mavlink.Wire;

/// <summary>Reads the generator's constant text: lines of words parted by '|', missing ones at the end left out.</summary>
internal ref struct FactLines(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;
    private ReadOnlySpan<byte> _line;

    /// <summary>Goes to the next line; false at the end.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var end = _rest.IndexOf((byte)'\n');
        _line = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? [] : _rest[(end + 1)..];
        return true;
    }

    /// <summary>True for a line that opens an enum or a command.</summary>
    public readonly bool Opens => _line.StartsWith(">"u8);

    /// <summary>The line's next word; null for an empty one or none.</summary>
    public string? Word()
    {
        var end = _line.IndexOf((byte)'|');
        var word = end < 0 ? _line : _line[..end];
        _line = end < 0 ? [] : _line[(end + 1)..];
        return word.IsEmpty ? null : Encoding.UTF8.GetString(word);
    }

    /// <summary>A word that is always there.</summary>
    public string Name() => Word() ?? "";

    public int Int() => int.Parse(Name(), CultureInfo.InvariantCulture);

    public ulong ULong() => ulong.Parse(Name(), CultureInfo.InvariantCulture);

    /// <summary>A number as the dialect writes it; null for anything else.</summary>
    public double? Double() => double.TryParse(Word(), CultureInfo.InvariantCulture, out var number) ? number : null;
}
