using System.Text.Json.Nodes;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Missions.Reading;

/// <summary>A number with its unit, in one line (8 m/s) or as a block ({ value: 8, unit: m/s }).</summary>
/// <param name="wanted">In words, with an example.</param>
/// <param name="least">Least value, in the first unit.</param>
/// <param name="most">Greatest value, in the first unit.</param>
/// <param name="units">Each with how many of the first unit it is.</param>
internal sealed class Measure(string wanted, double least, double most, params (string Unit, double Is)[] units)
    : Shape<double>
{
    private readonly Quantity line = new(wanted, least, most, units);

    public override string Wanted => line.Wanted;

    public override bool TryRead(YamlNode node, string what, TemplateReadContext context, out double value) =>
        node is YamlMap block
            ? TryReadBlock(block, what, context, out value)
            : line.TryRead(node, what, context, out value);

    public override JsonObject ToSchema() =>
        Schemas.AnyOf(
            line.ToSchema(),
            new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    ["value"] = new JsonObject { ["type"] = "number" },
                    ["unit"] = new JsonObject { ["enum"] = new JsonArray([.. units.Select(u => (JsonNode)u.Unit)]) },
                },
                ["required"] = new JsonArray("value", "unit"),
                ["additionalProperties"] = false,
            }
        );

    private bool TryReadBlock(YamlMap block, string what, TemplateReadContext context, out double value)
    {
        value = 0;
        var before = context.Problems.Count;
        context.RefuseUnknown(block, what, ["value", "unit"]);
        var unit = context.Scalar(block, "unit", what);
        var number = context.Scalar(block, "value", what);
        if (unit is null || number is null)
        {
            return false;
        }

        var index = Array.FindIndex(units, u => u.Unit == unit.Text);
        if (index < 0)
        {
            var known = string.Join(" or ", units.Select(u => $"'{u.Unit}'"));
            context.Add(unit, $"{what} is given in '{unit.Text}'; it must be in {known}");
            return false;
        }

        var factor = units[index].Is;
        if (context.Number(number, what, least / factor, most / factor) is { } read)
        {
            value = read * factor;
        }

        return context.Problems.Count == before;
    }
}
