using DroneCommand.FlightCards.Steps;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Reading;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;
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
        new Text("a template's name or file"),
        "the mission template: a shipped one by its name, one of the card's own by its .yaml file beside the card"
    );
    private static readonly Field<IReadOnlyDictionary<string, string>> Set = new(
        "set",
        new TableOf<string>(new Text(), "parameters with their values"),
        "the template's parameters, where not its defaults"
    );
    private static readonly Field<string> Team = new(
        "team",
        new Text("how many of which kind: copter:3 or copter:2,rover:1"),
        "all vehicles that the template is planned for; the card's own alone where it is left out"
    );
    private static readonly Field<double> Member = new(
        "member",
        new Plain(1, SiteTeam.MaxVehicles, whole: true),
        "which of the team the card's vehicle is, from 1"
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

    public static Shape<CardStep> Upload { get; } =
        new Block<CardStep>("upload", Read, Template, Set, Team, Member, Items);

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

        if (FindTemplate(values.Of(Template), map.Find("template")!, context) is not { } template)
        {
            return null;
        }

        var set = values.Or(Set, new Dictionary<string, string>());
        if (map.Find("set") is YamlMap given)
        {
            context.RefuseUnknown(given, $"the template {template.Id}", [.. template.Parameters.Select(p => p.Name)]);
        }

        return ReadTeam(values, map, context) is { } team
            ? new TemplateStep(template, set, team, (int)values.Or(Member, 1) - 1)
            : null;
    }

    /// <summary>A shipped template by its name, or one of the card's own by its file.</summary>
    private static MissionTemplate? FindTemplate(string word, YamlNode node, TemplateReadContext context)
    {
        if (word.EndsWith(".yaml", StringComparison.Ordinal))
        {
            var read = TemplateLibrary.ReadFile(Path.Combine(Path.GetDirectoryName(context.File) ?? "", word));
            foreach (var problem in read.Problems)
            {
                context.Add(node, $"the template is not sound: {problem}");
            }

            return read.Template;
        }

        if (Library.Value.Find(word) is { } template)
        {
            return template;
        }

        var known = Library.Value.Templates.Select(t => t.Id).ToList();
        context.Add(node, $"there is no template '{word}'; {TemplateReadContext.Suggest(word, known)}");
        return null;
    }

    /// <summary>Empty for the card's vehicle alone; null with a problem for what is no team.</summary>
    private static IReadOnlyList<VehicleFamily>? ReadTeam(FieldValues values, YamlMap map, TemplateReadContext context)
    {
        if (!values.Has(Team))
        {
            return [];
        }

        var team = SiteTeam.Parse(values.Of(Team));
        if (team is null)
        {
            context.Add(map.Find("team")!, $"'{values.Of(Team)}' is no team: copter:3 or copter:2,rover:1");
        }
        else if (values.Or(Member, 1) > team.Count)
        {
            context.Add(map.Find("member")!, FormattableString.Invariant($"the team has {team.Count} members"));
            return null;
        }

        return team;
    }
}
