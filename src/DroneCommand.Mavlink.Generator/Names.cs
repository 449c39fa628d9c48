using System.Text;

namespace DroneCommand.Mavlink.Generator;

/// <summary>MAVLink's names as C# writes them.</summary>
internal static class Names
{
    // What a message has besides its fields.
    private static readonly string[] Members =
    [
        "Read",
        "Write",
        "Parse",
        "Equals",
        "GetHashCode",
        "GetType",
        "ToString",
        "MemberwiseClone",
        "ReferenceEquals",
        "Finalize",
    ];

    /// <summary>GLOBAL_POSITION_INT → GlobalPositionInt; zoomLevel → ZoomLevel; ICAO_address → IcaoAddress.</summary>
    public static string Pascal(string name)
    {
        var result = new StringBuilder();
        foreach (var word in name.Split('_').Where(w => w.Length > 0))
        {
            var shout = word.All(c => !char.IsLower(c));
            result.Append(char.ToUpperInvariant(word[0]));
            result.Append(shout ? word.Substring(1).ToLowerInvariant() : word.Substring(1));
        }
        return result.Length > 0 && char.IsDigit(result[0]) ? "_" + result : result.ToString();
    }

    /// <summary>The struct's name. Two messages would be taken for our own types or the framework's.</summary>
    public static string Message(string name) =>
        name switch
        {
            "MISSION_ITEM" => "MissionItemMessage",
            "DEBUG" => "DebugMessage",
            _ => Pascal(name),
        };

    /// <summary>
    /// Property names of a message, in the order of its fields. A property cannot bear its type's name: PARAM_VALUE's
    /// param_value becomes Value. Nor can it bear another member's: an underscore is put behind it.
    /// </summary>
    public static Dictionary<FieldDefinition, string> Properties(MessageDefinition message)
    {
        var type = Message(message.Name);
        var names = new Dictionary<FieldDefinition, string>();
        var used = new HashSet<string>(Members);
        foreach (var field in message.Fields)
        {
            var name = Pascal(field.Name);
            if (name == type)
                name = "Value";
            while (!used.Add(name))
                name += "_";
            names[field] = name;
        }
        return names;
    }

    /// <summary>Entry names without what all of them begin with.</summary>
    public static List<string> Entries(EnumDefinition definition)
    {
        var full = definition.Entries.Select(e => e.Name).ToList();
        var own = definition.Name + "_";
        var prefix = full.All(n => n.Length > own.Length && n.StartsWith(own, System.StringComparison.Ordinal))
            ? own
            : CommonPrefix(full);
        var names = new List<string>();
        foreach (var name in full)
        {
            var rest = name.Substring(prefix.Length);
            if (char.IsDigit(rest[0]))
                rest = LastWord(prefix) + "_" + rest;
            names.Add(Pascal(rest));
        }
        return names;
    }

    private static string LastWord(string prefix)
    {
        var words = prefix.Split('_').Where(w => w.Length > 0).ToList();
        return words.Count == 0 ? "N" : words[words.Count - 1];
    }

    private static string CommonPrefix(List<string> names)
    {
        if (names.Count < 2)
            return "";
        var prefix = names[0];
        foreach (var name in names)
            while (!name.StartsWith(prefix, System.StringComparison.Ordinal) || name.Length == prefix.Length)
            {
                var cut = prefix.TrimEnd('_').LastIndexOf('_');
                if (cut < 0)
                    return "";
                prefix = prefix.Substring(0, cut + 1);
            }
        return prefix.EndsWith("_", System.StringComparison.Ordinal)
            ? prefix
            : prefix.Substring(0, prefix.LastIndexOf('_') + 1);
    }
}
