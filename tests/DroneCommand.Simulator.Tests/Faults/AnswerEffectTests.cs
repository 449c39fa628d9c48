using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Faults;

/// <summary>What a ground station sees of each fault of the vehicle's answers.</summary>
public class AnswerEffectTests
{
    private static readonly IReadOnlyList<MissionItemInt> Mission = Items.SquarePatrol(30, 10);

    [Fact]
    [FaultName("no-ack")]
    public void Without_acks_things_happen_all_the_same()
    {
        var rig = Ready("no-ack");
        rig.SetMode(4).Should().BeNull();
        rig.Autopilot.Mode.Number.Should().Be(4);
        rig.Upload(Mission).Should().BeNull();
        rig.Autopilot.Memory.Mission.Count.Should().Be(Mission.Count);
        rig.Fleet.Faults.Clear("no-ack");
        rig.SetMode(5).Should().Be(MavResult.Accepted);
    }

    [Fact]
    [FaultName("in-progress")]
    public void In_progress_goes_on_and_nothing_comes_of_it()
    {
        var rig = Ready("in-progress=10");
        rig.SetMode(4).Should().Be(MavResult.InProgress);
        rig.Run(8);
        var acks = rig.All<CommandAck>().ToList();
        acks.Should().OnlyContain(a => a.Result == MavResult.InProgress && a.Command == MavCmd.DoSetMode);
        acks.Should().HaveCountGreaterThan(14);
        rig.Autopilot.Mode.Number.Should().Be(0);
        rig.Run(3);
        rig.SetMode(4).Should().Be(MavResult.Accepted, "the fault is over");
    }

    [Fact]
    [FaultName("late-ack")]
    public void A_late_ack_comes_once_more()
    {
        var rig = Ready("late-ack=3");
        rig.SetMode(4).Should().Be(MavResult.Accepted);
        rig.Run(2.9);
        rig.All<CommandAck>().Should().HaveCount(1);
        rig.Run(0.2);
        rig.All<CommandAck>().Should().HaveCount(2).And.OnlyContain(a => a.Result == MavResult.Accepted);
        rig.Run(10);
        rig.All<CommandAck>().Should().HaveCount(2);
    }

    [Fact]
    [FaultName("foreign-ack")]
    public void A_foreign_ack_says_the_opposite_to_somebody_else()
    {
        var rig = Ready("foreign-ack");
        rig.SetMode(4);
        rig.Upload(Mission);
        rig.All<CommandAck>()
            .Select(a => (a.TargetSystem, a.Result))
            .Should()
            .Equal((254, MavResult.Failed), (255, MavResult.Accepted));
        rig.All<MissionAck>()
            .Select(a => (a.TargetSystem, a.Type))
            .Should()
            .Equal((254, MavMissionResult.Error), (255, MavMissionResult.Accepted));
    }

    [Fact]
    [FaultName("wrong-sequence")]
    public void An_upload_is_asked_out_of_turn_and_a_download_answered_out_of_turn()
    {
        var rig = Ready("wrong-sequence=2");
        rig.Upload(Mission).Should().Be(MavMissionResult.InvalidSequence);
        rig.All<MissionRequest>().Select(r => (int)r.Seq).Take(3).Should().Equal(0, 1, 3);

        rig = Ready();
        rig.Upload(Mission).Should().Be(MavMissionResult.Accepted);
        rig.Fault("wrong-sequence=2");
        Ask(rig, 1).Should().Be(1);
        Ask(rig, 2).Should().Be(3);
    }

    [Fact]
    [FaultName("missing-item")]
    public void An_upload_ends_too_early_and_a_download_never_brings_the_item()
    {
        var rig = Ready("missing-item=3");
        rig.Upload(Mission).Should().Be(MavMissionResult.Accepted);
        rig.Autopilot.Memory.Mission.Count.Should().Be(3);

        rig = Ready();
        rig.Upload(Mission).Should().Be(MavMissionResult.Accepted);
        rig.Fault("missing-item=3");
        Ask(rig, 2).Should().Be(2);
        Ask(rig, 3).Should().BeNull();
    }

    [Fact]
    [FaultName("item-refused")]
    public void An_upload_is_refused_at_the_item_and_what_came_before_stays()
    {
        var rig = Ready("item-refused=3");
        rig.Upload(Mission).Should().Be(MavMissionResult.Error);
        rig.All<MissionRequest>().Select(r => (int)r.Seq).Should().Equal(0, 1, 2, 3);
        rig.Autopilot.Memory.Mission.Count.Should().Be(3);
    }

    private static Rig Ready(params string[] faults)
    {
        var rig = Rig.ReadyToFly();
        foreach (var fault in faults)
        {
            rig.Fault(fault);
        }

        rig.Log.Clear();
        return rig;
    }

    /// <summary>Asks for one item of the download; the number of the one that came.</summary>
    private static int? Ask(Rig rig, ushort seq)
    {
        var before = rig.Log.Count;
        rig.Send(
            new MissionRequestInt
            {
                TargetSystem = Rig.SystemId,
                TargetComponent = 1,
                Seq = seq,
            }
        );
        rig.Run(0.1);
        return rig.All<MissionItemInt>(before).Select(i => (int?)i.Seq).SingleOrDefault();
    }
}
