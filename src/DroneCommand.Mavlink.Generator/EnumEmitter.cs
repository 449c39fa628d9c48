using System.Text;

namespace DroneCommand.Mavlink.Generator;

/// <summary>Writes the enums. They are uint, or ulong where a field or a value is that wide, so that every field casts without loss.</summary>
internal static class EnumEmitter
{
    public static string Emit(Dialect dialect)
    {
        var text = new StringBuilder(Source.Head);
        var wide = new HashSet<string>(
            dialect
                .Messages.SelectMany(m => m.Fields)
                .Where(f => f.Enum != null && f.Type == "uint64_t")
                .Select(f => f.Enum!)
        );
        foreach (var definition in dialect.Enums)
            Emit(
                text,
                definition,
                wide.Contains(definition.Name) || definition.Entries.Any(e => e.Value > uint.MaxValue)
            );
        return text.ToString();
    }

    private static void Emit(StringBuilder text, EnumDefinition definition, bool wide)
    {
        text.Append("\n/// <summary>MAVLink's <c>").Append(definition.Name).Append("</c>.</summary>\n");
        if (definition.Bitmask)
            text.Append("[System.Flags]\n");
        text.Append("public enum ")
            .Append(Names.Pascal(definition.Name))
            .Append(wide ? " : ulong\n{\n" : " : uint\n{\n");
        var names = Names.Entries(definition);
        var used = new HashSet<string>();
        for (var i = 0; i < names.Count; i++)
        {
            var entry = definition.Entries[i];
            var name = used.Add(names[i]) ? names[i] : Names.Pascal(entry.Name);
            text.Append("    /// <summary><c>").Append(entry.Name).Append("</c></summary>\n    ");
            text.Append(name).Append(" = ").Append(entry.Value).Append(",\n");
        }
        text.Append("}\n");
    }
}
