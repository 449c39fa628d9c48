using System.Text;

namespace DroneCommand.Mavlink.Generator;

/// <summary>
/// Writes one message: a readonly struct whose fields lie in memory as on the wire (their natural order, packed), so that
/// reading and writing one is a copy of its bytes. Properties give the fields in the definition's order, typed as enums
/// where they are such.
/// </summary>
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
            .Append(
                "[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Pack = 1)]\n"
            )
            .Append("public readonly struct ")
            .Append(_type)
            .Append(" : IMavlinkMessage<")
            .Append(_type)
            .Append(">\n{\n");
        foreach (var laid in layout.Fields)
            Field(laid.Field);
        _text.Append('\n');
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

    private void Field(FieldDefinition field) =>
        _text
            .Append("    private readonly ")
            .Append(field.Length > 0 ? TypeOf(field) : WireType.CSharp(field.Type))
            .Append(' ')
            .Append(Backing(field))
            .Append(";\n");

    private string Backing(FieldDefinition field) => "_wire" + _names[field];

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
        var isEnum = field.Length == 0 && field.Enum != null;
        _text
            .Append("</summary>\n    public ")
            .Append(TypeOf(field))
            .Append(' ')
            .Append(_names[field])
            .Append("\n    {\n        get => ")
            .Append(isEnum ? "(" + TypeOf(field) + ")" : "")
            .Append(Backing(field))
            .Append(";\n        init => ")
            .Append(Backing(field))
            .Append(" = ")
            .Append(isEnum ? "(" + WireType.CSharp(field.Type) + ")" : "")
            .Append("value;\n    }\n");
    }

    private static string TypeOf(FieldDefinition field)
    {
        if (field.Length > 0)
            return field.Type == "char"
                ? "Text" + field.Length
                : "Array" + field.Length + "<" + WireType.CSharp(field.Type) + ">";
        return field.Enum != null ? Names.Pascal(field.Enum) : WireType.CSharp(field.Type);
    }

    private void Read() =>
        _text
            .Append("\n    /// <inheritdoc/>\n    public static ")
            .Append(_type)
            .Append(" Read(System.ReadOnlySpan<byte> payload) => PayloadBytes.Read<")
            .Append(_type)
            .Append(">(payload);\n");

    private void Write()
    {
        _text
            .Append("\n    /// <inheritdoc/>\n    public int Write(System.Span<byte> destination)\n    {\n")
            .Append("        PayloadBytes.Write(in this, destination);\n");
        foreach (var laid in layout.Fields.Where(f => f.Field.Constant != null))
            _text
                .Append("        PayloadBytes.Put<")
                .Append(WireType.CSharp(laid.Field.Type))
                .Append(">(destination, ")
                .Append(laid.Offset)
                .Append(", ")
                .Append(laid.Field.Constant)
                .Append(");\n");
        _text.Append("        return ").Append(layout.MaxLength).Append(";\n    }\n");
    }
}
