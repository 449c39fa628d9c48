using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using DroneCommand.Missions.Reading;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Templates;

/// <summary>One value for all vehicles, or one for each family: { copter: 6, rover: 1.5 }.</summary>
/// <param name="value">What each looks like.</param>
/// <param name="families">The families that it is for.</param>
/// <param name="complete">None of them may be left out of a block.</param>
internal sealed class PerFamily<T>(Shape<T> value, IReadOnlyList<VehicleFamily> families, bool complete)
    : Shape<IReadOnlyDictionary<VehicleFamily, T>>
{
    public override string Wanted => $"{value.Wanted}, or a block of such by {string.Join(", ", Names)}";

    private IEnumerable<string> Names => families.Select(VehicleFamilies.NameOf);

    public override bool TryRead(
        YamlNode node,
        string what,
        TemplateReadContext context,
        [MaybeNullWhen(false)] out IReadOnlyDictionary<VehicleFamily, T> read
    )
    {
        var values = new Dictionary<VehicleFamily, T>();
        read = values;
        if (node is not YamlMap block)
        {
            var good = value.TryRead(node, what, context, out var same);
            foreach (var family in families)
            {
                values[family] = same!;
            }

            return good;
        }

        return ReadBlock(block, what, context, values);
    }

    public override JsonObject ToSchema()
    {
        var properties = new JsonObject();
        foreach (var name in Names)
        {
            properties[name] = value.ToSchema();
        }

        return Schemas.AnyOf(
            value.ToSchema(),
            new JsonObject
            {
                ["type"] = "object",
                ["properties"] = properties,
                ["additionalProperties"] = false,
            }
        );
    }

    private bool ReadBlock(YamlMap block, string what, TemplateReadContext context, Dictionary<VehicleFamily, T> values)
    {
        var before = context.Problems.Count;
        // What another family is set to may stay when a template leaves that family out.
        context.RefuseUnknown(block, what, VehicleFamilies.Names);
        foreach (var family in families)
        {
            var name = VehicleFamilies.NameOf(family);
            if (block.Find(name) is not { } node)
            {
                if (complete)
                {
                    context.Add(block, $"{what} lacks '{name}'");
                }
            }
            else if (value.TryRead(node, $"{what} for a {name}", context, out var one))
            {
                values[family] = one;
            }
        }

        return context.Problems.Count == before;
    }
}
