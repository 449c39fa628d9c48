using DroneCommand.Fleet.Gateway.Forwarding;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Forwarding;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Fleet.Tests.Gateway.Forwarding;

/// <summary>Which frames are one act, and so one record.</summary>
public sealed class StationConsentsTests
{
    private static readonly StationConsent Allowed = new(1, null);
    private static readonly StationConsent Refused = new(1, "ben has control");

    private readonly FakeTimeProvider time = new();
    private readonly StationConsents consents;
    private bool stillAllowed = true;

    public StationConsentsTests() => consents = new StationConsents(time);

    [Fact]
    public void A_resend_is_the_same_act_for_some_seconds_whatever_its_confirmation()
    {
        Ask(Arm(), Allowed);
        Known(Arm(confirmation: 3)).Should().BeTrue();
        time.Advance(TimeSpan.FromSeconds(5));
        Known(Arm()).Should().BeFalse();
    }

    [Fact]
    public void Arm_disarm_arm_are_three_acts()
    {
        Ask(Arm(), Allowed);
        Ask(Arm(0), Allowed);
        Known(Arm()).Should().BeFalse();
    }

    [Fact]
    public void Another_value_is_another_act()
    {
        Ask(
            new ParamSet
            {
                TargetSystem = 1,
                ParamId = "RTL_ALT",
                ParamValue = 10,
            },
            Allowed
        );
        Known(
                new ParamSet
                {
                    TargetSystem = 1,
                    ParamId = "RTL_ALT",
                    ParamValue = 11,
                }
            )
            .Should()
            .BeFalse();
    }

    [Fact]
    public void The_items_of_a_plan_are_of_the_act_that_announced_them_while_they_come()
    {
        var count = new MissionCount { TargetSystem = 1, Count = 100 };
        Ask(count, Allowed);
        for (ushort seq = 0; seq < 10; seq++)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            Known(new MissionItemInt { TargetSystem = 1, Seq = seq }).Should().BeTrue();
        }
        Known(new MissionItemInt { TargetSystem = 1, MissionType = MavMissionType.Fence }).Should().BeFalse();
        Known(new MissionItemInt { TargetSystem = 1, Current = 2 }).Should().BeFalse("it says: go there now");
        time.Advance(TimeSpan.FromSeconds(9));
        Known(new MissionItemInt { TargetSystem = 1, Seq = 10 }).Should().BeFalse("the transfer has ended");
    }

    [Fact]
    public void Sticks_are_one_act_that_is_asked_for_again_now_and_then()
    {
        Ask(new ManualControl { Target = 1, X = 5 }, Allowed, StationAct.Control);
        for (var second = 0; second < 9; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            Known(new ManualControl { Target = 1, X = (short)second }, StationAct.Control).Should().BeTrue();
        }
        time.Advance(TimeSpan.FromSeconds(2));
        Known(new ManualControl { Target = 1, X = 5 }, StationAct.Control).Should().BeFalse();
    }

    [Fact]
    public void Nothing_goes_on_once_somebody_else_holds_the_vehicle()
    {
        Ask(new MissionCount { TargetSystem = 1, Count = 3 }, Allowed);
        time.Advance(TimeSpan.FromSeconds(2));
        stillAllowed = false;
        Known(new MissionItemInt { TargetSystem = 1 }).Should().BeFalse();
        Ask(Arm(), Refused);
        Known(Arm()).Should().BeTrue("a refusal needs no authority");
    }

    private static CommandLong Arm(float value = 1, byte confirmation = 0) =>
        new()
        {
            TargetSystem = 1,
            TargetComponent = 1,
            Command = MavCmd.ComponentArmDisarm,
            Param1 = value,
            Confirmation = confirmation,
        };

    private void Ask<T>(T message, StationConsent given, StationAct act = StationAct.Command)
        where T : struct, IMavlinkMessage<T>
    {
        var frame = TestFrames.Read(TestFrames.Unsigned(message, 254));
        consents.Keep(StationConsents.KeyOf(null!, frame, act), given);
        consents.KeepForItems(null!, frame, given);
    }

    private bool Known<T>(T message, StationAct act = StationAct.Command)
        where T : struct, IMavlinkMessage<T>
    {
        var frame = TestFrames.Read(TestFrames.Unsigned(message, 254));
        return consents.Find(StationConsents.KeyOf(null!, frame, act), () => stillAllowed) is not null;
    }
}
