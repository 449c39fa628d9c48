using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using DroneCommand.FlightCards.Expectations;
using DroneCommand.FlightCards.Reading;
using DroneCommand.FlightCards.Steps;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Missions.Reading;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.FlightCards.Cards;

/// <summary>
/// Reads flight cards. docs/flight-cards.md tells what they hold. A file with any problem gives no card; every problem names
/// file, line, column, and what would be right.
/// </summary>
public static class CardReader
{
    private const double FormatVersion = 1;

    private static readonly Field<double> Format = new(
        "format",
        new Plain(FormatVersion, FormatVersion),
        "the version of the format: 1",
        Required: true
    );
    private static readonly Field<string> Name = new("name", new Text(), "as people call it", Required: true);
    private static readonly Field<string> Summary = new(
        "summary",
        new Text(),
        "what it proves, in one or two sentences",
        Required: true
    );
    private static readonly Field<VehicleFamily> Vehicle = new(
        "vehicle",
        new Choice<VehicleFamily>(
            "a kind of vehicle",
            [.. VehicleFamilies.Names.Select(n => (n, VehicleFamilies.Parse(n)!.Value))]
        ),
        "what flies or drives it",
        Required: true
    );
    private static readonly Field<string> SiteFile = new(
        "site",
        new Text("demo, or a site's file"),
        "demo, or a site's GeoJSON file beside the card; demo where it is left out"
    );
    private static readonly Field<string> DockName = new(
        "dock",
        new Text("a dock's name"),
        "where the vehicle stands; the site's first dock for its kind where it is left out"
    );

    private static readonly Field<double> WindSpeed = new("speed", Quantities.Speed, "steady wind", Required: true);
    private static readonly Field<double> WindFrom = new(
        "from",
        Quantities.Degrees,
        "where it comes from",
        Required: true
    );
    private static readonly Field<double> Gusts = new("gusts", Quantities.Speed, "standard deviation of gusts");
    private static readonly Field<CardConditions> Wind = new(
        "wind",
        new Block<CardConditions>(
            "wind",
            v => new CardConditions
            {
                WindMps = v.Of(WindSpeed),
                WindFromDeg = v.Of(WindFrom),
                GustMps = v.Or(Gusts, 0),
            },
            WindSpeed,
            WindFrom,
            Gusts
        ),
        "the wind; none where it is left out"
    );
    private static readonly Field<IReadOnlyDictionary<string, double>> Parameters = new(
        "parameters",
        new TableOf<double>(new Plain(-1e9, 1e9), "parameters with their values"),
        "parameters beyond those of sitl/params"
    );
    private static readonly Field<CardConditions> Given = new(
        "given",
        new Block<CardConditions>(
            "given",
            v =>
                v.Or(Wind, new CardConditions()) with
                {
                    Parameters = v.Or(Parameters, new Dictionary<string, double>()),
                },
            Parameters,
            Wind
        ),
        "what holds before the first step"
    );

    private static readonly Field<IReadOnlyList<CardStep>> Steps = new(
        "steps",
        new ListOf<CardStep>(StepGrammar.Steps, "a list of steps", 1, 200),
        "what is done, in order",
        Required: true
    );
    private static readonly Field<IReadOnlyList<Expectation>> Expect = new(
        "expect",
        new ListOf<Expectation>(ExpectationGrammar.Expectations, "a list of expectations", 1, 100),
        "what the flight's record must show",
        Required: true
    );

