using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Tests.Support;

namespace DroneCommand.Mavlink.Tests.Commands;

/// <summary>COMMAND_INT is preferred, COMMAND_LONG the fall-back; requests for different messages do not wait for each other.</summary>
public class CommandFormTests
{
    private static readonly CommandLongRequest SetMode = new(MavCmd.DoSetMode, 1, 4);

    private static List<uint> Forms(Bench bench)
    {
        var sent = new List<uint>();
        bench.Channel.Drop = (ground, f) =>
        {
            if (ground && f.MessageId is MessageIds.CommandInt or MessageIds.CommandLong)
                sent.Add(f.MessageId);
            return false;
        };
        return sent;
    }

    [Theory]
    [InlineData(MavCmd.DoSetMode, 0, 0, MessageIds.CommandInt)]
    [InlineData(MavCmd.PreflightRebootShutdown, 0, 20190226, MessageIds.CommandLong)]
    [InlineData(MavCmd.NavTakeoff, 0, 0, MessageIds.CommandLong)]
    [InlineData(MavCmd.DoSetHome, 54.4f, 8.9f, MessageIds.CommandLong)]
    public void What_both_forms_say_alike_goes_as_integers(MavCmd command, float p5, float p6, uint form) =>
        Bench.Run(async bench =>
        {
            var forms = Forms(bench);
            bench.Vehicle.Answer = (_, _) => MavResult.Accepted;
            await bench.Services.Commands.Send(new CommandLongRequest(command, 1, Param5: p5, Param6: p6));
            forms.Should().Equal(form);
        });

    [Fact]
    public void A_vehicle_that_does_not_know_it_as_integers_gets_the_other_form_and_the_next_at_once() =>
        Bench.Run(async bench =>
        {
            var forms = Forms(bench);
            bench.Vehicle.KnowsIntCommands = false;
            (await bench.Services.Commands.Send(SetMode)).IsAccepted.Should().BeTrue();
            bench.Vehicle.Mode.Should().Be(4);
            (await bench.Services.Commands.Send(SetMode)).IsAccepted.Should().BeTrue();
            forms.Should().Equal(MessageIds.CommandInt, MessageIds.CommandLong, MessageIds.CommandLong);
        });

    [Fact]
    public void What_it_knows_in_no_form_is_refused() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Answer = (_, _) => MavResult.Unsupported;
            var result = await bench.Services.Commands.Send(SetMode);
            (result.Kind, result.Answer, result.Sends)
                .Should()
                .Be((CommandResultKind.Refused, MavResult.Unsupported, 2));
        });

    [Fact]
    public void Late_answers_to_the_first_form_are_none_to_the_second() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.KnowsIntCommands = false;
            bench.Channel.Delay = TimeSpan.FromSeconds(0.5);
            await bench.Meet();
            var result = await new ReturnSequence(bench.Services).Run();
            result.End.Should().Be(SequenceEnd.Done, result.Text);
            bench.Vehicle.Mode.Should().Be(6);
        });

    [Fact]
    public void Requests_for_different_messages_do_not_wait_for_each_other() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Answer = (_, p) =>
            {
                if (p[0] == MessageIds.HomePosition)
                    return null;
                bench.Vehicle.Say(new AutopilotVersion());
                return MavResult.Accepted;
            };
            var home = bench.Services.Commands.Send(
                new CommandLongRequest(MavCmd.RequestMessage, MessageIds.HomePosition)
            );
            var begun = bench.Connection.Time.GetTimestamp();
            (await bench.Services.RequestIdentity()).IsAccepted.Should().BeTrue();
            bench.Connection.Time.GetElapsedTime(begun).Should().BeLessThan(TimeSpan.FromSeconds(0.2));
            (await home).Kind.Should().Be(CommandResultKind.NoAnswer);
        });

    [Fact]
    public void Answers_that_were_all_heard_are_told_apart_by_their_order() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Answer = (_, p) => p[0] == 1 ? MavResult.Denied : MavResult.Accepted;
            var denied = bench.Services.Commands.Send(new CommandLongRequest(MavCmd.RequestMessage, 1));
            var accepted = bench.Services.Commands.Send(new CommandLongRequest(MavCmd.RequestMessage, 2));
            (await denied).Answer.Should().Be(MavResult.Denied);
            (await accepted).IsAccepted.Should().BeTrue();
        });

    [Theory]
    [InlineData(0.3)]
    public void On_a_lossy_link_no_request_gets_the_answer_of_another(double loss)
    {
        for (var seed = 1; seed <= 100; seed++)
            Bench.Run(
                async bench =>
                {
                    bench.Vehicle.Answer = (_, p) => p[0] == 1 ? MavResult.Denied : MavResult.Accepted;
                    var denied = bench.Services.Commands.Send(new CommandLongRequest(MavCmd.RequestMessage, 1));
                    var accepted = bench.Services.Commands.Send(new CommandLongRequest(MavCmd.RequestMessage, 2));
                    (await denied).Kind.Should().NotBe(CommandResultKind.Accepted, "{0}", bench.Channel);
                    (await accepted).Kind.Should().NotBe(CommandResultKind.Refused, "{0}", bench.Channel);
                },
                seed,
                loss
            );
    }
}
