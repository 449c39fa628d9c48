namespace DroneCommand.Mavlink.Generator;

/// <summary>What a table must hold beyond its form.</summary>
internal static class DialectCheck
{
    private const int PayloadLimit = 255;

    public static void Run(Dialect dialect, List<Problem> problems)
    {
        var enums = new HashSet<string>();
        foreach (var definition in dialect.Enums.Where(e => !enums.Add(e.Name)))
            problems.Add(new Problem(definition.Place, "the enum " + definition.Name + " is defined twice"));
        var ids = new HashSet<uint>();
        var names = new HashSet<string>();
        foreach (var message in dialect.Messages)
        {
            if (!ids.Add(message.Id) || !names.Add(message.Name))
                problems.Add(new Problem(message.Place, message.Name + " (" + message.Id + ") is defined twice"));
            if (message.Id > 0xFFFFFF)
                problems.Add(new Problem(message.Place, "a message id has 24 bits"));
            Fields(message, enums, problems);
        }
    }

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
                    $"{message.Name} is {layout.MaxLength} bytes long; a payload has at most 255"
                )
            );
    }

    private static void Fields(MessageDefinition message, HashSet<string> enums, List<Problem> problems)
    {
        var names = new HashSet<string>();
        foreach (var field in message.Fields)
        {
            if (!names.Add(field.Name))
                problems.Add(new Problem(field.Place, message.Name + "." + field.Name + " is defined twice"));
            if (field.Enum != null && !enums.Contains(field.Enum))
                problems.Add(new Problem(field.Place, "unknown enum " + field.Enum));
        }
    }
}
