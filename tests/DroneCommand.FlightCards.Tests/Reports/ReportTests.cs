using System.Xml.Linq;
using DroneCommand.FlightCards.Reports;

namespace DroneCommand.FlightCards.Tests.Reports;

public class ReportTests
{
    private const string Steps = "- wait: ready\n- takeoff: 12 m\n- return\n- wait: landed\n  within: 3 min";

    [Fact]
    public async Task The_page_needs_nothing_else_and_tells_those_who_cannot_see_what_its_pictures_show()
    {
        var page = HtmlReport.Write(await TestCards.Fly(Steps));
        page.Should().NotContainAny("<script", "http://", "https://", "src=", "<link");
        var pictures = XDocument
            .Parse(
                "<x>"
                    + string.Concat(
                        page.Split("<figure>")
                            .Skip(1)
                            .Select(f => f[..f.IndexOf("<figcaption", StringComparison.Ordinal)])
                    )
                    + "</x>"
            )
            .Root!.Elements()
            .ToList();
        pictures.Should().HaveCount(4);
        foreach (var picture in pictures)
        {
            var names = picture.Attribute("aria-labelledby")!.Value.Split(' ');
            names
                .Should()
                .HaveCount(2)
                .And.OnlyContain(id =>
                    picture.Elements().Any(e => e.Attribute("id")!.Value == id && e.Value.Length > 0)
                );
        }

        page.Should().Contain("prefers-color-scheme: light").And.Contain("width=device-width");
    }

    [Fact]
    public async Task What_a_vehicle_says_cannot_become_markup()
    {
        var flown = await TestCards.Fly(Steps);
        var said = flown with
        {
            Record = flown.Record! with
            {
                Events = [new(0, Records.FlightEventKind.Text, "<img src=x onerror=alert(1)>")],
            },
        };
        HtmlReport.Write(said).Should().NotContain("<img").And.Contain("&lt;img");
        JUnitReport.Write([said with { Trouble = "a \u0001 <b>" }]).Should().NotContain("<b>").And.NotContain("\u0001");
    }

    [Fact]
    public async Task Build_servers_see_each_card_with_what_went_wrong()
    {
        var good = await TestCards.Fly(Steps);
        var bad = await TestCards.Fly("- wait: ready\n- disarm\n- resume");
        var suite = XDocument.Parse(JUnitReport.Write([good, bad])).Root!.Element("testsuite")!;
        suite.Attribute("tests")!.Value.Should().Be("2");
        suite.Attribute("failures")!.Value.Should().Be("1");
        var failure = suite.Elements("testcase").Last().Element("failure")!;
        failure.Attribute("message")!.Value.Should().StartWith("resume: not-asked: it is not armed");
    }

    [Fact]
    public async Task A_flight_that_never_was_still_has_a_page()
    {
        var flown = await TestCards.Fly("- wait: ready");
        var page = HtmlReport.Write(CardResult.NotFlown(flown.Card, "a link", "no vehicle was heard"));
        page.Should().Contain("no vehicle was heard").And.NotContain("<svg");
    }
}
