using Bunit;
using DroneCommand.Console.Live;
using DroneCommand.Console.Patrols;
using DroneCommand.Console.Viewer;

namespace DroneCommand.Console.Tests.Live;

public sealed class TonightStripTests : PageContext
{
    private IRenderedComponent<TonightStrip> Strip(PatrolReading reading) =>
        Render<TonightStrip>(strip =>
            strip
                .Add(each => each.Reading, reading)
                .Add(each => each.Vehicles, SampleFleet.At(Night))
                .Add(each => each.Now, Night)
                .Add(each => each.Zone, Sites.Default.TimeZone)
        );

    [Fact]
    public void Each_vehicle_has_a_lane_with_what_ran_and_what_is_planned()
    {
        var strip = Strip(
            new([SamplePatrols.FenceLine(Night), SamplePatrols.YardRound(Night)], SamplePatrols.Runs(Night), "")
        );

        strip
            .FindAll(".lane > span")
            .Select(lane => lane.TextContent)
            .Should()
            .Equal("Badger 1", "Kestrel 1", "Kestrel 3");
        var titles = strip.FindAll(".tr i").Select(bar => bar.GetAttribute("title")).ToList();
        titles
            .Should()
            .Contain("Fence line 21:10: running")
            .And.Contain("Fence line 20:30: skipped, its vehicle is still out");
        titles.Should().Contain(title => title!.StartsWith("Yard round 20:24: missed", StringComparison.Ordinal));
        titles
            .Where(title =>
                title!.StartsWith("Fence line", StringComparison.Ordinal)
                && title.EndsWith("planned", StringComparison.Ordinal)
            )
            .Should()
            .HaveCount(6);
        strip.Find(".kv").TextContent.Should().Contain("next: 21:23 Fence line · Kestrel 1");
    }

    [Fact]
    public void A_patrol_that_is_named_after_its_vehicle_names_it_once()
    {
        var patrol = SamplePatrols.FenceLine(Night);
        var named = patrol with { Definition = patrol.Definition with { Name = "Fence line · Kestrel 1" } };

        Strip(new([named], [], "")).Find(".kv span").TextContent.Should().Be("next: 21:23 Fence line · Kestrel 1");
    }

    [Fact]
    public void A_planned_run_is_as_long_as_the_last_one_was()
    {
        var strip = Strip(new([SamplePatrols.FenceLine(Night)], SamplePatrols.Runs(Night), ""));

        // 5.2 of 180 minutes.
        strip.FindAll(".tr i.planned")[0].GetAttribute("style").Should().Contain("width:2.889%");
    }

    [Fact]
    public void It_says_when_there_is_nothing_and_when_it_cannot_be_read()
    {
        Strip(PatrolReading.Empty).Markup.Should().Contain("No patrol has run and none is planned.");
        Strip(PatrolReading.Empty with { Problem = "The patrols cannot be read now: the disk is full" })
            .Find(".no")
            .TextContent.Should()
            .Contain("the disk is full");
    }
}
