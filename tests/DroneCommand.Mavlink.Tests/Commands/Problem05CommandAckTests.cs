using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;

namespace DroneCommand.Mavlink.Tests.Commands;

/// <summary>
/// COMMAND_ACK: IN_PROGRESS taken for the end (qgroundcontrol#10852), answers to other stations (#8334), no transaction id
/// (#2975), copies that are dropped in silence (MAVSDK#1795).
/// </summary>
public class Problem05CommandAckTests
{
    private static readonly CommandLongRequest SetMode = new(MavCmd.DoSetMode, 1, 4);

    [Fact]
    public void Resends_raise_confirmation() =>
        Bench.Run(async bench =>
        {
            var lost = 0;
            bench.Channel.Drop = (ground, f) => ground && f.MessageId == MessageIds.CommandLong && lost++ < 2;
            bench.Vehicle.Answer = (_, _) => MavResult.Accepted;
            // COMMAND_INT has no such number.
            var result = await bench.Services.Commands.Send(new CommandLongRequest(MavCmd.NavTakeoff, Param7: 10));
            result.Kind.Should().Be(CommandResultKind.Accepted);
            bench.Vehicle.Commands.Should().ContainSingle().Which.Confirmation.Should().Be(2);
        });

    [Fact]
    public void Progress_extends_the_deadline_and_stops_resends() =>
        Bench.Run(async bench =>
        {
            var seen = new List<byte>();
            bench.Vehicle.Answer = (command, _) =>
            {
                bench.Later(TimeSpan.Zero, () => bench.Vehicle.Acknowledge(command, MavResult.InProgress, 10));
                bench.Later(
                    TimeSpan.FromSeconds(6),
                    () => bench.Vehicle.Acknowledge(command, MavResult.InProgress, 60)
                );
                bench.Later(TimeSpan.FromSeconds(12), () => bench.Vehicle.Acknowledge(command, MavResult.Accepted));
                return null;
            };
            var options = new CommandOptions { Progress = new Sink<byte>(seen.Add) };
            var result = await bench.Services.Commands.Send(SetMode, options);
            result.Kind.Should().Be(CommandResultKind.Accepted);
            seen.Should().Equal(10, 60);
            bench.Vehicle.Commands.Should().ContainSingle();
        });

    [Fact]
    public void V11_endless_progress_is_unknown_by_the_deadline() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Answer = (command, _) =>
            {
                for (var second = 0; second < 600; second += 5)
                    bench.Later(
                        TimeSpan.FromSeconds(second),
                        () => bench.Vehicle.Acknowledge(command, MavResult.InProgress, 50)
                    );
                return null;
            };
            var begun = bench.Connection.Time.GetTimestamp();
            var result = await bench.Services.Commands.Send(SetMode);
            result.Kind.Should().Be(CommandResultKind.NoAnswer);
            result.Reason.Should().Be("it reported progress but never an end");
            var limit = CommandOptions.Default.ProgressLimit + CommandOptions.Default.ProgressTimeout;
            bench.Connection.Time.GetElapsedTime(begun).Should().BeLessThanOrEqualTo(limit);
            bench.Vehicle.Commands.Should().ContainSingle("progress ends the repetition");
        });

    [Fact]
    public void Answers_to_other_stations_and_other_commands_do_not_count() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Answer = (command, _) =>
            {
                bench.Vehicle.Acknowledge(command, MavResult.Accepted, to: 254);
                bench.Vehicle.Acknowledge(MavCmd.NavLand, MavResult.Accepted);
                return null;
            };
            var result = await bench.Services.Commands.Send(SetMode);
            result.Kind.Should().Be(CommandResultKind.NoAnswer);
        });

    [Fact]
    public void A_command_that_is_not_idempotent_is_sent_again_only_on_evidence() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Answer = (_, _) => null;
            var evidence = Evidence.None;
            var options = new CommandOptions { EvidenceSince = _ => evidence };
            var arm = new CommandLongRequest(MavCmd.ComponentArmDisarm, 1);
            (await bench.Services.Commands.Send(arm, options)).Sends.Should().Be(1);
            evidence = Evidence.Happened;
            (await bench.Services.Commands.Send(arm, options)).Sends.Should().Be(1);
            evidence = Evidence.DidNotHappen;
            (await bench.Services.Commands.Send(arm, options)).Sends.Should().BeGreaterThan(2);
        });

    [Fact]
    public void One_of_a_kind_is_in_flight_and_the_next_expires_unsent_behind_it() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Answer = (_, _) => null;
            var first = bench.Services.Commands.Send(SetMode);
            var second = bench.Services.Commands.Send(
                new CommandLongRequest(MavCmd.DoSetMode, 1, 9),
                new CommandOptions { Expiry = TimeSpan.FromSeconds(2) }
            );
            var other = bench.Services.Commands.Send(new CommandLongRequest(MavCmd.DoChangeSpeed, 1, 5, -1));
            (await second).Kind.Should().Be(CommandResultKind.Cancelled);
            (await second).Sends.Should().Be(0);
            (await other).Sends.Should().BeGreaterThan(0);
            await first;
            bench.Vehicle.Commands.Should().NotContain(c => c.Params[1] == 9);
        });

    [Fact]
    public void Commands_of_a_kind_follow_each_other_in_order() =>
        Bench.Run(async bench =>
        {
            var results = await Task.WhenAll(
                Enumerable
                    .Range(0, 5)
                    .Select(i => bench.Services.Commands.Send(new CommandLongRequest(MavCmd.DoSetMode, 1, i)))
            );
            results.Should().OnlyContain(r => r.Kind == CommandResultKind.Accepted);
            bench.Vehicle.Commands.Select(c => c.Params[1]).Should().Equal(0, 1, 2, 3, 4);
        });
}
