using System.Collections.Concurrent;
using System.Net;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Links;

/// <summary>
/// Who is at the other end of a link: for UDP one address and port, for TCP a connection, for serial the device.
/// </summary>
/// <remarks>Written by the peer's receive thread, readable from any.</remarks>
public sealed class LinkPeer
{
    /// <summary>More senders behind one peer are not measured: nobody flies that many behind one radio or router.</summary>
    private const int MaxSenders = 2048;

    private readonly string _name;
    private readonly ConcurrentDictionary<int, SenderTraffic> _senders = new();
    private int _senderCount;
    private long _lastHeard;
    private volatile FrameProof _proof;
    private volatile bool _speaksV1;
    private volatile bool _speaksV2;
    private volatile bool _gone;
    private volatile bool _everVerified;

    internal LinkPeer(Link link, string name, IPEndPoint? endPoint, bool configured)
    {
        Link = link;
        _name = name;
        EndPoint = endPoint;
        Address = endPoint?.Serialize();
        Configured = configured;
        Way = WayOf(link, Address);
        _lastHeard = link.Time.GetTimestamp();
    }

    /// <summary>The link that it is a peer of.</summary>
    public Link Link { get; }

    /// <summary>Its address on a network; null where there is none, or none yet.</summary>
    public IPEndPoint? EndPoint { get; internal set; }

    /// <summary>A configured peer is kept for ever; one that was learned from its frames is forgotten when it is silent.</summary>
    public bool Configured { get; }

    /// <summary>The frames and the junk of this peer.</summary>
    public FrameCounters Counters => Reader.Counters;

    /// <summary>
    /// What the newest frame proved. Within a handler that is the frame at hand, since a peer's frames come one at a time.
    /// </summary>
    public FrameProof Proof => _proof;

    /// <summary>
    /// The MAVLink version to answer in: 1 while nothing else was heard of it, 2 once it sent a frame of version 2 or said
    /// that it can, and before it was heard at all.
    /// </summary>
    public int WireVersion => _speaksV1 && !_speaksV2 ? 1 : 2;

    /// <summary>Time since its newest sound frame, or since it became known.</summary>
    public TimeSpan Silence => Link.Time.GetElapsedTime(LastHeard);

    /// <summary>True while its connection is lost, or after it was forgotten.</summary>
    public bool IsGone
    {
        get => _gone;
        internal set => _gone = value;
    }

    /// <summary>What is measured of each component that was heard over this peer.</summary>
    public IReadOnlyCollection<SenderTraffic> Senders => (IReadOnlyCollection<SenderTraffic>)_senders.Values;

    /// <summary>Distinguishes ways cheaply; the same when it was forgotten and is learned again.</summary>
    internal int Way { get; }

    internal bool EverVerified => _everVerified;

    /// <summary>Timestamp of the link's clock when the newest frame came.</summary>
    internal long LastHeard => Volatile.Read(ref _lastHeard);

    internal SocketAddress? Address { get; }

    internal FrameReader Reader { get; } = new();

    /// <summary>Sends one frame over its link; see <see cref="Link.Send"/>.</summary>
    public bool Send(ReadOnlySpan<byte> frame) => Link.Send(frame, this);

    /// <summary>True for the same address of the same link, also when it was forgotten and learned again between.</summary>
    public bool IsSameAs(LinkPeer other) =>
        ReferenceEquals(this, other)
        || (EndPoint != null && ReferenceEquals(Link, other.Link) && EndPoint.Equals(other.EndPoint));

    /// <summary>What is measured of one component; null when it was not heard over this peer.</summary>
    public SenderTraffic? TrafficOf(byte systemId, byte componentId) =>
        _senders.GetValueOrDefault(SenderTraffic.KeyOf(systemId, componentId));

    public override string ToString() => _name;

    internal static int WayOf(Link link, SocketAddress? address) => HashCode.Combine(link, address);

    /// <summary>Takes note of a frame that is fit for use, be it a copy of what came over another link.</summary>
    internal void Heard(in FrameView frame, FrameProof proof, bool copy, long now)
    {
        _proof = proof;
        // The checksum of an unknown message holds for one random start in 256: it proves neither life nor version.
        if (!frame.IsKnown)
            return;
        Volatile.Write(ref _lastHeard, now);
        if (proof == FrameProof.Verified)
            _everVerified = true;
        if (!_speaksV2)
            LearnVersion(frame);
        Sender(frame)?.Take(frame, now, copy);
    }

    /// <summary>https://mavlink.io/en/guide/mavlink_version.html: who hears version 2 may answer in it.</summary>
    private void LearnVersion(in FrameView frame)
    {
        if (
            frame.Version == 2
            || (
                frame.TryRead<AutopilotVersion>(out var told)
                && told.Capabilities.HasFlag(MavProtocolCapability.Mavlink2)
            )
        )
            _speaksV2 = true;
        else
            _speaksV1 = true;
    }

    private SenderTraffic? Sender(in FrameView frame)
    {
        var key = SenderTraffic.KeyOf(frame.SystemId, frame.ComponentId);
        if (_senders.TryGetValue(key, out var known))
            return known;
        if (_senderCount == MaxSenders)
            return null;
        _senderCount++;
        return _senders[key] = new SenderTraffic(frame.SystemId, frame.ComponentId, Link.Time);
    }
}
