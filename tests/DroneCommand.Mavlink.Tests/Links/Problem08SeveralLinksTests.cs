using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Links;

/// <summary>
/// Several links for one vehicle: duplicates and wrong loss figures (mavlink-router#240, #323, #457; mavlink#1821;
/// qgroundcontrol#6940, #12754).
/// </summary>
public sealed class Problem08SeveralLinksTests : IAsyncDisposable
{
    private readonly PhasedTime _time = new();
    private readonly UdpBench _radio;
    private readonly UdpBench _modem;

    public Problem08SeveralLinksTests()
    {
        var options = new LinkOptions { Time = _time, Copies = new FrameCopies(_time) };
        _radio = new UdpBench(options);
        _modem = new UdpBench(options);
    }

    [Fact]
    public void The_same_frame_over_two_links_is_handed_on_once_and_counts_on_both()
    {
        for (var i = 0; i < 100; i++)
        {
            var frame = TestFrames.Heartbeat(1, sequence: (byte)i);
            // The radio loses every fifth, the modem every fourth.
            if (i % 5 != 1)
                _radio.From(5001, frame);
            if (i % 4 != 1)
                _modem.From(6001, frame);
            _time.Advance(TimeSpan.FromMilliseconds(20));
        }
        (_radio.Got.Count + _modem.Got.Count).Should().Be(95, "1, 21, 41, 61 and 81 came over neither");
        TrafficOf(_radio).QualityPercent.Should().BeApproximately(80, 1);
        TrafficOf(_modem).QualityPercent.Should().BeApproximately(75, 1);
        TrafficOf(_radio).Lost.Should().Be(20);
        TrafficOf(_modem).Lost.Should().Be(25);
        TrafficOf(_radio).Copies.Should().Be(0);
    }

    [Fact]
    public void A_sender_counts_per_link_and_its_loss_is_measured_per_link()
    {
        for (var i = 0; i < 50; i++)
        {
            _radio.From(5001, TestFrames.Heartbeat(1, sequence: (byte)i));
            _modem.From(6001, TestFrames.Heartbeat(1, sequence: (byte)(200 + i)));
            _modem.From(6001, TestFrames.Heartbeat(1, component: 100, sequence: (byte)(3 * i)));
        }
        TrafficOf(_radio).QualityPercent.Should().Be(100);
        TrafficOf(_modem).QualityPercent.Should().Be(100);
        TrafficOf(_modem, component: 100).QualityPercent.Should().BeApproximately(33.3, 1);
    }

    [Fact]
    public void A_resend_over_the_same_link_is_never_dropped()
    {
        var frame = TestFrames.Heartbeat(1, sequence: 5);
        _radio.From(5001, frame);
        _modem.From(6001, frame);
        _radio.From(5001, frame);
        _radio.Got.Should().HaveCount(2);
        _modem.Got.Should().BeEmpty();
    }

    [Fact]
    public void A_signed_frame_over_a_second_link_is_a_copy_and_no_replay()
    {
        var signing = new SignedFrames(key: 77);
        var options = new LinkOptions
        {
            Time = _time,
            Copies = new FrameCopies(_time),
            Judge = signing.Judge,
        };
        var one = new UdpBench(options);
        var two = new UdpBench(options);
        var frame = signing.Sign(TestFrames.Heartbeat(1));
        one.From(5001, frame);
        two.From(6001, frame);
        one.Got.Should().HaveCount(1);
        two.Got.Should().BeEmpty();
        two.Link.Rejected.Should().Be(0);
        two.From(6001, frame);
        two.Link.Rejected.Should().Be(1, "now it is a replay: the link brought it twice");
    }

    [Fact]
    public void A_vehicle_heard_over_two_links_is_as_well_heard_as_over_the_better()
    {
        var connection = new VehicleConnection(new FrameWriter(255, 190), 1, 1, _ => { }, _time);
        using var services = new VehicleServices(connection);
        foreach (var bench in new[] { _radio, _modem })
            bench.Link.FrameReceived += (in FrameView frame, LinkPeer peer) => connection.Deliver(frame, peer);
        for (var i = 0; i < 100; i++)
        {
            var frame = TestFrames.Heartbeat(1, sequence: (byte)i);
            _radio.From(5001, frame);
            if (i % 2 == 0)
                _modem.From(6001, frame);
        }
        services.Telemetry.Snapshot.LinkQualityPercent.Should().Be(100);
        TrafficOf(_modem).QualityPercent.Should().BeApproximately(50, 1);
    }

