using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Tests.Sequences;

public class OrderSequenceTests
{
    private static readonly GeoPoint Target = new(54.4812, 8.9912);

    [Fact]
    public void Resume_goes_on_at_the_same_item() =>
        Bench.Run(async bench =>
        {
            Fly(bench, mode: 17);
            bench.Vehicle.CurrentItem = 4;
            await bench.Meet();
            var result = await new ResumeSequence(bench.Services).Run();
            result.End.Should().Be(SequenceEnd.Done);
            bench.Vehicle.Mode.Should().Be(3);
            bench.Vehicle.Commands.Should().NotContain(c => c.Command == MavCmd.DoSetMissionCurrent);
        });

    [Fact]
    public void Resume_sets_the_item_on_a_vehicle_that_begins_anew() =>
        Bench.Run(async bench =>
        {
            Fly(bench, mode: 17);
            bench.Vehicle.CurrentItem = 4;
            await bench.Meet();
            bench.Vehicle.Answer = (c, p) =>
            {
                if (c == MavCmd.DoSetMode)
                    bench.Vehicle.CurrentItem = 1;
                return bench.Vehicle.Obey(c, p);
            };
            var result = await new ResumeSequence(bench.Services).Run();
            result.End.Should().Be(SequenceEnd.Done);
            bench.Vehicle.CurrentItem.Should().Be(4);
        });

