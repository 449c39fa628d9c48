using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using DroneCommand.Missions.Reading;
using DroneCommand.Missions.Templates;
using DroneCommand.Simulator.Faults;

namespace DroneCommand.FlightCards.Reading;

/// <summary>A fault's name with its argument: 'gps-loss', 'battery=15'.</summary>
internal sealed class FaultWord : Shape<string>
{
    public override string Wanted => $"a fault ({string.Join(", ", FaultCatalogue.All.Select(k => k.Name))})";

    public override bool TryRead(
        YamlNode node,
        string what,
        TemplateReadContext context,
        [MaybeNullWhen(false)] out string value
    )
    {
        value = (node as YamlScalar)?.Text ?? "";
        try
        {
            var spec = FaultSpec.Parse(value);
            if (spec is { At: 0, SystemId: null })
            {
                return true;
            }

            context.Add(node, $"{what}: a card says when by the step's place, and whom by itself: '{spec.Name}' alone");
        }
        catch (FormatException error)
        {
            var names = FaultCatalogue.All.Select(k => k.Name).ToList();
            var name = value.Split('=')[0].Trim();
            context.Add(
                node,
                names.Contains(name)
                    ? error.Message
                    : $"{what} cannot be '{name}'; {TemplateReadContext.Suggest(name, names)}"
            );
        }

        return false;
    }

    public override JsonObject ToSchema() =>
        new()
        {
            ["type"] = "string",
            ["pattern"] = $"^({string.Join('|', FaultCatalogue.All.Select(k => k.Name))})(=.+)?$",
        };
}
