using System.Globalization;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Templates;

/// <summary>Reads a template's parameters against what its kind of mission knows.</summary>
internal sealed class TemplateParameterReader(
    MissionKind kind,
    IReadOnlyList<VehicleFamily> vehicles,
    TemplateReadContext context
)
{
    public static IReadOnlyList<TemplateParameter> ReadAll(
        YamlMap template,
        MissionKind kind,
        IReadOnlyList<VehicleFamily>? vehicles,
        TemplateReadContext context
    )
    {
        if (vehicles is null || context.Map(template, "parameters", "the template") is not { } map)
        {
            return [];
        }

        var reader = new TemplateParameterReader(kind, vehicles, context);
        return reader.Read(map);
    }

    private IReadOnlyList<TemplateParameter> Read(YamlMap map)
    {
        var known = MissionKinds.ParametersOf(kind);
        var what = $"kind {MissionKinds.NameOf(kind)}";
        context.RefuseUnknown(map, what, [.. known.Select(parameter => parameter.Name)]);
        var absent = known.Where(parameter => IsWanted(parameter) && map.Find(parameter.Name) is null).ToList();
        foreach (var missing in absent.Where(parameter => parameter.Default is null))
        {
            context.Add(map, $"{what} lacks the parameter '{missing.Name}'");
        }

        var read = new List<TemplateParameter>();
        foreach (var entry in map.Entries)
        {
            if (known.FirstOrDefault(parameter => parameter.Name == entry.Key.Text) is not { } parameter)
            {
                continue;
            }

            if (entry.Value is YamlMap body)
            {
                read.AddRange(ReadParameter(body, parameter));
            }
            else
            {
                context.Add(
                    entry.Value,
                    $"parameter '{parameter.Name}' must be a block of keys: type, default, help, …"
                );
            }
        }

        return
        [
            .. absent.Where(parameter => parameter.Default is not null).Select(each => each.WithDefault(vehicles)),
            .. read,
        ];
    }

    private bool IsWanted(KnownParameter parameter) => parameter.Vehicles.Any(vehicles.Contains);

    private TemplateParameter[] ReadParameter(YamlMap body, KnownParameter known)
    {
        var what = $"parameter '{known.Name}'";
        context.RefuseUnknown(body, what, KeysOf(known));
        CheckWord(body, "type", TypeNameOf(known), what);
        if (known.Unit.Length > 0)
        {
            CheckWord(body, "unit", known.Unit, what);
        }

        var help = context.Scalar(body, "help", what);
        var min = ReadBound(body, "min", known, what) ?? known.Min;
        var max = ReadBound(body, "max", known, what) ?? known.Max;
        if (min > max)
        {
            context.Add(body.Find("min") ?? body, $"{what}: 'min' must not be above 'max'");
            return [];
        }

        var defaults = ReadDefaults(body, known, min, max, what);
        var isNumber = known.Type is ParameterType.Number or ParameterType.Whole;
        return help is null
            ? []
            :
            [
                new TemplateParameter
                {
                    Name = known.Name,
                    Type = known.Type,
                    Unit = known.Unit,
                    Min = isNumber ? min : null,
                    Max = isNumber ? max : null,
                    Choices = known.Choices,
                    FeatureKind = known.FeatureKind,
                    Help = help.Text,
                    Defaults = defaults,
                    Vehicles = [.. vehicles.Where(known.Vehicles.Contains)],
                },
            ];
    }

    private Dictionary<VehicleFamily, string> ReadDefaults(
        YamlMap body,
        KnownParameter known,
        double min,
        double max,
        string what
    )
    {
        var defaults = new Dictionary<VehicleFamily, string>();
        var node = body.Find("default");
        if (node is null)
        {
            context.Add(body, $"{what} lacks 'default'");
            return defaults;
        }

        if (node is YamlMap perFamily)
        {
            context.RefuseUnknown(perFamily, $"the default of {what}", VehicleFamilies.Names);
        }

        foreach (var family in vehicles.Where(known.Vehicles.Contains))
        {
            var value = node is YamlMap map ? map.Find(VehicleFamilies.NameOf(family)) : node;
            if (value is null)
            {
                context.Add(node, $"the default of {what} lacks '{VehicleFamilies.NameOf(family)}'");
            }
            else if (ReadDefault(value, known, min, max, what) is { } text)
            {
                defaults[family] = text;
            }
        }

        return defaults;
    }

    private string? ReadDefault(YamlNode node, KnownParameter known, double min, double max, string what)
    {
        if (known.Type is ParameterType.Number or ParameterType.Whole)
        {
            if (context.Number(node, $"the default of {what}", min, max) is not { } number)
            {
                return null;
            }

            if (known.Type == ParameterType.Whole && number != Math.Floor(number))
            {
                context.Add(node, $"the default of {what} must be a whole number");
            }

            return number.ToString(CultureInfo.InvariantCulture);
        }

        if (node is YamlScalar word && (known.Choices.Count == 0 || known.Choices.Contains(word.Text)))
        {
            return word.Text;
        }

        var wanted = known.Choices.Count == 0 ? "a name" : string.Join(", ", known.Choices);
        context.Add(node, $"the default of {what} must be {wanted}, not {node.Describe()}");
        return null;
    }

    private double? ReadBound(YamlMap body, string key, KnownParameter known, string what) =>
        body.Find(key) is { } node ? context.Number(node, $"'{key}' of {what}", known.Min, known.Max) : null;

    private void CheckWord(YamlMap body, string key, string wanted, string what)
    {
        if (context.Scalar(body, key, what) is { } given && given.Text != wanted)
        {
            context.Add(given, $"{what} has {key} '{given.Text}'; it must be '{wanted}'");
        }
    }

    private static string[] KeysOf(KnownParameter known) =>
        known.Type switch
        {
            ParameterType.Number or ParameterType.Whole => ["type", "unit", "default", "min", "max", "help"],
            _ => ["type", "default", "help"],
        };

    private static string TypeNameOf(KnownParameter known) =>
        known.Type switch
        {
            ParameterType.Number => "number",
            ParameterType.Whole => "integer",
            ParameterType.Choice => "choice",
            _ => known.FeatureKind,
        };
}
