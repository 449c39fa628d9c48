using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Mavlink.Tests.Links;

public class FrameCopiesTests
{
    private const int Radio = 1;
    private const int Modem = 2;

    private readonly FakeTimeProvider _time = new();
    private readonly FrameCopies _copies;

    public FrameCopiesTests() => _copies = new FrameCopies(_time);

    [Fact]
    public void The_same_frame_over_another_way_is_a_copy()
    {
        First(Radio, 1).Should().BeTrue();
        First(Modem, 1).Should().BeFalse();
        First(Modem, 2).Should().BeTrue("it came first over the modem");
        First(Radio, 2).Should().BeFalse();
        _copies.Dropped.Should().Be(2);
    }

    [Fact]
    public void What_one_way_brings_twice_was_sent_twice()
    {
        First(Radio, 7).Should().BeTrue();
        First(Radio, 7).Should().BeTrue("the sender sent it again");
        First(Modem, 7).Should().BeFalse();
        First(Modem, 7).Should().BeFalse("that is the copy of the second");
        First(Modem, 7).Should().BeTrue("a third was sent, and lost over the radio");
        First(Radio, 7).Should().BeFalse();
    }

    [Fact]
    public void A_resend_after_the_window_is_never_a_copy()
    {
        First(Radio, 7).Should().BeTrue();
        _time.Advance(FrameCopies.Window + TimeSpan.FromTicks(1));
        First(Modem, 7).Should().BeTrue();
    }

    [Fact]
    public void Another_sender_or_number_or_content_is_another_frame()
    {
        First(Radio, 1).Should().BeTrue();
        First(Modem, 2).Should().BeTrue();
        Is(Modem, TestFrames.Heartbeat(2, sequence: 1)).Should().BeTrue();
        Is(Modem, TestFrames.Heartbeat(1, component: 100, sequence: 1)).Should().BeTrue();
        Is(Modem, TestFrames.Heartbeat(1, sequence: 1, version: 1)).Should().BeTrue();
    }

    [Fact]
    public void More_ways_than_are_kept_lose_no_frame()
    {
        for (var way = 1; way <= 4; way++)
            First(way, 1).Should().Be(way == 1);
        First(5, 1).Should().BeTrue("better twice than never");
    }

    [Fact]
    public void A_busy_network_costs_no_frame_and_no_allocation()
    {
        var frames = Enumerable.Range(0, 256).Select(i => TestFrames.Heartbeat((byte)i, sequence: (byte)i)).ToArray();
        var dropped = 0;
        Allocated
            .Least(
                4,
                () =>
                {
                    foreach (var bytes in frames)
                    {
                        ReadOnlySpan<byte> raw = bytes;
                        // What a frame view needs besides is not measured here.
                        var view = new FrameView(raw, null);
                        dropped += _copies.IsFirst(view, Radio) ? 0 : 1;
                        dropped += _copies.IsFirst(view, Modem) ? 0 : 1;
                    }
                }
            )
            .Should()
            .Be(0);
        dropped.Should().Be(4 * 256, "each was sent four times over both ways");
    }

    private bool First(int way, byte sequence) => Is(way, TestFrames.Heartbeat(1, sequence: sequence));

    private bool Is(int way, byte[] bytes)
    {
        var first = false;
        TestFrames.Look(bytes, (in FrameView frame) => first = _copies.IsFirst(frame, way));
        return first;
    }
}
