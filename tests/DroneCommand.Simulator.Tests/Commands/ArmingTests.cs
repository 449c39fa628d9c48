using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Commands;

public class ArmingTests
{
    [Fact]
    public void The_answer_comes_before_the_reason()
    {
        var rig = new Rig(VehicleKind.Copter, Rig.Ready, "arming-refused");
        rig.Run(3);
        rig.SetMode(4);
        var before = rig.Log.Count;
        rig.Arm().Should().Be(MavResult.Failed);
        var ack = rig.Log.FindIndex(before, h => h.Is<CommandAck>());
        var text = rig.Log.FindIndex(before, h => h.Is<Statustext>());
        text.Should().BeGreaterThan(ack);
        rig.Log[text].As<Statustext>().Text.ToString().Should().Be("Arm: Compass not healthy");
        rig.Log[text].As<Statustext>().Severity.Should().Be(MavSeverity.Critical);
    }

    [Fact]
    public void A_copter_is_not_armable_in_auto_a_rover_is()
    {
        var copter = Rig.ReadyToFly();
        copter.Upload(Items.SquarePatrol(30, 10));
        copter.SetMode(3).Should().Be(MavResult.Accepted);
        copter.Arm().Should().Be(MavResult.Failed);
        copter.Said().Should().Contain("Arm: AUTO mode not armable");

        var rover = Rig.ReadyToFly(VehicleKind.Rover);
        rover.Upload(Items.List(Items.Home(), Items.Waypoint(10, 0, 0)));
        rover.SetMode(10).Should().Be(MavResult.Accepted);
        rover.Arm().Should().Be(MavResult.Accepted);
        rover.Run(4);
        rover.Rover.RoverBody.SpeedMps.Should().BeGreaterThan(0.5, "it sets out at once");
    }

    [Theory]
    [InlineData(6u, "Arm: RTL mode not armable")]
    [InlineData(9u, "Arm: LAND mode not armable")]
    [InlineData(17u, "Arm: BRAKE mode not armable")]
    public void Some_modes_are_not_armable(uint mode, string reason)
    {
        var rig = Rig.ReadyToFly();
        rig.SetMode(mode).Should().Be(MavResult.Accepted);
        rig.Arm().Should().Be(MavResult.Failed);
        rig.Said().Should().Contain(reason);
    }

    [Fact]
    public void Left_alone_it_disarms_after_ten_seconds()
    {
        var rig = Rig.ReadyToFly();
        rig.SetMode(4);
        rig.Arm().Should().Be(MavResult.Accepted);
        rig.Run(9.5);
        rig.Autopilot.Armed.Should().BeTrue();
        rig.Run(1);
        rig.Autopilot.Armed.Should().BeFalse();
        rig.Said().Should().Contain("Disarming motors");
    }

    [Fact]
    public void Disarming_in_flight_is_refused_unless_forced_and_then_it_falls()
    {
        var rig = Rig.ReadyToFly();
        rig.TakeOffTo(12);
        rig.Disarm().Should().Be(MavResult.Failed);
        rig.Autopilot.Armed.Should().BeTrue();

        rig.Disarm(21196).Should().Be(MavResult.Accepted);
        rig.RunUntil(() => rig.Copter.CopterBody.OnGround, 5, "the fall");
        rig.Copter.CopterBody.Wrecked.Should().BeTrue();
        rig.Run(5);
        rig.Arm().Should().Be(MavResult.Failed, "a wreck does not fly again");
    }

    [Fact]
    public void A_rover_lets_itself_be_disarmed_in_motion()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Rover);
        rig.SetMode(15);
        rig.Arm().Should().Be(MavResult.Accepted);
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(40, 0), 0)
            .Should()
            .Be(MavResult.Accepted);
        rig.RunUntil(() => rig.Rover.RoverBody.SpeedMps > 1, 10, "the start");
        rig.Disarm().Should().Be(MavResult.Accepted);
        rig.Said().Should().Contain("Throttle disarmed");
        rig.RunUntil(() => rig.Rover.RoverBody.SpeedMps == 0, 15, "rolling out");
    }

    [Fact]
    public void Home_is_set_again_at_arming_unless_it_was_set_by_hand()
    {
        var rig = Rig.ReadyToFly();
        var hand = Items.At(20, 20);
        rig.CommandAt(MavCmd.DoSetHome, MavFrame.Global, hand, 2, param1: 0).Should().Be(MavResult.Accepted);
        rig.SetMode(4);
        rig.Arm();
        rig.Autopilot.Home!.Place.LatitudeDeg.Should().BeApproximately(hand.LatitudeDeg, 1e-7);
        rig.Autopilot.Home.Locked.Should().BeTrue();
    }

    [Fact]
    public void Checks_can_be_skipped_but_not_the_need_for_a_position()
    {
        var rig = new Rig(VehicleKind.Copter, Rig.Real);
        rig.Run(26);
        rig.SetMode(4);
        rig.Command(MavCmd.ComponentArmDisarm, 1, 21196).Should().Be(MavResult.Failed);
        rig.Said().Should().Contain("Arm: Need Position Estimate");
    }
}
