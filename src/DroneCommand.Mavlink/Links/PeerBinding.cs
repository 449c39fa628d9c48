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
/// Follows where one component is heard, so that commands go to it and not to whoever spoke last with its ids, and chooses
/// the best of the ways that lead to it. Thread-safe.
/// </summary>
/// <remarks>
/// <para>A signed frame moves it at once to another address of the same link (a modem that got a new one, a restart).
/// Without a key anybody can claim to be it, so another address is believed only when the known one was silent for
/// <see cref="MovesAfter"/>; once it has signed, unsigned frames never move it.</para>
/// <para>Several ways lead to it where they proved it: by signatures, or, without a key, where another link brings the same
/// frames as the one in use. Of those the one in use stays until another is clearly better: until it brought nothing for
/// <see cref="SwitchesAfter"/> while the other did, or lost many more frames for a while. To swing between two ways that
/// both live would send every other command over the worse one.</para>
/// </remarks>
/// <param name="time">The only clock.</param>
/// <param name="systemId">The component that is followed.</param>
/// <param name="componentId">The component that is followed.</param>
public sealed class PeerBinding(TimeProvider time, byte systemId, byte componentId)
{
    /// <summary>How long the known address must be silent before one that proved nothing is believed.</summary>
    public static readonly TimeSpan MovesAfter = TimeSpan.FromSeconds(2);

    /// <summary>How long the way in use must bring nothing before another proved one is taken.</summary>
    public static readonly TimeSpan SwitchesAfter = TimeSpan.FromMilliseconds(700);

    // One frame that came over the other way first proves nothing: it may have been faster.
    private const int FramesOfOther = 3;

    // So much less is lost over the other way, and for so long.
    private const double BetterPercent = 20;
    private static readonly TimeSpan BetterFor = TimeSpan.FromSeconds(5);

    // Without a key: so many of the same frames over another link.
    private const int ProvingEchoes = 10;

    /// <summary>How long another vehicle is kept from being taken for one that fell silent.</summary>
    public static readonly TimeSpan BarredFor = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<Way> _others = [];
    private readonly List<LinkPeer> _admitted = [];
    private readonly List<LinkPeer> _barred = [];
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
            var silence = known.IsGone ? TimeSpan.MaxValue : time.GetElapsedTime(LastHeard(known, _heard), now);
            if (verified || IsKnownByEchoes(from, known, now))
                return HearProved(from, known, silence, now);
            if (IsBarred(from, known, now))
                return Hearing.Stranger;
            return silence >= MovesAfter && !_proved ? MoveTo(from, now) : Hearing.Stranger;
        }
    }

    /// <summary>It is the same vehicle by its hardware id, heard over another way: also this one leads to it.</summary>
    public void Admit(LinkPeer way)
    {
        lock (_gate)
        {
            _barred.RemoveAll(other => other.IsSameAs(way));
            if (!_admitted.Exists(other => other.IsSameAs(way)))
                _admitted.Add(way);
        }
    }

    /// <summary>It is another vehicle with the same ids: it is not taken for this one as soon as that falls silent.</summary>
    public void Bar(LinkPeer other)
    {
        lock (_gate)
        {
            _admitted.RemoveAll(way => way.IsSameAs(other));
            if (!_barred.Exists(barred => barred.IsSameAs(other)))
                _barred.Add(other);
        }
    }

    /// <summary>It need not sign any more: from now on it is followed as one that never did.</summary>
    public void ForgetProof()
    {
        lock (_gate)
        {
            _proved = false;
            _heard = time.GetTimestamp();
        }
    }

    /// <summary>What is the same as over another link keeps a way alive, whoever was first.</summary>
    private long LastHeard(LinkPeer peer, long heard) => Math.Max(heard, TrafficOf(peer)?.LastEcho ?? 0);

    private SenderTraffic? TrafficOf(LinkPeer peer) => peer.TrafficOf(systemId, componentId);

    private bool IsKnownByEchoes(LinkPeer from, LinkPeer known, long now) =>
        !_proved
        && (
            _admitted.Exists(way => way.IsSameAs(from))
            || (!ReferenceEquals(known.Link, from.Link) && IsEcho(from, now))
        );

    private bool IsEcho(LinkPeer from, long now) =>
        (
            _others.Exists(way => way.Peer.IsSameAs(from))
            || (
                TrafficOf(from) is { Echoes: >= ProvingEchoes, LastEcho: var echo }
                && time.GetElapsedTime(echo, now) < MovesAfter
            )
        );

    /// <summary>A connection that was lost says nothing here: what it led to may come back.</summary>
    private bool IsBarred(LinkPeer from, LinkPeer known, long now) =>
        _barred.Exists(barred => barred.IsSameAs(from))
        && time.GetElapsedTime(LastHeard(known, _heard), now) < BarredFor;

    private Hearing HearProved(LinkPeer from, LinkPeer known, TimeSpan silence, long now)
    {
        _others.RemoveAll(way => time.GetElapsedTime(LastHeard(way.Peer, way.Heard), now) >= MovesAfter);
        var other = _others.Find(way => way.Peer.IsSameAs(from));
        var moved = other == null && ReferenceEquals(known.Link, from.Link);
        if (other == null)
            _others.Add(other = new Way(from));
        other.Take(from, now, LastHeard(known, _heard));
        var starved = silence >= SwitchesAfter && other.SinceKnown >= FramesOfOther;
        if (!moved && !starved && silence < MovesAfter && !IsBetter(other, known, now))
            return Hearing.Itself;
        _others.Remove(other);
        _others.Add(new Way(known) { Heard = _heard });
        return MoveTo(from, now);
    }

    private bool IsBetter(Way other, LinkPeer known, long now)
    {
        var better =
            TrafficOf(other.Peer)?.QualityPercent is { } its
            && TrafficOf(known)?.QualityPercent is { } ours
            && its - ours >= BetterPercent;
        other.BetterSince = better ? other.BetterSince ?? now : null;
        return other.BetterSince is { } since && time.GetElapsedTime(since, now) >= BetterFor;
    }

    private Hearing MoveTo(LinkPeer peer, long now)
    {
        _peer = peer;
        _heard = now;
        _barred.Clear();
        return Hearing.Moved;
    }

    /// <summary>A way that leads to it and is not in use.</summary>
    private sealed class Way(LinkPeer peer)
    {
        private long _counted;

        public LinkPeer Peer { get; private set; } = peer;

        public long Heard { get; set; }

        /// <summary>Frames that it brought since the way in use brought one.</summary>
        public int SinceKnown { get; private set; }

        public long? BetterSince { get; set; }

        public void Take(LinkPeer from, long now, long knownHeard)
        {
            Peer = from;
            Heard = now;
            if (knownHeard > _counted)
                (_counted, SinceKnown) = (knownHeard, 0);
            SinceKnown++;
        }
    }
}
