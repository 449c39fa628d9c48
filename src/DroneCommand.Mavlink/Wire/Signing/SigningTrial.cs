using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Wire.Signing;

/// <summary>What a vehicle's heartbeat says about a change of its signing.</summary>
public enum SigningEvidence
{
    /// <summary>Nothing that decides.</summary>
    None,

    /// <summary>It signs, or does not sign, as it did before the change.</summary>
    Before,

    /// <summary>It has taken the change: proof.</summary>
    After,
}

/// <summary>
/// The two states between which a vehicle's signing is while it is not known whether it took a change: frames of either are
/// to be accepted until its heartbeats prove one. Give it each frame once. Thread-safe.
/// </summary>
/// <remarks>
/// A heartbeat that is signed with the new key proves at once. That signing was turned off is said by what anyone could
/// send, so it takes heartbeats without a signature for <see cref="UnsignedFor"/> in which the vehicle signed nothing.
/// </remarks>
public sealed class SigningTrial
{
    /// <summary>How long only unsigned frames must come, three heartbeats among them, to prove that signing was turned off.</summary>
    public static readonly TimeSpan UnsignedFor = TimeSpan.FromSeconds(1.8);

    private const int UnsignedHeartbeats = 3;

    private static readonly SigningPolicy SignedOnly = new(SigningMode.Require);

    private readonly Lock _gate = new();
    private readonly SigningKey? _before;
    private readonly SigningKey? _after;
    private readonly SignatureVerifier _verifier;
    private readonly TimeProvider _time;
    private long _unsignedSince;
    private int _unsigned;

    /// <param name="before">The key so far; null when there is none, or when it is not known.</param>
    /// <param name="after">The new key; null when signing is being turned off.</param>
    /// <param name="clock">The vehicle's signing time, which verified frames pull forward.</param>
    /// <param name="time">For how long it has been unsigned.</param>
    public SigningTrial(SigningKey? before, SigningKey? after, SigningClock clock, TimeProvider time)
    {
        _before = before;
        _after = after;
        _time = time;
        _verifier = new SignatureVerifier(after, clock);
    }

    /// <summary>True when the change is to sign no more.</summary>
    public bool TurnsOff => _after == null;

    /// <summary>
    /// What the frame is by the new state: null when that says nothing about it and it is judged as ever. Other verdicts
    /// than those that pass are of frames that the new key signed, too late or for the second time.
    /// </summary>
    /// <param name="frame">What came.</param>
    /// <param name="evidence">What it says about the change.</param>
    public SignatureVerdict? Check(in FrameView frame, out SigningEvidence evidence)
    {
        evidence = SigningEvidence.None;
        var beat = frame.IsKnown && IsAutopilotHeartbeat(frame);
        if (!frame.Signed)
        {
            if (_after == null)
            {
                evidence = beat && IsUnsignedLongEnough() ? SigningEvidence.After : SigningEvidence.None;
                return SignatureVerdict.UnsignedPassed;
            }
            evidence = beat && _before == null ? SigningEvidence.Before : SigningEvidence.None;
            return null;
        }
        if (_after != null && _verifier.Check(frame, SignedOnly) is var verdict && verdict.IsAuthentic())
        {
            evidence = beat && verdict == SignatureVerdict.Verified ? SigningEvidence.After : SigningEvidence.None;
            return verdict;
        }
        // Of a key that is not known nobody can say whether it is this one.
        if (_before == null || _before.HasSigned(frame))
        {
            NoteSigned();
            evidence = beat ? SigningEvidence.Before : SigningEvidence.None;
        }
        return null;
    }

    private bool IsUnsignedLongEnough()
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            if (_unsigned++ == 0)
                _unsignedSince = now;
            return _unsigned >= UnsignedHeartbeats && _time.GetElapsedTime(_unsignedSince, now) >= UnsignedFor;
        }
    }

    private void NoteSigned()
    {
        lock (_gate)
            _unsigned = 0;
    }

    private static bool IsAutopilotHeartbeat(in FrameView frame) =>
        frame.TryRead<Heartbeat>(out var beat)
        && beat is { Autopilot: not MavAutopilot.Invalid, Type: not MavType.Gcs };
}