    [Fact]
    public void A_late_position_over_the_slower_link_does_not_overwrite_a_newer_one()
    {
        var connection = new VehicleConnection(new FrameWriter(255, 190), 1, 1, _ => { }, _time);
        using var services = new VehicleServices(connection);
        foreach (var bench in new[] { _radio, _modem })
            bench.Link.FrameReceived += (in FrameView frame, LinkPeer peer) => connection.Deliver(frame, peer);
        var writer = new FrameWriter(1, 1);
        var old = TestFrames.Of(new GlobalPositionInt { TimeBootMs = 10_000, Lat = 470000000 }, writer);
        var young = TestFrames.Of(new GlobalPositionInt { TimeBootMs = 10_200, Lat = 480000000 }, writer);
        _radio.From(5001, young);
        _modem.From(6001, old);
        services.Telemetry.Snapshot.Position!.Value.Value.Point.LatitudeDeg.Should().Be(48);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void L8_when_one_of_two_links_dies_the_other_is_taken_within_a_second_and_each_frame_counts_once(
        bool withKey
    )
    {
        var two = new TwoWays(_time, withKey);
        two.Fly(TimeSpan.FromSeconds(10), everyMs: 200, modemToo: true, radioToo: true);
        two.Binding.Peer.Should().BeSameAs(two.Radio.Peer(5001), "it was heard there first");
        two.Fly(TimeSpan.FromSeconds(1), everyMs: 200, modemToo: true, radioToo: false);
        two.Binding.Peer.Should().BeSameAs(two.Modem.Peer(6001));
        two.Strangers.Should().Be(0);
        two.Handed.Should().Be(55, "each frame was handed on once");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_two_good_links_the_one_in_use_stays_whoever_is_first(bool withKey)
    {
        var two = new TwoWays(_time, withKey);
        for (var i = 0; i < 30; i++)
            two.Fly(TimeSpan.FromSeconds(1), everyMs: 1000, modemToo: true, radioToo: true, radioFirst: i % 2 == 0);
        two.Moves.Should().Be(1, "only when it was found");
    }

    [Fact]
    public void A_link_that_loses_much_more_is_left_after_a_while_and_once()
    {
        var two = new TwoWays(_time, withKey: true);
        two.Fly(TimeSpan.FromSeconds(15), everyMs: 100, modemToo: true, radioToo: true);
        for (var i = 0; i < 75; i++)
        {
            two.Fly(TimeSpan.FromMilliseconds(100), everyMs: 100, modemToo: true, radioToo: false);
            two.Fly(TimeSpan.FromMilliseconds(100), everyMs: 100, modemToo: true, radioToo: true);
        }
        two.Binding.Peer.Should().BeSameAs(two.Modem.Peer(6001));
        two.Moves.Should().Be(2);
    }

    [Fact]
    public void Without_a_key_another_vehicle_with_the_same_id_stays_a_stranger_on_another_link()
    {
        var two = new TwoWays(_time, withKey: false);
        two.Fly(TimeSpan.FromSeconds(3), everyMs: 200, modemToo: false, radioToo: true);
        var impostor = new FrameWriter(1, 1) { NextSequence = 100 };
        for (var i = 0; i < 20; i++)
        {
            two.Modem.From(6001, TestFrames.Of(new Heartbeat { Autopilot = MavAutopilot.Px4 }, impostor));
            two.Fly(TimeSpan.FromMilliseconds(200), everyMs: 200, modemToo: false, radioToo: true);
        }
        two.Strangers.Should().Be(20);
        two.Binding.Peer.Should().BeSameAs(two.Radio.Peer(5001));
    }

    public async ValueTask DisposeAsync()
    {
        await _radio.DisposeAsync();
        await _modem.DisposeAsync();
    }

    private static SenderTraffic TrafficOf(UdpBench bench, byte component = 1) =>
        bench.Link.Peers.Single().TrafficOf(1, component)!;

    /// <summary>A vehicle that sends the same frames over a radio and a modem, and the binding that follows it.</summary>
    private sealed class TwoWays
    {
        private readonly PhasedTime _time;
        private readonly SignedFrames? _signing;
        private readonly FrameWriter _writer = new(1, 1);

        public TwoWays(PhasedTime time, bool withKey)
        {
            _time = time;
            _signing = withKey ? new SignedFrames(key: 77) : null;
            Binding = new PeerBinding(time, systemId: 1, componentId: 1);
            var options = new LinkOptions
            {
                Time = time,
                Copies = new FrameCopies(time),
                Judge = _signing == null ? null : _signing.Judge,
            };
            Radio = new UdpBench(options);
            Modem = new UdpBench(options);
            foreach (var bench in new[] { Radio, Modem })
                bench.Link.FrameReceived += (in FrameView _, LinkPeer peer) => Hear(peer);
        }

        public UdpBench Radio { get; }

        public UdpBench Modem { get; }

        public PeerBinding Binding { get; }

        public int Handed { get; private set; }

        public int Moves { get; private set; }

        public int Strangers { get; private set; }

        public void Fly(TimeSpan span, int everyMs, bool modemToo, bool radioToo, bool radioFirst = true)
        {
            for (var passed = 0; passed < span.TotalMilliseconds; passed += everyMs)
            {
                var frame = TestFrames.Of(new Heartbeat { Autopilot = MavAutopilot.Ardupilotmega }, _writer);
                var bytes = _signing == null ? frame : _signing.Sign(frame);
                if (radioToo && radioFirst)
                    Radio.From(5001, bytes);
                if (modemToo)
                    Modem.From(6001, bytes);
                if (radioToo && !radioFirst)
                    Radio.From(5001, bytes);
                _time.Advance(TimeSpan.FromMilliseconds(everyMs));
            }
        }

        private void Hear(LinkPeer peer)
        {
            Handed++;
            var hearing = Binding.Hear(peer);
            Moves += hearing == Hearing.Moved ? 1 : 0;
            Strangers += hearing == Hearing.Stranger ? 1 : 0;
        }
    }
}
