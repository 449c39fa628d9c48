using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Links;

/// <summary>
/// A link to one peer over a byte stream that is opened again when it was lost, at first soon, then less and less often.
/// The peer stays the same object over all connections.
/// </summary>
public abstract class ReconnectingLink : Link
{
    /// <summary>The first wait before another attempt; each further one is twice as long.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait between attempts.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly LinkPeer _peer;
    private volatile StreamChannel? _channel;
    private long _droppedBefore;

    private protected ReconnectingLink(string peerName, LinkOptions options)
        : base(options)
    {
        _peer = new LinkPeer(this, peerName, endPoint: null, configured: true) { IsGone = true };
        Peers = [_peer];
    }

    /// <inheritdoc/>
    public override IReadOnlyCollection<LinkPeer> Peers { get; }

    /// <inheritdoc/>
    public override LinkPeer Remote => _peer;

    /// <summary>True while there is a connection.</summary>
    public bool IsConnected => _channel != null;

    /// <summary>Queued frames that were given up: replaced by newer ones, or too old when their turn came.</summary>
    public long DroppedFrames => Volatile.Read(ref _droppedBefore) + (_channel?.Dropped ?? 0);

    /// <summary>The frames and the junk that came over all connections.</summary>
    public FrameCounters Counters => _peer.Counters;

    /// <summary>For a line that does not tell by itself when it is full; null otherwise.</summary>
    private protected virtual LinePace? NewPace() => null;

    /// <exception cref="LinkUnavailableException">It cannot be opened now.</exception>
    private protected abstract Task<Stream> Open(CancellationToken closing);

    private protected override bool TrySend(ReadOnlySpan<byte> frame, LinkPeer peer) =>
        ReferenceEquals(peer, _peer) && _channel is { } channel && channel.Send(frame);

    private protected override void Close() { }

    private protected override async Task Run(CancellationToken closing)
    {
        var wait = FirstWait;
        string? told = null;
        while (true)
        {
            var before = Counters.Frames;
            try
            {
                var stream = await Open(closing);
                told = null;
                TellGone(_peer, await Carry(stream, closing));
            }
            catch (LinkUnavailableException e)
            {
                // Said once, not with each attempt.
                if (e.Message != told)
                    TellGone(_peer, e.Message);
                told = e.Message;
            }
            // Somebody who accepts and hangs up at once is no reason to try more often.
            if (Counters.Frames != before)
                wait = FirstWait;
            await Task.Delay(wait, Time, closing);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private async Task<string> Carry(Stream stream, CancellationToken closing)
    {
        var channel = new StreamChannel(this, _peer, Time) { Pace = NewPace() };
        _channel = channel;
        TellCame(_peer);
        try
        {
            return await channel.Carry(stream, closing);
        }
        finally
        {
            _channel = null;
            Volatile.Write(ref _droppedBefore, _droppedBefore + channel.Dropped);
        }
    }
}
