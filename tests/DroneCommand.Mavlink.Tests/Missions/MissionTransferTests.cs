using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Tests.Missions;

public class MissionTransferTests
{
    private const MavMissionType Mission = MavMissionType.Mission;

    internal static IReadOnlyList<MissionItem> Patrol(int waypoints, double shift = 0) =>
        [
            MissionItem.TakeOff(new AltitudeAboveHome(20)),
            MissionItem.ChangeSpeed(5),
            .. Enumerable
                .Range(0, waypoints)
                .Select(i =>
                    MissionItem.Waypoint(new GeoPoint(54.48 + shift + (i * 1e-5), 8.99), new AltitudeAboveHome(20.123))
                ),
            MissionItem.ReturnToLaunch(),
        ];

    internal static readonly IReadOnlyList<MissionItem> Fence =
    [
        .. new[] { (54.47, 8.98), (54.49, 8.98), (54.49, 9.0), (54.47, 9.0) }.Select(c =>
            MissionItem.FenceInclusion(new GeoPoint(c.Item1, c.Item2), 4)
        ),
    ];

    private static MissionUpload Upload(Bench bench) => new(bench.Connection, ArduPilotCopter.Instance);

    private static MissionVerify Verify(Bench bench) => new(bench.Connection, ArduPilotCopter.Instance);

    [Fact]
    public void A_fence_has_no_home_item() =>
        Bench.Run(async bench =>
        {
            (await Upload(bench).Run(MavMissionType.Fence, Fence)).End.Should().Be(TransferEnd.Done);
            bench.Vehicle.Missions.Held[MavMissionType.Fence].Should().HaveCount(4);
            (await Verify(bench).Run(MavMissionType.Fence, Fence)).Matches.Should().BeTrue();
        });

    [Fact]
    public void An_empty_plan_clears() =>
        Bench.Run(async bench =>
        {
            await Upload(bench).Run(MavMissionType.Fence, Fence);
            (await Upload(bench).Run(MavMissionType.Fence, [])).End.Should().Be(TransferEnd.Done);
            bench.Vehicle.Missions.Held[MavMissionType.Fence].Should().BeEmpty();
        });

    [Fact]
    public void Verifying_names_the_first_difference() =>
        Bench.Run(async bench =>
        {
            await Upload(bench).Run(Mission, Patrol(5));
            var verified = await Verify(bench).Run(Mission, Patrol(5, shift: 0.0001));
            verified.Matches.Should().BeFalse();
            verified.Reason.Should().StartWith("item 3: at 54.480000° N");
            (await Verify(bench).Run(Mission, Patrol(4))).Reason.Should().Be("it holds 8 items instead of 7");
        });

    [Fact]
    public void A_refused_item_leaves_a_mixture_and_says_so_with_the_reason() =>
        Bench.Run(async bench =>
        {
            var old = Patrol(6);
            await Upload(bench).Run(Mission, old);
            bench.Vehicle.Missions.Judge = item =>
            {
                if (item.Seq != 4)
                    return null;
                bench.Vehicle.SayText("Bad frame in item 4", MavSeverity.Warning);
                return MavMissionResult.UnsupportedFrame;
            };
            var result = await Upload(bench).Run(Mission, Patrol(6, shift: 0.001), previous: old);
            result.End.Should().Be(TransferEnd.Refused);
            result.Holds.Should().Be(HeldPlan.Neither);
            result.Reason.Should().Be("Bad frame in item 4");
        });

