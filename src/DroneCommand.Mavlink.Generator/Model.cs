namespace DroneCommand.Mavlink.Generator;

/// <summary>Where something stands in a definition file, for diagnostics.</summary>
internal readonly struct Place(string path, int line)
{
    public string Path { get; } = path;

    /// <summary>From 0.</summary>
    public int Line { get; } = line;
}

/// <summary>A defect of a definition file.</summary>
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

    /// <summary>Names of the XML files whose contents are there: in the tables, or read.</summary>
    public HashSet<string> Files { get; } = new(System.StringComparer.OrdinalIgnoreCase);

    /// <summary>What XML files include, by where they say so.</summary>
    public List<(string File, Place Place)> Includes { get; } = [];
}

/// <summary>What has a name and a number, either of which only one may have.</summary>
internal interface INumbered<T>
{
    string Name { get; }
    ulong Number { get; }
    Place Place { get; }

    /// <summary>True when both may stand for the same thing.</summary>
    bool Agrees(T other);
}

internal sealed class MessageDefinition(uint id, string name, byte? listedCrcExtra, Attributes attributes, Place place)
    : INumbered<MessageDefinition>
{
    public uint Id { get; } = id;
    public ulong Number => Id;
    public string Name { get; } = name;

    /// <summary>What the file claims; checked against what is computed.</summary>
    public byte? ListedCrcExtra { get; } = listedCrcExtra;
    public Attributes Attributes { get; } = attributes;
    public bool Deprecated => Attributes.Has("deprecated");
    public Place Place { get; } = place;
    public List<FieldDefinition> Fields { get; } = [];

    /// <summary>
    /// Both are the same on the wire, save that one may have more extensions at its end: that is how messages
    /// grow.
    /// </summary>
    public bool Agrees(MessageDefinition other) =>
        Id == other.Id
        && Name == other.Name
        && Fields.Zip(other.Fields, (a, b) => a.SameAs(b)).All(same => same)
        && Fields.Skip(other.Fields.Count).Concat(other.Fields.Skip(Fields.Count)).All(f => f.Extension);
}

internal sealed class FieldDefinition(
    string name,
    string type,
    int length,
    bool extension,
    Attributes attributes,
    Place place
)
{
    public string Name { get; } = name;

    /// <summary>The XML's element type, for example uint16_t.</summary>
    public string Type { get; } = type;

    /// <summary>Number of elements; 0 for what is no array.</summary>
    public int Length { get; } = length;
    public bool Extension { get; } = extension;
    public Attributes Attributes { get; } = attributes;
    public string? Enum => Attributes["enum"];
    public string? Units => Attributes["units"];
    public string? Invalid => Attributes["invalid"];

    /// <summary>Value that is always written, for example HEARTBEAT.mavlink_version.</summary>
    public string? Constant => Attributes["const"];
    public Place Place { get; } = place;

    public bool SameAs(FieldDefinition other) =>
        Name == other.Name && Type == other.Type && Length == other.Length && Extension == other.Extension;
}

internal sealed class EnumDefinition(string name, Attributes attributes, Place place)
{
    public string Name { get; } = name;
    public Attributes Attributes { get; } = attributes;
    public bool Bitmask => Attributes.Has("bitmask");
    public Place Place { get; } = place;
    public List<EnumEntry> Entries { get; } = [];
}

internal readonly struct EnumEntry(ulong value, string name, Attributes attributes, Place place)
{
    public ulong Value { get; } = value;
    public string Name { get; } = name;
    public Attributes Attributes { get; } = attributes;
    public Place Place { get; } = place;
}

/// <summary>An entry of MAV_CMD with its parameters.</summary>
internal sealed class CommandDefinition(ulong value, string name, Attributes attributes, Place place)
    : INumbered<CommandDefinition>
{
    public ulong Value { get; } = value;
    public ulong Number => Value;
    public string Name { get; } = name;
    public Attributes Attributes { get; } = attributes;

    /// <summary>Parameters 5 to 7 are a place.</summary>
    public bool HasLocation => Attributes.Has("location");
    public Place Place { get; } = place;
    public List<ParameterDefinition> Parameters { get; } = [];

    public bool Agrees(CommandDefinition other) => Name == other.Name && Value == other.Value;
}

internal readonly struct ParameterDefinition(int index, string label, Attributes attributes, Place place)
{
    /// <summary>1 to 7.</summary>
    public int Index { get; } = index;

    /// <summary>Empty for a reserved one.</summary>
    public string Label { get; } = label;
    public Attributes Attributes { get; } = attributes;
    public Place Place { get; } = place;
}
