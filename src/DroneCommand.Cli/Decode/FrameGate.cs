using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Decode;

/// <summary>Which of a stream's sound frames are delivered.</summary>
internal sealed class FrameGate(bool unknownMessages)
{
    /// <summary>Why a frame is not delivered; null when it is. Call it once per frame, in the stream's order.</summary>
    public string? Judge(in FrameView frame) => frame.IsKnown || unknownMessages ? null : Reasons.UnknownMessage;
}
