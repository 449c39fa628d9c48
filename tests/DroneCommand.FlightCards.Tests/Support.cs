using DroneCommand.FlightCards.Cards;
using DroneCommand.FlightCards.Flights;

namespace DroneCommand.FlightCards.Tests;

/// <summary>Short cards for tests.</summary>
internal static class TestCards
{
    /// <summary>A copter's card with these steps and expectations, each indented as a list's entry.</summary>
    public static string Yaml(string steps, string expect = "- final: { armed: no }") =>
        $"""
            format: 1
            name: Test
            summary: For a test.
            vehicle: copter
            steps:
            {Indented(steps)}
            expect:
            {Indented(expect)}
            """;

    public static FlightCard Card(string steps, string expect = "- final: { armed: no }")
    {
        var read = CardReader.Read(Yaml(steps, expect), "test.yaml");
        read.Problems.Should().BeEmpty();
        return read.Card!;
    }

    public static Task<CardResult> Fly(string steps, string expect = "- final: { armed: no }", int seed = 1) =>
        new SimulatedFlights(seed).Fly(Card(steps, expect), null, TestContext.Current.CancellationToken);

    private static string Indented(string lines) =>
        string.Join('\n', lines.ReplaceLineEndings("\n").Split('\n').Select(l => "  " + l));
}
