using System.Globalization;
using System.Text.Json;
using DroneCommand.Mavlink.Generator;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;

namespace DroneCommand.Mavlink.Tests.Wire;

/// <summary>
/// The tables against what another implementation found in ArduPilot's XML, where those facts are present: everything
/// that either says must be said by both.
/// </summary>
public class DialectFactsTests
{
    // Of the dialect 'development', which the facts do not cover.
    private const string Development = "development";
    private static readonly string[] OfDevelopment = ["MAV_CMD_REQUEST_OPERATOR_CONTROL", "GCS_CONTROL_STATUS_FLAGS"];

    private static readonly Dictionary<string, string> Words = new()
    {
        ["minValue"] = "min",
        ["maxValue"] = "max",
        ["hasLocation"] = "location",
        ["isDestination"] = "destination",
        ["missionOnly"] = "mission-only",
    };

    [Fact]
    public void Tables_are_sound() => Definitions.Problems.Should().BeEmpty();

    [Fact]
    public void Messages_and_their_fields_are_the_dialects()
    {
        using var facts = Facts();
        var expected = facts.RootElement.GetProperty("messages").EnumerateArray().Select(Message).ToList();
        expected.Should().HaveCount(325);
        Same(Definitions.Dialect.Messages.Where(m => m.Attributes["from"] != Development).Select(Message), expected);
    }

    [Fact]
    public void Enums_and_their_entries_are_the_dialects()
    {
        using var facts = Facts();
        var expected = facts
            .RootElement.GetProperty("enums")
            .EnumerateArray()
            .Where(e => Text(e, "name") != "MAV_CMD")
            .Select(Enumeration);
        Same(
            Definitions
                .Dialect.Enums.Where(e => e.Name != "MAV_CMD" && !OfDevelopment.Contains(e.Name))
                .Select(e =>
                    $"{e.Name} {Said(e.Attributes)}: {string.Join(", ", e.Entries.OrderBy(x => x.Value).Select(Entry))}"
                ),
            expected
        );
    }

    [Fact]
    public void Enums_compile_to_these_values()
    {
        foreach (var definition in Definitions.Dialect.Enums)
        {
            var type = typeof(MavType).Assembly.GetType(
                "DroneCommand.Mavlink.Messages." + Names.Pascal(definition.Name)
            );
            type.Should().NotBeNull(definition.Name);
            Enum.GetValues(type!)
                .Cast<object>()
                .Select(v => Convert.ToUInt64(v, CultureInfo.InvariantCulture))
                .Should()
                .BeEquivalentTo(definition.Entries.Select(e => e.Value), definition.Name);
        }
    }

    [Fact]
    public void Commands_and_their_parameters_are_the_dialects()
    {
        using var facts = Facts();
        var entries = facts
            .RootElement.GetProperty("enums")
            .EnumerateArray()
            .Single(e => Text(e, "name") == "MAV_CMD")
            .GetProperty("entries")
            .EnumerateArray()
            .Select(e => $"{Number(e, "value")} {Text(e, "name")} {Said(e)}: {string.Join(", ", Parameters(e))}");
        Same(
            Definitions
                .Dialect.Commands.Where(c => !OfDevelopment.Contains(c.Name))
                .Select(c =>
                    $"{c.Value} {c.Name} {Said(c.Attributes)}: {string.Join(", ", c.Parameters.Select(Parameter))}"
                ),
            entries
        );
    }

    [Fact]
    public void Control_authority_is_there()
    {
        MessageTable.TryGet(MessageIds.ControlStatus, out var info).Should().BeTrue();
        (info!.Id, info.MinLength, info.CrcExtra).Should().Be((512u, 12, (byte)21));
        ((uint)MavCmd.RequestOperatorControl).Should().Be(32100);
        ((uint)GcsControlStatusFlags.TakeoverAllowed).Should().Be(2);
    }

    private static void Same(IEnumerable<string> ours, IEnumerable<string> theirs)
    {
        var (mine, facts) = (ours.ToList(), theirs.ToList());
        mine.Except(facts).Should().BeEmpty("the tables say no more than the facts");
        facts.Except(mine).Should().BeEmpty("the tables say no less than the facts");
        mine.Should().HaveSameCount(facts);
    }