    [Fact]
    public void Resume_on_the_ground_is_refused_by_us() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            (await new ResumeSequence(bench.Services).Run()).End.Should().Be(SequenceEnd.RefusedByUs);
            bench.Vehicle.Commands.Should().BeEmpty();
        });

    [Fact]
    public void Go_to_is_done_when_the_vehicle_has_the_target() =>
        Bench.Run(async bench =>
        {
            Fly(bench, mode: 3);
            await bench.Meet();
            bench.Vehicle.Answer = (c, p) =>
            {
                if (c == MavCmd.DoReposition)
                    bench.Later(TimeSpan.FromSeconds(1), () => SayTarget(bench, Target));
                return bench.Vehicle.Obey(c, p);
            };
            var result = await new GoToSequence(bench.Services, Target, altitude: null).Run();
            result.End.Should().Be(SequenceEnd.Done);
            var sent = bench.Vehicle.Repositions.Single();
            sent.Frame.Should().Be(MavFrame.GlobalRelativeAltInt);
            sent.Z.Should().Be(20, "the present height is kept");
            bench.Vehicle.Mode.Should().Be(4);
        });

    [Fact]
    public void Go_to_that_is_accepted_but_not_seen_is_no_success() =>
        Bench.Run(async bench =>
        {
            Fly(bench, mode: 4);
            await bench.Meet();
            var result = await new GoToSequence(bench.Services, Target, new AltitudeAboveHome(30)).Run();
            result.End.Should().Be(SequenceEnd.NoAnswer);
        });

    [Fact]
    public void Disarming_is_seen_and_refused_in_flight_with_its_answer() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Armed = true;
            await bench.Meet();
            (await new DisarmSequence(bench.Services).Run()).End.Should().Be(SequenceEnd.Done);
            bench.Vehicle.Armed.Should().BeFalse();
            bench.Vehicle.Answer = (_, _) => MavResult.Failed;
            (await new DisarmSequence(bench.Services).Run()).End.Should().Be(SequenceEnd.RefusedByVehicle);
        });

    [Fact]
    public void A_mode_is_taken_and_seen() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            (await new ModeSequence(bench.Services, 4).Run()).Text.Should().StartWith("GUIDED seen");
            bench.Vehicle.Mode.Should().Be(4);
        });

    [Fact]
    public void Preflight_names_what_is_off_or_too_low() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            Settings(bench);
            bench.Vehicle.Parameters["FS_GCS_ENABLE"] = 0;
            bench.Vehicle.Parameters["RTL_ALT"] = 1500;
            var report = await new PreflightCheck(bench.Services, new FailsafeLimits(255, 30)).Check();
            report.Result.End.Should().Be(SequenceEnd.RefusedByUs);
            report
                .Result.Text.Should()
                .Be(
                    "ground station failsafe (FS_GCS_ENABLE): losing the server does nothing; "
                        + "return altitude (RTL_ALT): 15 m is below the 30 m that the site needs"
                );
        });

    [Fact]
    public void Preflight_passes_a_vehicle_that_is_set_up() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            Settings(bench);
            var report = await new PreflightCheck(bench.Services, new FailsafeLimits(255, 30)).Check();
            report.Result.End.Should().Be(SequenceEnd.Done, report.Result.Text);
            report.Problems.Should().BeEmpty();
        });

    [Fact]
    public void A_setting_that_the_vehicle_does_not_say_is_a_problem() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            Settings(bench);
            bench.Vehicle.Parameters.Remove("FENCE_ACTION");
            var report = await new PreflightCheck(bench.Services, new FailsafeLimits(255, 30)).Check();
            report.Problems.Should().ContainSingle().Which.Parameter.Should().Be("FENCE_ACTION");
        });

    [Fact]
    public void A_battery_failsafe_without_a_threshold_is_named() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            Settings(bench);
            bench.Vehicle.Parameters["BATT_LOW_VOLT"] = 0;
            var report = await new PreflightCheck(bench.Services, new FailsafeLimits(255, 30)).Check();
            report
                .Result.Text.Should()
                .Be("battery failsafe threshold (BATT_LOW_VOLT, BATT_LOW_MAH): no charge or voltage counts as low");
        });

    [Theory]
    [InlineData("FS_GCS_ENABLE", 5, "it is 5 (land); the mission asks for return, which is 1 or 3 or 6")]
    [InlineData("BATT_FS_LOW_ACT", 4, "it is 4; the mission asks for land, which is 1")]
    [InlineData("FENCE_ACTION", 2, "it is 2 (land); the mission asks for hold, which is 4")]
    [InlineData("MNT1_TYPE", 0, "it is 0 (none); the mission points a camera")]
    public void A_setting_that_contradicts_the_mission_is_named_with_both_values(
        string parameter,
        float value,
        string problem
    ) =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            Settings(bench);
            Agreeing(bench);
            bench.Vehicle.Parameters[parameter] = value;
            var report = await new PreflightCheck(bench.Services, Wishes).Check();
            var found = report.Problems.Should().ContainSingle().Subject;
            (found.Parameter, found.Problem).Should().Be((parameter, problem));
        });

    [Fact]
    public void Settings_that_agree_with_the_mission_pass() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            Settings(bench);
            Agreeing(bench);
            (await new PreflightCheck(bench.Services, Wishes).Check()).Problems.Should().BeEmpty();
        });

    [Theory]
    [InlineData(0, "it is 0; the mission asks to continue, which is 2")]
    [InlineData(3, null)]
    public void A_mission_that_is_to_go_on_without_the_server_needs_that_option(float options, string? problem) =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            Settings(bench);
            bench.Vehicle.Parameters["FS_OPTIONS"] = options;
            var limits = new FailsafeLimits(255, 30) { LinkLost = FailsafeAction.Continue };
            var report = await new PreflightCheck(bench.Services, limits).Check();
            report.Problems.Select(p => p.Problem).Should().Equal(problem is null ? [] : [problem]);
        });

    private static FailsafeLimits Wishes { get; } =
        new(255, 30)
        {
            LinkLost = FailsafeAction.Return,
            BatteryLow = FailsafeAction.Land,
            FenceBreach = FailsafeAction.Hold,
            NeedsMount = true,
        };

    private static void Agreeing(Bench bench)
    {
        bench.Vehicle.Parameters["FS_GCS_ENABLE"] = 1;
        bench.Vehicle.Parameters["BATT_FS_LOW_ACT"] = 1;
        bench.Vehicle.Parameters["FENCE_ACTION"] = 4;
        bench.Vehicle.Parameters["MNT1_TYPE"] = 1;
    }

    private static void Settings(Bench bench)
    {
        foreach (
            var (name, value) in new (string, float)[]
            {
                ("FS_GCS_ENABLE", 1),
                ("FS_OPTIONS", 16),
                ("MAV_GCS_SYSID", 255),
                ("BATT_FS_LOW_ACT", 2),
                ("BATT_MONITOR", 4),
                ("BATT_LOW_VOLT", 10.5f),
                ("BATT_LOW_MAH", 0),
                ("FENCE_ENABLE", 1),
                ("FENCE_ACTION", 1),
                ("FENCE_TYPE", 7),
                ("RTL_ALT", 3000),
            }
        )
            bench.Vehicle.Parameters[name] = value;
    }

    private static void Fly(Bench bench, uint mode)
    {
        bench.Vehicle.Armed = true;
        bench.Vehicle.InAir = true;
        bench.Vehicle.Status = MavState.Active;
        bench.Vehicle.Mode = mode;
    }

    private static void SayTarget(Bench bench, GeoPoint target) =>
        bench.Vehicle.Say(
            new PositionTargetGlobalInt
            {
                LatInt = (int)Math.Round(target.LatitudeDeg * 1e7),
                LonInt = (int)Math.Round(target.LongitudeDeg * 1e7),
            }
        );
}
