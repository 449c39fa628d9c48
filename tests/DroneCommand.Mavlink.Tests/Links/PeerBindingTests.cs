using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Tests.Support;

namespace DroneCommand.Mavlink.Tests.Links;

/// <summary>Also of problem 10: a vehicle's change of address is followed, another one's claim is not.</summary>
public sealed class PeerBindingTests : IAsyncDisposable
{
    private const int Home = 5001;
    private const int Away = 5002;

    private readonly PhasedTime _time = new();
    private readonly SignedFrames _signing = new(key: 77);
    private readonly UdpBench _bench;
    private readonly UdpBench _modem;
    private readonly PeerBinding _binding;
    private byte _sequence;

    public PeerBindingTests()
    {
        _bench = new UdpBench(new LinkOptions { Time = _time, Judge = _signing.Judge });
        _modem = new UdpBench(new LinkOptions { Time = _time, Judge = _signing.Judge });
        _binding = new PeerBinding(_time, systemId: 1, componentId: 1);
    }

    [Fact]
    public void L6_without_a_key_another_address_is_believed_when_the_known_one_was_silent_for_two_seconds()
    {
        Unsigned(Home).Should().Be(Hearing.Moved);
        Unsigned(Home).Should().Be(Hearing.Itself);
        Unsigned(Away).Should().Be(Hearing.Stranger);
        _time.Advance(PeerBinding.MovesAfter - TimeSpan.FromTicks(1));
        Unsigned(Away).Should().Be(Hearing.Stranger);
        _binding.Peer.Should().BeSameAs(_bench.Peer(Home));
        _time.Advance(TimeSpan.FromTicks(1));
        Unsigned(Away).Should().Be(Hearing.Moved);
        _binding.Peer.Should().BeSameAs(_bench.Peer(Away));
        Unsigned(Home).Should().Be(Hearing.Stranger);
    }

    [Fact]
    public void L6_a_signed_change_of_address_is_followed_at_once()
    {
        Signed(Home).Should().Be(Hearing.Moved);
        Signed(Away).Should().Be(Hearing.Moved);
        _binding.Peer.Should().BeSameAs(_bench.Peer(Away));
    }

    [Fact]
    public void L6_once_it_has_signed_unsigned_frames_never_move_it()
    {
        Signed(Home);
        Unsigned(Away).Should().Be(Hearing.Stranger);
        _time.Advance(TimeSpan.FromHours(1));
        Unsigned(Away).Should().Be(Hearing.Stranger);
        Unsigned(Home).Should().Be(Hearing.Itself);
        _binding.Peer.Should().BeSameAs(_bench.Peer(Home));
    }

    [Fact]
    public void Problem_6_when_signing_was_turned_off_it_is_followed_unsigned_again()
    {
        Signed(Home);
        _binding.ForgetProof();
        Unsigned(Away).Should().Be(Hearing.Stranger, "it was heard a moment ago");
        _time.Advance(PeerBinding.MovesAfter);
        Unsigned(Away).Should().Be(Hearing.Moved);
    }

    [Fact]
    public void What_anybody_could_send_keeps_no_address_alive()
    {
        Signed(Home);
        Signed(_modem, Away);
        _time.Advance(TimeSpan.FromSeconds(1));
        Unsigned(Home);
        _time.Advance(TimeSpan.FromSeconds(1));
        Signed(_modem, Away).Should().Be(Hearing.Moved, "nothing proved that it still lives at home");
    }

    [Fact]
    public void L6_a_forged_signature_moves_nothing()
    {
        Signed(Home);
        _bench.From(Away, _signing.Sign(TestFrames.Heartbeat(1, sequence: 99), signedWith: 78));
        _bench.Peer(Away).Should().BeNull("the frame got no further than the link");
        _bench.Link.Rejected.Should().Be(1);
    }

    [Fact]
    public void Of_two_addresses_that_prove_to_be_it_the_one_in_use_stays()
    {
        Signed(Home);
        Signed(Away).Should().Be(Hearing.Moved);
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            Signed(Home).Should().Be(Hearing.Itself, "it is heard there too");
            Signed(Away).Should().Be(Hearing.Itself);
        }
        _binding.Peer.Should().BeSameAs(_bench.Peer(Away));
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Signed(Home);
        }
        _binding.Peer.Should().BeSameAs(_bench.Peer(Home), "the other one fell silent");
    }

    [Fact]
    public void Another_link_is_taken_only_when_the_present_one_is_silent()
    {
        Signed(Home);
        Signed(_modem, Home).Should().Be(Hearing.Itself);
        _binding.Peer.Should().BeSameAs(_bench.Peer(Home));
        _time.Advance(PeerBinding.MovesAfter);
        Signed(_modem, Home).Should().Be(Hearing.Moved);
        _binding.Peer.Should().BeSameAs(_modem.Peer(Home));
    }

    [Fact]
    public async Task A_peer_that_was_forgotten_and_learned_again_is_the_same()
    {
        _bench.Link.Start();
        await _time.TimerOf(new LinkOptions().PeerLife / 4);
        Unsigned(Home);
        var before = _binding.Peer;
        _time.Advance(TimeSpan.FromMinutes(2));
        _bench.Peer(Home).Should().BeNull();
        Unsigned(Home).Should().Be(Hearing.Itself);
        _binding.Peer.Should().BeSameAs(_bench.Peer(Home)).And.NotBeSameAs(before);
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _modem.DisposeAsync();
    }

    private Hearing Unsigned(int port) => Hear(_bench, port, TestFrames.Heartbeat(1, sequence: _sequence++));

    private Hearing Signed(int port) => Signed(_bench, port);

    private Hearing Signed(UdpBench over, int port) =>
        Hear(over, port, _signing.Sign(TestFrames.Heartbeat(1, sequence: _sequence++)));

    private Hearing Hear(UdpBench over, int port, byte[] frame)
    {
        over.From(port, frame);
        return _binding.Hear(over.Got[^1].Peer);
    }
}
