using DroneCommand.FlightCards.Cards;
using DroneCommand.FlightCards.Steps;
using DroneCommand.Missions.Sites;
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

    [Fact]
    public void A_template_of_the_cards_own_that_is_not_there_is_named()
    {
        var card = """
            format: 1
            name: Own
            summary: None.
            vehicle: copter
            steps:
              - upload: { template: templates/none.yaml }
            expect:
              - fence: kept
            """;

        CardReader
            .Read(card, Path.Combine(Repository.Flights, "own.yaml"))
            .Problems.Should()
            .ContainSingle(p => p.Line == 6 && p.Reason.Contains("none.yaml"));
    }

    [Fact]
    public void The_cards_own_templates_and_sites_are_sound()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Flights, "templates")))
        {
            TemplateLibrary.ReadFile(file).Problems.Should().BeEmpty();
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Flights, "sites")))
        {
            SiteReader.Read(File.ReadAllText(file), Path.GetFileName(file)).Problems.Should().BeEmpty();
        }
    }
}
