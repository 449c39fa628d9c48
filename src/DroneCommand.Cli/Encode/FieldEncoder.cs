using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Encode;

/// <summary>Writes a field's JSON value into a payload, as `decode` tells it, or says why it does not fit.</summary>
internal static class FieldEncoder
{
    // Without it the framework's NaN would be written, whose sign bit is set; autopilots send this one.
    private const uint FloatNaN = 0x7FC0_0000;
    private const ulong DoubleNaN = 0x7FF8_0000_0000_0000;

    /// <exception cref="FormatException">The value is of a wrong type, or out of range.</exception>
    public static void Write(MessageField field, JsonElement value, Span<byte> payload)
    {
        payload = payload[field.Offset..];
        if (field.Type == FieldType.Char)
            Text(value, payload[..Math.Max(1, field.Length)]);
        else if (field.Length == 0)
            Element(field, value, payload);
        else
            Elements(field, value, payload);
    }

    private static void Elements(MessageField field, JsonElement value, Span<byte> payload)
    {
        if (value.ValueKind != JsonValueKind.Array)
            throw new FormatException($"expected an array, not {Describe(value)}");
        var count = value.GetArrayLength();
        if (count > field.Length)
            throw new FormatException(Invariant($"{count} elements are more than {field.Length}"));
        for (var i = 0; i < count; i++)
            Element(field, value[i], payload[(i * field.ElementSize)..]);
    }

    private static void Text(JsonElement value, Span<byte> bytes)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw new FormatException($"expected text, not {Describe(value)}");
        var text = value.GetString()!;
        if (!Encoding.UTF8.TryGetBytes(text, bytes, out _))
            throw new FormatException(
                Invariant($"{Encoding.UTF8.GetByteCount(text)} bytes of text are more than {bytes.Length}")
            );
    }

    private static void Element(MessageField field, JsonElement value, Span<byte> bytes)
    {
        switch (field.Type)
        {
            case FieldType.UInt8:
                bytes[0] = (byte)Unsigned(field, value, byte.MaxValue);
                break;
            case FieldType.Int8:
                bytes[0] = (byte)Signed(field, value, sbyte.MinValue, sbyte.MaxValue);
                break;
            case FieldType.UInt16:
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)Unsigned(field, value, ushort.MaxValue));
                break;
            case FieldType.Int16:
                BinaryPrimitives.WriteInt16LittleEndian(
                    bytes,
                    (short)Signed(field, value, short.MinValue, short.MaxValue)
                );
                break;
            case FieldType.UInt32:
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)Unsigned(field, value, uint.MaxValue));
                break;
            case FieldType.Int32:
                BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)Signed(field, value, int.MinValue, int.MaxValue));
                break;
            case FieldType.UInt64:
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, Unsigned(field, value, ulong.MaxValue));
                break;
            case FieldType.Int64:
                BinaryPrimitives.WriteInt64LittleEndian(bytes, Signed(field, value, long.MinValue, long.MaxValue));
                break;
            case FieldType.Float:
                Single(value, bytes);
                break;
            default:
                Double(value, bytes);
                break;
        }
    }

    private static ulong Unsigned(MessageField field, JsonElement value, ulong max)
    {
        if (value.ValueKind == JsonValueKind.String && field.Enum != null)
            return EnumValue(field.Enum, value.GetString()!, max);
        RequireInteger(value);
        return value.TryGetUInt64(out var number) && number <= max ? number : throw OutOfRange(value, 0, max);
    }

    private static long Signed(MessageField field, JsonElement value, long min, long max)
    {
        if (value.ValueKind == JsonValueKind.String && field.Enum != null)
            return (long)EnumValue(field.Enum, value.GetString()!, (ulong)max);
        RequireInteger(value);
        return value.TryGetInt64(out var number) && number >= min && number <= max
            ? number
            : throw OutOfRange(value, min, max);
    }

    /// <summary>A name of the field's enum, or several of them with '|' between where its values are flags.</summary>
    private static ulong EnumValue(string name, string text, ulong max)
    {
        if (!EnumTable.TryGet(name, out var info))
            throw new FormatException($"its enum {name} is unknown");
        ulong value = 0;
        foreach (var word in info.IsBitmask ? text.Split('|') : [text])
        {
            if (!info.TryGetValue(word.Trim(), out var entry))
                throw new FormatException($"'{word.Trim()}' is no entry of {name}");
            value |= entry;
        }
        return value <= max ? value : throw new FormatException($"'{text}' is too large for the field");
    }

    private static void RequireInteger(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number || value.GetRawText().AsSpan().ContainsAny(".eE"))
            throw new FormatException($"expected an integer, not {Describe(value)}");
    }

    private static void Single(JsonElement value, Span<byte> bytes)
    {
        var number = Number(value);
        if (double.IsNaN(number))
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, FloatNaN);
        else if (double.IsFinite(number) && !float.IsFinite((float)number))
            throw new FormatException($"{value.GetRawText()} is out of range for a float");
        else
            BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)number);
    }

    private static void Double(JsonElement value, Span<byte> bytes)
    {
        var number = Number(value);
        if (double.IsNaN(number))
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, DoubleNaN);
        else
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, number);
    }

    private static double Number(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString() switch
            {
                "NaN" => double.NaN,
                "Infinity" => double.PositiveInfinity,
                "-Infinity" => double.NegativeInfinity,
                _ => throw new FormatException($"expected a number, not {Describe(value)}"),
            };
        if (value.ValueKind != JsonValueKind.Number)
            throw new FormatException($"expected a number, not {Describe(value)}");
        return value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new FormatException($"{value.GetRawText()} is out of range");
    }

    private static FormatException OutOfRange(JsonElement value, decimal min, decimal max) =>
        new(Invariant($"{value.GetRawText()} is not from {min} to {max}"));

    private static string Describe(JsonElement value)
    {
        const int Enough = 40;
        var text = value.GetRawText();
        return text.Length <= Enough ? text : text[..Enough] + "…";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
