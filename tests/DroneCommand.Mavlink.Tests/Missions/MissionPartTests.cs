using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Tests.Missions;

/// <summary>Parts of missions, rally points, the current item, and plans that a vehicle names.</summary>
public class MissionPartTests
{
    private const MavMissionType Mission = MavMissionType.Mission;

    private static readonly IReadOnlyList<MissionItem> Held = MissionTransferTests.Patrol(10);
    private static readonly IReadOnlyList<MissionItem> Two =
    [
        MissionItem.Waypoint(new GeoPoint(54.5, 9), new AltitudeAboveHome(30)),
        MissionItem.Waypoint(new GeoPoint(54.6, 9), new AltitudeAboveHome(30)),
    ];

    private static readonly IReadOnlyList<MissionItem> Whole = [.. Held.Take(4), .. Two, .. Held.Skip(6)];

    private static MissionUpload Upload(Bench bench) => new(bench.Connection, ArduPilotCopter.Instance);

    private static MissionVerify Verify(Bench bench) => new(bench.Connection, ArduPilotCopter.Instance);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.2, 2)]
    [InlineData(0.3, 3)]
    public void A_part_is_written_over_and_the_rest_stays(double loss, int seed) =>
        Bench.Run(
            async bench =>
            {
                bench.Channel.Loss = 0;
                (await Upload(bench).Run(Mission, Held)).End.Should().Be(TransferEnd.Done);
                bench.Channel.Loss = loss;
                (await Upload(bench).Replace(Mission, Held, 4, Two))
                    .Holds.Should()
                    .Be(HeldPlan.New, "{0}", bench.Channel);
                bench.Channel.Loss = 0;
                (await Verify(bench).Run(Mission, Whole)).Matches.Should().BeTrue();
                bench.Vehicle.Missions.Uploads.Should().Be(1, "the whole went up once");
            },
            seed
        );

    [Fact]
    public void A_part_of_a_plan_that_the_vehicle_does_not_hold_is_no_success() =>
        Bench.Run(async bench =>
        {
            await Upload(bench).Run(Mission, MissionTransferTests.Patrol(10, shift: 0.1));
            var result = await Upload(bench).Replace(Mission, Held, 4, Two);
            result.Should().BeEquivalentTo(new { End = TransferEnd.NoAnswer, Holds = HeldPlan.Neither });
        });

    [Fact]
    public void A_part_that_is_refused_leaves_the_old_plan_and_says_so() =>
        Bench.Run(async bench =>
        {
            await Upload(bench).Run(Mission, MissionTransferTests.Patrol(1));
            var result = await Upload(bench).Replace(Mission, Held, 4, Two);
            result.End.Should().Be(TransferEnd.Refused);
            result.Holds.Should().Be(HeldPlan.Old);
        });

    [Fact]
    public void Rally_points_go_up_come_back_and_are_cleared() =>
        Bench.Run(async bench =>
        {
            IReadOnlyList<MissionItem> points =
            [
                .. Enumerable
                    .Range(0, 3)
                    .Select(i => new MissionItem
                    {
                        Command = MavCmd.NavRallyPoint,
                        Position = new GeoPoint(54.48 + (i * 0.001), 8.99),
                        AltitudeMetres = 25,
                    }),
            ];
            (await Upload(bench).Run(MavMissionType.Rally, points)).End.Should().Be(TransferEnd.Done);
            (await Verify(bench).Run(MavMissionType.Rally, points)).Matches.Should().BeTrue();
            bench.Vehicle.Missions.Held[MavMissionType.Rally].Should().HaveCount(3, "they have no home item");
            (await Upload(bench).Run(MavMissionType.Rally, [])).End.Should().Be(TransferEnd.Done);
            bench.Vehicle.Missions.Held[MavMissionType.Rally].Should().BeEmpty();
        });

    [Fact]
    public void A_plan_that_the_vehicle_still_names_is_not_read_back_and_another_one_is() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Missions.NamesPlans = true;
            var first = await Upload(bench).Run(Mission, Held);
            first.PlanId.Should().NotBe(0);
            (await Verify(bench).Run(Mission, Held, planId: first.PlanId)).Matches.Should().BeTrue();
            bench.Vehicle.Missions.ItemsGiven.Should().Be(0);
            await Upload(bench).Run(Mission, Whole);
            (await Verify(bench).Run(Mission, Held, planId: first.PlanId)).Matches.Should().BeFalse();
            bench.Vehicle.Missions.ItemsGiven.Should().BeGreaterThan(0);
        });

    [Theory]
    [InlineData(MavResult.Accepted)]
    [InlineData(MavResult.Unsupported)]
    public void The_current_item_is_set_and_seen(MavResult knowsTheCommand) =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            bench.Vehicle.Answer = (c, p) =>
                knowsTheCommand == MavResult.Accepted ? bench.Vehicle.Obey(c, p) : knowsTheCommand;
            var result = await new MissionJump(bench.Connection, bench.Services.Commands).Run(4);
            result.Should().Be(new MissionJumpResult(TransferEnd.Done, 4, ""));
            bench.Vehicle.CurrentItem.Should().Be(4);
        });

    [Fact]
    public void A_yes_without_the_item_seen_is_no_success() =>
        Bench.Run(async bench =>
        {
            await bench.Meet();
            bench.Vehicle.Answer = (_, _) => MavResult.Accepted;
            var result = await new MissionJump(bench.Connection, bench.Services.Commands).Run(4);
            result.Should().Be(new MissionJumpResult(TransferEnd.NoAnswer, 0, "it is at item 0"));
        });
}
