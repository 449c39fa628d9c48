using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Decode;

/// <summary>
/// Writes field values so that nothing of them is lost: 64-bit integers as integers, a float32 as the shortest text of the
/// double that it equals, -0.0 with its sign, and what JSON has no number for as "NaN", "Infinity" and "-Infinity".
/// </summary>
internal static class FieldValues
{
    /// <param name="json">The writer; it does not check values.</param>
    /// <param name="field">What to write.</param>
    /// <param name="payload">In full length, zeros where the sender left them out.</param>
    public static void Write(Utf8JsonWriter json, in FieldPlan field, ReadOnlySpan<byte> payload)
    {
        json.WritePropertyName(field.Name);
        payload = payload[field.Offset..];
        if (field is { Type: FieldType.Char })
            Text(json, payload[..Math.Max(1, field.Length)]);
        else if (field.Length == 0)
            Element(json, field.Type, payload);
        else
        {
            json.WriteStartArray();
            for (var i = 0; i < field.Length; i++)
                Element(json, field.Type, payload[(i * field.ElementSize)..]);
            json.WriteEndArray();
        }
    }

    /// <summary>Up to the first NUL. Bytes that are no UTF-8 become U+FFFD, one for each part that cannot be read.</summary>
    private static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)0);
        json.WriteStringValue(end < 0 ? text : text[..end]);
    }

    private static void Element(Utf8JsonWriter json, FieldType type, ReadOnlySpan<byte> bytes)
    {
        switch (type)
        {
            case FieldType.UInt8:
                json.WriteNumberValue((uint)bytes[0]);
                break;
            case FieldType.Int8:
                json.WriteNumberValue((int)(sbyte)bytes[0]);
                break;
            case FieldType.UInt16:
                json.WriteNumberValue((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes));
                break;
            case FieldType.Int16:
                json.WriteNumberValue((int)BinaryPrimitives.ReadInt16LittleEndian(bytes));
                break;
            case FieldType.UInt32:
                json.WriteNumberValue(BinaryPrimitives.ReadUInt32LittleEndian(bytes));
                break;
            case FieldType.Int32:
                json.WriteNumberValue(BinaryPrimitives.ReadInt32LittleEndian(bytes));
                break;
            case FieldType.UInt64:
                json.WriteNumberValue(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
                break;
            case FieldType.Int64:
                json.WriteNumberValue(BinaryPrimitives.ReadInt64LittleEndian(bytes));
                break;
            case FieldType.Float:
                Number(json, BinaryPrimitives.ReadSingleLittleEndian(bytes));
                break;
            default:
                Number(json, BinaryPrimitives.ReadDoubleLittleEndian(bytes));
                break;
        }
    }

    private static void Number(Utf8JsonWriter json, double value)
    {
        if (!double.IsFinite(value))
        {
            json.WriteStringValue(
                double.IsNaN(value) ? "NaN"u8
                : value > 0 ? "Infinity"u8
                : "-Infinity"u8
            );
            return;
        }
        Span<byte> text = stackalloc byte[32];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        // With a point it is seen to be no integer, and readers that tell the two apart keep the sign of -0.0.
        if (!text[..length].ContainsAny((byte)'.', (byte)'E'))
        {
            ".0"u8.CopyTo(text[length..]);
            length += 2;
        }
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }
}
