using System.Text;

namespace DroneCommand.Mavlink.Generator;

/// <summary>Writes one message: a readonly struct that reads and writes its payload.</summary>
internal sealed class MessageEmitter(MessageDefinition message, WireLayout layout)
{
    private readonly StringBuilder _text = new(Source.Head);
    private readonly Dictionary<FieldDefinition, string> _names = Names.Properties(message);
    private readonly string _type = Names.Message(message.Name);

    public string Emit()
    {
        _text
            .Append("\n/// <summary>MAVLink's <c>")
            .Append(message.Name)
            .Append("</c> (")
            .Append(message.Id)
            .Append(").");
        _text.Append(message.Deprecated ? " Deprecated by the dialect.</summary>\n" : "</summary>\n");
        _text
            .Append("public readonly struct ")
            .Append(_type)
            .Append(" : IMavlinkMessage<")
            .Append(_type)
            .Append(">\n{\n");
        Static("uint", "MessageId", Source.Text(message.Id));
        Static("byte", "CrcExtra", Source.Text(layout.CrcExtra));
        Static("int", "MinLength", Source.Text(layout.MinLength));
        Static("int", "MaxLength", Source.Text(layout.MaxLength));
        Static("string", "Name", "\"" + message.Name + "\"");
        foreach (var field in message.Fields)
            Property(field);
        Read();
        Write();
        return _text.Append("}\n").ToString();
    }

    private void Static(string type, string name, string value) =>
        _text
            .Append("    static ")
            .Append(type)
            .Append(" IMavlinkMessage<")
            .Append(_type)
            .Append(">.")
            .Append(name)
            .Append(" => ")
            .Append(value)
            .Append(";\n");

    private void Property(FieldDefinition field)
    {
        _text.Append("\n    /// <summary><c>").Append(field.Name).Append("</c>");
        if (field.Units != null)
            _text.Append(", ").Append(field.Units);
        if (field.Invalid != null)
            _text.Append("; unknown: ").Append(field.Invalid);
        _text
            .Append("</summary>\n    public ")
            .Append(TypeOf(field))
            .Append(' ')
            .Append(_names[field])
            .Append(" { get; init; }\n");
    }

    private static string TypeOf(FieldDefinition field)
    {
        if (field.Length > 0)
            return field.Type == "char"
                ? "Text" + field.Length
                : "Array" + field.Length + "<" + WireType.CSharp(field.Type) + ">";
        return field.Enum != null ? Names.Pascal(field.Enum) : WireType.CSharp(field.Type);
    }

    private void Read()
    {
        _text
            .Append("\n    /// <inheritdoc/>\n    public static ")
            .Append(_type)
            .Append(" Read(System.ReadOnlySpan<byte> payload)\n    {\n");
        _text
            .Append("        if (payload.Length >= ")
            .Append(layout.MaxLength)
            .Append(")\n            return Parse(payload);\n");
        _text.Append("        System.Span<byte> whole = stackalloc byte[").Append(layout.MaxLength).Append("];\n");
        _text.Append("        payload.CopyTo(whole);\n        return Parse(whole);\n    }\n");
        _text
            .Append("\n    private static ")
            .Append(_type)
            .Append(" Parse(System.ReadOnlySpan<byte> p) =>\n        new()\n        {\n");
        foreach (var laid in layout.Fields)
        {
            var field = laid.Field;
            _text.Append("            ").Append(_names[field]).Append(" = ");
            if (field.Length > 0)
                _text.Append(TypeOf(field)).Append(".Read(p.Slice(").Append(laid.Offset).Append("))");
            else
                _text
                    .Append(field.Enum != null ? "(" + TypeOf(field) + ")" : "")
                    .Append("PayloadBytes.Get")
                    .Append(WireType.Suffix(field.Type))
                    .Append("(p, ")
                    .Append(laid.Offset)
                    .Append(')');
            _text.Append(",\n");
        }
        _text.Append("        };\n");
    }

    private void Write()
    {
        _text.Append("\n    /// <inheritdoc/>\n    public int Write(System.Span<byte> destination)\n    {\n");
        _text.Append("        var p = destination.Slice(0, ").Append(layout.MaxLength).Append(");\n");
        foreach (var laid in layout.Fields)
        {
            var field = laid.Field;
            if (field.Length > 0)
            {
                _text
                    .Append("        ")
                    .Append(_names[field])
                    .Append(".Write(p.Slice(")
                    .Append(laid.Offset)
                    .Append("));\n");
                continue;
            }
            var value =
                field.Constant ?? (field.Enum != null ? "(" + WireType.CSharp(field.Type) + ")" : "") + _names[field];
            _text
                .Append("        PayloadBytes.Put")
                .Append(WireType.Suffix(field.Type))
                .Append("(p, ")
                .Append(laid.Offset)
                .Append(", ")
                .Append(value)
                .Append(");\n");
        }
        _text.Append("        return ").Append(layout.MaxLength).Append(";\n    }\n");
    }
}
