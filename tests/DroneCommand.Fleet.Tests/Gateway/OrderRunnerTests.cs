using System.Collections.Concurrent;
using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Fleet.Tests.Gateway;

public sealed class OrderRunnerTests
{
    private readonly FakeTimeProvider time = new();
    private readonly ConcurrentQueue<string> events = new();
    private readonly ConcurrentDictionary<Guid, CommandOutcome> ends = new();
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<CommandOutcome>> running = new();
    private string? silence;

    private OrderRunner Runner() => new(Execute, () => silence, ReportEnd, time, NullLogger.Instance);

    private async Task<CommandOutcome> Execute(LinkOrder order, CancellationToken cancellation)
    {
        events.Enqueue($"begins {order.GetType().Name}");
        var end = running[order.OperationId] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            return await end.Task.WaitAsync(cancellation);
        }
        finally
        {
            events.Enqueue($"ends {order.GetType().Name}");
        }
    }

    private Task ReportEnd(Guid operation, CommandOutcome outcome)
    {
        ends[operation] = outcome;
        return Task.CompletedTask;
    }

    private static FlyMissionOrder Upload(long epoch = 1) =>
        new(Guid.NewGuid(), epoch, [], [], new GeoPoint(54, 9), null, null);

    private static GoToOrder GoTo(long epoch = 1) =>
        new(Guid.NewGuid(), epoch, new GeoPoint(54, 9), new AltitudeAboveHome(30));

    private Task Begun(LinkOrder order) =>
        Eventually.Reaches($"{order.GetType().Name} is carried out", () => running.ContainsKey(order.OperationId));

    private async Task<CommandOutcome> EndOf(LinkOrder order)
    {
        await Eventually.Reaches(
            $"the end of {order.GetType().Name} is reported",
            () => ends.ContainsKey(order.OperationId)
        );
        return ends[order.OperationId];
    }

    [Fact]
    public async Task A_safety_order_cancels_a_running_upload_and_goes_after_its_last_word()
    {
        var runner = Runner();
        var (upload, hold) = (Upload(), new HoldOrder(Guid.NewGuid(), 1));
        runner.Begin(upload).Taken.Should().BeTrue();
        await Begun(upload);

        runner.Begin(hold).Taken.Should().BeTrue();
        await Begun(hold);

        events.Should().Equal("begins FlyMissionOrder", "ends FlyMissionOrder", "begins HoldOrder");
        (await EndOf(upload))
            .Should()
            .BeEquivalentTo(new { Kind = OutcomeKind.Cancelled, Text = "a safety command went first" });
        runner.Current.Should().Be(hold.OperationId);
    }

    [Fact]
    public async Task A_safety_order_does_not_wait_for_a_step_that_does_not_end()
    {
        var stuck = new TaskCompletionSource<CommandOutcome>();
        var holds = new TaskCompletionSource();
        var runner = new OrderRunner(
            (order, _) =>
            {
                if (order is HoldOrder)
                {
                    holds.SetResult();
                }
                return stuck.Task;
            },
            () => null,
            ReportEnd,
            time,
            NullLogger.Instance
        );
        runner.Begin(Upload());
        runner.Begin(new HoldOrder(Guid.NewGuid(), 1));

        time.Advance(TimeSpan.FromMilliseconds(100));

        await Eventually.Reaches("the hold is carried out", () => holds.Task.IsCompleted);
    }

    [Fact]
    public async Task Another_order_is_refused_while_one_runs_and_the_refusal_names_it()
    {
        var runner = Runner();
        var upload = Upload();
        runner.Begin(upload);
        await Begun(upload);

        var receipt = runner.Begin(GoTo());

        receipt.Should().Be(OrderReceipt.Refused("the start of a mission is still under way"));
    }

    [Fact]
    public async Task Motors_off_waits_for_nothing()
    {
        var runner = Runner();
        var (upload, off) = (Upload(), new MotorsOffOrder(Guid.NewGuid(), 1));
        runner.Begin(upload);
        await Begun(upload);

        runner.Begin(off).Taken.Should().BeTrue();

        await Begun(off);
        (await EndOf(upload)).Text.Should().Be("motors off went first");
    }

    [Fact]
    public void An_order_of_an_older_activation_is_refused_also_a_hold()
    {
        var runner = Runner();
        runner.Begin(new HoldOrder(Guid.NewGuid(), 8));

        runner.Begin(new HoldOrder(Guid.NewGuid(), 7)).Reason.Should().Contain("newer activation");
        runner.Begin(GoTo(7)).Taken.Should().BeFalse();
        runner.Begin(new HoldOrder(Guid.NewGuid(), 9)).Taken.Should().BeTrue();
    }

    [Fact]
    public void While_the_link_is_lost_only_safety_orders_are_taken()
    {
        silence = "it is not heard: nothing was sent";
        var runner = Runner();

        runner.Begin(GoTo()).Should().Be(OrderReceipt.Refused(silence));
        runner.Begin(new MotorsOffOrder(Guid.NewGuid(), 1)).Should().Be(OrderReceipt.Refused(silence));
        runner.Begin(new ReturnOrder(Guid.NewGuid(), 1)).Taken.Should().BeTrue();
        events.Should().Equal("begins ReturnOrder");
    }

    [Fact]
    public async Task Giving_up_ends_an_order_with_its_reason_but_never_a_safety_order()
    {
        var runner = Runner();
        var (goTo, hold) = (GoTo(), new HoldOrder(Guid.NewGuid(), 1));
        runner.Begin(goTo);
        await Begun(goTo);
        runner.GiveUp("its pilot took over (LOITER)");
        (await EndOf(goTo)).Text.Should().Be("its pilot took over (LOITER)");

        runner.Begin(hold);
        await Begun(hold);
        runner.GiveUp("its pilot took over (LOITER)");

        ends.Should().NotContainKey(hold.OperationId);
    }

    [Fact]
    public async Task A_fault_in_an_order_ends_it_with_no_answer_and_frees_the_vehicle()
    {
        var runner = Runner();
        var goTo = GoTo();
        runner.Begin(goTo);
        await Begun(goTo);

        running[goTo.OperationId].SetException(new InvalidOperationException("boom"));

        (await EndOf(goTo))
            .Should()
            .BeEquivalentTo(new { Kind = OutcomeKind.NoAnswer, Text = "a fault in the server: boom" });
        runner.Begin(GoTo()).Taken.Should().BeTrue();
    }

    [Fact]
    public async Task A_mode_that_an_order_leads_to_counts_as_ours_until_three_seconds_after_it()
    {
        var runner = Runner();
        var back = new ReturnOrder(Guid.NewGuid(), 1);
        runner.Begin(back);
        await Begun(back);
        runner.LeadsTo("RTL").Should().BeTrue();
        runner.LeadsTo("LOITER").Should().BeFalse();

        running[back.OperationId].SetResult(new CommandOutcome(OutcomeKind.Done, "RTL", TimeSpan.Zero));
        await EndOf(back);
        time.Advance(TimeSpan.FromSeconds(2.9));
        runner.LeadsTo("RTL").Should().BeTrue();
        time.Advance(TimeSpan.FromSeconds(0.2));

        runner.LeadsTo("RTL").Should().BeFalse();
    }

    [Theory]
    [InlineData(false, false, "the start of a mission is still under way")]
    [InlineData(false, true, null)]
    [InlineData(true, false, "a hold is still under way")]
    [InlineData(true, true, "a hold is still under way")]
    public void What_a_station_wants_waits_for_our_orders_and_its_return_only_for_ours(
        bool holds,
        bool safety,
        string? why
    )
    {
        var runner = Runner();
        LinkOrder order = holds ? new HoldOrder(Guid.NewGuid(), 1) : Upload();
        runner.Begin(order).Taken.Should().BeTrue();
        var sent = false;

        runner.PassOn(safety, 1, runner.WentFirst, () => sent = true).Should().Be(why);

        sent.Should().Be(why is null);
    }

    [Fact]
    public async Task What_a_station_wanted_before_a_hold_is_not_sent_after_it()
    {
        var runner = Runner();
        var before = runner.WentFirst;
        var hold = new HoldOrder(Guid.NewGuid(), 1);
        runner.Begin(hold).Taken.Should().BeTrue();
        await Begun(hold);
        running[hold.OperationId].SetResult(new CommandOutcome(OutcomeKind.Done, "", TimeSpan.Zero));
        await EndOf(hold);

        runner.PassOn(false, 1, before, Never).Should().Be("a safety command went first");
        runner.PassOn(false, 0, runner.WentFirst, Never).Should().Contain("a newer activation");

        static void Never() => throw new InvalidOperationException("it was sent");
    }

    [Fact]
    public async Task A_launch_that_waits_for_its_team_goes_on_when_it_is_let_go_and_no_other_does()
    {
        var runner = Runner();
        var launch = Upload();
        runner.Begin(launch);
        await Begun(launch);
        runner
            .Begin(new LetGoOrder(Guid.NewGuid(), 1, launch.OperationId))
            .Taken.Should()
            .BeFalse("it does not wait yet");

        var waiting = runner.UntilLetGo(launch.OperationId, CancellationToken.None);
        runner.WaitsForTeam.Should().BeTrue();
        runner.Begin(new LetGoOrder(Guid.NewGuid(), 1, Guid.NewGuid())).Taken.Should().BeFalse("it is another launch");
        runner.Begin(new LetGoOrder(Guid.NewGuid(), 0, launch.OperationId)).Taken.Should().BeFalse("an older epoch");
        waiting.IsCompleted.Should().BeFalse();

        runner.Begin(new LetGoOrder(Guid.NewGuid(), 1, launch.OperationId)).Taken.Should().BeTrue();
        await waiting;
        runner.WaitsForTeam.Should().BeFalse();
        runner.Current.Should().Be(launch.OperationId, "letting go is no order of its own");
    }

    [Fact]
    public async Task A_launch_that_a_safety_order_ended_waits_no_more()
    {
        var runner = Runner();
        var launch = Upload();
        runner.Begin(launch);
        await Begun(launch);
        var hold = new HoldOrder(Guid.NewGuid(), 1);
        runner.Begin(hold);
        await Begun(hold);

        var waiting = () => runner.UntilLetGo(launch.OperationId, CancellationToken.None);

        await waiting.Should().ThrowAsync<OperationCanceledException>();
    }
}
