using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Faults;

/// <summary>
/// What a ground station sees of faults of satellites and EKF. Times, flags and texts are those that ArduCopter and ArduRover
/// 4.7-dev showed in SITL for SIM_GPS1_ENABLE and SIM_GPS1_GLTCH_X.
/// </summary>
public class PositionEffectTests
{
    private const EkfStatusFlags Whole = (EkfStatusFlags)0x33f;

    [Fact]
    [FaultName("gps-loss")]
    public void Without_satellites_a_copter_coasts_seven_seconds_and_lands_a_second_later()
    {
        var rig = Hovering();
        rig.Fault("gps-loss=20");
        var from = rig.Now;
        rig.Run(1);
        rig.Last<GpsRawInt>()!.Value.FixType.Should().Be(GpsFixType.NoFix);
        Flags(rig).Should().Be(Whole, "it coasts");
        rig.RunUntil(() => Flags(rig) == (EkfStatusFlags)0x25, 8, "the end of the coasting");
        (rig.Now - from).Should().BeInRange(6.9, 7.3);
        rig.RunUntil(() => rig.Autopilot.Mode.Number == 9, 2, "the landing mode");
        (rig.Now - from).Should().BeInRange(7.8, 8.3);
        rig.Autopilot.LastModeReason.Should().Be(ModeReason.EkfFailsafe);
        rig.SetMode(4).Should().Be(MavResult.Failed);
        rig.RunUntil(() => Flags(rig) == (EkfStatusFlags)0xa7, 10, "the end of the aiding");
        (rig.Now - from).Should().BeInRange(15.1, 15.5);
        rig.Run(rig.Now - from < 20 ? 20.8 - (rig.Now - from) : 0);
        Flags(rig).Should().Be(Whole);
        rig.Run(1);
        rig.Said()
            .SkipWhile(t => t != "EKF variance")
            .Where(t => t.Contains("EKF"))
            .Should()
            .Equal(
                "EKF variance",
                "EKF Failsafe: changed to LAND Mode",
                "EKF3 IMU0 stopped aiding",
                "EKF3 IMU1 stopped aiding",
                "EKF3 IMU0 is using GPS",
                "EKF3 IMU1 is using GPS",
                "EKF Failsafe Cleared"
            );
        rig.Autopilot.Mode.Number.Should().Be(9, "recovery does not restore the mode");
    }

    [Fact]
    [FaultName("gps-loss")]
    public void Without_satellites_a_rover_holds()
    {
        var rig = Driving();
        rig.Fault("gps-loss=19");
        var from = rig.Now;
        rig.RunUntil(() => rig.Autopilot.Mode.Number == 4, 10, "the hold");
        (rig.Now - from).Should().BeInRange(7.8, 8.3);
        Flags(rig).Should().Be((EkfStatusFlags)0x27);
        rig.Run(13);
        rig.Said()
            .SkipWhile(t => t != "AHRS: DCM active" || rig.Now < from)
            .Where(t => t.Contains("EKF fail") || t.Contains("variance") || t.Contains("stopped"))
            .Should()
            .Equal(
                "EKF variance",
                "EKF failsafe",
                "EKF3 IMU0 stopped aiding",
                "EKF3 IMU1 stopped aiding",
                "EKF failsafe cleared"
            );
    }

    [Fact]
    [FaultName("gps-glitch")]
    public void A_copter_refuses_a_jump_says_so_and_follows_it_after_ten_seconds()
    {
        var rig = Hovering();
        rig.SetMode(5).Should().Be(MavResult.Accepted);
        rig.Run(5);
        var (north, truth) = (rig.Last<GlobalPositionInt>()!.Value.Lat, rig.Vehicle.Body.Position);
        rig.Fault("gps-glitch=100");
        rig.Run(2);
        Metres(rig.Last<GpsRawInt>()!.Value.Lat - north).Should().BeInRange(98, 102, "the receiver jumped");
        Metres(rig.Last<GlobalPositionInt>()!.Value.Lat - north).Should().BeInRange(-1, 1, "the EKF did not");
        rig.Last<EkfStatusReport>()!.Value.PosHorizVariance.Should().BeInRange(20, 30);
        Flags(rig).Should().Be(Whole | EkfStatusFlags.GpsGlitching);
        rig.Said().Should().Contain("GPS Glitch or Compass error");
        rig.Run(8.5);
        Metres(rig.Last<GlobalPositionInt>()!.Value.Lat - north).Should().BeInRange(98, 102, "now it did");
        rig.Run(10.5);
        Flags(rig).Should().Be(Whole);
        rig.Said()
            .Should()
            .ContainInOrder(
                "EKF3 lane switch 1",
                "EKF primary changed:1",
                "GPS Glitch or Compass error",
                "EKF3 lane switch 0",
                "Glitch cleared"
            );
        rig.Autopilot.Mode.Number.Should().Be(5, "no failsafe acts");
        (rig.Vehicle.Body.Position - truth)
            .HorizontalLength.Should()
            .BeLessThan(3, "in LOITER and at rest it stays put");
    }

