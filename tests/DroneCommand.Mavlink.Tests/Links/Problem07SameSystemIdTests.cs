using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Links;

/// <summary>
/// The same system id on two vehicles (qgroundcontrol#14812, ardupilot#4531): two senders merged into one, commands to
/// whichever spoke last. Here they are told apart by hardware id and link.
/// </summary>
public sealed class Problem07SameSystemIdTests : IAsyncDisposable
{
    private const int Port = 5001;
    private const ulong Ours = 0xA1;
    private const ulong Theirs = 0xB2;

    private readonly PhasedTime _time = new();
    private readonly UdpBench _radio;
    private readonly UdpBench _modem;
    private readonly PeerBinding _binding;
    private readonly ClashWatch _clashes;
    private readonly FrameWriter _first = new(1, 1);
    private readonly FrameWriter _second = new(1, 1) { NextSequence = 100 };
    private string? _uid = "00000000000000a1";

    public Problem07SameSystemIdTests()
    {
        var options = new LinkOptions { Time = _time, Copies = new FrameCopies(_time) };
        _radio = new UdpBench(options);
        _modem = new UdpBench(options);
        _binding = new PeerBinding(_time, systemId: 1, componentId: 1);
        _clashes = new ClashWatch(_binding, new FrameWriter(255, 190), (1, 1), () => _uid, _time);
    }

    [Fact]
    public void Problem_7_another_hardware_id_over_another_link_is_a_clash_that_names_both_links()
    {
        First(new Heartbeat()).Should().Be(Hearing.Moved);
        Second(new Heartbeat()).Should().Be(Hearing.Stranger);
        _clashes.Current.Should().BeNull("it may be the same vehicle over its second radio");

        Second(new AutopilotVersion { Uid = Theirs });
        _clashes
            .Current.Should()
            .Be(new SystemIdClash(_radio.Peer(Port)!, _uid, _modem.Peer(Port)!, "00000000000000b2"));
        _binding.Peer.Should().BeSameAs(_radio.Peer(Port));
    }

    [Fact]
    public void Problem_7_the_same_hardware_id_is_the_vehicles_second_way_and_no_clash()
    {
        First(new Heartbeat());
        Second(new AutopilotVersion { Uid = Ours });
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            First(new Heartbeat());
            Second(new Heartbeat()).Should().Be(Hearing.Itself, "it is the same vehicle");
        }
        _clashes.Current.Should().BeNull();

        _time.Advance(PeerBinding.SwitchesAfter);
        Enumerable.Range(0, 4).Select(_ => Second(new Heartbeat())).Should().Contain(Hearing.Moved);
        _binding.Peer.Should().BeSameAs(_modem.Peer(Port), "its second way is used when the first is silent");
    }

    [Fact]
    public void Problem_7_one_that_speaks_beside_ours_and_does_not_say_who_it_is_is_a_clash_too()
    {
        _uid = null;
        for (var i = 0; i < 3; i++)
        {
            First(new Heartbeat());
            Second(new Heartbeat());
            _clashes.Current.Should().BeNull("a new address of ours would fall in here, when the old one is silent");
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        First(new Heartbeat());
        Second(new Heartbeat());
        _clashes.Current!.OtherUid.Should().BeNull();
    }

    [Fact]
    public void Problem_7_another_vehicle_is_not_taken_for_ours_when_that_falls_silent()
    {
        First(new Heartbeat());
        Second(new AutopilotVersion { Uid = Theirs });
        for (var i = 0; i < 29; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Second(new Heartbeat()).Should().Be(Hearing.Stranger);
        }
        _binding.Peer.Should().BeSameAs(_radio.Peer(Port));
        _time.Advance(TimeSpan.FromSeconds(2));
        Second(new Heartbeat()).Should().Be(Hearing.Moved, "a board that was swapped shows as one");
    }

    [Fact]
    public void Problem_7_the_clash_ends_when_the_other_one_is_gone()
    {
        First(new Heartbeat());
        Second(new AutopilotVersion { Uid = Theirs });
        _clashes.Current.Should().NotBeNull();
        _time.Advance(ClashWatch.GoneAfter);
        First(new Heartbeat());
        _clashes.Current.Should().BeNull();
    }

    [Fact]
    public void Problem_7_a_vehicle_that_restarts_at_another_address_is_no_clash()
    {
        First(new Heartbeat());
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            Second(new Heartbeat());
            _clashes.Current.Should().BeNull();
        }
        _binding.Peer.Should().BeSameAs(_modem.Peer(Port));
    }

    [Fact]
    public void Problem_7_a_flood_of_strangers_takes_no_more_memory()
    {
        First(new Heartbeat());
        for (var port = 6000; port < 6200; port++)
            Hear(_modem, port, _second, new Heartbeat());
        _time.Advance(TimeSpan.FromSeconds(1));
        First(new Heartbeat()).Should().Be(Hearing.Itself);
    }

    public async ValueTask DisposeAsync()
    {
        await _radio.DisposeAsync();
        await _modem.DisposeAsync();
    }

    private Hearing First<T>(T message)
        where T : struct, IMavlinkMessage<T> => Hear(_radio, Port, _first, message);

    private Hearing Second<T>(T message)
        where T : struct, IMavlinkMessage<T> => Hear(_modem, Port, _second, message);

    private Hearing Hear<T>(UdpBench over, int port, FrameWriter writer, T message)
        where T : struct, IMavlinkMessage<T>
    {
        var frame = TestFrames.Of(message, writer);
        var before = over.Got.Count;
        over.From(port, frame);
        if (over.Got.Count == before)
            return Hearing.Itself;
        var peer = over.Got[^1].Peer;
        var heard = _binding.Hear(peer);
        if (heard == Hearing.Stranger)
            TestFrames.Look(frame, (in FrameView view) => _clashes.Hear(view, peer, maySend: true));
        return heard;
    }
}
