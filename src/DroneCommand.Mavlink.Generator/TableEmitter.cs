using System.Text;

namespace DroneCommand.Mavlink.Generator;

/// <summary>Writes what frames need to know of every message (by id, in constant time) and what commands are.</summary>
internal static class TableEmitter
{
    public static string Emit(IReadOnlyList<(MessageDefinition Message, WireLayout Layout)> messages, Dialect dialect)
    {
        var text = new StringBuilder(Source.Head);
        Ids(text, messages);
        Infos(text, messages);
        Locations(text, dialect);
        return text.ToString();
    }

    private static void Ids(StringBuilder text, IReadOnlyList<(MessageDefinition Message, WireLayout Layout)> messages)
    {
        text.Append("\n/// <summary>The ids of all messages.</summary>\npublic static class MessageIds\n{\n");
        foreach (var (message, _) in messages)
            text.Append("    public const uint ")
                .Append(Names.Message(message.Name))
                .Append(" = ")
                .Append(message.Id)
                .Append(";\n");
        text.Append("}\n");
    }

    private static void Infos(
        StringBuilder text,
        IReadOnlyList<(MessageDefinition Message, WireLayout Layout)> messages
    )
    {
        text.Append("\npublic static partial class MessageTable\n{\n");
        text.Append("    private static readonly MessageInfo[] Infos =\n    [\n");
        foreach (var (message, layout) in messages)
            text.Append("        new(")
                .Append(message.Id)
                .Append(", ")
                .Append(layout.CrcExtra)
                .Append(", ")
                .Append(layout.MinLength)
                .Append(", ")
                .Append(layout.MaxLength)
                .Append(", \"")
                .Append(message.Name)
                .Append("\"),\n");
        text.Append("    ];\n\n");
        var pages = messages.Select(m => m.Message.Id >> 8).Distinct().OrderBy(p => p).ToList();
        text.Append("    // Ids are sparse: the upper bits choose a page of 256, 0 being the empty one.\n");
        text.Append("    private static readonly byte[] Pages = [");
        var last = pages.Count == 0 ? 0 : pages[pages.Count - 1];
        for (uint page = 0; page <= last; page++)
            text.Append(pages.IndexOf(page) + 1).Append(',');
        text.Append("];\n\n    // Index into Infos plus one.\n    private static readonly ushort[] Slots = [");
        var slots = new int[(pages.Count + 1) * 256];
        for (var i = 0; i < messages.Count; i++)
        {
            var id = messages[i].Message.Id;
            slots[(pages.IndexOf(id >> 8) + 1) * 256 + (int)(id & 0xFF)] = i + 1;
        }
        foreach (var slot in slots)
            text.Append(slot).Append(',');
        text.Append("];\n}\n");
    }

    private static void Locations(StringBuilder text, Dialect dialect)
    {
        var located = dialect.Commands.Where(c => c.HasLocation).Select(c => Source.Text(c.Value)).ToList();
        text.Append(
            "\n/// <summary>What the dialect says of commands.</summary>\npublic static partial class CommandTable\n{\n"
        );
        text.Append(
            "    /// <summary>True when parameters 5 to 7 are a place: latitude, longitude, altitude.</summary>\n"
        );
        text.Append("    public static bool HasLocation(MavCmd command) =>\n        (uint)command is ");
        text.Append(located.Count == 0 ? "> uint.MaxValue" : string.Join(" or ", located)).Append(";\n}\n");
    }
}
