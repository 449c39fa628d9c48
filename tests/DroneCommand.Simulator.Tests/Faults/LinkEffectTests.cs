using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Faults;

/// <summary>What a ground station sees of each fault of the link.</summary>
public class LinkEffectTests
{
    [Fact]
    [FaultName("loss")]
    public void Loss_loses_its_share_both_ways()
    {
        var rig = Streaming("loss=0.3");
        rig.Run(60);
        rig.All<Attitude>().Count().Should().BeInRange(1950, 2250, "50 a second for a minute, 30 % lost");
        var asked = Enumerable
            .Range(0, 300)
            .Count(_ => rig.Command(MavCmd.RequestMessage, MessageIds.SystemTime) is not null);
        asked.Should().BeInRange(110, 185, "half of the pairs of command and answer survive");
    }

    [Fact]
    [FaultName("delay")]
    public void Delay_counts_both_ways()
    {
        var rig = Streaming("delay=1s");
        var from = rig.Now;
        rig.Command(MavCmd.RequestMessage, MessageIds.SystemTime).Should().BeNull("not within three steps");
        rig.RunUntil(() => rig.All<CommandAck>().Any(), 3, "the answer");
        (rig.Now - from).Should().BeApproximately(2, 0.05);
    }

    [Fact]
    [FaultName("jitter")]
    public void Jitter_lets_frames_overtake()
    {
        var rig = Streaming("delay=0.5", "jitter=400ms");
        rig.Run(20);
        Overtaken(rig).Should().BeGreaterThan(100);
    }

    [Fact]
    [FaultName("duplicate")]
    public void Duplicates_are_the_same_frame_twice()
    {
        var rig = Streaming("duplicate=0.2");
        rig.Run(20);
        var frames = rig.Log.Where(h => h.Is<Attitude>()).Select(h => Convert.ToHexString(h.Raw)).ToList();
        (frames.Count - frames.Distinct().Count()).Should().BeInRange(150, 250, "a fifth of a thousand");
    }

    [Fact]
    [FaultName("reorder")]
    public void Reordering_brings_older_after_newer()
    {
        var rig = Streaming("reorder=16");
        rig.Run(20);
        Overtaken(rig).Should().BeGreaterThan(100);
        rig.All<Attitude>().Count().Should().BeGreaterThan(970, "nothing is lost");
    }

    [Fact]
    [FaultName("bandwidth")]
    public void A_narrow_line_carries_what_it_can()
    {
        var rig = Streaming("bandwidth=9600");
        rig.Run(5);
        var before = rig.Log.Count;
        rig.Run(20);
        var bytes = rig.Log.Skip(before).Sum(h => h.Raw.Length);
        (bytes / 20.0).Should().BeInRange(1100, 1210, "9600 bits a second are 1200 bytes");
    }

    [Fact]
    [FaultName("one-way")]
    public void One_way_down_is_telemetry_without_answers()
    {
        var rig = Streaming("one-way=down");
        rig.SetMode(4).Should().BeNull();
        rig.Run(2);
        rig.All<Attitude>().Count().Should().BeGreaterThan(90);
        rig.Autopilot.Mode.Number.Should().Be(0, "it never heard of it");
    }

    [Fact]
    [FaultName("one-way")]
    public void One_way_up_is_silence_that_obeys()
    {
        var rig = Streaming("one-way=up");
        rig.SetMode(4).Should().BeNull();
        rig.Run(2);
        rig.Log.Should().BeEmpty();
        rig.Autopilot.Mode.Number.Should().Be(4);
    }

    [Fact]
    [FaultName("flap")]
    public void A_flapping_link_is_there_half_of_the_time()
    {
        var rig = Streaming("flap=1s/1s");
        rig.Run(20);
        var times = rig.Log.Where(h => h.Is<Attitude>()).Select(h => h.At).ToList();
        times.Count.Should().BeInRange(480, 520);
        times.Zip(times.Skip(1), (a, b) => b - a).Count(gap => gap is > 0.95 and < 1.1).Should().BeInRange(9, 10);
    }

    [Fact]
    [FaultName("flap")]
    public void A_link_that_begins_to_flap_is_there_first()
    {
        var rig = Streaming("duplicate=0");
        rig.Run(1.7);
        rig.Fault("flap=1/1");
        rig.Log.Clear();
        rig.Run(0.9);
        rig.All<Attitude>().Count().Should().BeInRange(44, 46);
        rig.Run(1);
        rig.All<Attitude>().Count().Should().BeInRange(48, 52);
    }

    [Fact]
    [FaultName("address-change")]
    public void The_address_changes_every_so_often_until_it_is_cleared()
    {
        var rig = Streaming("address-change=5");
        var moves = 0;
        rig.Vehicle.Radio.Moved += () => moves++;
        rig.Run(21);
        moves.Should().Be(4);
        rig.Fleet.Faults.Clear("address-change");
        rig.Run(20);
        moves.Should().Be(4);
    }

    [Fact]
    [FaultName("radio-silence")]
    public void Radio_silence_is_silence_and_ends()
    {
        var rig = Streaming("radio-silence=5");
        rig.Run(4.8);
        rig.Log.Should().BeEmpty();
        rig.Command(MavCmd.RequestMessage, MessageIds.SystemTime).Should().BeNull();
        rig.Run(2);
        rig.Log.Should().NotBeEmpty();
    }

    [Fact]
    public void Faults_of_a_link_add_up_and_each_is_cleared_by_itself()
    {
        var rig = Streaming("loss=0.5", "delay=1");
        rig.Fleet.Faults.Clear("loss").Should().Be(1);
        rig.Run(10);
        rig.All<Attitude>().Count().Should().BeInRange(445, 455, "nine of ten seconds have come through, all of them");
        rig.Fleet.Faults.Clear().Should().Be(1);
        rig.Run(1);
        rig.Command(MavCmd.RequestMessage, MessageIds.SystemTime).Should().NotBeNull();
    }

    /// <summary>Attitude fifty times a second, then the faults; nothing heard yet.</summary>
    private static Rig Streaming(params string[] faults)
    {
        var rig = Rig.ReadyToFly();
        rig.Vehicle.Node.Streams.SetInterval(MessageIds.Attitude, 20_000);
        rig.Run(0.1);
        foreach (var fault in faults)
        {
            rig.Fault(fault);
        }

        rig.Log.Clear();
        return rig;
    }

    private static int Overtaken(Rig rig)
    {
        var (newest, overtaken) = (0u, 0);
        foreach (var attitude in rig.All<Attitude>())
        {
            overtaken += attitude.TimeBootMs < newest ? 1 : 0;
            newest = Math.Max(newest, attitude.TimeBootMs);
        }

        return overtaken;
    }
}
