using DroneCommand.Mavlink;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Fleet.Gateway.Signing;

/// <summary>How far a frame may go by its signature, the vehicle's key and the network's policy.</summary>
internal enum Passage
{
    /// <summary>No key asks for anything: as on a network without signing.</summary>
    Open,

    /// <summary>Signed by the vehicle.</summary>
    Proven,

    /// <summary>Let through unsigned by configuration. It may be anybody's: it says nothing about the vehicle.</summary>
    Unproven,

    /// <summary>The network requires signing and the vehicle has no key: it may be discovered, and no more.</summary>
    Unkeyed,

    /// <summary>Not accepted.</summary>
    Rejected,

    /// <summary>Not accepted, though the vehicle signed it: its signing time is far behind ours.</summary>
    Stale,
}

/// <summary>
/// Stands between the socket and one address: verifies what comes from it, signs what goes to it, tells what was rejected.
/// Thread-safe.
/// </summary>
internal sealed class LinkSigning
{
    private static readonly TimeSpan TeachEvery = TimeSpan.FromSeconds(1);

    private readonly string network;
    private readonly byte systemId;
    private readonly SigningMode mode;
    private readonly SigningPolicy rules;
    private readonly bool safeForKeys;
    private readonly SignatureVerifier keyless = new(null, SigningClock.StandingAt(0));
    private readonly SigningKeys keys;
    private readonly TimeProvider time;
    private readonly RejectReport rejects;
    private readonly Lock refreshing = new();
    private volatile Known known = new(-1, null, null);
    private DateTimeOffset taught;

    public LinkSigning(
        string network,
        byte systemId,
        NetworkOptions policy,
        GatewayOptions options,
        VehicleLinkServices services
    )
    {
        this.network = network;
        this.systemId = systemId;
        mode = policy.Signing;
        // A vehicle that has a key must sign, or a forger would just leave the signature out.
        rules = mode == SigningMode.Refuse ? new(mode) : new(SigningMode.Require, policy.LetThroughUnsigned);
        safeForKeys = policy.SafeForKeys;
        keys = services.Signing;
        time = services.Time;
        rejects = new RejectReport(network, systemId, services.Grains, services.Time, services.Logger);
        Writer = new FrameWriter(options.SystemId, options.ComponentId);
        Refresh();
    }

    /// <summary>The vehicle's key was taken away: what proved its address before proves nothing any more.</summary>
    public event Action? KeyGone;

    /// <summary>For all that is sent to this address: it signs when the vehicle has a key.</summary>
    public FrameWriter Writer { get; }

    /// <summary>False while what is sent would have to be signed and cannot be.</summary>
    public bool MaySend =>
        known.Signing is { } signing
            ? signing.Signer is not null || mode == SigningMode.Refuse
            : mode != SigningMode.Require;

    /// <summary>Notices keys that came or went. Cheap; called with every frame, and now and then when none come.</summary>
    public void Refresh()
    {
        if (known.Version == keys.Version)
        {
            return;
        }
        lock (refreshing)
        {
            // The version first: a change in between is then noticed the next time.
            var version = keys.Version;
            var signing = keys.Find(network, systemId);
            var change = mode == SigningMode.Refuse ? null : keys.FindChange(network, systemId);
            Writer.Signer = mode == SigningMode.Refuse ? null : signing?.Signer;
            var gone = known.Signing is not null && signing is null;
            known = new Known(version, signing, change);
            if (gone)
            {
                KeyGone?.Invoke();
            }
        }
    }

    /// <summary>Why a change of the vehicle's signing cannot be sent here; null when it can.</summary>
    /// <param name="turnOff">It shall sign no more: then no key crosses the link.</param>
    /// <param name="confirmed">A person said that nobody else listens on the link.</param>
    public string? WhyNotChange(bool turnOff, bool confirmed) =>
        mode == SigningMode.Refuse ? "its network refuses signing"
        : turnOff && mode == SigningMode.Require ? "its network requires signing"
        : !MaySend ? "its network requires signing and the vehicle has no key: it is sent nothing there"
        : !turnOff && !safeForKeys && !confirmed
            ? "the key crosses its link in clear: confirm that nobody else listens there"
        : null;

    /// <summary>See <see cref="SigningKeys.Prepare"/>.</summary>
    public Task<(PendingChange? Change, string Refusal)> Prepare(bool turnOff) =>
        keys.Prepare(network, systemId, turnOff);

