using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using DroneCommand.Missions.Reading;

namespace DroneCommand.Missions.Templates;

/// <summary>A block whose keys another grammar reads.</summary>
internal sealed class AnyBlock : Shape<YamlMap>
{
    public override string Wanted => "a block of keys";

    public override bool TryRead(
        YamlNode node,
        string what,
        TemplateReadContext context,
        [MaybeNullWhen(false)] out YamlMap value
    )
    {
        value = node as YamlMap;
        return value is not null || Refuse(node, what, context);
    }

    public override JsonObject ToSchema() => new() { ["type"] = "object" };
}
