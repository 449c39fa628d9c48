namespace DroneCommand.Mavlink.Generator;

/// <summary>What a table must hold beyond its form.</summary>
internal static class DialectCheck
{
    private const int PayloadLimit = 255;

    public static void Run(Dialect dialect, List<Problem> problems)
    {
        var enums = new HashSet<string>(dialect.Enums.Select(e => e.Name));
        var types = new Dictionary<string, string>();
        foreach (var message in dialect.Messages)
        {
            if (message.Id > 0xFFFFFF)
                problems.Add(new Problem(message.Place, "a message id has 24 bits"));
            TypeName(message.Name, Names.Message(message.Name), message.Place, types, problems);
            Fields(message, enums, problems);
        }
        foreach (var definition in dialect.Enums)
        {
            TypeName(definition.Name, Names.Pascal(definition.Name), definition.Place, types, problems);
            Entries(definition, problems);
        }
    }

    private static void TypeName(
        string name,
        string type,
        Place place,
        Dictionary<string, string> types,
        List<Problem> problems
    )
    {
        Name(name, place, problems);
        if (types.TryGetValue(type, out var other))
            problems.Add(new Problem(place, name + " and " + other + " would both be " + type + " in C#"));
        types[type] = name;
    }

    private static void Entries(EnumDefinition definition, List<Problem> problems)
    {
        var names = new HashSet<string>();
        foreach (var entry in definition.Entries)
        {
            Name(entry.Name, entry.Place, problems);
            if (!names.Add(entry.Name))
                problems.Add(new Problem(entry.Place, entry.Name + " is defined twice"));
        }
    }

    /// <summary>Names go into C# as they are.</summary>
    private static void Name(string name, Place place, List<Problem> problems)
    {
        if (!name.Any(IsLetter) || !name.All(c => IsLetter(c) || c is '_' or (>= '0' and <= '9')))
            problems.Add(new Problem(place, "'" + name + "' is no name: letters, digits and underscores"));
    }

    private static bool IsLetter(char c) => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z');

    /// <summary>The listed CRC extra is the proof that fields, types and order were copied without a slip.</summary>
    public static void CrcExtra(MessageDefinition message, WireLayout layout, List<Problem> problems)
    {
        if (message.ListedCrcExtra is { } listed && listed != layout.CrcExtra)
            problems.Add(
                new Problem(
                    message.Place,
                    $"{message.Name}: the listed CRC extra is {listed}, its fields give {layout.CrcExtra}"
                )
            );
        if (layout.MaxLength > PayloadLimit)
            problems.Add(
                new Problem(
                    message.Place,
                    $"{message.Name} is {layout.MaxLength} bytes long; a payload has at most {PayloadLimit}"
                )
            );
    }

    private static void Fields(MessageDefinition message, HashSet<string> enums, List<Problem> problems)
    {
        var names = new HashSet<string>();
        foreach (var field in message.Fields)
        {
            Name(field.Name, field.Place, problems);
            if (!names.Add(field.Name))
                problems.Add(new Problem(field.Place, message.Name + "." + field.Name + " is defined twice"));
            if (field.Enum != null && !enums.Contains(field.Enum))
                problems.Add(new Problem(field.Place, "unknown enum " + field.Enum));
        }
    }
}
