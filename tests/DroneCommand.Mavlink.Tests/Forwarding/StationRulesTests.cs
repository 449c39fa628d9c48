using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Forwarding;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Forwarding;

public sealed class StationRulesTests
{
    private static readonly FrameWriter Station = new(254, 190);

    public static TheoryData<string, StationClass> Messages { get; } =
        new()
        {
            { "HEARTBEAT", StationClass.EndsHere },
            { "SYSTEM_TIME", StationClass.EndsHere },
            { "STATUSTEXT", StationClass.EndsHere },
            { "REQUEST_DATA_STREAM", StationClass.EndsHere },
            { "PARAM_REQUEST_READ", StationClass.Reads },
            { "PARAM_REQUEST_LIST", StationClass.Reads },
            { "MISSION_REQUEST_LIST", StationClass.Reads },
            { "MISSION_REQUEST", StationClass.Reads },
            { "MISSION_REQUEST_INT", StationClass.Reads },
            { "MISSION_ACK", StationClass.Reads },
            { "AUTOPILOT_VERSION_REQUEST", StationClass.Reads },
            { "TIMESYNC", StationClass.Reads },
            { "PING", StationClass.Reads },
            { "LOG_REQUEST_DATA", StationClass.Reads },
            { "SET_MODE", StationClass.Changes },
            { "PARAM_SET", StationClass.Changes },
            { "PARAM_EXT_SET", StationClass.Changes },
            { "MISSION_COUNT", StationClass.Changes },
            { "MISSION_ITEM", StationClass.Changes },
            { "MISSION_ITEM_INT", StationClass.Changes },
            { "MISSION_CLEAR_ALL", StationClass.Changes },
            { "MISSION_WRITE_PARTIAL_LIST", StationClass.Changes },
            { "MISSION_SET_CURRENT", StationClass.Changes },
            { "RC_CHANNELS_OVERRIDE", StationClass.Changes },
            { "MANUAL_CONTROL", StationClass.Changes },
            { "SET_POSITION_TARGET_GLOBAL_INT", StationClass.Changes },
            { "SET_ATTITUDE_TARGET", StationClass.Changes },
            { "SET_HOME_POSITION", StationClass.Changes },
            { "GIMBAL_MANAGER_SET_PITCHYAW", StationClass.Changes },
            { "SETUP_SIGNING", StationClass.Never },
            { "SERIAL_CONTROL", StationClass.Maintenance },
            { "LOG_ERASE", StationClass.Maintenance },
            { "DEVICE_OP_WRITE", StationClass.Maintenance },
            { "SET_ACTUATOR_CONTROL_TARGET", StationClass.Never },
            { "CHANGE_OPERATOR_CONTROL", StationClass.Never },
            { "GPS_RTCM_DATA", StationClass.Never },
            { "HIL_SENSOR", StationClass.Never },
            { "TUNNEL", StationClass.Never },
            { "V2_EXTENSION", StationClass.Never },
            { "SECURE_COMMAND", StationClass.Never },
            { "CAN_FRAME", StationClass.Never },
            { "COMMAND_ACK", StationClass.Never },
            { "GLOBAL_POSITION_INT", StationClass.Never },
            { "PARAM_VALUE", StationClass.Never },
        };

    public static TheoryData<MavCmd, StationClass> Commands { get; } =
        new()
        {
            { MavCmd.RequestMessage, StationClass.Reads },
            { MavCmd.GetHomePosition, StationClass.Reads },
            { MavCmd.RequestAutopilotCapabilities, StationClass.Reads },
            { MavCmd.ComponentArmDisarm, StationClass.Changes },
            { MavCmd.DoSetMode, StationClass.Changes },
            { MavCmd.NavTakeoff, StationClass.Changes },
            { MavCmd.NavReturnToLaunch, StationClass.Changes },
            { MavCmd.MissionStart, StationClass.Changes },
            { MavCmd.DoReposition, StationClass.Changes },
            { MavCmd.DoSetServo, StationClass.Changes },
            { MavCmd.PreflightRebootShutdown, StationClass.Maintenance },
            { MavCmd.PreflightCalibration, StationClass.Maintenance },
            { MavCmd.FlashBootloader, StationClass.Maintenance },
            { MavCmd.DoMotorTest, StationClass.Maintenance },
            { MavCmd.DoAuxFunction, StationClass.Maintenance },
            { MavCmd.DoFlighttermination, StationClass.Never },
            { MavCmd.DoParachute, StationClass.Never },
            { MavCmd.DoGuidedMaster, StationClass.Never },
            { MavCmd.ControlHighLatency, StationClass.Never },
            { MavCmd.RequestOperatorControl, StationClass.Never },
            { MavCmd.NavWaypoint, StationClass.Never },
            { (MavCmd)54321, StationClass.Never },
        };

