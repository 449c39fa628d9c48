using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Tests.Support;

namespace DroneCommand.Mavlink.Tests.Sequences;

public class LaunchSequenceTests
{
    [Theory]
    [InlineData(MavType.Quadrotor, 3, "take-off seen")]
    [InlineData(MavType.GroundRover, 10, "start seen")]
    public void It_arms_in_guided_and_starts_the_mission(MavType type, uint mission, string text) =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Type = type;
            await bench.Meet();
            var result = await new LaunchSequence(bench.Services).Run();
            result.End.Should().Be(SequenceEnd.Done);
            result.Text.Should().StartWith(text);
            bench.Vehicle.Mode.Should().Be(mission);
            bench.Vehicle.Armed.Should().BeTrue();
            bench
                .Vehicle.Commands.Select(c => c.Command)
                .Should()
                .Equal(MavCmd.DoSetMode, MavCmd.ComponentArmDisarm, MavCmd.MissionStart);
        });

    [Fact]
    public void It_waits_for_a_booting_vehicle_and_says_for_what() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Status = MavState.Boot;
            bench.Vehicle.Estimator = (EkfStatusFlags)167;
            bench.Vehicle.PreArm = false;
            await bench.Meet();
            After(bench, 4, () => bench.Vehicle.Status = MavState.Standby);
            After(bench, 24, () => bench.Vehicle.PreArm = true);
            After(bench, 42, () => bench.Vehicle.Estimator = (EkfStatusFlags)831);
            var phases = new List<string>();
            var result = await new LaunchSequence(bench.Services, phase: new Sink<string>(phases.Add)).Run();
            result.End.Should().Be(SequenceEnd.Done);
            result.After.Should().BeGreaterThan(TimeSpan.FromSeconds(41));
            phases
                .Should()
                .Equal(
                    "waits for the autopilot's start",
                    "takes guided mode",
                    "waits for a position fix",
                    "arms",
                    "takes off"
                );
        });

    [Fact]
    public void A_vehicle_that_does_not_get_ready_is_refused_with_what_it_lacks() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.PreArm = false;
            await bench.Meet();
            After(bench, 5, () => bench.Vehicle.SayText("PreArm: Battery failsafe"));
            var result = await new LaunchSequence(bench.Services, TimeSpan.FromSeconds(20)).Run();
            result.End.Should().Be(SequenceEnd.RefusedByUs);
            result.Text.Should().Be("it was not ready in time: waits for its pre-arm checks: Battery failsafe");
            bench.Vehicle.Armed.Should().BeFalse();
        });

    [Fact]
    public void It_arms_only_once_it_may_and_is_asked_for_nothing_before() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            var consent = new TaskCompletionSource<string?>();
            After(
                bench,
                30,
                () =>
                {
                    bench.Vehicle.Commands.Should().NotContain(c => c.Command == MavCmd.ComponentArmDisarm);
                    consent.SetResult(null);
                }
            );
            var result = await new LaunchSequence(bench.Services, consent: _ => consent.Task).Run();
            result.End.Should().Be(SequenceEnd.Done);
            result.After.Should().BeGreaterThan(TimeSpan.FromSeconds(29));
        });

    [Fact]
    public void What_is_no_longer_ready_when_it_may_go_is_refused() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            var consent = new TaskCompletionSource<string?>();
            After(bench, 5, () => bench.Vehicle.PreArm = false);
            After(bench, 30, () => consent.SetResult(null));
            var result = await new LaunchSequence(bench.Services, consent: _ => consent.Task).Run();
            result.Text.Should().StartWith("it is not ready any more: waits for its pre-arm checks");
            bench.Vehicle.Armed.Should().BeFalse();
        });

    [Fact]
    public void A_vehicle_that_reboots_while_it_is_waited_for_is_not_started() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.PreArm = false;
            await bench.Meet();
            After(bench, 5, () => bench.Vehicle.Status = MavState.Boot);
            After(bench, 7, () => bench.Vehicle.Status = MavState.Standby);
            After(bench, 9, () => bench.Vehicle.PreArm = true);
            var result = await new LaunchSequence(bench.Services).Run();
            result.End.Should().Be(SequenceEnd.RefusedByUs);
            result.Text.Should().Be("it rebooted meanwhile: its plan must be verified again");
            bench.Vehicle.Armed.Should().BeFalse();
        });

    [Fact]
    public void An_objection_ends_it_while_it_waits_and_nothing_is_armed() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Estimator = (EkfStatusFlags)167;
            await bench.Meet();
            string? objection = null;
            After(bench, 5, () => objection = "it rebooted");
            var result = await new LaunchSequence(bench.Services, objection: _ => objection).Run();
            result.End.Should().Be(SequenceEnd.RefusedByUs);
            result.Text.Should().Be("it rebooted");
            result.After.Should().BeLessThan(TimeSpan.FromSeconds(6));
            bench.Vehicle.Commands.Should().NotContain(c => c.Command == MavCmd.ComponentArmDisarm);
        });

    [Fact]
    public void A_refused_arming_says_why_within_a_second_and_is_tried_once() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            bench.Vehicle.Answer = (c, p) =>
                c == MavCmd.ComponentArmDisarm ? MavResult.Failed : bench.Vehicle.Obey(c, p);
            bench.Vehicle.RefusalText = "Arm: Throttle too high";
            var result = await new LaunchSequence(bench.Services).Run();
            result.End.Should().Be(SequenceEnd.RefusedByVehicle);
            result.Text.Should().Be("arming: Arm: Throttle too high");
            bench.Vehicle.Commands.Count(c => c.Command == MavCmd.ComponentArmDisarm).Should().Be(1);
        });

    [Fact]
    public void A_lost_arming_is_sent_again_only_after_a_heartbeat_showed_that_it_did_not_happen() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            var sends = 0;
            bench.Channel.Drop = (ground, f) =>
                ground
                && f.MessageId == MessageIds.CommandInt
                && f.Read<CommandInt>().Command == MavCmd.ComponentArmDisarm
                && sends++ == 0;
            (await new LaunchSequence(bench.Services).Run()).End.Should().Be(SequenceEnd.Done);
            sends.Should().Be(2);
        });

    [Fact]
    public void A_lost_answer_to_arming_does_not_arm_twice() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            bench.Channel.Drop = (ground, f) =>
                !ground
                && f.MessageId == MessageIds.CommandAck
                && f.Read<CommandAck>().Command == MavCmd.ComponentArmDisarm;
            (await new LaunchSequence(bench.Services).Run()).End.Should().Be(SequenceEnd.Done);
            bench.Vehicle.Commands.Count(c => c.Command == MavCmd.ComponentArmDisarm).Should().Be(1);
        });

    [Fact]
    public void A_refused_start_disarms_again() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            bench.Vehicle.Answer = (c, p) => c == MavCmd.MissionStart ? MavResult.Failed : bench.Vehicle.Obey(c, p);
            bench.Vehicle.RefusalText = "Auto: Missing Takeoff Cmd";
            var result = await new LaunchSequence(bench.Services).Run();
            result.End.Should().Be(SequenceEnd.RefusedByVehicle);
            result.Text.Should().Be("start: Auto: Missing Takeoff Cmd");
            bench.Vehicle.Armed.Should().BeFalse();
        });

    [Fact]
    public void Accepted_without_lifting_off_is_no_success() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            bench.Vehicle.Answer = (c, p) =>
            {
                var answer = bench.Vehicle.Obey(c, p);
                bench.Vehicle.InAir = false;
                return answer;
            };
            var result = await new LaunchSequence(bench.Services).Run();
            result.End.Should().Be(SequenceEnd.NoAnswer);
            result.Text.Should().Be("it did not lift off");
        });

    [Fact]
    public void Cancelling_ends_it_between_steps() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Estimator = (EkfStatusFlags)167;
            await bench.Meet();
            using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(3), bench.Connection.Time);
            var result = await new LaunchSequence(bench.Services).Run(cancel.Token);
            result.End.Should().Be(SequenceEnd.Cancelled);
            bench.Vehicle.Armed.Should().BeFalse();
        });

    [Fact]
    public void At_ten_percent_loss_it_still_starts()
    {
        for (var seed = 1; seed <= 50; seed++)
            Bench.Run(
                async bench =>
                {
                    await bench.Meet();
                    var result = await new LaunchSequence(bench.Services).Run();
                    result.End.Should().Be(SequenceEnd.Done, "{0}: {1}", bench.Channel, result.Text);
                    bench.Vehicle.InAir.Should().BeTrue();
                },
                seed,
                0.1
            );
    }

    private static void After(Bench bench, double seconds, Action action) =>
        bench.Later(TimeSpan.FromSeconds(seconds), action);
}
