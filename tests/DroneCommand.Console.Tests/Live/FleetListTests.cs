using Bunit;
using DroneCommand.Console.Live;
using DroneCommand.Console.Viewer;
using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Console.Tests.Live;

public sealed class FleetListTests : PageContext
{
    private IRenderedComponent<FleetList> List(params VehicleView[] views) =>
        Render<FleetList>(list =>
            list.Add(each => each.Vehicles, views.Length > 0 ? views : SampleFleet.At(Night))
                .Add(each => each.Now, Night)
                .Add(each => each.UserId, SampleFleet.Operator.UserId)
                .Add(each => each.MayCommand, true)
        );

    [Fact]
    public void What_needs_a_person_comes_first_worst_first_with_its_age()
    {
        var cards = List().FindAll(".needs");

        cards
            .Select(card => card.QuerySelector(".mark")!.GetAttribute("aria-label"))
            .Should()
            .StartWith(["critical", "error", "Missing", "error"])
            .And.EndWith(["warning", "warning", "notice"]);
        cards[0].TextContent.Should().Contain("Kestrel 2 · fence in 18 s").And.Contain("6.0 s");
        cards[0].QuerySelector(".btn.p")!.TextContent.Should().Be("Hold");
    }

    [Fact]
    public void Groups_stand_worst_first()
    {
        var groups = List().FindAll("h2").Select(heading => heading.TextContent).ToList();

        groups[0].Should().Be("Needs you · 7");
        groups
            .Skip(1)
            .Select(text => text.Split(" · ")[0])
            .Should()
            .Equal(
                "Quarantined",
                "Missing",
                "Pilot flies",
                "Landing",
                "Returning",
                "Holding",
                "On task",
                "Preparing",
                "Not ready",
                "Ready"
            );
    }

    [Fact]
    public void An_old_vehicle_says_when_it_was_last_heard()
    {
        var row = List(SampleFleet.Stale(Night)).Find(".v");

        row.ClassList.Should().Contain("old");
        row.TextContent.Should().Contain("last heard 2.6 s ago");
    }

    [Fact]
    public void A_view_that_the_feed_forgot_looks_old_by_the_pages_own_clock()
    {
        var forgotten = SampleFleet.OnTask(Night) with { LastHeard = Night.AddSeconds(-9), Link = LinkState.Live };

        List(forgotten).Find(".v").ClassList.Should().Contain("old");
    }

    [Fact]
    public void Nothing_wrong_is_said_too() =>
        List(SampleFleet.Ready(Night)).Find(".all-well").TextContent.Should().Be("Nothing needs you.");

    [Fact]
    public void A_docked_vehicle_that_is_not_heard_is_counted_though_it_needs_nobody()
    {
        var silent = SampleFleet.Missing(Night) with { NeedsYou = [] };

        List(silent, SampleFleet.Ready(Night))
            .Find(".all-well")
            .TextContent.Should()
            .Be("Nothing needs you. Not heard: 1.");
    }

    [Fact]
    public void What_begins_to_need_a_person_is_said_once_without_its_age()
    {
        var said = List(SampleFleet.Critical(Night)).Find("[role=status]").TextContent;

        said.Should().Be("Needs you: Kestrel 2, fence in 18 s");
    }

    [Fact]
    public async Task The_primary_button_of_a_card_sends_and_shows_the_outcome()
    {
        Grains.Answer = _ => Task.FromResult(Outcome(OutcomeKind.RefusedByVehicle, "Mode change failed"));
        var list = List(SampleFleet.Critical(Night));

        await list.Find(".needs .btn.p").ClickAsync(new());

        Grains.Received.Should().ContainSingle().Which.Name.Should().Be("hold");
        list.Find(".needs .last-outcome").TextContent.Should().Contain("refused by the vehicle: Mode change failed");
    }
}
