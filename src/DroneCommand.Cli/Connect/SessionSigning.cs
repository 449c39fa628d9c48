using System.Security.Cryptography;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Cli.Connect;

/// <summary>The signatures of one session: what we sign with, and what of that which comes is proven. Thread-safe.</summary>
internal sealed class SessionSigning
{
    // Another station of our ids with the same key must not use our stream, and most of them use low link ids.
    private const int LeastLinkId = 16;

    private static readonly SigningPolicy SignedOnly = new(SigningMode.Require);

    private readonly FrameWriter _own;
    private readonly bool _required;
    private SignatureVerifier? _verifier;

    public SessionSigning(FrameWriter own, VehicleLookup lookup, TimeProvider time)
    {
        _own = own;
        Clock = new SigningClock(time);
        LinkId = (byte)RandomNumberGenerator.GetInt32(LeastLinkId, 256);
        _required = lookup.Key != null && lookup.ProofRequired;
        Use(lookup.Key);
    }

    /// <summary>The vehicle's signing time, as far as this session knows it.</summary>
    public SigningClock Clock { get; }

    public byte LinkId { get; }

    /// <summary>From now on what is sent is signed with this key, or with none.</summary>
    public void Use(SigningKey? key)
    {
        _own.Signer = key == null ? null : new FrameSigner(key, LinkId, Clock);
        _verifier = key == null ? null : new SignatureVerifier(key, Clock);
    }

    /// <summary>
    /// For the link. Nothing is rejected there: a vehicle whose time is far behind ours must be known to be answered, and a
    /// signed frame of ours moves it on.
    /// </summary>
    public FrameProof Judge(in FrameView frame) =>
        _verifier?.Check(frame, SignedOnly) == SignatureVerdict.Verified ? FrameProof.Verified : FrameProof.None;

    /// <summary>True for what may be taken for the vehicle's.</summary>
    public bool Counts(LinkPeer peer) => !_required || peer.Proof == FrameProof.Verified;
}
