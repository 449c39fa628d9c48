using DroneCommand.FlightCards.Conformance;
using DroneCommand.FlightCards.Records;

namespace DroneCommand.FlightCards.Tests.Conformance;

public class ComparisonTests
{
    private const string Steps = "- wait: ready\n- takeoff: 12 m\n- return\n- wait: landed\n  within: 3 min";

    [Fact]
    public async Task A_flight_does_not_differ_from_itself()
    {
        var flown = await TestCards.Fly(Steps);
        Comparison.Compare(flown.Record!, flown.Record!).Should().OnlyContain(d => d.Same);
        Comparison.Compare(flown.Record!, flown.Record!).Select(d => d.Name).Should().Equal(Comparison.Aspects);
    }

    [Fact]
    public async Task Each_aspect_notices_what_it_is_for()
    {
        var flown = (await TestCards.Fly(Steps)).Record!;
        Differ(flown, flown with { Events = Without(flown, FlightEventKind.Mode) }, "modes");
        Differ(flown, flown with { Events = Without(flown, FlightEventKind.Ack) }, "acks");
        Differ(flown, flown with { Events = Without(flown, FlightEventKind.Text) }, "texts");
        Differ(
            flown,
            flown with
            {
                Track = [.. flown.Track.Select(s => s with { Local = new(s.Local.EastMetres + 3, 0) })],
            },
            "track"
        );
        Differ(
            flown,
            flown with
            {
                Track = [.. flown.Track.Select(s => s with { ClimbMps = 2 * s.ClimbMps })],
            },
            "climb"
        );
        Differ(flown, flown with { Track = [.. flown.Track.Select(s => s with { BatteryPercent = 10 })] }, "battery");
        Differ(
            flown,
            flown with
            {
                Events = [.. flown.Events.Select(e => e with { Seconds = e.Seconds * (e.Seconds > 60 ? 1.2 : 1) })],
            },
            "times"
        );
        Differ(flown, flown with { Messages = flown.Messages.ToDictionary(m => m.Key, m => m.Value * 2) }, "rates");
    }

    [Fact]
    public async Task Figures_in_texts_are_measurements_and_may_differ()
    {
        var flown = (await TestCards.Fly(Steps)).Record!;
        FlightEvent Said(string text) => new(1, FlightEventKind.Text, text);
        var ours = flown with { Events = [Said("Battery 1 is low 24.69V used 6480 mAh")] };
        var theirs = flown with { Events = [Said("Battery 1 is low 12.58V used 6391 mAh")] };
        Comparison.Compare(ours, theirs).Single(d => d.Name == "texts").Same.Should().BeTrue();
    }

    [Fact]
    public async Task What_people_wrote_about_causes_is_kept()
    {
        var flown = await TestCards.Fly(Steps);
        var first = ConformanceReport.Write([new ConformancePair(flown, flown)], null);
        var told = first + "\n## Causes\n\nWritten by hand.\n";
        var second = ConformanceReport.Write([new ConformancePair(flown, flown)], told);
        second.Should().Be(told).And.Contain("1 of 1 cards pass on both");
    }

    private static void Differ(FlightRecord ours, FlightRecord theirs, string aspect) =>
        Comparison.Compare(ours, theirs).Single(d => d.Name == aspect).Same.Should().BeFalse(aspect);

    private static IReadOnlyList<FlightEvent> Without(FlightRecord record, FlightEventKind kind) =>
        [.. record.Events.Where(e => e.Kind != kind)];
}