    [Fact]
    public void A_vehicle_that_another_station_talks_to_keeps_its_old_plan() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Missions.AnswerToCount = MavMissionResult.Denied;
            var result = await Upload(bench).Run(Mission, Patrol(3));
            result.End.Should().Be(TransferEnd.Refused);
            result.Holds.Should().Be(HeldPlan.Old);
            result.Reason.Should().Contain("denied");
        });

    [Fact]
    public void A_vehicle_that_is_not_there_ends_within_its_limit() =>
        Bench.Run(async bench =>
        {
            bench.Channel.Loss = 1;
            var begun = bench.Connection.Time.GetTimestamp();
            var result = await Upload(bench).Run(Mission, Patrol(3));
            result.End.Should().Be(TransferEnd.NoAnswer);
            result.Holds.Should().Be(HeldPlan.Unknown);
            bench.Connection.Time.GetElapsedTime(begun).Should().BeLessThan(TimeSpan.FromSeconds(60));
        });

    [Fact]
    public void A_link_that_dies_half_way_ends_definitely_and_the_plan_is_unknown() =>
        Bench.Run(async bench =>
        {
            bench.Channel.Drop = (ground, f) =>
            {
                if (ground && f.MessageId == MessageIds.MissionItemInt && f.Read<MissionItemInt>().Seq == 4)
                    bench.Channel.Loss = 1;
                return false;
            };
            var begun = bench.Connection.Time.GetTimestamp();
            var result = await Upload(bench).Run(Mission, Patrol(6));
            result.End.Should().Be(TransferEnd.NoAnswer);
            result.Holds.Should().Be(HeldPlan.Unknown);
            bench.Connection.Time.GetElapsedTime(begun).Should().BeLessThan(TimeSpan.FromSeconds(80));
        });

    [Fact]
    public void A_pause_longer_than_the_vehicles_patience_is_survived_by_beginning_anew() =>
        Bench.Run(async bench =>
        {
            var silenced = false;
            bench.Channel.Drop = (ground, f) =>
            {
                if (
                    ground
                    && !silenced
                    && f.MessageId == MessageIds.MissionItemInt
                    && f.Read<MissionItemInt>().Seq == 4
                )
                {
                    silenced = true;
                    bench.Channel.Loss = 1;
                    bench.Later(TimeSpan.FromSeconds(10), () => bench.Channel.Loss = 0);
                }
                return false;
            };
            (await Upload(bench).Run(Mission, Patrol(6))).End.Should().Be(TransferEnd.Done);
            (await Verify(bench).Run(Mission, Patrol(6))).Matches.Should().BeTrue();
        });

    [Fact]
    public void Cancelling_says_that_the_plan_is_unknown() =>
        Bench.Run(async bench =>
        {
            using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200), bench.Connection.Time);
            var result = await Upload(bench).Run(Mission, Patrol(50), cancellation: cancel.Token);
            result.End.Should().Be(TransferEnd.Cancelled);
            result.Holds.Should().Be(HeldPlan.Unknown);
        });

    [Theory]
    [InlineData(0.0, 1, 1.0)]
    [InlineData(0.1, 20, 1.0)]
    [InlineData(0.2, 20, 1.0)]
    [InlineData(0.3, 10, 0.5)]
    [InlineData(0.5, 10, 0.0)]
    public void A_hundred_items_over_a_lossy_link_never_end_in_a_false_success(double loss, int runs, double share)
    {
        var plan = Patrol(97);
        var done = 0;
        var slowest = TimeSpan.Zero;
        for (var run = 0; run < runs; run++)
            Bench.Run(
                async bench =>
                {
                    var begun = bench.Connection.Time.GetTimestamp();
                    var result = await Upload(bench).Run(Mission, plan);
                    var took = bench.Connection.Time.GetElapsedTime(begun);
                    slowest = took > slowest ? took : slowest;
                    if (result.Holds == HeldPlan.New)
                        bench.Vehicle.Missions.Held[Mission].Should().HaveCount(plan.Count + 1, "{0}", bench.Channel);
                    if (result.End != TransferEnd.Done)
                    {
                        TestContext.Current.TestOutputHelper?.WriteLine($"{bench.Channel}: {result} after {took}");
                        return;
                    }
                    done++;
                    bench.Channel.Loss = 0;
                    var verified = await Verify(bench).Run(Mission, plan);
                    verified.Matches.Should().BeTrue("{0}: {1}", bench.Channel, verified);
                },
                run + 1,
                loss
            );
        TestContext.Current.TestOutputHelper?.WriteLine($"{loss:P0}: {done} of {runs}, slowest {slowest}");
        done.Should().BeGreaterThanOrEqualTo((int)(runs * share));
        slowest.Should().BeLessThan(TimeSpan.FromSeconds(130));
    }
}
