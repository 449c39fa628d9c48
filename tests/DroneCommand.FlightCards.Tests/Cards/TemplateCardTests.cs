using DroneCommand.FlightCards.Cards;
using DroneCommand.FlightCards.Steps;
using DroneCommand.Missions.Templates;

namespace DroneCommand.FlightCards.Tests.Cards;

/// <summary>No template is shipped that was never flown.</summary>
public class TemplateCardTests
{
    [Fact]
    public void Every_shipped_template_has_a_card_that_flies_it()
    {
        var flown = Directory
            .EnumerateFiles(Repository.Flights, "*.yaml")
            .Select(file => CardReader.ReadFile(file).Card!)
            .SelectMany(card => card.Steps)
            .OfType<TemplateStep>()
            .Select(step => step.Template.Id);

        flown.Should().Contain(TemplateLibrary.Load(TemplateLibrary.ShippedDirectory).Templates.Select(t => t.Id));
    }

    [Theory]
    [InlineData("team: \"copter:0\"", "'copter:0' is no team")]
    [InlineData("team: \"copter:2\", member: 3", "the team has 2 members")]
    public void A_team_that_is_none_is_refused(string team, string reason)
    {
        var card = $$"""
            format: 1
            name: Team
            summary: None.
            vehicle: copter
            steps:
              - upload: { template: perimeter-patrol, {{team}} }
            expect:
              - fence: kept
            """;

        CardReader
            .Read(card, "team.yaml")
            .Problems.Should()
            .ContainSingle(p => p.Line == 6 && p.Reason.Contains(reason));
    }
}
