using Bunit;
using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Vehicles;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace DroneCommand.Console.Tests.Shell;

public sealed class TopBarTests : PageContext
{
    [Fact]
    public void It_says_site_time_demo_criticals_and_who_is_here()
    {
        var bar = Render<TopBar>();

        bar.Find(".site").TextContent.Should().Be("Harbour Works");
        bar.Find(".clock").TextContent.Should().Contain("21:14:07").And.Contain("20:14:07Z");
        bar.Find(".demo-mark").TextContent.Should().Be("DEMO");
        bar.Find(".pill.crit").TextContent.Should().Contain("1 critical");
        bar.Find(".pill.user").TextContent.Should().Contain("op-2").And.Contain("operator");
    }

    [Fact]
    public void Without_the_simulator_there_is_no_demo_mark()
    {
        Services.AddSingleton(new DemoMode(On: false));

        Render<TopBar>().FindAll(".demo-mark").Should().BeEmpty();
    }

    [Fact]
    public void A_viewer_cannot_hold_all()
    {
        SignIn(Roles.Viewer);

        Render<TopBar>().FindAll("button.hold").Should().BeEmpty();
    }

    [Fact]
    public async Task Hold_all_asks_first_holds_what_is_out_once_and_leaves_pilots_alone()
    {
        Grains.Answer = command =>
            Task.FromResult(
                command.GrainId == "kestrel-11"
                    ? Outcome(OutcomeKind.NoAnswer, "")
                    : Outcome(OutcomeKind.Done, "seen after 0.4 s")
            );
        var dialogs = Render<MudDialogProvider>();
        Render<TopBar>().Find("button.hold").Click();

        dialogs.WaitForAssertion(() => dialogs.Markup.Should().Contain("8 vehicles stop where they are"));
        Grains.Received.Should().BeEmpty();
        var button = dialogs.FindAll("button").Single(each => each.TextContent.Trim() == "Hold 8");
        await button.ClickAsync(new());

        dialogs.WaitForAssertion(() => dialogs.Markup.Should().Contain("no answer"));
        Grains.Received.Should().HaveCount(8).And.OnlyContain(command => command.Name == "hold");
        Grains.Received.Select(command => command.GrainId).Should().OnlyHaveUniqueItems();
        Grains.Received.Select(command => command.GrainId).Should().NotContain("kestrel-9");
        Grains.Received.Select(command => command.Request.OperationId).Should().OnlyHaveUniqueItems();
    }
}
