using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Links;

/// <summary>What a frame proves about its sender.</summary>
public enum FrameProof
{
    /// <summary>Nothing: anybody could have sent it. So it is for all frames where no key is set.</summary>
    None,

    /// <summary>Only the holder of the vehicle's key can have sent it.</summary>
    Verified,

    /// <summary>It must not be used: a wrong signature, a replay, or an unsigned frame where signed ones are required.</summary>
    Rejected,
}

/// <summary>
/// Judges a frame before anything else is done with it. Called on receive threads, on several at once when links share it.
/// </summary>
public delegate FrameProof FrameJudge(in FrameView frame);
