using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Cli.Decode;

/// <summary>What decides whether a sound frame is delivered.</summary>
internal sealed record GateOptions
{
    /// <summary>With a key only frames pass that it signed; without one all do.</summary>
    public SigningKey? Key { get; init; }

    /// <summary>Where the receiver's signing time stands: a new stream may be a minute behind it. Units of 10 µs.</summary>
    public long LocalTimestamp { get; init; }

    /// <summary>Radios report about themselves and have no key.</summary>
    public bool AcceptUnsignedRadioStatus { get; init; }

    /// <summary>Frames of messages that the dialect does not have pass too.</summary>
    public bool UnknownMessages { get; init; }
}

/// <summary>Which of one stream's sound frames are delivered: it remembers the signing time of each of their senders.</summary>
internal sealed class FrameGate(GateOptions options)
{
    private readonly SignatureVerifier? _verifier =
        options.Key == null
            ? null
            : new SignatureVerifier(options.Key, SigningClock.StandingAt(options.LocalTimestamp));

    private readonly SigningPolicy _policy = new(
        SigningMode.Require,
        options.AcceptUnsignedRadioStatus ? UnsignedMessages.RadioStatus : UnsignedMessages.None
    );

    /// <summary>Why a frame is not delivered; null when it is. Call it once per frame, in the stream's order.</summary>
    public string? Judge(in FrameView frame)
    {
        if (!frame.IsKnown && !options.UnknownMessages)
            return Reasons.UnknownMessage;
        return _verifier == null ? null : Reasons.Of(_verifier.Check(frame, _policy));
    }
}
