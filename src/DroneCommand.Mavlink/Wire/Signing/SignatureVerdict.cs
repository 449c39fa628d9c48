namespace DroneCommand.Mavlink.Wire.Signing;

/// <summary>What a frame's signature says of it. Only <see cref="Verified"/> says who sent it.</summary>
public enum SignatureVerdict
{
    /// <summary>Signed with the key, and newer than all before it on its stream.</summary>
    Verified,

    /// <summary>Passes without a signature, by policy. It proves nothing.</summary>
    UnsignedPassed,

    /// <summary>Signed, and passes unread because there is no key to read it with. It proves nothing.</summary>
    UnverifiedPassed,

    /// <summary>Rejected: signed with another key, or changed on its way.</summary>
    BadSignature,

    /// <summary>Rejected: the signature holds, but its stream has already shown this timestamp or a later one.</summary>
    Replay,

    /// <summary>Rejected: the signature holds, but a new stream begins more than a minute behind the local signing time.</summary>
    TooOld,

    /// <summary>Rejected: signatures are required and it has none.</summary>
    UnsignedRefused,

    /// <summary>Rejected: the link refuses signatures.</summary>
    SignedRefused,

    /// <summary>Rejected: signatures are required, and we have no key to check any with.</summary>
    NoKey,
}

/// <summary>Questions that callers ask of a verdict.</summary>
public static class SignatureVerdicts
{
    internal const int Count = (int)SignatureVerdict.NoKey + 1;

    /// <summary>True when the frame may be handed on.</summary>
    public static bool Passes(this SignatureVerdict verdict) => verdict <= SignatureVerdict.UnverifiedPassed;

    /// <summary>True when the holder of the key sent the frame, though perhaps long ago and not for the first time.</summary>
    public static bool IsAuthentic(this SignatureVerdict verdict) =>
        verdict is SignatureVerdict.Verified or SignatureVerdict.Replay or SignatureVerdict.TooOld;
}

/// <summary>How many frames got each verdict. Readable from any thread.</summary>
public sealed class SigningCounters
{
    private readonly long[] _frames = new long[SignatureVerdicts.Count];

    public long this[SignatureVerdict verdict] => Volatile.Read(ref _frames[(int)verdict]);

    /// <summary>Frames that were not handed on, for whatever reason.</summary>
    public long Rejected
    {
        get
        {
            var sum = 0L;
            for (var verdict = SignatureVerdict.Verified; (int)verdict < SignatureVerdicts.Count; verdict++)
                sum += verdict.Passes() ? 0 : this[verdict];
            return sum;
        }
    }

    internal void Count(SignatureVerdict verdict) => Interlocked.Increment(ref _frames[(int)verdict]);
}