    [Fact]
    [FaultName("gps-glitch")]
    public void On_its_way_a_copter_flies_on_to_the_wrong_place()
    {
        var rig = Hovering();
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(300, 0), 20);
        rig.Run(5);
        rig.Fault("gps-glitch=100");
        rig.Run(60);
        rig.Vehicle.Body.Position.North.Should().BeInRange(195, 205, "it believes to be a hundred metres further");
    }

    [Fact]
    [FaultName("gps-glitch")]
    public void A_rover_distrusts_its_ekf_and_holds()
    {
        var rig = Driving();
        rig.Fault("gps-glitch=100");
        var from = rig.Now;
        rig.RunUntil(() => rig.Autopilot.Mode.Number == 4, 8, "the hold");
        (rig.Now - from).Should().BeInRange(4.6, 5.2);
        rig.Run(7);
        rig.Said().Should().Contain("EKF failsafe").And.Contain("EKF failsafe cleared");
    }

    [Fact]
    [FaultName("gps-noise")]
    public void Noise_scatters_the_fixes()
    {
        var rig = Hovering();
        rig.Log.Clear();
        rig.Fault("gps-noise=2");
        rig.Run(60);
        var fixes = rig.All<GpsRawInt>().Select(g => Metres(g.Lat)).ToList();
        var mean = fixes.Average();
        Math.Sqrt(fixes.Average(f => (f - mean) * (f - mean))).Should().BeInRange(1.6, 2.4);
    }

    [Fact]
    [FaultName("ekf-variance")]
    public void Variance_beyond_the_threshold_lands_it_after_a_second()
    {
        var rig = Hovering();
        rig.Fault("ekf-variance=0.7");
        rig.Run(5);
        rig.Autopilot.Mode.Number.Should().Be(4, "FS_EKF_THRESH is 0.8");
        rig.Last<EkfStatusReport>()!.Value.VelocityVariance.Should().BeApproximately(0.7f, 0.001f);
        rig.Fault("ekf-variance=1/5");
        var from = rig.Now;
        rig.RunUntil(() => rig.Autopilot.Mode.Number == 9, 3, "the landing mode");
        (rig.Now - from).Should().BeInRange(0.8, 1.3);
        rig.SetMode(4).Should().Be(MavResult.Failed, "a failed EKF is not flown by");
        rig.Run(6);
        rig.Said().Should().Contain("EKF variance").And.Contain("EKF Failsafe Cleared");
        rig.SetMode(4).Should().Be(MavResult.Accepted);
    }

    private static double Metres(int lat) => lat / 1e7 * 111_320;

    private static EkfStatusFlags Flags(Rig rig) => rig.Last<EkfStatusReport>()!.Value.Flags;

    private static Rig Hovering()
    {
        var rig = Rig.ReadyToFly();
        rig.TakeOffTo(20);
        Watch(rig);
        return rig;
    }

    private static Rig Driving()
    {
        var rig = Rig.ReadyToFly(VehicleKind.Rover);
        rig.SetMode(15);
        rig.Arm();
        rig.CommandAt(MavCmd.DoReposition, MavFrame.GlobalRelativeAltInt, Items.At(200, 0), 0);
        Watch(rig);
        rig.Run(4);
        return rig;
    }

    private static void Watch(Rig rig)
    {
        foreach (var id in new[] { MessageIds.GpsRawInt, MessageIds.GlobalPositionInt, MessageIds.EkfStatusReport })
        {
            rig.Vehicle.Node.Streams.SetInterval(id, 100_000);
        }

        rig.Run(1);
    }
}
