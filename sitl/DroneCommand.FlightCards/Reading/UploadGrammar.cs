using DroneCommand.FlightCards.Steps;
using DroneCommand.Missions.Reading;
using DroneCommand.Missions.Templates;
using static DroneCommand.FlightCards.Reading.PlaceFields;

namespace DroneCommand.FlightCards.Reading;

/// <summary>What is uploaded by a card: a template's plan, items that it writes out, a fence.</summary>
internal static class UploadGrammar
{
    private static readonly Lazy<TemplateLibrary> Library = new(() =>
        TemplateLibrary.Load(TemplateLibrary.ShippedDirectory)
    );

    private static readonly Field<string> Template = new(
        "template",
        new Text("a template's name"),
        "the mission template"
    );
    private static readonly Field<IReadOnlyDictionary<string, string>> Set = new(
        "set",
        new TableOf<string>(new Text(), "parameters with their values"),
        "the template's parameters, where not its defaults"
    );
    private static readonly Field<IReadOnlyList<CardItem>> Items = new(
        "items",
        new ListOf<CardItem>(MissionGrammar.Item, "a list of items", 1),
        "the mission, written out"
    );
    private static readonly Field<IReadOnlyList<CardPlace>> Corners = new(
        "corners",
        new ListOf<CardPlace>(
            new Block<CardPlace>("a corner", v => new CardPlace(v.Of(North), v.Of(East)), North, East),
            "a list of at least three places",
            3,
            84
        ),
        "a polygon that must not be left",
        Required: true
    );

    public static Shape<CardStep> Upload { get; } = new Block<CardStep>("upload", Read, Template, Set, Items);

    public static Shape<CardStep> Fence { get; } =
        new WordOr<CardStep>(
            new Choice<CardStep>("a fence", [("site", new FenceStep(true, [])), ("none", new FenceStep(false, []))]),
            new Block<CardStep>("fence", v => new FenceStep(false, v.Of(Corners)), Corners)
        );

    private static CardStep? Read(FieldValues values, YamlMap map, TemplateReadContext context)
    {
        if (values.Has(Template) == values.Has(Items))
        {
            context.Add(map, "'upload' has either 'template' or 'items'");
            return null;
        }

        if (values.Has(Items))
        {
            return new ItemsStep(values.Of(Items));
        }

        var id = values.Of(Template);
        if (Library.Value.Find(id) is not { } template)
        {
            var known = Library.Value.Templates.Select(t => t.Id).ToList();
            context.Add(
                map.Find("template")!,
                $"there is no template '{id}'; {TemplateReadContext.Suggest(id, known)}"
            );
            return null;
        }

        var set = values.Or(Set, new Dictionary<string, string>());
        if (map.Find("set") is YamlMap given)
        {
            context.RefuseUnknown(given, $"the template {id}", [.. template.Parameters.Select(p => p.Name)]);
        }

        return new TemplateStep(template, set);
    }
}
