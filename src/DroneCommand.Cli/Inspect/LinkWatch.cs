using System.CommandLine;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Inspect;

/// <summary>
/// Listens to a link for as long as it is asked to. It says nothing on it, but for heartbeats where those are wanted: who
/// waits to be spoken to, as a vehicle behind udpout does, sends nothing otherwise.
/// </summary>
internal sealed class LinkWatch : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly FrameWriter? _writer;
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="address">Where the link leads.</param>
    /// <param name="heartbeats">True to send a heartbeat a second to every peer.</param>
    /// <param name="time">The only clock.</param>
    /// <exception cref="LinkUnavailableException">It cannot be opened.</exception>
    public LinkWatch(LinkAddress address, bool heartbeats, TimeProvider time)
    {
        _time = time;
        Link = address.Open(new LinkOptions { Time = time });
        Link.Failed += e => _broken.TrySetException(new LinkUnavailableException($"{Link}: {e.Message}", e));
        Link.PeerGone += (peer, reason) => Problem = peer.Configured ? reason : Problem;
        Link.PeerCame += peer => Problem = peer.Configured ? null : Problem;
        Link.HandlerFailed += (e, _) => _broken.TrySetException(e);
        // A station's id would keep a vehicle's failsafe for the loss of its station from acting: this is nobody's.
        _writer = heartbeats ? new FrameWriter(systemId: 254, componentId: 0) : null;
    }

    public Link Link { get; }

    /// <summary>Why nothing comes at present, as far as the link knows; it goes on trying. Null when it is open.</summary>
    public string? Problem { get; private set; }

    /// <summary>The argument of every verb that listens.</summary>
    public static Argument<string> AddressArgument() =>
        new("LINK")
        {
            Description =
                "udp://[HOST]:PORT (listens; without a host on this machine only), udpout://HOST:PORT, tcp://HOST:PORT, "
                + "tcpin://[HOST]:PORT (listens), serial:DEVICE:BAUD",
        };

    public static Option<double?> SecondsOption() =>
        new("--seconds") { Description = "end after so many seconds (default: with Ctrl-C)", HelpName = "N" };

    public static Option<bool> HeartbeatOption() =>
        new("--heartbeat")
        {
            Description =
                "send a heartbeat a second, for peers that wait to be spoken to; udpout does so anyhow. It is of system 254, "
                + "which is no ground station",
        };

    /// <summary>Listens until the time is over, the link has ended, or <paramref name="stop"/>.</summary>
    /// <param name="seconds">Null for no end.</param>
    /// <param name="eachSecond">Told the seconds since the beginning.</param>
    /// <param name="stop">Not an error.</param>
    /// <exception cref="LinkUnavailableException">The link broke for good.</exception>
    public async Task Listen(double? seconds, Action<double> eachSecond, CancellationToken stop)
    {
        var begun = _time.GetTimestamp();
        using var timer = new PeriodicTimer(Second, _time);
        Link.Start();
        Beat();
        var over = false;
        while (!over)
        {
            over = await Tick(timer, stop);
            var elapsed = _time.GetElapsedTime(begun).TotalSeconds;
            over |= elapsed >= seconds;
            Beat();
            eachSecond(elapsed);
        }
    }

    public ValueTask DisposeAsync() => Link.DisposeAsync();

    /// <summary>True when it was the last one.</summary>
    private async Task<bool> Tick(PeriodicTimer timer, CancellationToken stop)
    {
        var tick = timer.WaitForNextTickAsync(stop).AsTask();
        var first = await Task.WhenAny(tick, Link.Ended, _broken.Task);
        if (_broken.Task.IsFaulted)
            await _broken.Task;
        return first != tick || tick.IsCanceled;
    }

    private void Beat()
    {
        if (_writer == null)
            return;
        Span<byte> frame = stackalloc byte[FrameWriter.MaxFrameLength];
        var heartbeat = new Heartbeat { Type = MavType.Generic, Autopilot = MavAutopilot.Invalid };
        frame = frame[.._writer.Write(heartbeat, frame)];
        foreach (var peer in Link.Peers)
            peer.Send(frame);
    }
}
