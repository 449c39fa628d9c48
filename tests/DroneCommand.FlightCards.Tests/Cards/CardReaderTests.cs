using DroneCommand.FlightCards.Cards;

namespace DroneCommand.FlightCards.Tests.Cards;

public class CardReaderTests
{
    [Theory]
    [InlineData("- hovr", "test.yaml:6:5: a step cannot be 'hovr'; is 'hold' meant?")]
    [InlineData("- hol", "test.yaml:6:5: a step cannot be 'hol'; is 'hold' meant?")]
    [InlineData("- takeoff: 20", "test.yaml:6:14: 'takeoff' must be metres, such as 20 m, from 0 to 10000 m, not '20'")]
    [InlineData("- takeoff", "test.yaml:6:5: 'takeoff' needs metres")]
    [InlineData("- hold: now", "test.yaml:6:11: 'hold' stands alone, without a value")]
    [InlineData("- { hold: , land: }", "a step has one word that says what is done; here are several")]
    [InlineData("- wait: { item: 3, mode: AUTO }", "'wait' waits for one thing")]
    [InlineData("- wait: landd", "'wait' cannot be 'landd'; is 'landed' meant?")]
    [InlineData(
        "- wait: 5 hours",
        "test.yaml:6:11: 'wait' must be a time, such as 30 s or 2 min, from 0 to 7200 s, not '5 hours'"
    )]
    [InlineData(
        "- upload: { template: perimeter-patroll }",
        "there is no template 'perimeter-patroll'; is 'perimeter-patrol' meant?"
    )]
    [InlineData(
        "- upload: { template: perimeter-patrol, set: { altitud: 20 } }",
        "the template perimeter-patrol has no key 'altitud'; is 'altitude' meant?"
    )]
    [InlineData(
        "- upload: { template: perimeter-patrol, set: { altitude: 5 } }",
        "'altitude' must be a number from 10 to 120"
    )]
    [InlineData("- upload: { }", "'upload' has either 'template' or 'items'")]
    [InlineData("- fault: gps-los", "'fault' cannot be 'gps-los'; is 'gps-loss' meant?")]
    [InlineData("- fault: loss=2", "'2' should be a number from 0 to 1")]
    [InlineData("- fault: gps-loss@5", "a card says when by the step's place")]
    [InlineData("- command: { id: DO_A_DANCE }", "'DO_A_DANCE' is no command")]
    [InlineData(
        "- arm: { }\n  ends: maybe",
        "'arm' stands alone",
        "'ends' cannot be 'maybe'; known are done, refused, not-asked, no-answer"
    )]
    public void A_wrong_step_is_told_by_its_place_and_with_what_would_be_right(
        string step,
        string told,
        string alsoTold = "test.yaml"
    )
    {
        var read = CardReader.Read(TestCards.Yaml(step), "test.yaml");
        read.Card.Should().BeNull();
        var all = string.Join('\n', read.Problems);
        all.Should().Contain(told).And.Contain(alsoTold);
    }

    [Theory]
    [InlineData("- track: near", "'track' must be metres")]
    [InlineData("- altitude: { from-item: 3 }", "'from-item' and 'to-item' stand together")]
    [InlineData("- acks: [ARM YES]", "must be a command and its answer, such as COMPONENT_ARM_DISARM ACCEPTED")]
    [InlineData("- final: { armed: true }", "'armed' cannot be 'true'")]
    [InlineData("- photos: { least: 2 }", "photos lacks 'most': at most so many")]
    public void A_wrong_expectation_is_told_too(string expectation, string told)
    {
        var read = CardReader.Read(TestCards.Yaml("- arm", expectation), "test.yaml");
        read.Problems.Select(p => p.ToString()).Should().ContainMatch($"test.yaml:*{told}*");
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var read = CardReader.Read("format: 2\nnam: x\nvehicle: plane\nsteps: [fly]\nexpect: []\n", "bad.yaml");
        read.Problems.Should().HaveCountGreaterThan(5);
        read.Problems.Select(p => p.Reason)
            .Should()
            .Contain(r => r.Contains("is 'name' meant?", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a: &a [x, x]\nb: *a", "anchors (&name) and tags (!name) are not read here")]
    [InlineData("a: [[[[[[[[[[x]]]]]]]]]]", "more than 8 levels")]
    [InlineData("steps:\n\t- arm", "a tab")]
    [InlineData("a: 1\na: 2", "'a' stands here twice")]
    [InlineData("steps:\n  - hold\n    within: 3 s", "keys under a word need a colon behind the word")]
    [InlineData("", "the file is empty")]
    public void YAML_that_hides_what_it_means_is_refused(string yaml, string told) =>
        CardReader.Read(yaml, "bad.yaml").Problems.Should().ContainSingle().Which.Reason.Should().Contain(told);

    [Fact]
    public void A_file_beyond_all_measure_is_refused_unread()
    {
        var yaml = "steps:\n" + string.Concat(Enumerable.Repeat("  - arm\n", 20_000));
        CardReader
            .Read(yaml, "big.yaml")
            .Problems.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Contain("larger than 64 KiB");
    }

    [Fact]
    public void A_dock_that_is_none_is_told_with_those_that_are()
    {
        var yaml = TestCards
            .Yaml("- arm")
            .Replace("vehicle: copter", "vehicle: copter\ndock: Dock X", StringComparison.Ordinal);
        CardReader
            .Read(yaml, "test.yaml")
            .Problems.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Contain("known are Dock A");
    }

    [Fact]
    public void A_site_that_is_not_there_is_told_by_its_place()
    {
        var yaml = TestCards
            .Yaml("- arm")
            .Replace("vehicle: copter", "vehicle: copter\nsite: nowhere.geojson", StringComparison.Ordinal);
        var problem = CardReader.Read(yaml, "test.yaml").Problems.Should().ContainSingle().Subject;
        problem.Line.Should().Be(5);
        problem.Reason.Should().StartWith("the site cannot be read");
    }

    [Fact]
    public void A_step_keeps_its_words_for_the_report()
    {
        var card = TestCards.Card("- go-to: { north: 10 m, east: 5 m }\n  ends: refused\n- wait: 2 min");
        card.Steps.Select(s => s.Title).Should().Equal("go-to (north 10 m, east 5 m)", "wait 2 min");
        card.Steps.Select(s => s.Line).Should().Equal(6, 8);
    }
}
