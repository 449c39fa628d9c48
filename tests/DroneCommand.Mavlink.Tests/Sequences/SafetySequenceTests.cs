using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Tests.Support;

namespace DroneCommand.Mavlink.Tests.Sequences;

public class SafetySequenceTests
{
    [Fact]
    public void Hold_is_brake_and_seen() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            var result = await new HoldSequence(bench.Services).Run();
            result.End.Should().Be(SequenceEnd.Done);
            result.Text.Should().StartWith("BRAKE seen after 0.");
            bench.Vehicle.Mode.Should().Be(17);
        });

    [Fact]
    public void Hold_is_loiter_where_brake_is_refused() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            bench.Vehicle.Answer = (c, p) => p[1] == 17 ? MavResult.Failed : bench.Vehicle.Obey(c, p);
            var result = await new HoldSequence(bench.Services).Run();
            result.End.Should().Be(SequenceEnd.Done);
            bench.Vehicle.Mode.Should().Be(5);
        });

    [Fact]
    public void A_refusal_brings_the_vehicles_words() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            bench.Vehicle.Answer = (_, _) => MavResult.Failed;
            bench.Vehicle.RefusalText = "Mode change to RTL failed: requires position";
            var result = await new ReturnSequence(bench.Services).Run();
            result.End.Should().Be(SequenceEnd.RefusedByVehicle);
            result.Text.Should().Be("RTL: Mode change to RTL failed: requires position");
        });

    [Fact]
    public void A_rover_holds_when_told_to_land() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Type = MavType.GroundRover;
            await bench.Meet();
            (await new LandSequence(bench.Services).Run()).End.Should().Be(SequenceEnd.Done);
            bench.Vehicle.Mode.Should().Be(4);
        });

    [Fact]
    public void It_repeats_five_times_a_second_and_ends_at_five() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            bench.Vehicle.Answer = (_, _) => null;
            var begun = bench.Connection.Time.GetTimestamp();
            var result = await new ReturnSequence(bench.Services).Run();
            result.End.Should().Be(SequenceEnd.NoAnswer);
            bench
                .Connection.Time.GetElapsedTime(begun)
                .Should()
                .BeCloseTo(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(0.3));
            bench.Vehicle.Commands.Count.Should().BeInRange(23, 26);
        });

    [Fact]
    public void V10_a_mode_that_somebody_else_set_meanwhile_is_not_fought() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            bench.Vehicle.Answer = (_, _) => null;
            bench.Later(TimeSpan.FromSeconds(1.5), () => bench.Vehicle.Mode = 5);
            var result = await new ReturnSequence(bench.Services).Run();
            result.End.Should().Be(SequenceEnd.NoAnswer);
            result.Text.Should().Be("RTL: another mode was set meanwhile");
            // One may be on its way.
            await Task.Delay(TimeSpan.FromSeconds(0.1), bench.Connection.Time);
            var sent = bench.Vehicle.Commands.Count;
            await Task.Delay(TimeSpan.FromSeconds(10), bench.Connection.Time);
            bench.Vehicle.Commands.Should().HaveCount(sent);
        });

    [Fact]
    public void A_change_of_mode_that_an_earlier_command_brought_does_not_stop_a_return() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            // The earlier one takes effect just when the return is sent, and the first returns are lost.
            bench.Later(TimeSpan.FromSeconds(0.2), () => bench.Vehicle.Mode = 4);
            bench.Later(TimeSpan.FromSeconds(0.3), bench.Vehicle.SayHeartbeat);
            var lost = 0;
            bench.Channel.Drop = (ground, f) => ground && f.MessageId == MessageIds.CommandLong && lost++ < 4;
            (await new ReturnSequence(bench.Services).Run()).End.Should().Be(SequenceEnd.Done);
            bench.Vehicle.Mode.Should().Be(6);
        });

    [Fact]
    public void Accepted_but_not_seen_is_no_success() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            bench.Vehicle.Answer = (_, _) => MavResult.Accepted;
            var result = await new ReturnSequence(bench.Services).Run();
            result.End.Should().Be(SequenceEnd.NoAnswer);
            result.Text.Should().Be("RTL: accepted but not seen");
        });

    [Fact]
    public void A_mode_that_it_was_in_before_proves_nothing_without_an_answer() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Mode = 6;
            await bench.Meet();
            bench.Vehicle.Answer = (_, _) => null;
            (await new ReturnSequence(bench.Services).Run()).End.Should().Be(SequenceEnd.NoAnswer);
        });

    [Fact]
    public void The_mode_seen_is_enough_when_only_the_answer_is_lost() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            bench.Channel.Drop = (ground, f) => !ground && f.MessageId == MessageIds.CommandAck;
            var result = await new HoldSequence(bench.Services).Run();
            result.End.Should().Be(SequenceEnd.Done);
            result.Text.Should().Contain("its answer was lost");
        });

    [Fact]
    public void Return_at_half_the_frames_lost_changes_the_mode_within_three_seconds()
    {
        const int runs = 100;
        var late = 0;
        for (var run = 0; run < runs; run++)
            Bench.Run(
                async bench =>
                {
                    await bench.Meet();
                    var begun = bench.Connection.Time.GetTimestamp();
                    var changed = TimeSpan.MaxValue;
                    bench.Vehicle.Answer = (c, p) =>
                    {
                        if (bench.Vehicle.Mode != 6)
                            changed = bench.Connection.Time.GetElapsedTime(begun);
                        return bench.Vehicle.Obey(c, p);
                    };
                    var result = await new ReturnSequence(bench.Services).Run();
                    if (result.End == SequenceEnd.Done)
                        bench.Vehicle.Mode.Should().Be(6, "{0}", bench.Channel);
                    late += changed > TimeSpan.FromSeconds(3) ? 1 : 0;
                },
                run + 1,
                0.5
            );
        late.Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void An_answer_to_the_cancelled_command_before_is_not_taken_for_its_own() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            // The vehicle is about to refuse the mode that a cancelled sequence asked for.
            using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(5), bench.Connection.Time);
            bench.Vehicle.Answer = (c, p) => p[1] == 4 ? MavResult.Failed : bench.Vehicle.Obey(c, p);
            bench.Vehicle.RefusalText = "Mode change to GUIDED failed: requires position";
            var running = bench.Services.Commands.Send(
                new CommandLongRequest(MavCmd.DoSetMode, 1, 4),
                cancellation: cancel.Token
            );
            (await running).Kind.Should().Be(CommandResultKind.Cancelled);
            (await new HoldSequence(bench.Services).Run()).End.Should().Be(SequenceEnd.Done);
            bench.Vehicle.Mode.Should().Be(17);
        });

    [Fact]
    public void Motors_off_is_seen_and_says_that_it_means_it() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Armed = true;
            await bench.Meet();
            var result = await new MotorsOffSequence(bench.Services).Run();
            result.End.Should().Be(SequenceEnd.Done);
            bench.Vehicle.Armed.Should().BeFalse();
            bench
                .Vehicle.Commands.Should()
                .Contain(c => c.Command == MavCmd.ComponentArmDisarm && c.Params[1] == 21196);
        });
}
