namespace DroneCommand.Mavlink.Wire;

/// <summary>What a reader made of the bytes it was given. Written by the reader's thread, readable from any.</summary>
public sealed class FrameCounters
{
    /// <summary>Frames handed on, known and unknown.</summary>
    public long Frames { get; internal set; }

    /// <summary>Of those, frames of messages that the dialect does not have.</summary>
    public long UnknownMessages { get; internal set; }

    /// <summary>Start markers whose frame's checksum did not hold: damage, or no frame at all.</summary>
    public long BadChecksums { get; internal set; }

    /// <summary>Sound frames that ask for a feature which we do not know; they must be dropped.</summary>
    public long UnknownFlags { get; internal set; }

    /// <summary>Frames that their datagram ended before.</summary>
    public long CutShort { get; internal set; }

    /// <summary>Bytes that belong to no frame.</summary>
    public long OtherBytes { get; internal set; }
}
