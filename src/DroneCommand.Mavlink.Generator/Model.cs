namespace DroneCommand.Mavlink.Generator;

/// <summary>Where something stands in a definition file, for diagnostics.</summary>
internal readonly struct Place(string path, int line)
{
    public string Path { get; } = path;

    /// <summary>From 0.</summary>
    public int Line { get; } = line;
}

/// <summary>A defect of a definition table.</summary>
internal readonly struct Problem(Place place, string reason)
{
    public Place Place { get; } = place;
    public string Reason { get; } = reason;
}

/// <summary>Everything that the definition files say.</summary>
internal sealed class Dialect
{
    public List<MessageDefinition> Messages { get; } = [];
    public List<EnumDefinition> Enums { get; } = [];
    public List<CommandDefinition> Commands { get; } = [];
}

internal sealed class MessageDefinition(uint id, string name, byte? listedCrcExtra, bool deprecated, Place place)
{
    public uint Id { get; } = id;
    public string Name { get; } = name;

    /// <summary>What the table claims; checked against what is computed.</summary>
    public byte? ListedCrcExtra { get; } = listedCrcExtra;
    public bool Deprecated { get; } = deprecated;
    public Place Place { get; } = place;
    public List<FieldDefinition> Fields { get; } = [];
}

internal sealed class FieldDefinition(string name, string type, int length, bool extension)
{
    public string Name { get; } = name;

    /// <summary>The XML's element type, for example uint16_t.</summary>
    public string Type { get; } = type;

    /// <summary>Number of elements; 0 for what is no array.</summary>
    public int Length { get; } = length;
    public bool Extension { get; } = extension;
    public string? Enum { get; set; }
    public string? Units { get; set; }
    public string? Invalid { get; set; }

    /// <summary>Value that is always written, for example HEARTBEAT.mavlink_version.</summary>
    public string? Constant { get; set; }
    public Place Place { get; set; }
}

internal sealed class EnumDefinition(string name, bool bitmask, Place place)
{
    public string Name { get; } = name;
    public bool Bitmask { get; } = bitmask;
    public Place Place { get; } = place;
    public List<EnumEntry> Entries { get; } = [];
}

internal readonly struct EnumEntry(ulong value, string name)
{
    public ulong Value { get; } = value;
    public string Name { get; } = name;
}

internal sealed class CommandDefinition(ulong value, string name, bool hasLocation, Place place)
{
    public ulong Value { get; } = value;
    public string Name { get; } = name;

    /// <summary>Parameters 5 to 7 are a place.</summary>
    public bool HasLocation { get; } = hasLocation;

    /// <summary>The place is one to go to.</summary>
    public bool HasDestination { get; set; }
    public Place Place { get; } = place;
    public List<ParameterDefinition> Parameters { get; } = [];
}

/// <summary>One of the seven parameters of a command; numbers stay as written.</summary>
internal sealed class ParameterDefinition(int index, string label)
{
    /// <summary>1 to 7.</summary>
    public int Index { get; } = index;

    /// <summary>Empty for a reserved one.</summary>
    public string Label { get; } = label;
    public string? Units { get; set; }
    public string? Enum { get; set; }
    public string? Min { get; set; }
    public string? Max { get; set; }
    public string? Increment { get; set; }
    public string? Default { get; set; }
}
