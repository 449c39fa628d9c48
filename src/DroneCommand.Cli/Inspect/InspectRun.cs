using DroneCommand.Cli.Streams;
using DroneCommand.Cli.Traffic;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire;
using Spectre.Console;
using Link = DroneCommand.Mavlink.Links.Link;

namespace DroneCommand.Cli.Inspect;

/// <summary>What is watched and how it is shown.</summary>
internal sealed record InspectOptions(LinkAddress Address, bool Heartbeats, double? Seconds, bool Json);

/// <summary>One call of `inspect`: what a link carries, as it comes.</summary>
internal sealed class InspectRun(InspectOptions options, StandardStreams streams)
{
    // Frames come on the link's threads, reports are made on the verb's.
    private readonly Lock _gate = new();
    private readonly TrafficStats _stats = new();
    private readonly RecentRates _rates = new();
    private readonly HashSet<LinkPeer> _peers = [];

    /// <exception cref="LinkUnavailableException">It cannot be opened, or broke for good.</exception>
    public async Task Run(CancellationToken stop)
    {
        await using var watch = new LinkWatch(options.Address, options.Heartbeats, streams.Time);
        watch.Link.FrameReceived += Count;
        _rates.Remember(_stats, 0);
        if (options.Json)
            await ShowJson(watch, stop);
        else if (streams.IsScreen)
            await ShowLive(watch, stop);
        else
            await ShowAtEnd(watch, stop);
    }

    private void Count(in FrameView frame, LinkPeer peer)
    {
        lock (_gate)
        {
            _peers.Add(peer);
            _stats.Count(frame, peer.Link.Remote == null ? peer.ToString() : "");
        }
    }

    /// <summary>A document a second, or one at the end where that is known.</summary>
    private async Task ShowJson(LinkWatch watch, CancellationToken stop)
    {
        TrafficReport? last = null;
        await watch.Listen(
            options.Seconds,
            seconds =>
            {
                last = Report(watch, seconds);
                if (options.Seconds == null)
                    streams.Text.WriteLine(TrafficJson.Of(last));
            },
            stop
        );
        if (options.Seconds != null && last != null)
            streams.Text.WriteLine(TrafficJson.Of(last));
    }

    private async Task ShowLive(LinkWatch watch, CancellationToken stop)
    {
        await AnsiConsole
            .Live(TrafficTable.Of(Report(watch, 0)))
            .Overflow(VerticalOverflow.Ellipsis)
            .StartAsync(screen =>
                watch.Listen(
                    options.Seconds,
                    seconds => screen.UpdateTarget(TrafficTable.Of(Report(watch, seconds))),
                    stop
                )
            );
    }

    private async Task ShowAtEnd(LinkWatch watch, CancellationToken stop)
    {
        TrafficReport? last = null;
        await watch.Listen(options.Seconds, seconds => last = Report(watch, seconds), stop);
        if (last != null)
            TrafficConsole.Plain(streams.Text).Write(TrafficTable.Of(last));
    }

    private TrafficReport Report(LinkWatch watch, double seconds)
    {
        lock (_gate)
        {
            if (seconds > 0)
                _rates.Remember(_stats, seconds);
            _peers.UnionWith(watch.Link.Peers);
            return TrafficReport.From(watch.Link.ToString()!, _stats, seconds, _rates) with
            {
                Problem = watch.Problem,
                Rejected = Rejected(watch.Link),
            };
        }
    }

    private List<RejectedReport> Rejected(Link link)
    {
        var counters = _peers.Select(p => p.Counters).ToList();
        if (link is UdpLink udp)
            counters.Add(udp.Strangers);
        return
        [
            .. new RejectedReport[]
            {
                new("bad_crc", counters.Sum(c => c.BadChecksums), null),
                new("incompat_flags", counters.Sum(c => c.UnknownFlags), null),
                new("incomplete_at_end", counters.Sum(c => c.CutShort), null),
                new("junk", null, counters.Sum(c => c.OtherBytes)),
            }.Where(r => (r.Count ?? r.Bytes) > 0),
        ];
    }
}
