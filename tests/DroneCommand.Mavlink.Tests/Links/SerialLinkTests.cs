using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Links;

public class SerialLinkTests
{
    [Fact]
    public void A_missing_device_is_said_in_one_line()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "devices have other names there");
        var open = () => LinkAddress.Parse("serial:/dev/ttyNone7:57600").Open();
        open.Should()
            .Throw<LinkUnavailableException>()
            .WithMessage("serial device /dev/ttyNone7 cannot be opened: there is no such device");
    }

    [Fact]
    public async Task Frames_go_both_ways_over_a_device_and_its_boot_text_is_passed_over()
    {
        Assert.SkipUnless(Pty.Available, "no pseudo terminals here");
        using var pty = new Pty();
        await using var link = SerialLink.Open(pty.Device, 57600);
        var heard = new TaskCompletionSource<byte>();
        link.FrameReceived += (in FrameView frame, LinkPeer _) => heard.TrySetResult(frame.SystemId);
        var came = new TaskCompletionSource();
        link.PeerCame += _ => came.TrySetResult();
        link.Start();
        await came.Task;
        await pty.Cable.WriteAsync("Init ArduRover V4.7.0\n"u8.ToArray());
        await pty.Cable.WriteAsync(TestFrames.Heartbeat(9));
        (await heard.Task).Should().Be(9);

        var sent = TestFrames.Heartbeat(255);
        link.Remote.Send(sent).Should().BeTrue();
        var got = new byte[sent.Length];
        await pty.Cable.ReadExactlyAsync(got);
        got.Should().Equal(sent);
    }

    [Fact]
    public async Task An_unplugged_device_is_told_and_opened_again_when_it_is_back()
    {
        Assert.SkipUnless(Pty.Available, "no pseudo terminals here");
        var time = new PhasedTime();
        using var folder = new TemporaryFolder();
        var device = Path.Combine(folder.Path, "radio");
        var first = new Pty();
        File.CreateSymbolicLink(device, first.Device);
        await using var link = SerialLink.Open(device, 57600, new LinkOptions { Time = time });
        var came = new SemaphoreSlim(0);
        var gone = System.Threading.Channels.Channel.CreateUnbounded<string>();
        link.PeerCame += _ => came.Release();
        link.PeerGone += (_, reason) => gone.Writer.TryWrite(reason);
        link.Start();
        await came.WaitAsync();
        link.IsConnected.Should().BeTrue();

        first.Dispose();
        File.Delete(device);
        await gone.Reader.ReadAsync();
        await time.Pass(ReconnectingLink.FirstWait);
        (await gone.Reader.ReadAsync()).Should().Contain("there is no such device");
        link.Remote.IsGone.Should().BeTrue();
        link.Remote.Send(TestFrames.Heartbeat(255)).Should().BeFalse();
        link.SendFailures.Should().Be(1);

        using var second = new Pty();
        File.CreateSymbolicLink(device, second.Device);
        await time.Pass(ReconnectingLink.FirstWait * 2);
        await came.WaitAsync();
        link.Remote.IsGone.Should().BeFalse();
    }

    [Fact]
    public async Task A_device_that_takes_nothing_more_holds_up_neither_senders_nor_closing()
    {
        Assert.SkipUnless(Pty.Available, "no pseudo terminals here");
        using var pty = new Pty();
        var link = SerialLink.Open(pty.Device, 3_000_000);
        var came = new TaskCompletionSource();
        link.PeerCame += _ => came.TrySetResult();
        link.Start();
        await came.Task;
        for (var i = 0; i < 2000; i++)
            link.Remote.Send(TestFrames.Heartbeat(255)).Should().BeTrue();
        link.DroppedFrames.Should().BeGreaterThan(0);
        await link.DisposeAsync();
    }

    [Fact]
    public async Task A_slow_line_is_given_no_more_than_it_can_send_soon()
    {
        var time = new PhasedTime();
        var wire = new RecordingStream();
        await using var link = SerialLink.Open("radio", 9600, new LinkOptions { Time = time }, () => wire);
        var came = new TaskCompletionSource();
        link.PeerCame += _ => came.TrySetResult();
        link.Start();
        await came.Task;
        // 21 bytes take 22 ms at 9,600 baud, and the system holds at most 50 ms of them and the frame that goes over.
        for (var i = 0; i < 10; i++)
            link.Remote.Send(TestFrames.Heartbeat(255, sequence: (byte)i)).Should().BeTrue();
        await time.TimerOf(TimeSpan.FromMilliseconds(16));
        wire.Written.Should().HaveCount(3 * 21);
        time.Advance(TimeSpan.FromMilliseconds(16));
        await time.TimerOf(TimeSpan.FromMilliseconds(22));
        wire.Written.Should().HaveCount(4 * 21);
    }
}
