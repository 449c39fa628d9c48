using Bunit;
using DroneCommand.Console.Vehicles;
using DroneCommand.Console.Viewer;
using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Console.Tests.Vehicles;

public sealed class VehiclePanelTests : PageContext
{
    private IRenderedComponent<VehiclePanel> Panel(VehicleView view) =>
        Render<VehiclePanel>(panel =>
            panel
                .Add(each => each.View, view)
                .Add(each => each.Now, Night)
                .Add(each => each.Zone, Sites.Default.TimeZone)
                .Add(each => each.UserId, SampleFleet.Operator.UserId)
                .Add(each => each.MayCommand, true)
        );

    [Fact]
    public void Numbers_carry_unit_and_reference()
    {
        var text = Panel(SampleFleet.OnTask(Night)).Find(".inst").TextContent;

        text.Should().Contain("Above home").And.Contain("40.2 m").And.Contain("6.1 m/s").And.Contain("084° true");
        text.Should().Contain("Link 99 %").And.Contain("0.1 s ago");
    }

    [Fact]
    public void The_battery_shows_what_the_way_home_needs()
    {
        var panel = Panel(SampleFleet.OnTask(Night));

        panel.Find(".energy .kv").TextContent.Should().Contain("64 %").And.Contain("home needs 21 %");
        panel.Find(".energy .bar em").GetAttribute("style").Should().Be("left:21%");
        Panel(SampleFleet.OnTask(Night) with { BatteryPercent = 20 }).FindAll(".bar-critical").Should().ContainSingle();
    }

    [Fact]
    public void Old_values_look_old_and_say_so()
    {
        var panel = Panel(SampleFleet.Stale(Night));

        panel.Find(".stale-note").TextContent.Should().Contain("Not heard for 2.6 s");
        panel.Find(".inst").ClassList.Should().Contain("old");
    }

    [Fact]
    public void A_vehicle_never_heard_says_that() =>
        Panel(new VehicleView { VehicleId = "x", Name = "X" })
            .Find(".stale-note")
            .TextContent.Should()
            .Contain("Never heard since the server started.");

    [Fact]
    public void The_thread_says_how_each_command_ended()
    {
        var rows = Panel(SampleFleet.OnTask(Night)).FindAll(".thread li");

        rows[0].TextContent.Should().Contain("Hold").And.Contain("seen after 0.4 s");
        rows[1].TextContent.Should().Contain("refused: keep-out Tank 3");
    }

    [Fact]
    public async Task Control_is_taken_and_released()
    {
        await Panel(SampleFleet.PilotFlies(Night)).Find(".authority button").ClickAsync(new());
        await Panel(SampleFleet.Holding(Night)).Find(".authority button").ClickAsync(new());

        Grains.Received.Select(command => command.Name).Should().Equal("take", "release");
    }

    [Fact]
    public void Control_that_lapses_says_when_in_site_time_and_what_it_keeps_from_starting()
    {
        var held = SampleFleet.OnTask(Night) with
        {
            Authority = new(AuthorityHolderKind.Person, "user-1", "op-1", Night, Night.AddMinutes(10)),
        };

        var pill = Panel(held).Find(".authority .pill");

        pill.TextContent.Should().Be("op-1 has control until 21:24");
        pill.GetAttribute("title").Should().Contain("do not start by themselves");
    }

    [Fact]
    public void On_a_return_of_its_own_the_plans_time_is_not_promised()
    {
        var flying = SampleFleet.OnTask(Night);

        Panel(flying).Find(".task .num").TextContent.Should().Contain("left");
        Panel(flying with { Status = VehicleStatus.Returning, Mode = "RTL" })
            .Find(".task .num")
            .TextContent.Should()
            .NotContain("left");
    }

    [Fact]
    public void Another_persons_control_is_named_and_cannot_be_taken()
    {
        var held = SampleFleet.OnTask(Night) with
        {
            Authority = new(AuthorityHolderKind.Person, "user-1", "op-1", Night, null),
        };

        var pill = Panel(held).Find(".authority");

        pill.TextContent.Should().Contain("op-1 has control");
        pill.QuerySelector("button")!.HasAttribute("disabled").Should().BeTrue();
    }

    [Fact]
    public void What_a_vehicle_or_a_person_wrote_is_text_and_never_markup()
    {
        const string Hostile = "<img src=x onerror=alert(1)>";
        var panel = Panel(
            SampleFleet.OnTask(Night) with
            {
                Name = Hostile,
                StatusLine = Hostile,
                Messages = [new VehicleMessage(Night, Severity.Info, Hostile)],
            }
        );

        panel.FindAll("img").Should().BeEmpty();
        panel.Find(".messages li").TextContent.Should().Contain(Hostile);
    }

    [Fact]
    public void The_camera_is_opened_once_and_closed_with_the_panel()
    {
        var panel = Panel(SampleFleet.OnTask(Night));
        panel.Render();

        panel.FindComponents<FeedView>().Should().ContainSingle();
        panel.Render(change => change.Add(each => each.View, SampleFleet.Critical(Night)));
        panel.FindComponents<FeedView>().Should().BeEmpty();
        panel.Markup.Should().Contain("No camera announced");
    }

    [Fact]
    public void Attached_ground_stations_are_named_with_what_they_may()
    {
        var view = SampleFleet.OnTask(Night) with
        {
            Stations =
            [
                new StationView("ground station 254", "pilot", CommandsFor: null),
                new StationView("ground station 253", "pilot", CommandsFor: "ann"),
            ],
        };

        var lines = Panel(view).FindAll(".station").Select(line => line.TextContent);

        lines
            .Should()
            .Equal(
                "Ground station 254 (pilot) attached, read-only",
                "ann commands it through ground station 253 (pilot)"
            );
    }
}