    private static readonly IField[] Fields =
    [
        Format,
        Name,
        Summary,
        Vehicle,
        SiteFile,
        DockName,
        Given,
        Steps,
        Expect,
    ];

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
    };

    /// <summary>The JSON Schema of cards, for editors: what sitl/flights/card.schema.json holds.</summary>
    public static string Schema
    {
        get
        {
            var schema = Schemas.Object(Fields);
            schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
            schema.Insert(1, "title", "DroneCommand flight card");
            return schema.ToJsonString(Indented) + "\n";
        }
    }

    /// <summary>Reads a card's file. Never throws for what the file holds.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CardReadResult ReadFile(string path)
    {
        if (new FileInfo(path).Length > 4 * YamlTree.MaxCharacters)
        {
            return new(
                null,
                [new CardProblem(path, 0, 0, $"the file is larger than {YamlTree.MaxCharacters / 1024} KiB")]
            );
        }

        return Read(File.ReadAllText(path), path);
    }

    /// <summary>Reads a card.</summary>
    /// <param name="yaml">The file's text.</param>
    /// <param name="path">Its path: the id is the name without its ending; a site's file is looked for beside it.</param>
    public static CardReadResult Read(string yaml, string path)
    {
        var context = new TemplateReadContext(path);
        try
        {
            var root = YamlTree.Read(yaml);
            var block = new Block<FlightCard>("a card", (values, map, c) => Build(values, map, path, c), Fields);
            var good = block.TryRead(root, "a card", context, out var card);
            return good ? new(card, []) : new(null, [.. context.Problems.Select(OfCard)]);
        }
        catch (YamlTreeException error)
        {
            // The commonest slip of the pen, and the parser's words for it help nobody.
            var reason = error.Message.Contains("multiline plain scalar", StringComparison.Ordinal)
                ? "keys under a word need a colon behind the word, as in 'hold:'"
                : error.Message;
            return new(null, [new CardProblem(path, error.Line, error.Column, reason)]);
        }
    }

    private static CardProblem OfCard(TemplateProblem p) => new(p.File, p.Line, p.Column, p.Reason);

    private static FlightCard? Build(FieldValues values, YamlMap map, string path, TemplateReadContext context)
    {
        var family = values.Of(Vehicle);
        if (
            !TryReadSite(values.Or(SiteFile, "demo"), path, map, context, out var site)
            || FindDock(values, site, family, map, context) is not { } dock
        )
        {
            return null;
        }

        var card = new FlightCard
        {
            Id = Path.GetFileNameWithoutExtension(path),
            Name = values.Of(Name),
            Summary = values.Of(Summary),
            Vehicle = family,
            Site = site,
            Dock = dock,
            Given = values.Or(Given, new CardConditions()),
            Steps = values.Of(Steps),
            Expectations = values.Of(Expect),
        };
        CheckPlans(card, map, context);
        return context.Problems.Count == 0 ? card : null;
    }

    private static bool TryReadSite(
        string word,
        string cardPath,
        YamlMap map,
        TemplateReadContext context,
        [NotNullWhen(true)] out Site? site
    )
    {
        site = null;
        try
        {
            var path = word == "demo" ? DemoSite.FilePath : Path.Combine(Path.GetDirectoryName(cardPath) ?? "", word);
            var read = SiteReader.Read(File.ReadAllText(path), Path.GetFileName(path));
            site = read.Site;
            if (site is null)
            {
                context.Add(map.Find("site") ?? map, $"the site is not sound: {read.Problems[0]}");
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            context.Add(map.Find("site")!, $"the site cannot be read: {error.Message}");
        }

        return site is not null;
    }

    private static Dock? FindDock(
        FieldValues values,
        Site site,
        VehicleFamily family,
        YamlMap map,
        TemplateReadContext context
    )
    {
        var fitting = site.Docks.Where(d => d.Fits(family)).ToList();
        var dock = values.Has(DockName) ? site.FindDock(values.Of(DockName)) : fitting.FirstOrDefault();
        if (dock is null)
        {
            var names = fitting.Select(d => d.Name).ToList();
            context.Add(
                map.Find("dock") ?? map,
                $"{site.Name} has no such dock for a {VehicleFamilies.NameOf(family)}; known are {string.Join(", ", names)}"
            );
        }

        return dock;
    }

    /// <summary>A plan that cannot be flown is a mistake of the card, unless its refusal is what the card shows.</summary>
    private static void CheckPlans(FlightCard card, YamlMap map, TemplateReadContext context)
    {
        var nodes = ((YamlList)map.Find("steps")!).Items;
        foreach (var (step, node) in card.Steps.Zip(nodes))
        {
            if (step is TemplateStep { Ends: SequenceEnd.Done } template)
            {
                var plan = template.PlanFor(card.Site, card.Dock, card.Vehicle);
                foreach (var problem in plan.Problems)
                {
                    context.Add(node, problem.Reason);
                }
            }
        }
    }
}
