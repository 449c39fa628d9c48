using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Reading;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Templates;

/// <summary>
/// A template's parameters, as its kind of mission knows them: the reader and the schema of every kind come from
/// <see cref="MissionKinds"/> alone.
/// </summary>
internal static class ParameterGrammar
{
    private static readonly Field<string> Help = new(
        "help",
        TemplateWords.Line,
        "one sentence for the form",
        Required: true
    );

    /// <summary>The 'parameters' of a kind for a template of these vehicles.</summary>
    public static Block<IReadOnlyList<TemplateParameter>> Of(MissionKind kind, IReadOnlyList<VehicleFamily> vehicles)
    {
        var known = MissionKinds.ParametersOf(kind);
        var fields = known.Select(each => FieldOf(each, vehicles)).ToList();
        return new(
            $"kind {MissionKinds.NameOf(kind)}",
            (values, map, _) =>
                [
                    .. known
                        .Where(each => map.Find(each.Name) is null && IsFor(each, vehicles))
                        .Select(each => each.WithDefault(vehicles)),
                    .. map.Entries.Select(entry => values.Of(fields.First(field => field.Name == entry.Key.Text))),
                ],
            fields
        );
    }

    /// <summary>What a parameter is, in words: 'a number in m/s from 0.2 to 30'.</summary>
    public static string Describe(KnownParameter known) =>
        known.Type switch
        {
            ParameterType.Number or ParameterType.Whole => string.Create(
                CultureInfo.InvariantCulture,
                $"{(known.Type == ParameterType.Whole ? "a whole number" : "a number")} in {known.Unit} from {known.Min} to {known.Max}"
            ),
            ParameterType.Choice => $"one of {string.Join(", ", known.Choices)}",
            _ => $"a name of the site's {known.FeatureKind}, or '{ParameterNames.Auto}'",
        };

    /// <summary>Whether a template must list it, whatever its vehicles.</summary>
    public static bool IsAlwaysRequired(KnownParameter known) =>
        known.Default is null && Enum.GetValues<VehicleFamily>().All(known.Vehicles.Contains);

    private static bool IsFor(KnownParameter known, IReadOnlyList<VehicleFamily> vehicles) =>
        known.Vehicles.Any(vehicles.Contains);

    private static Field<TemplateParameter> FieldOf(KnownParameter known, IReadOnlyList<VehicleFamily> vehicles)
    {
        IReadOnlyList<VehicleFamily> families = [.. vehicles.Where(known.Vehicles.Contains)];
        var help = known.Help.Length > 0 ? known.Help : Describe(known);
        return new(
            known.Name,
            new ParameterShape(known, families, Help),
            help,
            known.Default is null && IsFor(known, vehicles)
        );
    }
}

/// <summary>One parameter: a block of type, unit, default, bounds and help.</summary>
internal sealed class ParameterShape : Shape<TemplateParameter>
{
    private readonly KnownParameter known;
    private readonly IReadOnlyList<VehicleFamily> families;
    private readonly Block<TemplateParameter> block;

    public ParameterShape(KnownParameter known, IReadOnlyList<VehicleFamily> families, Field<string> help)
    {
        this.known = known;
        this.families = families;
        var what = $"parameter '{known.Name}'";
        var type = new Field<string>("type", new Exactly(TypeNameOf(known)), "what sort of value it has", true);
        var unit = new Field<string>("unit", new Exactly(known.Unit), "the unit, fixed for this parameter", true);
        var start = new Field<IReadOnlyDictionary<VehicleFamily, string>>(
            "default",
            new PerFamily<string>(ValueOf(known), families, complete: true),
            "the value that a form starts with",
            true
        );
        var bound = new Plain(known.Min, known.Max);
        var min = new Field<double>("min", bound, "the least value that an operator may set");
        var max = new Field<double>("max", bound, "the greatest value that an operator may set");
        IField[] fields =
            IsNumber && known.Unit.Length > 0 ? [type, unit, start, min, max, help]
            : IsNumber ? [type, start, min, max, help]
            : [type, start, help];
        block = new(what, (values, map, context) => Build(values, map, context, start, min, max, help), fields);
    }

    public override string Wanted => block.Wanted;

    private bool IsNumber => known.Type is ParameterType.Number or ParameterType.Whole;

    public override bool TryRead(
        YamlNode node,
        string what,
        TemplateReadContext context,
        [MaybeNullWhen(false)] out TemplateParameter value
    ) => block.TryRead(node, $"parameter {what}", context, out value);

    public override JsonObject ToSchema() => block.ToSchema();

    private TemplateParameter? Build(
        FieldValues values,
        YamlMap map,
        TemplateReadContext context,
        Field<IReadOnlyDictionary<VehicleFamily, string>> start,
        Field<double> min,
        Field<double> max,
        Field<string> help
    )
    {
        var (least, most) = (values.Or(min, known.Min), values.Or(max, known.Max));
        if (least > most)
        {
            context.Add(
                map.Find("min") ?? map.Find("max")!,
                $"parameter '{known.Name}': 'min' must not be above 'max'"
            );
            return null;
        }

        if (IsNumber && !AreWithin(map.Find("default")!, least, most, context))
        {
            return null;
        }

        return new TemplateParameter
        {
            Name = known.Name,
            Type = known.Type,
            Unit = known.Unit,
            Min = IsNumber ? least : null,
            Max = IsNumber ? most : null,
            Choices = known.Choices,
            FeatureKind = known.FeatureKind,
            Help = values.Of(help),
            Defaults = values.Of(start),
            Vehicles = families,
        };
    }

    private bool AreWithin(YamlNode start, double least, double most, TemplateReadContext context)
    {
        var what = $"the default of parameter '{known.Name}'";
        IEnumerable<YamlNode> values = start is YamlMap map
            ? map.Entries.Where(e => families.Select(VehicleFamilies.NameOf).Contains(e.Key.Text)).Select(e => e.Value)
            : [start];
        return values.ToList().TrueForAll(value => context.Number(value, what, least, most) is not null);
    }

    private static Shape<string> ValueOf(KnownParameter known) =>
        known.Type switch
        {
            ParameterType.Number or ParameterType.Whole => new Made<double, string>(
                new Plain(known.Min, known.Max, known.Type == ParameterType.Whole),
                number => number.ToString(CultureInfo.InvariantCulture)
            ),
            ParameterType.Choice => new Choice<string>("one of", [.. known.Choices.Select(word => (word, word))]),
            _ => new Text($"a name of the site's {known.FeatureKind}, or '{ParameterNames.Auto}'"),
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
