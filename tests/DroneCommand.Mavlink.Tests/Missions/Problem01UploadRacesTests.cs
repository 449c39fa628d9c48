using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Tests.Support;

namespace DroneCommand.Mavlink.Tests.Missions;

/// <summary>
/// Mission upload races: INVALID_SEQUENCE in the middle (qgroundcontrol#6718, mavlink#950), repeated requests (PX4#18084),
/// a lost last answer (mavlink-devguide#171), fixed short times (MAVSDK#1316, #1441).
/// </summary>
public class Problem01UploadRacesTests
{
    private const MavMissionType Mission = MavMissionType.Mission;

    private static MissionUpload Upload(Bench bench) => new(bench.Connection, ArduPilotCopter.Instance);

    private static MissionVerify Verify(Bench bench) => new(bench.Connection, ArduPilotCopter.Instance);

    [Fact]
    public void A_lost_final_answer_is_made_good_by_reading_back() =>
        Bench.Run(async bench =>
        {
            bench.Channel.Drop = (ground, f) =>
                !ground
                && f.MessageId == MessageIds.MissionAck
                && f.Read<MissionAck>().Type == MavMissionResult.Accepted;
            (await Upload(bench).Run(Mission, MissionTransferTests.Patrol(5)))
                .Should()
                .Be(new MissionUploadResult(TransferEnd.Done, HeldPlan.New, ""));
        });

    [Fact]
    public void Invalid_sequence_in_the_middle_is_no_end() =>
        Bench.Run(async bench =>
        {
            var items = 0;
            bench.Channel.Drop = (ground, f) =>
            {
                if (ground && f.MessageId == MessageIds.MissionItemInt && ++items == 3)
                    bench.Vehicle.Missions.Acknowledge(MavMissionResult.InvalidSequence, Mission);
                return false;
            };
            bench.Channel.Duplication = 0.3;
            (await Upload(bench).Run(Mission, MissionTransferTests.Patrol(10))).End.Should().Be(TransferEnd.Done);
        });

    [Fact]
    public void Transfers_of_one_vehicle_wait_for_each_other() =>
        Bench.Run(async bench =>
        {
            var mission = Upload(bench).Run(Mission, MissionTransferTests.Patrol(10));
            var fence = Upload(bench).Run(MavMissionType.Fence, MissionTransferTests.Fence);
            (await mission).End.Should().Be(TransferEnd.Done);
            (await fence).End.Should().Be(TransferEnd.Done);
            (await Verify(bench).Run(Mission, MissionTransferTests.Patrol(10))).Matches.Should().BeTrue();
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_mission_goes_up_and_reads_back_the_same(bool asksForInt) =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Missions.AsksForInt = asksForInt;
            var plan = MissionTransferTests.Patrol(5);
            (await Upload(bench).Run(Mission, plan))
                .Should()
                .Be(new MissionUploadResult(TransferEnd.Done, HeldPlan.New, ""));
            bench.Vehicle.Missions.Held[Mission].Should().HaveCount(plan.Count + 1, "item 0 is home");
            var verified = await Verify(bench).Run(Mission, plan);
            verified.Should().Be(new MissionVerifyResult(TransferEnd.Done, true, ""));
            var read = await new MissionDownload(bench.Connection, ArduPilotCopter.Instance).Run(Mission);
            read.Items.Should().HaveCount(plan.Count);
            read.Items[0].Command.Should().Be(MavCmd.NavTakeoff);
        });

    [Fact]
    public void A_yes_to_a_cancelled_upload_is_not_taken_for_one_to_the_next() =>
        Bench.Run(async bench =>
        {
            bench.Channel.Delay = TimeSpan.FromMilliseconds(700);
            using var cancel = new CancellationTokenSource();
            bench.Channel.Drop = (ground, f) =>
            {
                // Given up while the answers to its last item are on their way.
                if (!ground && f.MessageId == MessageIds.MissionAck)
                    cancel.Cancel();
                return false;
            };
            var first = await Upload(bench).Run(Mission, MissionTransferTests.Patrol(10), cancellation: cancel.Token);
            first.End.Should().Be(TransferEnd.Cancelled);
            bench.Channel.Drop = (ground, f) =>
                ground && f.MessageId is MessageIds.MissionCount or MessageIds.MissionItemInt;
            var second = await Upload(bench).Run(Mission, MissionTransferTests.Patrol(10, shift: 0.1));
            second.End.Should().NotBe(TransferEnd.Done);
            second.Holds.Should().NotBe(HeldPlan.New);
        });

    [Fact]
    public void A_radio_with_three_seconds_of_round_trip_is_waited_for_and_not_flooded() =>
        Bench.Run(async bench =>
        {
            bench.Channel.Delay = TimeSpan.FromSeconds(1.5);
            var plan = MissionTransferTests.Patrol(5);
            var options = new TransferOptions { Deadline = TimeSpan.FromMinutes(2) };
            (await Upload(bench).Run(Mission, plan, options: options)).End.Should().Be(TransferEnd.Done);
            var sent = bench.Channel.SentByGround;
            (await Verify(bench).Run(Mission, plan, options)).Matches.Should().BeTrue();
            (bench.Channel.SentByGround - sent).Should().BeLessThan(2 * (plan.Count + 3), "it knows the link by now");
        });
}
