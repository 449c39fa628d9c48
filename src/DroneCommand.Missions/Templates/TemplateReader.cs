using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Templates;

/// <summary>
/// Reads a mission template from YAML. docs/missions.md lists every key. A file with any problem gives no template; every
/// problem names line, column, reason and what would be right.
/// </summary>
public static class TemplateReader
{
    private const int FormatVersion = 1;

    private static readonly string[] RootKeys =
    [
        "format",
        "version",
        "kind",
        "name",
        "summary",
        "vehicles",
        "parameters",
        "limits",
    ];

    private static readonly string[] LimitKeys = ["reserve", "wind", "recharge"];

    /// <summary>Reads a template, or says at which places the file is wrong. Never throws for what the text holds.</summary>
    /// <param name="yaml">The file's text.</param>
    /// <param name="fileName">Its name: the template's id is the name without its ending.</param>
    public static TemplateReadResult Read(string yaml, string fileName)
    {
        var context = new TemplateReadContext(fileName);
        try
        {
            var root = YamlTree.Read(yaml);
            if (root is not YamlMap map)
            {
                context.Add(root, "a template is a block of keys: format, kind, name, …");
                return new(null, context.Problems);
            }

            var template = ReadTemplate(map, Path.GetFileNameWithoutExtension(fileName), context);
            return context.Problems.Count == 0 ? new(template, []) : new(null, context.Problems);
        }
        catch (YamlTreeException error)
        {
            return new(null, [new TemplateProblem(fileName, error.Line, error.Column, error.Message)]);
        }
    }

    private static MissionTemplate? ReadTemplate(YamlMap map, string id, TemplateReadContext context)
    {
        context.RefuseUnknown(map, "a template", RootKeys);
        if (context.Scalar(map, "format", "the template") is { } format)
        {
            context.Number(format, "'format'", FormatVersion, FormatVersion);
        }

        var version = ReadVersion(map, context);
        var kind = ReadKind(map, context);
        var name = context.Scalar(map, "name", "the template");
        var summary = context.Scalar(map, "summary", "the template");
        var vehicles = ReadVehicles(map, context);
        var limits = ReadLimits(map, context);
        var parameters = kind is null
            ? []
            : TemplateParameterReader.ReadAll(map, kind.Value, vehicles.Count > 0 ? vehicles : null, context);
        return context.Problems.Count > 0
            ? null
            : new MissionTemplate
            {
                Id = id,
                Name = name!.Text,
                Version = version,
                Kind = kind!.Value,
                Summary = summary!.Text,
                Vehicles = vehicles,
                Parameters = parameters,
                Limits = limits,
            };
    }

    private static int ReadVersion(YamlMap map, TemplateReadContext context)
    {
        var node = context.Scalar(map, "version", "the template");
        var number = node is null ? null : context.Number(node, "'version'", 1, 100_000);
        if (number is { } value && value != Math.Floor(value))
        {
            context.Add(node!, "'version' must be a whole number");
        }

        return (int)(number ?? 0);
    }

    private static MissionKind? ReadKind(YamlMap map, TemplateReadContext context)
    {
        if (context.Scalar(map, "kind", "the template") is not { } word)
        {
            return null;
        }

        var kind = MissionKinds.Parse(word.Text);
        if (kind is null)
        {
            var suggestion = TemplateReadContext.Suggest(word.Text, MissionKinds.Names);
            context.Add(word, $"'{word.Text}' is no kind of mission; {suggestion}");
        }

        return kind;
    }

    private static List<VehicleFamily> ReadVehicles(YamlMap map, TemplateReadContext context)
    {
        if (map.Find("vehicles") is not YamlList { Items.Count: > 0 } list)
        {
            context.Add(map.Find("vehicles") ?? map, "'vehicles' must be a list such as [copter, rover]");
            return [];
        }

        var families = new List<VehicleFamily>();
        foreach (var item in list.Items)
        {
            if (item is YamlScalar word && VehicleFamilies.Parse(word.Text) is { } family)
            {
                families.Add(family);
            }
            else
            {
                context.Add(
                    item,
                    $"'vehicles' may hold {string.Join(" and ", VehicleFamilies.Names)}, not {item.Describe()}"
                );
            }
        }

        return [.. families.Distinct()];
    }

    private static TemplateLimits ReadLimits(YamlMap map, TemplateReadContext context)
    {
        if (map.Find("limits") is null)
        {
            return TemplateLimits.None;
        }

        if (context.Map(map, "limits", "the template") is not { } limits)
        {
            return TemplateLimits.None;
        }

        context.RefuseUnknown(limits, "'limits'", LimitKeys);
        return new TemplateLimits(
            ReadLimit(limits, "reserve", "%", 5, 90, context),
            ReadLimit(limits, "wind", "m/s", 0, 30, context)
        )
        {
            RechargeMinutes = ReadLimit(limits, "recharge", "min", 0, 1_440, context),
        };
    }

    private static double? ReadLimit(
        YamlMap limits,
        string key,
        string unit,
        double min,
        double max,
        TemplateReadContext context
    )
    {
        if (limits.Find(key) is null || context.Map(limits, key, "'limits'") is not { } limit)
        {
            return null;
        }

        context.RefuseUnknown(limit, $"'{key}'", ["value", "unit"]);
        if (context.Scalar(limit, "unit", $"'{key}'") is { } given && given.Text != unit)
        {
            context.Add(given, $"'{key}' is given in '{given.Text}'; it must be in '{unit}'");
        }

        return context.Scalar(limit, "value", $"'{key}'") is { } value
            ? context.Number(value, $"'{key}'", min, max)
            : null;
    }
}