    public static TheoryData<MavFtpOpcode, StationClass> Files { get; } =
        new()
        {
            { MavFtpOpcode.Listdirectory, StationClass.Reads },
            { MavFtpOpcode.Openfilero, StationClass.Reads },
            { MavFtpOpcode.Readfile, StationClass.Reads },
            { MavFtpOpcode.Burstreadfile, StationClass.Reads },
            { MavFtpOpcode.Calcfilecrc, StationClass.Reads },
            { MavFtpOpcode.Terminatesession, StationClass.Reads },
            { MavFtpOpcode.Resetsession, StationClass.Reads },
            { MavFtpOpcode.Createfile, StationClass.Maintenance },
            { MavFtpOpcode.Openfilewo, StationClass.Maintenance },
            { MavFtpOpcode.Writefile, StationClass.Maintenance },
            { MavFtpOpcode.Removefile, StationClass.Maintenance },
            { MavFtpOpcode.Rename, StationClass.Maintenance },
            { MavFtpOpcode.Truncatefile, StationClass.Maintenance },
            { MavFtpOpcode.None, StationClass.Never },
            { (MavFtpOpcode)77, StationClass.Never },
            { MavFtpOpcode.Ack, StationClass.Never },
        };

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_goes_as_far_as_its_rule_says(string name, StationClass expected)
    {
        MessageTable.TryGet(name, out var info).Should().BeTrue();
        ClassOf(Empty(info!)).Class.Should().Be(expected);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_goes_as_far_as_its_rule_says_in_either_form(MavCmd command, StationClass expected)
    {
        ClassOf(new CommandLong { Command = command }).Class.Should().Be(expected);
        ClassOf(new CommandInt { Command = command }).Class.Should().Be(expected);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_may_be_read_and_not_written(MavFtpOpcode opcode, StationClass expected) =>
        ClassOf(new FilePacket { Opcode = opcode, Sequence = 7 }.Write(1, 1)).Class.Should().Be(expected);

    [Fact]
    public void What_is_not_named_does_not_pass()
    {
        var named = MessageTable.All.Count(info => ClassOf(Empty(info)).Class != StationClass.Never);
        named.Should().BeLessThan(80, "a message that is new in the dialect must not pass by itself");
        ClassOf(RawFrame.V2(99_999, 33, [1, 1, 1])).Class.Should().Be(StationClass.Never);
    }

    [Fact]
    public void Every_refusal_says_why() =>
        MessageTable
            .All.Select(info => ClassOf(Empty(info)))
            .Where(frame => frame.Class == StationClass.Never)
            .Should()
            .OnlyContain(frame => frame.Why.Length > 0);

    [Theory]
    [InlineData("RTL_ALT", StationClass.Changes)]
    [InlineData("MAV_GCS_SYSID", StationClass.Maintenance)]
    [InlineData("SYSID_THISMAV", StationClass.Maintenance)]
    [InlineData("MAV_SYS_ID", StationClass.Maintenance)]
    public void Parameters_that_could_cut_the_server_off_are_service_work(string name, StationClass expected) =>
        ClassOf(new ParamSet { ParamId = name, TargetSystem = 1 }).Class.Should().Be(expected);

    [Theory]
    [InlineData(MessageIds.GlobalPositionInt, StationClass.Never)]
    [InlineData(MessageIds.RcChannels, StationClass.Changes)]
    public void The_rates_that_the_server_lives_by_are_its_own(uint message, StationClass expected) =>
        ClassOf(new CommandLong { Command = MavCmd.SetMessageInterval, Param1 = message }).Class.Should().Be(expected);

    [Fact]
    public void The_target_is_read_wherever_the_message_has_it_and_for_all_where_it_has_none()
    {
        Target(new CommandLong { TargetSystem = 7, TargetComponent = 1 }).Should().Be((7, 1));
        Target(
                new ParamSet
                {
                    TargetSystem = 8,
                    TargetComponent = 2,
                    ParamId = "A",
                }
            )
            .Should()
            .Be((8, 2));
        Target(new SetMode { TargetSystem = 9, CustomMode = 4 }).Should().Be((9, 0));
        Target(new ManualControl { Target = 10, X = 1 }).Should().Be((10, 0));
        Target(new Timesync { Ts1 = 1, TargetSystem = 11 }).Should().Be((11, 0));
        Target(new Heartbeat { Type = MavType.Gcs }).Should().Be((0, 0));

        static (byte, byte) Target<T>(T message)
            where T : struct, IMavlinkMessage<T> =>
            ClassOf(message) is var f ? (f.TargetSystem, f.TargetComponent) : default;
    }

    private static byte[] Empty(MessageInfo info)
    {
        var buffer = new byte[FrameWriter.MaxFrameLength];
        return buffer[..Station.Write(info, new byte[info.MaxLength], buffer)];
    }

    private static StationFrame ClassOf<T>(T message)
        where T : struct, IMavlinkMessage<T> => ClassOf(TestFrames.Of(message, Station));

    private static StationFrame ClassOf(byte[] bytes)
    {
        StationFrame found = default;
        TestFrames.Look(bytes, (in FrameView frame) => found = StationRules.Classify(frame));
        return found;
    }
}
