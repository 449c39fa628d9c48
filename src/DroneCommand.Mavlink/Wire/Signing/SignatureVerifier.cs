namespace DroneCommand.Mavlink.Wire.Signing;

/// <summary>
/// Checks the signatures made with one key: first whether the signature holds, then whether its timestamp is new, and only
/// then is anything remembered. So a forged frame changes nothing, whatever time it claims, and junk takes no memory.
/// Thread-safe: the links of one vehicle share one verifier.
/// </summary>
public sealed class SignatureVerifier
{
    /// <summary>How far a stream that was never heard may be behind the local signing time: one minute.</summary>
    public const long NewStreamTolerance = 60 * SigningTime.UnitsPerSecond;

    private readonly SigningKey? _key;
    private readonly SigningClock _clock;
    private readonly Lock _gate = new();

    // The newest timestamp by (system, component, link id). Not limited in number: only holders of the key add to it.
    private readonly Dictionary<uint, long> _streams = [];

    /// <param name="key">Null when there is none: then nothing passes where signatures are required.</param>
    /// <param name="clock">The local signing time, which verified frames pull forward.</param>
    public SignatureVerifier(SigningKey? key, SigningClock clock)
    {
        _key = key;
        _clock = clock;
    }

    public SigningCounters Counters { get; } = new();

    /// <summary>Streams that have been verified.</summary>
    public int Streams
    {
        get
        {
            lock (_gate)
                return _streams.Count;
        }
    }

    /// <summary>Judges the next frame of a link, and counts it. Call it once per frame: the second time it is a replay.</summary>
    public SignatureVerdict Check(in FrameView frame, SigningPolicy policy)
    {
        var verdict = frame.Signed ? JudgeSigned(frame, policy.Mode) : JudgeUnsigned(frame.MessageId, policy);
        Counters.Count(verdict);
        return verdict;
    }

    private SignatureVerdict JudgeUnsigned(uint messageId, SigningPolicy policy)
    {
        if (policy.LetsThroughUnsigned(messageId))
            return SignatureVerdict.UnsignedPassed;
        return _key == null ? SignatureVerdict.NoKey : SignatureVerdict.UnsignedRefused;
    }

    private SignatureVerdict JudgeSigned(in FrameView frame, SigningMode mode)
    {
        if (mode == SigningMode.Refuse)
            return SignatureVerdict.SignedRefused;
        if (_key == null)
            return mode == SigningMode.Require ? SignatureVerdict.NoKey : SignatureVerdict.UnverifiedPassed;
        return _key.HasSigned(frame) ? JudgeTime(frame) : SignatureVerdict.BadSignature;
    }

    private SignatureVerdict JudgeTime(in FrameView frame)
    {
        var stream = (uint)(frame.SystemId << 16 | frame.ComponentId << 8 | frame.LinkId);
        var timestamp = frame.Timestamp;
        lock (_gate)
        {
            if (_streams.TryGetValue(stream, out var newest))
            {
                if (timestamp <= newest)
                    return SignatureVerdict.Replay;
            }
            else if (timestamp + NewStreamTolerance < _clock.Now)
            {
                return SignatureVerdict.TooOld;
            }
            _streams[stream] = timestamp;
        }
        _clock.Follow(timestamp);
        return SignatureVerdict.Verified;
    }
}
