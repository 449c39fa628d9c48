using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Boot;

public class BootTests
{
    [Fact]
    public void A_copter_says_text_that_is_no_frame_then_only_what_it_says_by_itself_until_asked()
    {
        var rig = new Rig(VehicleKind.Copter, Rig.Real);
        rig.Run(60);
        rig.Texts.Should().NotBeEmpty().And.Contain(t => t.Contains("Init ArduCopter"));
        rig.Log.Select(h => h.MessageId)
            .Distinct()
            .Should()
            .BeSubsetOf([
                MessageIds.Heartbeat,
                MessageIds.Statustext,
                MessageIds.HomePosition,
                MessageIds.GpsGlobalOrigin,
                MessageIds.ParamValue,
            ]);
        rig.All<ParamValue>().Select(p => p.ParamId.ToString()).Should().Contain("STAT_RUNTIME");
        rig.Log[0].At.Should().BeApproximately(1.1, 0.05, "the first heartbeat comes 1.1 s after start");
        rig.All<Heartbeat>().First().SystemStatus.Should().Be(MavState.Boot);
    }

    [Fact]
    public void A_rover_streams_all_groups_once_a_second_by_itself()
    {
        var rig = new Rig(VehicleKind.Rover, Rig.Real);
        rig.Run(30);
        var before = rig.Log.Count;
        rig.Run(10);
        rig.Log.Skip(before).Count(h => h.Is<GlobalPositionInt>()).Should().BeInRange(9, 11);
        rig.Log.Skip(before).Count(h => h.Is<SysStatus>()).Should().BeInRange(9, 11);
    }

    [Fact]
    public void Pre_arm_is_good_after_24_s_but_guided_waits_for_the_position_at_42_s()
    {
        var rig = new Rig(VehicleKind.Copter, Rig.Real);
        rig.Run(10);
        rig.Arm().Should().Be(MavResult.Failed);
        rig.Said().Should().Contain("Arm: Accels inconsistent");
        rig.RunUntil(() => rig.Autopilot.ReadyToArm, 20, "the pre-arm check");
        rig.Now.Should().BeInRange(23, 26);
        rig.Autopilot.Estimator.Flags.Should().Be((EkfStatusFlags)167);

        rig.SetMode(4).Should().Be(MavResult.Accepted);
        rig.Arm().Should().Be(MavResult.Failed);
        rig.Said().Should().Contain("Arm: Need Position Estimate");
        rig.RunUntil(() => rig.Autopilot.Estimator.PositionOk, 30, "the position");
        rig.Now.Should().BeInRange(41, 43.5);
        rig.Autopilot.Estimator.Flags.Should().Be((EkfStatusFlags)831);
        rig.Said().Should().Contain("EKF3 IMU0 is using GPS");
        rig.Arm().Should().Be(MavResult.Accepted);
    }

    [Fact]
    public void A_shortened_boot_keeps_the_order()
    {
        var rig = new Rig(VehicleKind.Copter, Rig.Real with { BootSeconds = 6 });
        rig.RunUntil(() => rig.Autopilot.Estimator.PositionOk, 8, "the position");
        rig.Run(1);
        var said = rig.Said().ToList();
        said.IndexOf("ArduPilot Ready").Should().BeLessThan(said.IndexOf("EKF3 IMU0 origin set"));
        said.IndexOf("EKF3 IMU0 origin set").Should().BeLessThan(said.IndexOf("EKF3 IMU0 is using GPS"));
    }

    [Fact]
    public void A_mode_set_before_the_boot_is_done_is_lost()
    {
        var rig = new Rig(VehicleKind.Copter, Rig.Real);
        rig.Run(2);
        rig.SetMode(4).Should().Be(MavResult.Accepted);
        rig.Run(3);
        rig.Autopilot.Mode.Number.Should().Be(0);
    }

    [Fact]
    public void The_fix_builds_up()
    {
        var rig = new Rig(VehicleKind.Rover, Rig.Real);
        rig.Run(15);
        var fixes = rig.All<GpsRawInt>().Select(g => g.FixType).ToList();
        fixes[0].Should().Be(GpsFixType.NoGps);
        fixes[^1].Should().Be(GpsFixType.RtkFixed);
        fixes.Should().BeInAscendingOrder();
    }

    [Fact]
    public void It_says_who_it_is()
    {
        var rig = Rig.ReadyToFly();
        rig.Command(MavCmd.RequestMessage, MessageIds.AutopilotVersion).Should().Be(MavResult.Accepted);
        var version = rig.Last<AutopilotVersion>()!.Value;
        System.Text.Encoding.ASCII.GetString(version.Uid2.AsSpan()).TrimEnd('\0').Should().Be("test-uid");
        version.Capabilities.Should().HaveFlag(MavProtocolCapability.MissionFence);
        version.Capabilities.Should().HaveFlag(MavProtocolCapability.Ftp);
        version.Capabilities.Should().NotHaveFlag(MavProtocolCapability.Terrain, "terrain is not simulated");
    }

    [Fact]
    public void After_a_reboot_it_starts_again_with_what_it_had_stored()
    {
        var rig = Rig.ReadyToFly();
        rig.Upload(Items.SquarePatrol(30, 10)).Should().Be(MavMissionResult.Accepted);
        var uptime = rig.Autopilot.Now;
        rig.Command(MavCmd.PreflightRebootShutdown, 1).Should().Be(MavResult.Accepted);
        rig.Run(1);
        rig.Autopilot.Now.Should().BeLessThan(uptime);
        rig.Autopilot.Memory.Mission.Count.Should().Be(6);
        rig.Texts.Count(t => t.Contains("Init ArduCopter")).Should().Be(2);
    }
}
