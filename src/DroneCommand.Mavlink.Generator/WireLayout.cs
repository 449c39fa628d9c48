using System.Globalization;
using System.Text;

namespace DroneCommand.Mavlink.Generator;

/// <summary>The element types of MAVLink: their sizes and C# counterparts.</summary>
internal static class WireType
{
    /// <summary>Bytes of one element; 0 for an unknown type.</summary>
    public static int SizeOf(string type) =>
        type switch
        {
            "char" or "uint8_t" or "int8_t" => 1,
            "uint16_t" or "int16_t" => 2,
            "uint32_t" or "int32_t" or "float" => 4,
            "uint64_t" or "int64_t" or "double" => 8,
            _ => 0,
        };

    /// <summary>Reads 'uint8_t' or 'char[16]'. Returns what is wrong with it, null if nothing.</summary>
    /// <param name="text">The type as the definition writes it.</param>
    /// <param name="type">The type of an element.</param>
    /// <param name="length">Number of elements; 0 for what is no array.</param>
    public static string? Parse(string text, out string type, out int length)
    {
        length = 0;
        var bracket = text.IndexOf('[');
        type = bracket < 0 ? text : text.Substring(0, bracket);
        if (SizeOf(type) == 0)
            return "unknown type '" + type + "'";
        if (bracket < 0)
            return null;
        var elements = text.EndsWith("]", System.StringComparison.Ordinal)
            ? text.Substring(bracket + 1, text.Length - bracket - 2)
            : "";
        return
            int.TryParse(elements, NumberStyles.None, CultureInfo.InvariantCulture, out length)
            && length is > 0 and <= 255
            ? null
            : "array length must be 1 to 255";
    }

    public static string CSharp(string type) =>
        type switch
        {
            "char" or "uint8_t" => "byte",
            "int8_t" => "sbyte",
            "uint16_t" => "ushort",
            "int16_t" => "short",
            "uint32_t" => "uint",
            "int32_t" => "int",
            "uint64_t" => "ulong",
            "int64_t" => "long",
            _ => type,
        };
}

/// <summary>A field with its place in the payload.</summary>
internal readonly struct LaidField(FieldDefinition field, int offset)
{
    public FieldDefinition Field { get; } = field;
    public int Offset { get; } = offset;
}

/// <summary>
/// What follows from a definition: base fields ordered by falling element size (stable), extensions behind them as
/// written; lengths; and the CRC extra, a checksum over name, types, names and array lengths of the base fields.
/// See https://mavlink.io/en/guide/serialization.html.
/// </summary>
internal sealed class WireLayout
{
    public IReadOnlyList<LaidField> Fields { get; }
    public int MinLength { get; }
    public int MaxLength { get; }
    public byte CrcExtra { get; }

    public WireLayout(MessageDefinition message)
    {
        var ordered = message
            .Fields.Where(f => !f.Extension)
            .OrderByDescending(f => WireType.SizeOf(f.Type))
            .Concat(message.Fields.Where(f => f.Extension))
            .ToList();
        var laid = new List<LaidField>();
        var offset = 0;
        foreach (var field in ordered)
        {
            laid.Add(new LaidField(field, offset));
            offset += WireType.SizeOf(field.Type) * System.Math.Max(1, field.Length);
            if (!field.Extension)
                MinLength = offset;
        }
        Fields = laid;
        MaxLength = offset;
        CrcExtra = Extra(message.Name, ordered.Where(f => !f.Extension));
    }

    private static byte Extra(string name, IEnumerable<FieldDefinition> fields)
    {
        var crc = Accumulate(0xFFFF, name + " ");
        foreach (var field in fields)
        {
            crc = Accumulate(crc, field.Type + " " + field.Name + " ");
            if (field.Length > 0)
                crc = Accumulate(crc, (byte)field.Length);
        }
        return (byte)((crc & 0xFF) ^ (crc >> 8));
    }

    private static ushort Accumulate(ushort crc, string text)
    {
        foreach (var b in Encoding.ASCII.GetBytes(text))
            crc = Accumulate(crc, b);
        return crc;
    }

    private static ushort Accumulate(ushort crc, byte b)
    {
        var t = (byte)(b ^ (crc & 0xFF));
        t ^= (byte)(t << 4);
        return (ushort)((crc >> 8) ^ (t << 8) ^ (t << 3) ^ (t >> 4));
    }
}
