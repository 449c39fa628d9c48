using Bunit;
using DroneCommand.Console.Vehicles;
using DroneCommand.Console.Viewer;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;
using Microsoft.Extensions.DependencyInjection;

namespace DroneCommand.Console.Tests.Vehicles;

public sealed class CommandPadTests : PageContext
{
    private IRenderedComponent<CommandPad> Pad(VehicleView view, bool mayCommand = true) =>
        Render<CommandPad>(pad =>
            pad.Add(each => each.View, view).Add(each => each.Now, Night).Add(each => each.MayCommand, mayCommand)
        );

    [Fact]
    public async Task Each_press_is_one_command_with_an_operation_of_its_own()
    {
        var pad = Pad(SampleFleet.OnTask(Night));

        await pad.Find(".hold-btn").ClickAsync(new());
        await pad.Find(".hold-btn").ClickAsync(new());

        Grains.Received.Should().HaveCount(2).And.OnlyContain(command => command.Name == "hold");
        Grains.Received.Select(command => command.Request.OperationId).Should().OnlyHaveUniqueItems();
        Grains.Received[0].Request.Caller.Should().Be(SampleFleet.Operator);
    }

    [Theory]
    [InlineData("Return to Dock A", "return")]
    [InlineData("Land where it is", "land")]
    [InlineData("Motors off: it falls", "motors-off")]
    public async Task What_is_dangerous_is_sent_when_its_gesture_is_done(string action, string command)
    {
        await Fire(Pad(SampleFleet.OnTask(Night)), action);

        Grains.Received.Should().ContainSingle().Which.Name.Should().Be(command);
    }

    [Fact]
    public void A_dangerous_control_does_nothing_on_a_click()
    {
        var pad = Pad(SampleFleet.OnTask(Night));

        foreach (var button in pad.FindAll(".guard"))
        {
            FluentActions.Invoking(() => button.Click()).Should().Throw<MissingEventHandlerException>();
        }

        Grains.Received.Should().BeEmpty();
    }

    [Fact]
    public void A_ground_robot_stops_and_does_not_land()
    {
        var pad = Pad(SampleFleet.Rover(Night));

        pad.Markup.Should().Contain("motors off: it stops").And.Contain("Slide to return to Gate yard");
        pad.Markup.Should().NotContain("land here").And.NotContain("it falls");
    }

    [Fact]
    public async Task The_outcome_is_written_out_when_it_comes()
    {
        var ending = new TaskCompletionSource<CommandOutcome>();
        Grains.Answer = _ => ending.Task;
        var pad = Pad(SampleFleet.OnTask(Night));

        var press = pad.Find(".hold-btn").ClickAsync(new());
        pad.Find(".last-outcome").TextContent.Should().Contain("Hold").And.Contain("waits for an answer");
        ending.SetResult(Outcome(OutcomeKind.RefusedByVehicle, "Mode change failed"));
        await press;

        pad.Find(".last-outcome").TextContent.Should().Contain("refused by the vehicle: Mode change failed");
    }

    [Fact]
    public async Task An_earlier_commands_late_end_does_not_cover_a_later_ones()
    {
        var endings = new Queue<TaskCompletionSource<CommandOutcome>>([new(), new()]);
        var (first, second) = (endings.Peek(), endings.Last());
        Grains.Answer = _ => endings.Dequeue().Task;
        var pad = Pad(SampleFleet.OnTask(Night));
        var hold = pad.Find(".hold-btn").ClickAsync(new());
        var back = Fire(pad, "Return");

        second.SetResult(Outcome(OutcomeKind.Done, "seen after 0.8 s"));
        await back;
        first.SetResult(Outcome(OutcomeKind.Cancelled, "return went first"));
        await hold;

        pad.Find(".last-outcome").TextContent.Should().Contain("Return to Dock A").And.Contain("seen after 0.8 s");
    }

    [Fact]
    public async Task The_newest_command_is_shown_wherever_on_the_page_it_was_given()
    {
        var pad = Pad(SampleFleet.Holding(Night));
        await pad.Find(".hold-btn").ClickAsync(new());

        await Services
            .GetRequiredService<VehicleCommands>()
            .Send(
                SampleFleet.Holding(Night).VehicleId,
                Guid.NewGuid(),
                "Go to the gate",
                (grain, request) => grain.Resume(request)
            );
        pad.Render();

        pad.Find(".last-outcome b").TextContent.Should().Be("Go to the gate");
    }

    [Fact]
    public void What_is_being_started_or_flies_its_task_is_not_resumed_but_a_go_to_is_left()
    {
        var onTask = SampleFleet.OnTask(Night);

        CanResume(SampleFleet.Preparing(Night) with { Task = onTask.Task }).Should().BeFalse();
        CanResume(onTask).Should().BeFalse();
        CanResume(onTask with { GoingTo = new GeoPoint(54.48, 8.99) }).Should().BeTrue();
    }

    private bool CanResume(VehicleView view) =>
        !Pad(view).FindAll(".btn").Single(each => each.TextContent == "Resume").HasAttribute("disabled");

    [Fact]
    public void Who_may_not_command_sees_why_and_presses_nothing()
    {
        var pad = Pad(SampleFleet.OnTask(Night), mayCommand: false);

        pad.FindAll("button").Should().OnlyContain(button => button.HasAttribute("disabled"));
        pad.Find(".note").TextContent.Should().Contain("operator");
    }

    [Fact]
    public void Safety_stays_offered_for_a_vehicle_that_is_not_heard()
    {
        var pad = Pad(SampleFleet.Missing(Night));

        pad.FindAll(".hold-btn, .guard").Should().OnlyContain(button => !button.HasAttribute("disabled"));
        pad.FindAll(".btn").Single(each => each.TextContent == "Go to…").HasAttribute("disabled").Should().BeTrue();
    }
}
