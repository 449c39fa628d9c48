using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Tests.Commands;

public class CommandSenderTests
{
    private static readonly CommandLongRequest SetMode = new(MavCmd.DoSetMode, 1, 4);

    [Fact]
    public void An_accepted_command_is_sent_once() =>
        Bench.Run(async bench =>
        {
            var result = await bench.Services.Commands.Send(SetMode);
            result.Kind.Should().Be(CommandResultKind.Accepted);
            result.Sends.Should().Be(1);
            bench.Vehicle.Commands.Should().ContainSingle();
        });

    [Fact]
    public void Silence_is_no_answer_after_at_most_six_sends() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Answer = (_, _) => null;
            var result = await bench.Services.Commands.Send(SetMode);
            result.Kind.Should().Be(CommandResultKind.NoAnswer);
            result.Sends.Should().BeInRange(2, 6);
            bench.Vehicle.Commands.Should().HaveCount(result.Sends);
        });

    [Fact]
    public void V3_the_reason_of_an_arming_refusal_is_there_within_a_second_after_one_attempt() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Answer = (_, _) => MavResult.Failed;
            bench.Vehicle.RefusalText = "Arm: Need Position Estimate";
            var begun = bench.Connection.Time.GetTimestamp();
            var result = await bench.Services.Commands.Send(new CommandLongRequest(MavCmd.ComponentArmDisarm, 1));
            result.Kind.Should().Be(CommandResultKind.Refused);
            result.Answer.Should().Be(MavResult.Failed);
            result.Reason.Should().Be("Arm: Need Position Estimate");
            bench.Connection.Time.GetElapsedTime(begun).Should().BeLessThan(TimeSpan.FromSeconds(1));
            bench.Vehicle.Commands.Should().ContainSingle("a refusal is not argued with");
        });

    [Fact]
    public void The_reason_of_a_refusal_is_the_text_before_it() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Answer = (_, _) =>
            {
                bench.Vehicle.SayText("EKF3 IMU0 is using GPS", MavSeverity.Info);
                bench.Vehicle.SayText("Mode change to AUTO failed: init failed", MavSeverity.Warning);
                return MavResult.Failed;
            };
            var result = await bench.Services.Commands.Send(SetMode);
            result.Reason.Should().Be("Mode change to AUTO failed: init failed");
        });

    [Fact]
    public void A_refusal_without_words_says_so_within_a_second_and_a_bit() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Answer = (_, _) => MavResult.Denied;
            var result = await bench.Services.Commands.Send(SetMode);
            result.Reason.Should().Be("the vehicle answered 'denied' and gave no reason");
        });

    [Fact]
    public void Cancelling_is_a_result_of_its_own_and_ends_the_sends() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Answer = (_, _) => null;
            using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(1), bench.Connection.Time);
            var result = await bench.Services.Commands.Send(SetMode, cancellation: cancel.Token);
            result.Kind.Should().Be(CommandResultKind.Cancelled);
            var sent = bench.Vehicle.Commands.Count;
            await Task.Delay(TimeSpan.FromSeconds(10), bench.Connection.Time);
            bench.Vehicle.Commands.Should().HaveCount(sent, "an ended command is never sent later");
        });

    [Fact]
    public void Places_travel_as_integers() =>
        Bench.Run(async bench =>
        {
            var target = new GeoPoint(54.4812345, -8.9912345);
            var request = new CommandIntRequest(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, target, 25, -1);
            (await bench.Services.Commands.Send(request)).Kind.Should().Be(CommandResultKind.Accepted);
            var sent = bench.Vehicle.Repositions.Single();
            sent.X.Should().Be(544812345);
            sent.Y.Should().Be(-89912345);
            sent.Z.Should().Be(25);
        });

    [Fact]
    public void A_vehicle_that_wants_the_other_form_gets_it() =>
        Bench.Run(async bench =>
        {
            var answers = 0;
            bench.Vehicle.Answer = (_, _) => answers++ == 0 ? MavResult.CommandLongOnly : MavResult.Accepted;
            var request = new CommandIntRequest(
                MavCmd.DoReposition,
                MavFrame.GlobalRelativeAltInt,
                new GeoPoint(1, 2),
                25
            );
            (await bench.Services.Commands.Send(request)).Kind.Should().Be(CommandResultKind.Accepted);
            bench.Vehicle.Repositions.Should().ContainSingle("the second went as COMMAND_LONG");
            bench.Vehicle.Commands.Should().HaveCount(2);
        });

    [Fact]
    public void L4_at_a_second_of_delay_give_or_take_half_a_command_is_sent_six_times_at_most() =>
        Bench.Run(async bench =>
        {
            bench.Channel.Delay = TimeSpan.FromSeconds(1);
            bench.Channel.Jitter = TimeSpan.FromSeconds(0.5);
            for (uint mode = 1; mode <= 20; mode++)
            {
                var result = await bench.Services.Commands.Send(new CommandLongRequest(MavCmd.DoSetMode, 1, mode));
                result.Kind.Should().Be(CommandResultKind.Accepted);
                result.Sends.Should().BeLessThanOrEqualTo(6);
                // Answers to this one may still be on their way; the next must not take them for its own.
                await Task.Delay(TimeSpan.FromSeconds(5), bench.Connection.Time);
                bench.Vehicle.Mode.Should().Be(mode);
            }
        });

    [Fact]
    public void L10_a_command_that_expired_in_silence_is_never_sent_when_the_link_returns() =>
        Bench.Run(async bench =>
        {
            bench.Channel.Loss = 1;
            var waiting = Enumerable
                .Range(1, 3)
                .Select(i => bench.Services.Commands.Send(new CommandLongRequest(MavCmd.DoSetMode, 1, i)))
                .ToList();
            var results = await Task.WhenAll(waiting);
            results[0].Kind.Should().Be(CommandResultKind.NoAnswer);
            results[1..].Should().OnlyContain(r => r.Kind == CommandResultKind.Cancelled && r.Sends == 0);
            bench.Channel.Loss = 0;
            await Task.Delay(TimeSpan.FromMinutes(1), bench.Connection.Time);
            bench.Vehicle.Commands.Should().BeEmpty();
        });

    [Theory]
    [InlineData(0.1, 11)]
    [InlineData(0.2, 12)]
    [InlineData(0.3, 13)]
    public void On_a_lossy_link_a_yes_is_never_claimed_for_a_command_that_did_not_arrive(double loss, int seed)
    {
        for (var run = 0; run < 40; run++)
            Bench.Run(
                async bench =>
                {
                    var result = await bench.Services.Commands.Send(SetMode);
                    if (result.IsAccepted)
                        bench.Vehicle.Mode.Should().Be(4, "{0}", bench.Channel);
                    result.Sends.Should().BeLessThanOrEqualTo(6);
                },
                (seed * 1000) + run,
                loss
            );
    }
}
