using System.Net.Sockets;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Links;

/// <summary>
/// Gets a frame on a receive thread of the link: one at a time per peer, but those of a TCP server's clients at once. The
/// view dies with the call; hand over, do not wait.
/// </summary>
public delegate void FrameHandler(in FrameView frame, LinkPeer peer);

/// <summary>
/// A channel that carries frames from and to peers: UDP, TCP, serial, or a recording. Set the handlers, then call
/// <see cref="Start"/>. A connection that is lost is told by <see cref="PeerGone"/> and made again; nothing is thrown.
/// </summary>
/// <remarks>
/// Sending is allowed from any thread and never waits for a slow peer. Opening throws
/// <see cref="LinkUnavailableException"/> with one line for people.
/// </remarks>
public abstract class Link : IAsyncDisposable
{
    private readonly FrameJudge? _judge;
    private readonly FrameCopies? _copies;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _started;
    private int _disposed;
    private long _sendFailures;
    private long _rejected;
    private long _handlerFaults;

    private protected Link(LinkOptions options)
    {
        Time = options.Time;
        _judge = options.Judge;
        _copies = options.Copies;
    }

    /// <summary>Called for every sound frame, also for those of messages that the dialect does not have.</summary>
    public event FrameHandler? FrameReceived;

    /// <summary>Called when a handler of frames or peers threw; the link goes on.</summary>
    public event Action<Exception, LinkPeer>? HandlerFailed;

    /// <summary>Called once when the link can carry nothing any more, but not when it is closed by us.</summary>
    public event Action<Exception>? Failed;

    /// <summary>A connection was made, or a sound frame of an unknown address came.</summary>
    public event Action<LinkPeer>? PeerCame;

    /// <summary>
    /// A connection was lost or could not be made, or a learned peer was silent for too long; with the reason in one line.
    /// </summary>
    public event Action<LinkPeer, string>? PeerGone;

    /// <summary>Who can be reached now, or once the connection is there again.</summary>
    public abstract IReadOnlyCollection<LinkPeer> Peers { get; }

    /// <summary>The one peer of a link that is configured with it; null on a link that waits for peers.</summary>
    public virtual LinkPeer? Remote => null;

    /// <summary>Done when nothing more will come: closed, failed, or a recording at its end. Never faulted.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Frames that were not sent: no connection, a full queue, or refused by the system.</summary>
    public long SendFailures => Volatile.Read(ref _sendFailures);

    /// <summary>Frames that the <see cref="LinkOptions.Judge"/> rejected.</summary>
    public long Rejected => Volatile.Read(ref _rejected);

    /// <summary>How often a handler threw.</summary>
    public long HandlerFaults => Volatile.Read(ref _handlerFaults);

    internal TimeProvider Time { get; }

    /// <summary>Begins to receive, and to connect where a connection is needed. A second call does nothing.</summary>
    public void Start()
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
            _ = Task.Run(RunToEnd);
    }

    /// <summary>
    /// Sends one frame to a peer of this link, or queues it; false, and counted, when that cannot be done now.
    /// </summary>
    public bool Send(ReadOnlySpan<byte> frame, LinkPeer peer)
    {
        if (TrySend(frame, peer))
            return true;
        Interlocked.Increment(ref _sendFailures);
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _closing.CancelAsync();
            Close();
            if (Interlocked.Exchange(ref _started, 1) == 0)
                _ended.SetResult();
        }
        await _ended.Task;
        _closing.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Receives until <paramref name="closing"/>; ends by itself only when there is nothing more to receive.</summary>
    private protected abstract Task Run(CancellationToken closing);

    private protected abstract bool TrySend(ReadOnlySpan<byte> frame, LinkPeer peer);

    /// <summary>Gives back what the link holds, which also ends a blocking receive.</summary>
    private protected abstract void Close();

    private protected void TellCame(LinkPeer peer)
    {
        peer.IsGone = false;
        Guarded(() => PeerCame?.Invoke(peer), peer);
    }

    private protected void TellGone(LinkPeer peer, string reason)
    {
        peer.IsGone = true;
        Guarded(() => PeerGone?.Invoke(peer, reason), peer);
    }

    /// <summary>
    /// True for what must not be used. Copies are looked for first: the signature of a frame that came over another link
    /// already would seem to be replayed.
    /// </summary>
    private protected bool IsUnfit(in FrameView frame, int way, out FrameProof proof, out bool copy)
    {
        copy = _copies != null && !_copies.IsFirst(frame, way);
        proof = copy || _judge == null ? FrameProof.None : _judge(frame);
        if (proof != FrameProof.Rejected)
            return false;
        Interlocked.Increment(ref _rejected);
        return true;
    }

    /// <summary>Takes what a stream of one peer brought.</summary>
    internal void TakeStream(ReadOnlySpan<byte> chunk, LinkPeer peer)
    {
        peer.Reader.Append(chunk);
        while (peer.Reader.TryRead(out var frame))
            Take(frame, peer);
    }

    /// <summary>The stream has ended; half a frame of it must not hold up the first ones of the next.</summary>
    internal void EndStream(LinkPeer peer)
    {
        while (peer.Reader.TryReadLast(out var frame))
            Take(frame, peer);
    }

    private protected void Take(in FrameView frame, LinkPeer peer)
    {
        if (!IsUnfit(frame, peer.Way, out var proof, out var copy))
            Hand(frame, peer, proof, copy);
    }

    private protected void Hand(in FrameView frame, LinkPeer peer, FrameProof proof, bool copy)
    {
        peer.Heard(frame, proof, copy, Time.GetTimestamp());
        if (copy)
            return;
        try
        {
            FrameReceived?.Invoke(frame, peer);
        }
        catch (Exception e)
        {
            TellFault(e, peer);
        }
    }

    private void Guarded(Action handlers, LinkPeer peer)
    {
        try
        {
            handlers();
        }
        catch (Exception e)
        {
            TellFault(e, peer);
        }
    }

    /// <summary>One handler's fault must not end the link for all vehicles on it.</summary>
    private void TellFault(Exception fault, LinkPeer peer)
    {
        Interlocked.Increment(ref _handlerFaults);
        HandlerFailed?.Invoke(fault, peer);
    }

    private async Task RunToEnd()
    {
        try
        {
            await Run(_closing.Token);
        }
        catch (Exception e)
            when (_closing.IsCancellationRequested
                && e is OperationCanceledException or SocketException or ObjectDisposedException
            )
        {
            // Closing is how a link is told to end.
        }
        catch (Exception e)
        {
            Failed?.Invoke(e);
        }
        finally
        {
            _ended.SetResult();
        }
    }
}
