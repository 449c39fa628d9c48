namespace DroneCommand.Mavlink.Links;

/// <summary>What a frame is to the component that it claims to come from.</summary>
public enum Hearing
{
    /// <summary>It comes from where the component is known to be, or from another way that it proved to be its own.</summary>
    Itself,

    /// <summary>The component is found, or has moved: it is reached there from now on.</summary>
    Moved,

    /// <summary>Somebody else with the same ids, or nothing that could be believed: do not use the frame.</summary>
    Stranger,
}

/// <summary>
/// Follows where one component is heard, so that commands go to it and not to whoever spoke last with its ids. Thread-safe.
/// </summary>
/// <remarks>
/// A signed frame moves it at once to another address of the same link (a modem that got a new one, a restart), and to
/// another link when the present one is silent. Without a key anybody can claim to be it, so another address is believed
/// only when the known one was silent for <see cref="MovesAfter"/>; once it has signed, unsigned frames never move it. Of
/// two addresses that both prove to be it, the one in use stays until it is silent.
/// </remarks>
public sealed class PeerBinding(TimeProvider time)
{
    /// <summary>How long the known address must be silent before another one is believed.</summary>
    public static readonly TimeSpan MovesAfter = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly List<Way> _others = [];
    private volatile LinkPeer? _peer;
    private long _heard;
    private bool _proved;

    /// <summary>Where it is reached; null before it was heard.</summary>
    public LinkPeer? Peer => _peer;

    /// <summary>Judges a frame that bears the component's ids, by what it proved (<see cref="LinkPeer.Proof"/>).</summary>
    public Hearing Hear(LinkPeer from)
    {
        var now = time.GetTimestamp();
        lock (_gate)
        {
            var verified = from.Proof == FrameProof.Verified;
            if (from.Proof == FrameProof.Rejected)
                return Hearing.Stranger;
            _proved |= verified;
            if (_peer is not { } known)
                return MoveTo(from, now);
            if (known.IsSameAs(from))
            {
                // Learned anew, it is another object; that one gets what is sent.
                _peer = from;
                // Once it has signed, what anybody could send in its name keeps no address alive.
                if (verified || !_proved)
                    _heard = now;
                return Hearing.Itself;
            }
            var silent = known.IsGone || time.GetElapsedTime(_heard, now) >= MovesAfter;
            return verified ? HearProved(from, known, silent, now)
                : silent && !_proved ? MoveTo(from, now)
                : Hearing.Stranger;
        }
    }

    private Hearing HearProved(LinkPeer from, LinkPeer known, bool silent, long now)
    {
        _others.RemoveAll(way => time.GetElapsedTime(way.Heard, now) >= MovesAfter);
        var isOther = _others.RemoveAll(way => way.Peer.IsSameAs(from)) > 0;
        // To swing between two ways that both live would send every other command over the worse one.
        if (silent || (!isOther && ReferenceEquals(known.Link, from.Link)))
        {
            _others.Add(new Way(known, _heard));
            return MoveTo(from, now);
        }
        _others.Add(new Way(from, now));
        return Hearing.Itself;
    }

    private Hearing MoveTo(LinkPeer peer, long now)
    {
        _peer = peer;
        _heard = now;
        return Hearing.Moved;
    }

    private readonly record struct Way(LinkPeer Peer, long Heard);
}
