using System.Diagnostics.CodeAnalysis;

namespace DroneCommand.Mavlink.Wire;

/// <summary>The element types of MAVLink.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "MAVLink's words")]
public enum FieldType
{
    /// <summary>A byte of UTF-8 text; an array of them ends at its first NUL.</summary>
    Char,
    UInt8,
    Int8,
    UInt16,
    Int16,
    UInt32,
    Int32,
    UInt64,
    Int64,
    Float,
    Double,
}

/// <summary>A field as the dialect defines it, and where it lies in the payload.</summary>
/// <param name="Name">As MAVLink writes it.</param>
/// <param name="Type">Of one element.</param>
/// <param name="Length">Number of elements; 0 for what is no array.</param>
/// <param name="Offset">Of its first byte in the payload.</param>
/// <param name="IsExtension">Only MAVLink 2 carries it.</param>
public sealed record MessageField(string Name, FieldType Type, int Length, int Offset, bool IsExtension)
{
    /// <summary>The enum whose values it bears, as MAVLink writes it; null for none.</summary>
    public string? Enum { get; init; }

    /// <summary>As the dialect writes them, for example cm/s; null for none.</summary>
    public string? Units { get; init; }

    /// <summary>What is always sent, for example 3 for HEARTBEAT.mavlink_version; null where the sender chooses.</summary>
    public string? Constant { get; init; }

    /// <summary>The value that says 'unknown', as the dialect writes it, for example UINT16_MAX; null for none.</summary>
    public string? Invalid { get; init; }

    /// <summary>Bytes of one element.</summary>
    public int ElementSize =>
        Type switch
        {
            FieldType.Char or FieldType.UInt8 or FieldType.Int8 => 1,
            FieldType.UInt16 or FieldType.Int16 => 2,
            FieldType.UInt32 or FieldType.Int32 or FieldType.Float => 4,
            _ => 8,
        };

    internal static MessageField Read(ref FactLines line) =>
        new(line.Name(), TypeOf(line.Name()), line.Int(), line.Int(), line.Word() != null)
        {
            Enum = line.Word(),
            Units = line.Word(),
            Constant = line.Word(),
            Invalid = line.Word(),
        };

    private static FieldType TypeOf(string name) =>
        name switch
        {
            "char" => FieldType.Char,
            "uint8_t" => FieldType.UInt8,
            "int8_t" => FieldType.Int8,
            "uint16_t" => FieldType.UInt16,
            "int16_t" => FieldType.Int16,
            "uint32_t" => FieldType.UInt32,
            "int32_t" => FieldType.Int32,
            "uint64_t" => FieldType.UInt64,
            "int64_t" => FieldType.Int64,
            "float" => FieldType.Float,
            "double" => FieldType.Double,
            _ => throw new ArgumentException($"no MAVLink type is called {name}"),
        };
}
