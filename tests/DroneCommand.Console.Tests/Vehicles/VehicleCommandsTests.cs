using DroneCommand.Console.Vehicles;
using DroneCommand.Console.Viewer;
using DroneCommand.Fleet.Vehicles;
using Microsoft.Extensions.DependencyInjection;

namespace DroneCommand.Console.Tests.Vehicles;

public sealed class VehicleCommandsTests : PageContext
{
    private VehicleCommands Commands => Services.GetRequiredService<VehicleCommands>();

    private Task<CommandOutcome> Hold(Guid operation) =>
        Commands.Send("kestrel-1", operation, "Hold", (grain, request) => grain.Hold(request));

    [Fact]
    public async Task The_same_press_delivered_twice_is_sent_once()
    {
        var operation = Guid.NewGuid();

        await Hold(operation);
        var again = await Hold(operation);

        Grains.Received.Should().ContainSingle();
        again.Kind.Should().Be(OutcomeKind.RefusedByUs);
    }

    [Fact]
    public async Task A_server_that_fails_is_no_answer_because_the_command_may_have_left()
    {
        Grains.Answer = _ => throw new TimeoutException("silo");

        var outcome = await Hold(Guid.NewGuid());

        outcome.Kind.Should().Be(OutcomeKind.NoAnswer);
        outcome.Text.Should().NotContain("silo");
    }

    [Fact]
    public async Task Nobody_signed_in_sends_nothing()
    {
        SignOut();

        (await Hold(Guid.NewGuid())).Kind.Should().Be(OutcomeKind.RefusedByUs);
        Grains.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task The_thread_joins_the_grains_record_with_this_pages_presses()
    {
        var (recorded, mine) = (Guid.NewGuid(), Guid.NewGuid());
        await Hold(recorded);
        Time.Advance(TimeSpan.FromSeconds(1));
        await Hold(mine);
        var view = SampleFleet.OnTask(Night) with
        {
            Commands = [new CommandEntry(recorded, Night, "op-2", "Hold", null)],
        };

        var thread = Commands.Merge(view);

        thread.Select(entry => entry.OperationId).Should().Equal(mine, recorded);
        thread.Should().OnlyContain(entry => entry.Outcome != null);
    }

    [Fact]
    public async Task It_keeps_the_newest_twenty()
    {
        for (var i = 0; i < 25; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Hold(Guid.NewGuid());
        }

        var thread = Commands.Merge(SampleFleet.OnTask(Night) with { Commands = [] });

        thread.Should().HaveCount(20);
        thread[0].Time.Should().Be(Night.AddSeconds(25));
    }
}
