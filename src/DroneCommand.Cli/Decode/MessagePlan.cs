using System.Text.Json;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Decode;

/// <summary>A field ready to be written: its name is escaped once.</summary>
internal readonly record struct FieldPlan(
    JsonEncodedText Name,
    FieldType Type,
    int Length,
    int Offset,
    int ElementSize
);

/// <summary>How a message becomes JSON. MAVLink 1 carries no extensions, so none are told of its frames.</summary>
internal sealed class MessagePlan
{
    private readonly FieldPlan[] _all;
    private readonly FieldPlan[] _base;

    public MessagePlan(MessageInfo info)
    {
        Name = JsonEncodedText.Encode(info.Name);
        _all = [.. info.Fields.Select(Plan)];
        _base = [.. info.Fields.Where(f => !f.IsExtension).Select(Plan)];
    }

    public JsonEncodedText Name { get; }

    public ReadOnlySpan<FieldPlan> Fields(int version) => version == 1 ? _base : _all;

    private static FieldPlan Plan(MessageField field) =>
        new(JsonEncodedText.Encode(field.Name), field.Type, field.Length, field.Offset, field.ElementSize);
}