    private static JsonDocument Facts()
    {
        var path = SharedData.Find("data/mavlink/ardupilotmega.facts.json");
        Assert.SkipWhen(path == null, "no facts here");
        return JsonDocument.Parse(File.ReadAllBytes(path));
    }

    private static string Message(MessageDefinition message)
    {
        var layout = new WireLayout(message);
        var offsets = layout.Fields.ToDictionary(f => f.Field.Name, f => f.Offset);
        var fields = message.Fields.Select(f =>
            $"{f.Name} {f.Type}[{f.Length}] at {offsets[f.Name]}{(f.Extension ? " ext" : "")} {Said(f.Attributes)}"
        );
        return $"{message.Id} {message.Name} {layout.CrcExtra} {layout.MinLength} {layout.MaxLength} "
            + $"{Said(message.Attributes)}: {string.Join(", ", fields)}; "
            + string.Join(' ', layout.Fields.Select(f => f.Field.Name));
    }

    private static string Message(JsonElement message)
    {
        var fields = message
            .GetProperty("fields")
            .EnumerateArray()
            .Select(f =>
                $"{Text(f, "name")} {Text(f, "type")}[{Number(f, "array")}] at {Number(f, "offset")}"
                + $"{(f.TryGetProperty("ext", out _) ? " ext" : "")} {Said(f)}"
            );
        return $"{Number(message, "id")} {Text(message, "name")} {Number(message, "crc_extra")} "
            + $"{Number(message, "min_len")} {Number(message, "max_len")} {Said(message)}: {string.Join(", ", fields)}; "
            + string.Join(' ', message.GetProperty("wire_order").EnumerateArray().Select(f => f.GetString()));
    }

    private static string Enumeration(JsonElement definition)
    {
        var entries = definition
            .GetProperty("entries")
            .EnumerateArray()
            .OrderBy(e => Number(e, "value"))
            .Select(e => $"{Number(e, "value")} {Text(e, "name")} {Said(e)}");
        return $"{Text(definition, "name")} {Said(definition)}: {string.Join(", ", entries)}";
    }

    private static string Entry(Mavlink.Generator.EnumEntry entry) =>
        $"{entry.Value} {entry.Name} {Said(entry.Attributes)}";

    private static string Parameter(ParameterDefinition parameter) =>
        $"{parameter.Index} '{parameter.Label}' {Said(parameter.Attributes)}";

    /// <summary>Parameters of which nothing is said are not in the tables.</summary>
    private static IEnumerable<string> Parameters(JsonElement command) =>
        command.TryGetProperty("params", out var parameters)
            ? parameters
                .EnumerateArray()
                .Where(p => p.EnumerateObject().Any(x => x.Name != "index"))
                .Select(p => $"{Number(p, "index")} '{Text(p, "label")}' {Said(p)}")
            : [];

    private static string Said(Attributes attributes) =>
        Said(attributes.All.Where(a => a.Key != "crc").Select(a => (a.Key, a.Value)));

    /// <summary>The facts as the tables word them.</summary>
    private static string Said(JsonElement facts)
    {
        var words = new List<(string, string)>();
        foreach (var fact in facts.EnumerateObject())
            if (fact.Name == "display")
                words.Add((fact.Value.GetString()!, ""));
            else if (fact.Name == "const")
                words.Add(("const", "3"));
            else if (fact.Value.ValueKind == JsonValueKind.String && fact.Value.ValueEquals("false"))
                continue;
            else if (Words.GetValueOrDefault(fact.Name, fact.Name) is { } word && IsWord(word))
                words.Add((word, IsFlag(fact.Value) ? "" : fact.Value.ToString()));
        return Said(words);
    }

    private static bool IsWord(string name) => new Attributes().Read([name]) == null;

    private static bool IsFlag(JsonElement value) =>
        value.ValueKind == JsonValueKind.True
        || value is { ValueKind: JsonValueKind.String } && value.ValueEquals("true");

    private static string Said(IEnumerable<(string Key, string Value)> words) =>
        string.Join(' ', words.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => $"{w.Key}={w.Value}"));

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString()! : "";

    private static ulong Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetUInt64() : 0;
}
