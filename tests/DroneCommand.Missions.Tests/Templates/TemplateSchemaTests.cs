using System.Text.Json.Nodes;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Templates;
using Json.Schema;

namespace DroneCommand.Missions.Tests.Templates;

/// <summary>The schema that editors use is the one that the reader means.</summary>
public class TemplateSchemaTests
{
    private const string Renew =
        "UPDATE_SCHEMA=1 dotnet run --project tests/DroneCommand.Missions.Tests -- -method \"*in_the_repository*\"";

    private const string FirstLine = $"# yaml-language-server: $schema=./{TemplateSchema.FileName}";

    private static readonly string Folder = Path.Combine(Repository.Root, "mission-templates");
    private static readonly string SchemaFile = Path.Combine(Folder, TemplateSchema.FileName);
    private static readonly JsonSchema Schema = JsonSchema.FromText(TemplateSchema.Text);

    public static TheoryData<string> Shipped =>
        [.. Directory.GetFiles(Folder, "*.yaml").Select(file => Path.GetFileName(file))];

    private static bool Renews => Environment.GetEnvironmentVariable("UPDATE_SCHEMA") is not null;

    [Fact]
    public void The_schema_in_the_repository_is_what_the_code_makes()
    {
        if (Renews)
        {
            File.WriteAllText(SchemaFile, TemplateSchema.Text);
        }

        File.ReadAllText(SchemaFile).ReplaceLineEndings("\n").Should().Be(TemplateSchema.Text, "to renew it: " + Renew);
    }

    [Fact]
    public void The_tables_of_the_page_in_the_repository_are_what_the_code_knows()
    {
        var path = Path.Combine(Repository.Root, "docs", "missions.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var renewed = TemplateReference.Renewed(page);
        if (Renews)
        {
            File.WriteAllText(path, page = renewed);
        }

        page.Should().Be(renewed, "to renew them: " + Renew);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_template_in_the_repository_names_the_schema_and_keeps_to_it(string file)
    {
        var path = Path.Combine(Folder, file);
        var text = File.ReadAllText(path);
        if (Renews && !text.StartsWith(FirstLine))
        {
            File.WriteAllText(path, text = $"{FirstLine}\n{text}");
        }

        text.Should().StartWith(FirstLine, "editors complete by it; to add it: " + Renew);
        Faults(text).Should().BeEmpty();
    }

    [Fact]
    public void Every_key_and_parameter_is_explained()
    {
        var schema = JsonNode.Parse(TemplateSchema.Text)!;
        schema["properties"]!.AsObject().Should().OnlyContain(key => key.Value!["description"] != null);
        var parameters = schema["$defs"]!.AsObject();
        parameters.Should().OnlyContain(key => key.Value!["description"] != null);
        foreach (var known in MissionKinds.All.SelectMany(kind => kind.AllParameters))
        {
            parameters.Should().ContainKey(known.Name);
        }
    }

    [Fact]
    public void A_template_that_uses_every_key_keeps_to_it_and_is_read()
    {
        TemplateReader.Read(FullTemplate.Text, "full.yaml").Problems.Should().BeEmpty();
        Faults(FullTemplate.Text).Should().BeEmpty();
    }

    [Theory]
    [InlineData("kind: checkpoint-round", "kind: chekpoint-round")]
    [InlineData("unit: m above home", "unit: ft")]
    [InlineData("default: 35", "default: high")]
    [InlineData("  laps:", "  lap:")]
    [InlineData("vehicles: [copter]", "vehicles: []")]
    [InlineData("light: day", "light: bright")]
    [InlineData("dwell: 10 s", "dwell: 10 parsecs")]
    [InlineData("- photo", "- foto")]
    [InlineData("near-zones: both", "near-zones: off")]
    [InlineData("gimbal: true", "gimbal: \"yes\"")]
    [InlineData("link-lost: return", "link-lost: panic")]
    public void What_the_reader_refuses_an_editor_marks(string right, string wrong)
    {
        FullTemplate.Text.Should().Contain(right);
        var text = FullTemplate.Text.Replace(right, wrong, StringComparison.Ordinal);

        TemplateReader.Read(text, "full.yaml").Problems.Should().NotBeEmpty();
        Faults(text).Should().NotBeEmpty();
    }

    private static List<string> Faults(string yaml)
    {
        var result = Schema.Evaluate(
            ToJson(YamlTree.Read(yaml)),
            new EvaluationOptions { OutputFormat = OutputFormat.List }
        );
        return result.IsValid
            ? []
            :
            [
                "not as the schema has it",
                .. result
                    .Details.Where(d => d.HasErrors)
                    .Select(d => $"{d.InstanceLocation}: {d.Errors!.First().Value}"),
            ];
    }

    /// <summary>What an editor's YAML reader makes of a file: plain words that look like numbers are numbers.</summary>
    private static JsonNode? ToJson(YamlNode node) =>
        node switch
        {
            YamlMap map => new JsonObject(
                map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, ToJson(entry.Value)))
            ),
            YamlList list => new JsonArray([.. list.Items.Select(ToJson)]),
            YamlScalar { Quoted: true } text => text.Text,
            YamlScalar { Text: "" } => null,
            YamlScalar { Text: "true" or "false" } word => word.Text == "true",
            YamlScalar word => Numbers.TryParse(word.Text, out var number) ? number : word.Text,
            _ => throw new InvalidOperationException("no such node"),
        };
}
