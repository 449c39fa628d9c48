using System.Text;

namespace DroneCommand.Mavlink.Generator;

/// <summary>
/// Writes what tools ask about fields, enum entries and command parameters. It becomes constant text of the assembly, one
/// fact a line, which Wire/FactLines reads when it is first asked for: whoever never asks pays nothing at start-up.
/// </summary>
internal static class FactsEmitter
{
    public static string Emit(IReadOnlyList<(MessageDefinition Message, WireLayout Layout)> messages, Dialect dialect)
    {
        var text = new StringBuilder(Source.Head);
        Fields(text, messages);
        Constant(text, "EnumTable", Enums(dialect));
        Constant(text, "CommandTable", Commands(dialect));
        return text.ToString();
    }

    private static void Fields(
        StringBuilder text,
        IReadOnlyList<(MessageDefinition Message, WireLayout Layout)> messages
    )
    {
        var facts = new StringBuilder();
        var starts = new List<int> { 0 };
        foreach (var (message, layout) in messages)
        {
            var lines = Fields(message, layout);
            facts.Append(lines);
            starts.Add(starts[starts.Count - 1] + Encoding.UTF8.GetByteCount(lines));
        }
        text.Append("\npublic static partial class MessageTable\n{\n");
        text.Append("    // Where the lines of each of Infos begin, and the end.\n");
        text.Append("    private static System.ReadOnlySpan<int> FieldStarts => [");
        foreach (var start in starts)
            text.Append(start).Append(',');
        text.Append("];\n\n").Append(Property(facts)).Append("}\n");
    }

    private static string Fields(MessageDefinition message, WireLayout layout)
    {
        var lines = new StringBuilder();
        var offsets = layout.Fields.ToDictionary(f => f.Field, f => f.Offset);
        foreach (var field in message.Fields)
            Line(
                lines,
                field.Name,
                field.Type,
                Source.Text(field.Length),
                Source.Text(offsets[field]),
                field.Extension ? "+" : null,
                field.Enum,
                field.Units,
                field.Constant,
                field.Invalid
            );
        return lines.ToString();
    }

    private static void Constant(StringBuilder text, string type, StringBuilder facts)
    {
        text.Append("\npublic static partial class ")
            .Append(type)
            .Append("\n{\n")
            .Append(Property(facts))
            .Append("}\n");
    }

    private static StringBuilder Enums(Dialect dialect)
    {
        var facts = new StringBuilder();
        foreach (var definition in dialect.Enums)
        {
            Line(facts, ">", definition.Name, definition.Bitmask ? "bitmask" : null);
            foreach (var entry in definition.Entries)
                Line(facts, Source.Text(entry.Value), entry.Name);
        }
        return facts;
    }

    private static StringBuilder Commands(Dialect dialect)
    {
        var facts = new StringBuilder();
        foreach (var command in dialect.Commands)
        {
            Line(
                facts,
                ">",
                Source.Text(command.Value),
                command.Name,
                command.HasLocation ? "location" : null,
                command.Attributes.Has("destination") ? "destination" : null
            );
            foreach (var p in command.Parameters)
                Line(
                    facts,
                    Source.Text(p.Index),
                    p.Label,
                    p.Attributes["units"],
                    p.Attributes["enum"],
                    p.Attributes["min"],
                    p.Attributes["max"],
                    p.Attributes["increment"],
                    p.Attributes["default"]
                );
        }
        return facts;
    }

    private static void Line(StringBuilder facts, params string?[] words) =>
        facts.Append(string.Join("|", words.Select(Plain)).TrimEnd('|')).Append('\n');

    // What has a meaning in these lines or ends their literal stands in no name, but an XML file's label is anybody's.
    private static string? Plain(string? word) => word?.Replace('|', '/').Replace('"', '\'').Replace('\n', ' ');

    // The literal ends before its last line's end, as raw ones do; the readers do not miss it.
    private static string Property(StringBuilder facts) =>
        "    private static System.ReadOnlySpan<byte> Facts =>\n\"\"\"\n"
        + facts.ToString().TrimEnd('\n')
        + "\n\"\"\"u8;\n";
}
