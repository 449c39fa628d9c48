using DroneCommand.Mavlink.Forwarding;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Forwarding;

public sealed class VehicleRulesTests
{
    private const byte Station = 254;
    private const byte Ours = 255;
    private static readonly FrameWriter Vehicle = new(1, 1);

    [Fact]
    public void What_is_for_all_passes_and_unknown_messages_too()
    {
        Passes(TestFrames.Heartbeat(1)).Should().BeTrue();
        Passes(Of(new ParamValue { ParamId = "RTL_ALT" })).Should().BeTrue();
        Passes(RawFrame.V2(99_999, 33, [1, 2, 3])).Should().BeTrue();
    }

    [Fact]
    public void Answers_pass_to_whom_they_are_for_only()
    {
        Passes(Of(new CommandAck { Command = MavCmd.DoSetMode, TargetSystem = Station })).Should().BeTrue();
        Passes(Of(new CommandAck { Command = MavCmd.DoSetMode, TargetSystem = Ours })).Should().BeFalse();
        Passes(Of(new CommandAck { Command = MavCmd.DoSetMode }))
            .Should()
            .BeTrue("an old component answers nobody by name");
    }

    [Fact]
    public void A_request_for_our_mission_is_not_answered_by_a_station() =>
        Passes(Of(new MissionRequestInt { TargetSystem = Ours, Seq = 3 })).Should().BeFalse();

    [Fact]
    public void The_files_of_another_session_are_not_shown() =>
        Passes(Of(new FileTransferProtocol { TargetSystem = Ours })).Should().BeFalse();

    [Fact]
    public void Keys_never_pass() =>
        Passes(Of(new SetupSigning { TargetSystem = Station, InitialTimestamp = 5 })).Should().BeFalse();

    private static byte[] Of<T>(T message)
        where T : struct, IMavlinkMessage<T> => TestFrames.Of(message, Vehicle);

    private static bool Passes(byte[] bytes)
    {
        var passes = false;
        TestFrames.Look(bytes, (in FrameView frame) => passes = VehicleRules.Passes(frame, Station));
        return passes;
    }
}
