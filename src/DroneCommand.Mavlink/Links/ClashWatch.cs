using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Links;

/// <summary>Two autopilots that speak with the same system id at the same time.</summary>
/// <param name="Own">Where the one that is listened to is reached.</param>
/// <param name="OwnUid">Its hardware id (AUTOPILOT_VERSION), as hex; null when it did not tell.</param>
/// <param name="Other">Where the other one is heard.</param>
/// <param name="OtherUid">The other's hardware id; null when it did not tell.</param>
public sealed record SystemIdClash(LinkPeer Own, string? OwnUid, LinkPeer Other, string? OtherUid);

/// <summary>
/// Looks at who else speaks with a vehicle's ids: asks it for its hardware id over its own link, and tells the vehicle's
/// second way from another vehicle. One that is another, or speaks beside ours without saying who it is, is a clash, and is
/// not taken for the vehicle when that falls silent. Thread-safe.
/// </summary>
/// <remarks>
/// ArduPilot numbers its frames for each of its ports, so its second way without a key brings no frame that is the same as
/// over the first: only the hardware id tells. What is unsigned can be forged; with a key strangers do not come this far.
/// </remarks>
/// <param name="binding">Where the vehicle is.</param>
/// <param name="own">Who asks.</param>
/// <param name="target">The system and component id that both have.</param>
/// <param name="ownUid">The hardware id that the vehicle told; null while it did not.</param>
/// <param name="time">The only clock.</param>
public sealed class ClashWatch(
    PeerBinding binding,
    FrameWriter own,
    (byte System, byte Component) target,
    Func<string?> ownUid,
    TimeProvider time
)
{
    /// <summary>A stranger that was silent for this long is gone, and with it the clash.</summary>
    public static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(10);

    /// <summary>
    /// One that speaks beside the vehicle for so long has not just changed its address: then the old one would be silent.
    /// </summary>
    public static readonly TimeSpan BesideFor = TimeSpan.FromSeconds(3);

    private const int MaxStrangers = 16;
    private const int SoonQuestions = 5;
    private static readonly TimeSpan AskSoon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskLater = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<Stranger> _strangers = [];

    /// <summary>The clash that is going on; null when there is none, or when it is not known yet whether it is one.</summary>
    public SystemIdClash? Current
    {
        get
        {
            var uid = ownUid();
            lock (_gate)
            {
                var now = time.GetTimestamp();
                return
                    binding.Peer is { } peer
                    && _strangers.Find(one => time.GetElapsedTime(one.Last, now) < GoneAfter && IsOther(one, uid))
                        is { } other
                    ? new SystemIdClash(peer, uid, other.Peer, other.Uid)
                    : null;
            }
        }
    }

    /// <summary>Takes a frame that <see cref="PeerBinding"/> called a stranger's.</summary>
    /// <param name="frame">What came.</param>
    /// <param name="from">Over which peer.</param>
    /// <param name="maySend">False where nothing may be sent unsigned: then it is not asked who it is.</param>
    public void Hear(in FrameView frame, LinkPeer from, bool maySend)
    {
        var uid = ownUid();
        bool ask;
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var stranger = StrangerAt(from, now);
            if (frame.TryRead<AutopilotVersion>(out var told))
                stranger.Uid = AutopilotIdentity.Of(told).HardwareUid ?? stranger.Uid;
            if (stranger.Uid is { } its && its == uid)
            {
                _strangers.Remove(stranger);
                binding.Admit(from);
                return;
            }
            if (IsOther(stranger, uid))
                binding.Bar(from);
            ask = maySend && stranger.Uid == null && stranger.IsDue(time, now);
        }
        if (ask)
            Ask(from);
    }

    private Stranger StrangerAt(LinkPeer from, long now)
    {
        _strangers.RemoveAll(one => time.GetElapsedTime(one.Last, now) >= GoneAfter);
        if (_strangers.Find(one => one.Peer.IsSameAs(from)) is not { } stranger)
        {
            if (_strangers.Count == MaxStrangers)
                _strangers.RemoveAt(0);
            _strangers.Add(stranger = new Stranger(from, now));
        }
        stranger.Last = now;
        return stranger;
    }

    private bool IsOther(Stranger stranger, string? uid) =>
        (stranger.Uid != null && uid != null && stranger.Uid != uid)
        || time.GetElapsedTime(stranger.First, stranger.Last) >= BesideFor;

    private void Ask(LinkPeer peer) =>
        own.Send(
            new CommandLong
            {
                TargetSystem = target.System,
                TargetComponent = target.Component,
                Command = MavCmd.RequestMessage,
                Param1 = MessageIds.AutopilotVersion,
            },
            frame => peer.Send(frame),
            peer.WireVersion
        );

    private sealed class Stranger(LinkPeer peer, long first)
    {
        private long? _asked;
        private int _questions;

        public LinkPeer Peer { get; } = peer;

        public long First { get; } = first;

        public long Last { get; set; } = first;

        public string? Uid { get; set; }

        /// <summary>True when it is to be asked who it is; then it counts as asked.</summary>
        public bool IsDue(TimeProvider time, long now)
        {
            if (
                _asked is { } asked
                && time.GetElapsedTime(asked, now) < (_questions < SoonQuestions ? AskSoon : AskLater)
            )
                return false;
            _asked = now;
            _questions++;
            return true;
        }
    }
}
