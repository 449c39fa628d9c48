using DroneCommand.FlightCards.Cards;
using DroneCommand.FlightCards.Flights;
using DroneCommand.Simulator.Faults;

namespace DroneCommand.FlightCards.Tests.Cards;

/// <summary>Holds docs/flight-cards.md to its word.</summary>
public class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "flight-cards.md"))
        .ReplaceLineEndings("\n");

    [Fact]
    public async Task The_card_of_the_page_flies()
    {
        var yaml = Page.Split("```yaml\n").Skip(1).Select(b => b[..b.IndexOf("```", StringComparison.Ordinal)]).First();
        var read = CardReader.Read(yaml, "page.yaml");
        read.Problems.Should().BeEmpty();
        var result = await new SimulatedFlights().Fly(read.Card!, null, TestContext.Current.CancellationToken);
        result.FirstProblem.Should().BeEmpty();
    }

    [Fact]
    public void Every_fault_is_told() =>
        FaultCatalogue.All.Should().OnlyContain(f => Page.Contains($"`{f.Name}", StringComparison.Ordinal));
}
