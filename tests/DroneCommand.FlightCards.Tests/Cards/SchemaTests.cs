using System.Text.Json.Nodes;
using DroneCommand.FlightCards.Cards;

namespace DroneCommand.FlightCards.Tests.Cards;

/// <summary>The schema that editors use is the one that the reader means.</summary>
public class SchemaTests
{
    private static readonly string SchemaFile = Path.Combine(Repository.Flights, "card.schema.json");

    [Fact]
    public void The_schema_in_the_repository_is_what_the_code_makes()
    {
        // To renew it: UPDATE_SCHEMA=1 dotnet run --project tests/DroneCommand.FlightCards.Tests
        if (Environment.GetEnvironmentVariable("UPDATE_SCHEMA") is not null)
        {
            File.WriteAllText(SchemaFile, CardReader.Schema);
        }

        File.ReadAllText(SchemaFile).ReplaceLineEndings("\n").Should().Be(CardReader.Schema);
    }

    [Fact]
    public void It_explains_every_step_and_expectation_that_is_read()
    {
        var schema = JsonNode.Parse(CardReader.Schema)!;
        foreach (var list in new[] { "steps", "expect" })
        {
            var entry = schema["properties"]![list]!["items"]!["anyOf"]!.AsArray()[^1]!;
            var verbs = entry["properties"]!.AsObject();
            verbs.Count.Should().BeGreaterThan(10);
            verbs.Should().OnlyContain(v => v.Value!["description"] != null);
        }
    }
}
