using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Physics;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Modes;

/// <summary>Modes by number: which can be entered, which can be armed in, and what the others say.</summary>
public class ModeTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    [InlineData(7, false)]
    [InlineData(9, false)]
    [InlineData(16, true)]
    [InlineData(17, false)]
    [InlineData(24, true)]
    public void A_copter_enters_and_arms_where_the_real_one_does(int mode, bool armable)
    {
        var rig = Rig.ReadyToFly();
        rig.SetMode((uint)mode).Should().Be(MavResult.Accepted);
        rig.Arm().Should().Be(armable ? MavResult.Accepted : MavResult.Failed);
        rig.Run(0.1);
        rig.Said().Any(t => t.EndsWith("mode not armable", StringComparison.Ordinal)).Should().Be(!armable);
    }

    [Theory]
    [InlineData(13, "No such mode 13")]
    [InlineData(15, "Mode change to AUTOTUNE failed: init failed")]
    [InlineData(23, "Set FOLL_ENABLE = 1")]
    [InlineData(27, "Mode change to AUTO RTL failed: No return path or ")]
    [InlineData(99, "No such mode 99")]
    public void What_it_refuses_it_says_why(int mode, string text)
    {
        var rig = Rig.ReadyToFly();
        rig.SetMode((uint)mode).Should().Be(MavResult.Failed);
        rig.Run(0.1);
        rig.Said().Should().Contain(t => t.StartsWith(text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    [InlineData(7, true)]
    [InlineData(9, true)]
    [InlineData(6, false)]
    [InlineData(8, false)]
    [InlineData(2, false)]
    public void A_rover_enters_where_the_real_one_does(int mode, bool entered)
    {
        var rig = Rig.ReadyToFly(VehicleKind.Rover);
        rig.SetMode((uint)mode).Should().Be(entered ? MavResult.Accepted : MavResult.Failed);
        rig.Autopilot.Mode.Number.Should().Be(entered ? (byte)mode : (byte)0);
    }

    [Fact]
    public void Circle_goes_around_a_place_ahead()
    {
        var rig = new Rig(VehicleKind.Copter, Rig.Ready) { Throttle = 1500 };
        rig.Run(3);
        rig.TakeOffTo(10);
        var centre = rig.Vehicle.Body.Position + Vec3.FromBearing(rig.Vehicle.Body.HeadingDeg, 10);
        rig.SetMode(7).Should().Be(MavResult.Accepted);
        rig.Run(8);
        for (var i = 0; i < 10; i++)
        {
            rig.Run(1);
            (rig.Vehicle.Body.Position - centre).HorizontalLength.Should().BeApproximately(10, 0.8);
            rig.Vehicle.Body.Velocity.HorizontalLength.Should().BeApproximately(3.5, 0.4);
        }
    }

    [Fact]
    public void Smart_return_goes_back_the_way_it_came_and_lands()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Copter, ("WPNAV_SPEED", 500));
        rig.TakeOffTo(10);
        Go(rig, 40, 0);
        Go(rig, 40, 40);
        rig.SetMode(21).Should().Be(MavResult.Accepted);
        var nearest = double.MaxValue;
        rig.RunUntil(
            () =>
            {
                nearest = Math.Min(nearest, (rig.Vehicle.Body.Position - new Vec3(40, 0, 0)).HorizontalLength);
                return !rig.Autopilot.Armed;
            },
            120,
            "the landing"
        );
        nearest.Should().BeLessThan(3, "it came back around the corner");
        rig.FromHome.Should().BeLessThan(0.6);
    }

    [Fact]
    public void A_rover_goes_back_the_way_it_came_too()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Rover, ("WP_SPEED", 2), ("SERVO1_FUNCTION", 73));
        rig.SetMode(15);
        rig.Arm();
        Go(rig, 20, 0);
        Go(rig, 20, 20);
        rig.SetMode(12).Should().Be(MavResult.Accepted);
        rig.RunUntil(() => rig.Said().Contains("Reached destination"), 90, "home");
        rig.FromHome.Should().BeLessThan(3.2);
    }

    [Fact]
    public void Set_mode_counts_only_with_the_custom_flag()
    {
        var rig = Rig.ReadyToFly();
        rig.Send(new SetMode { TargetSystem = Rig.SystemId, CustomMode = 5 });
        rig.Autopilot.Mode.Number.Should().Be(0);
        rig.Send(
            new SetMode
            {
                TargetSystem = Rig.SystemId,
                CustomMode = 5,
                BaseMode = MavModeFlag.CustomModeEnabled,
            }
        );
        rig.Autopilot.Mode.Number.Should().Be(5);
    }

    private static void Go(Rig rig, double north, double east)
    {
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(north, east), 10);
        rig.RunUntil(
            () => (rig.Vehicle.Body.Position - new Vec3(north, east, 0)).HorizontalLength < 1.5,
            60,
            "the place"
        );
        rig.Run(2);
    }
}