    /// <summary>
    /// Judges one frame, once, before its link does anything with it. One whose time is far behind is not rejected there:
    /// its sender must be known to be taught.
    /// </summary>
    public FrameProof Judge(in FrameView frame)
    {
        Refresh();
        if (known.Change is { } open && open.Check(frame) is { } proof)
        {
            return proof;
        }
        var passage = known.Signing is { } signing ? CheckWithKey(frame, signing) : CheckWithoutKey(frame);
        return passage switch
        {
            Passage.Proven => FrameProof.Verified,
            Passage.Rejected => FrameProof.Rejected,
            _ => FrameProof.None,
        };
    }

    /// <summary>How far a frame may go that was judged.</summary>
    public Passage PassageOf(in FrameView frame, FrameProof proof) =>
        proof == FrameProof.Verified ? Passage.Proven
        : proof == FrameProof.Rejected ? Passage.Rejected
        : known.Signing is null ? (mode == SigningMode.Require ? Passage.Unkeyed : Passage.Open)
        : frame.Signed ? Passage.Stale
        : mode == SigningMode.Refuse || known.Change is { TurnsOff: true } ? Passage.Open
        : Passage.Unproven;

    /// <summary>
    /// Judges, once, what another ground station sends to this vehicle: null when it may go on as it came, otherwise the
    /// reason. Who has the vehicle's key signs for itself, as a stream of its own.
    /// </summary>
    public string? WhyNotFromStation(in FrameView frame)
    {
        Refresh();
        if (mode == SigningMode.Refuse)
        {
            return frame.Signed ? "its network refuses signed messages" : null;
        }
        if (known.Signing is not { } signing)
        {
            return mode == SigningMode.Require ? "its network requires signing, and the vehicle has no key" : null;
        }
        return signing.Verifier.Check(frame, new SigningPolicy(SigningMode.Require)) switch
        {
            SignatureVerdict.Verified => null,
            SignatureVerdict.UnsignedRefused => "the vehicle has a signing key, and the station did not sign",
            SignatureVerdict.BadSignature => "the station signs with another key than the vehicle's",
            SignatureVerdict.NoKey => "the vehicle's signing key cannot be used",
            _ => "the station's signing time is behind",
        };
    }

    /// <summary>
    /// Answers a vehicle whose signing time is far behind, as after a battery change: a signed frame of ours is what moves
    /// it on. Once a second at most; the message asks for nothing but an answer.
    /// </summary>
    public void Teach(FrameSink reply)
    {
        var now = time.GetUtcNow();
        lock (refreshing)
        {
            if (now - taught < TeachEvery && now >= taught)
            {
                return;
            }
            taught = now;
        }
        Writer.Send(new Timesync { Ts1 = now.ToUnixTimeMilliseconds() * 1_000_000, TargetSystem = systemId }, reply);
    }

    private Passage CheckWithoutKey(in FrameView frame)
    {
        if (mode == SigningMode.Accept)
        {
            return Passage.Open;
        }
        var verdict = keyless.Check(frame, rules);
        if (!verdict.Passes())
        {
            rejects.Count(verdict);
        }
        return mode == SigningMode.Require ? Passage.Unkeyed
            : verdict.Passes() ? Passage.Open
            : Passage.Rejected;
    }

    private Passage CheckWithKey(in FrameView frame, VehicleSigning signing)
    {
        var verdict = signing.Verifier.Check(frame, rules);
        if (verdict.Passes())
        {
            return verdict == SignatureVerdict.Verified ? Passage.Proven
                : mode == SigningMode.Refuse ? Passage.Open
                : Passage.Unproven;
        }
        var behind = verdict.IsAuthentic() ? signing.Clock.Now - frame.Timestamp : 0;
        if (verdict == SignatureVerdict.Replay && behind <= SignatureVerifier.NewStreamTolerance)
        {
            // A network doubled it or let it be overtaken, as networks do: nothing that people must know.
            return Passage.Rejected;
        }
        rejects.Count(verdict, SigningTime.ToDuration(behind));
        return behind > SignatureVerifier.NewStreamTolerance ? Passage.Stale : Passage.Rejected;
    }

    private sealed record Known(int Version, VehicleSigning? Signing, PendingChange? Change);
}
