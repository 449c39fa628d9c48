using Bunit;
using DroneCommand.Console.Vehicles;
using DroneCommand.Console.Viewer;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Vehicles;
using MudBlazor;

namespace DroneCommand.Console.Tests.Vehicles;

public sealed class VehiclesPageTests : PageContext
{
    public VehiclesPageTests()
    {
        Grains.Registered.AddRange(SampleRegistry.Registered());
        Grains.Discovered.AddRange(SampleRegistry.Discovered(Night));
        Render<MudPopoverProvider>();
    }

    [Fact]
    public void Adopted_and_discovered_vehicles_are_listed_with_their_addresses()
    {
        var text = Render<VehiclesPage>().Markup;

        text.Should().Contain("Heard, not adopted · 2").And.Contain("127.0.0.1:60412");
        text.Should().Contain("Adopted · 13").And.Contain("5d000001");
    }

    [Fact]
    public void Only_planners_and_administrators_may_adopt()
    {
        var button = Render<VehiclesPage>().FindAll("button").First(each => each.TextContent == "Adopt…");
        button.HasAttribute("disabled").Should().BeTrue();

        SignIn(Roles.Administrator);
        button = Render<VehiclesPage>().FindAll("button").First(each => each.TextContent == "Adopt…");
        button.HasAttribute("disabled").Should().BeFalse();
    }

    [Fact]
    public async Task Adopting_sends_name_and_the_nearest_dock_and_shows_a_refusal()
    {
        SignIn(Roles.Planner);
        Grains.Answer = _ => Task.FromResult(Outcome(OutcomeKind.RefusedByUs, "the name is taken"));
        var dialogs = Render<MudDialogProvider>();
        var page = Render<VehiclesPage>();

        _ = page.FindAll("button").First(each => each.TextContent == "Adopt…").ClickAsync(new());
        dialogs.WaitForElement(".dialog-title");
        await dialogs.FindAll("button").Single(each => each.TextContent.Trim() == "Adopt").ClickAsync(new());

        var sent = Grains.Received.Should().ContainSingle().Subject;
        sent.Arguments.Should().StartWith(["field", (byte)1, "Copter 1"]);
        sent.Arguments[3].Should().BeOfType<string>().Which.Should().StartWith("Dock ");
        dialogs.Markup.Should().Contain("refused: the name is taken");
    }
}
