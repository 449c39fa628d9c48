using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Modes;

public class GuidedTests
{
    [Fact]
    public void A_velocity_is_flown_until_it_is_too_old()
    {
        var rig = Flying();
        rig.Send(
            new SetPositionTargetGlobalInt
            {
                TargetSystem = Rig.SystemId,
                TargetComponent = 1,
                CoordinateFrame = MavFrame.GlobalRelativeAltInt,
                TypeMask = (PositionTargetTypemask)3527,
                Vx = 3,
            }
        );
        rig.Run(2.8);
        rig.Vehicle.Body.Velocity.North.Should().BeApproximately(3, 0.2);
        rig.Run(6);
        rig.Vehicle.Body.Velocity.Length.Should().BeLessThan(0.2, "GUID_TIMEOUT is 3 s");
        rig.Vehicle.Body.Position.North.Should().BeInRange(8, 11);
    }

    [Fact]
    public void Brake_rolls_out_as_far_as_ArduPilot_was_seen_to()
    {
        var rig = Flying();
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(90, 0), 15);
        rig.Command(MavCmd.DoChangeSpeed, 1, 5).Should().Be(MavResult.Accepted);
        rig.Run(8);
        var speed = rig.Vehicle.Body.Velocity.North;
        var from = rig.Vehicle.Body.Position.North;
        speed.Should().BeApproximately(5, 0.3);
        rig.SetMode(17);
        rig.Run(8);
        rig.Vehicle.Body.Velocity.Length.Should().BeLessThan(0.2);
        (rig.Vehicle.Body.Position.North - from).Should().BeInRange(6.5, 10.5, "it was 9.3 m from 5.1 m/s");
    }

    [Fact]
    public void A_way_is_paused_and_taken_up_again()
    {
        var rig = Flying();
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(60, 0), 15);
        rig.RunUntil(() => rig.Vehicle.Body.Position.North > 15, 20, "the way");
        rig.Command(MavCmd.DoPauseContinue, 0).Should().Be(MavResult.Accepted);
        rig.Run(8);
        rig.Vehicle.Body.Velocity.HorizontalLength.Should().BeLessThan(0.2);
        rig.Command(MavCmd.DoPauseContinue, 1).Should().Be(MavResult.Accepted);
        rig.RunUntil(() => rig.Vehicle.Body.Position.North > 58, 20, "the place");
    }

    [Fact]
    public void It_climbs_at_once_and_not_along_the_line()
    {
        var rig = Flying();
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(60, 0), 18);
        rig.Run(2.5);
        var share = rig.Vehicle.Body.Position.North / 60;
        ((rig.Autopilot.AboveHomeM - 15) / 3).Should().BeGreaterThan(share * 2);
    }

    [Fact]
    public void Against_the_wind_it_is_no_faster_than_its_lean_allows()
    {
        var rig = new Rig(
            VehicleKind.Copter,
            Rig.Ready with
            {
                WindMps = 12,
                WindFromDeg = 0,
                CopterParameters = [("WPNAV_SPEED", 1200)],
            }
        );
        rig.Run(3);
        rig.TakeOffTo(60);
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(300, 0), 60);
        var fastest = 0.0;
        for (var i = 0; i < 200; i++)
        {
            rig.Run(0.1);
            fastest = Math.Max(fastest, rig.Vehicle.Body.Velocity.North);
            Math.Abs(rig.Vehicle.Body.PitchDeg).Should().BeLessThan(32);
        }

        fastest.Should().BeLessThan(4, "the wind takes what 30 degrees give");
        var off = Math.Abs(rig.Vehicle.Body.Position.East);
        off.Should().BeLessThan(1);
    }

    [Fact]
    public void Hours_are_counted_and_told_every_half_minute_and_after_each_flight()
    {
        var rig = Flying();
        var before = rig.Log.Count;
        rig.Run(35);
        rig.All<ParamValue>(before)
            .Select(p => p.ParamId.ToString())
            .Should()
            .Contain(["STAT_FLTTIME", "STAT_RUNTIME"]);
        rig.SetMode(9);
        rig.RunUntil(() => !rig.Autopilot.Armed, 60, "the landing");
        rig.Run(0.1);
        rig.Autopilot.Parameters["STAT_FLTTIME"].Should().BeInRange(40, 120);
    }

    private static Rig Flying()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Copter, ("WPNAV_SPEED", 600));
        rig.TakeOffTo(15);
        return rig;
    }
}
