using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Forwarding;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Forwarding;

/// <summary>A refusal in the protocol's own words, and what is written down of a frame.</summary>
public sealed class StationRefusalTests
{
    private static readonly FrameWriter Station = new(254, 190);

    [Theory]
    [InlineData(false, MavResult.Denied)]
    [InlineData(true, MavResult.TemporarilyRejected)]
    public void A_command_is_acknowledged_to_its_sender(bool passing, MavResult result)
    {
        var ack = Answer<CommandAck>(Sent(new CommandLong { Command = MavCmd.NavTakeoff, TargetSystem = 1 }), passing);
        ack.Should()
            .Be(
                new CommandAck
                {
                    Command = MavCmd.NavTakeoff,
                    Result = result,
                    TargetSystem = 254,
                    TargetComponent = 190,
                }
            );
        Answer<CommandAck>(Sent(new CommandInt { Command = MavCmd.DoReposition }), passing).Result.Should().Be(result);
        Answer<CommandAck>(Sent(new SetMode { TargetSystem = 1, CustomMode = 4 }), passing).Result.Should().Be(result);
    }

    [Theory]
    [InlineData(MavMissionType.Mission)]
    [InlineData(MavMissionType.Fence)]
    public void A_plan_is_denied_by_its_type(MavMissionType type)
    {
        Denied(new MissionCount { Count = 3, MissionType = type });
        Denied(new MissionItemInt { Seq = 3, MissionType = type });
        Denied(new MissionClearAll { MissionType = type });

        void Denied<T>(T message)
            where T : struct, IMavlinkMessage<T>
        {
            var ack = Answer<MissionAck>(Sent(message));
            (ack.Type, ack.MissionType, ack.TargetSystem).Should().Be((MavMissionResult.Denied, type, 254));
        }
    }

    [Fact]
    public void A_parameter_keeps_its_value_and_says_so()
    {
        var error = Answer<ParamError>(Sent(new ParamSet { ParamId = "RTL_ALT", ParamValue = 9 }));
        (error.ParamId.ToString(), error.Error).Should().Be(("RTL_ALT", MavParamError.PermissionDenied));
    }

    [Fact]
    public void A_file_operation_gets_the_answer_that_belongs_to_it()
    {
        var asked = new FilePacket
        {
            Opcode = MavFtpOpcode.Removefile,
            Sequence = 41,
            Session = 2,
        };
        var nak = FilePacket.Read(Answer<FileTransferProtocol>(Sent(asked.Write(1, 1))));
        (nak.Opcode, nak.RequestOpcode, nak.Sequence, nak.Error)
            .Should()
            .Be((MavFtpOpcode.Nak, MavFtpOpcode.Removefile, (ushort)42, MavFtpErr.Fileprotected));
    }

    [Theory]
    [InlineData("read-only")]
    [InlineData("a reason of a length that is exactly fifty letters")]
    [InlineData("Not passed on: the endpoint 'pilot' is read-only: it acts for no account")]
    [InlineData("a text of one hundred letters, which needs an empty piece behind it to be known as whole at its end!")]
    public void A_reason_comes_whole_in_as_many_pieces_as_it_needs(string reason) => Joined(reason).Should().Be(reason);

    [Fact]
    public void No_piece_cuts_through_a_letter()
    {
        var reason = new string('x', 49) + "äöü";
        Joined(reason).Should().Be(new string('x', 49) + " äöü");
    }

    private static string Joined(string reason)
    {
        var assembler = new StatusTextAssembler();
        var texts = new List<string>();
        StationRefusal.Tell(
            reason,
            9,
            new FrameWriter(1, 1),
            bytes =>
                TestFrames.Look(
                    bytes.ToArray(),
                    (in FrameView frame) => assembler.Take(frame.Read<Statustext>(), whole => texts.Add(whole.Text))
                )
        );
        return texts.Should().ContainSingle().Which;
    }

    [Fact]
    public void What_is_written_down_names_the_parameters_and_no_secret()
    {
        Words(new CommandLong { Command = MavCmd.ComponentArmDisarm, Param1 = 1 }).Should().Be("arm");
        Words(new CommandLong { Command = MavCmd.ComponentArmDisarm, Param2 = 21196 }).Should().Be("disarm by force");
        Words(
                new CommandLong
                {
                    Command = MavCmd.DoSetServo,
                    Param1 = 9,
                    Param2 = 1500,
                }
            )
            .Should()
            .Be("DO_SET_SERVO 9 1500");
        Words(
                new CommandInt
                {
                    Command = MavCmd.DoReposition,
                    X = 544799657,
                    Y = 89898821,
                    Z = 30,
                }
            )
            .Should()
            .Be("DO_REPOSITION 0 0 0 0 54.4799657 8.9898821 30");
        Words(new ParamSet { ParamId = "RTL_ALT", ParamValue = 3000 }).Should().Be("PARAM_SET RTL_ALT = 3000");
        Words(new MissionCount { Count = 12, MissionType = MavMissionType.Fence }).Should().Be("fence of 12 items");
        Words(new SetupSigning { TargetSystem = 1, InitialTimestamp = 77 }).Should().Be("SETUP_SIGNING");
        Words(
                new FilePacket
                {
                    Opcode = MavFtpOpcode.Removefile,
                    Data = FilePacket.Text("/APM/\nx.lua"),
                    Size = 10,
                }.Write(1, 1)
            )
            .Should()
            .Be("removefile /APM/x.lu");
    }

    private static string Words<T>(T message)
        where T : struct, IMavlinkMessage<T>
    {
        var words = "";
        TestFrames.Look(TestFrames.Of(message, Station), (in FrameView frame) => words = StationWords.Describe(frame));
        return words;
    }

    private static byte[] Sent<T>(T message)
        where T : struct, IMavlinkMessage<T> => TestFrames.Of(message, Station);

    /// <summary>The one frame that answers a station's message, read as what it must be.</summary>
    private static TAnswer Answer<TAnswer>(byte[] sent, bool passing = false)
        where TAnswer : struct, IMavlinkMessage<TAnswer>
    {
        TAnswer? answer = null;
        TestFrames.Look(
            sent,
            (in FrameView frame) =>
                StationRefusal.Answer(
                    frame,
                    new FrameWriter(1, 1),
                    passing,
                    bytes =>
                        TestFrames.Look(
                            bytes.ToArray(),
                            (in FrameView back) =>
                            {
                                answer.Should().BeNull("one answer is enough");
                                answer = back.Read<TAnswer>();
                            }
                        )
                )
        );
        return answer!.Value;
    }
}
