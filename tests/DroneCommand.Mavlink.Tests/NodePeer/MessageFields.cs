using System.Globalization;
using System.Text.Json.Nodes;
using DroneCommand.Mavlink.Generator;

namespace DroneCommand.Mavlink.Tests.NodePeer;

/// <summary>A message's properties under the names of MAVLink's fields, as JSON.</summary>
internal static class MessageFields
{
    /// <param name="definition">The message's definition.</param>
    /// <param name="message">The generated struct, boxed.</param>
    public static JsonObject Of(MessageDefinition definition, object message)
    {
        var fields = new JsonObject();
        foreach (var (field, property) in Names.Properties(definition))
            fields[field.Name] = Value(message.GetType().GetProperty(property)!.GetValue(message)!, field);
        return fields;
    }

    private static JsonNode Value(object value, FieldDefinition field)
    {
        if (field.Length == 0)
            return Number(value is Enum ? OfEnum(value, field.Type) : value);
        if (field.Type == "char")
            return value.ToString()!;
        var elements = (Array)value.GetType().GetMethod("ToArray")!.Invoke(value, null)!;
        return new JsonArray([.. elements.Cast<object>().Select(Number)]);
    }

    /// <summary>Enums are unsigned; the fields that they stand in need not be.</summary>
    private static object OfEnum(object value, string type)
    {
        var number = Convert.ToUInt64(value, CultureInfo.InvariantCulture);
        return type switch
        {
            "int8_t" => (sbyte)number,
            "int16_t" => (short)number,
            "int32_t" => (int)number,
            "uint64_t" => number,
            _ => (uint)number,
        };
    }

    /// <summary>64-bit integers as text, since JavaScript's numbers are not that exact.</summary>
    private static JsonNode Number(object value) =>
        value is ulong or long
            ? Convert.ToString(value, CultureInfo.InvariantCulture)!
            : Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
