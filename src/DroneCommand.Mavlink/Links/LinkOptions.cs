namespace DroneCommand.Mavlink.Links;

/// <summary>What all kinds of link are opened with; each kind uses what concerns it.</summary>
public sealed record LinkOptions
{
    /// <summary>The only clock: expiry, back-off and the pace of recordings follow it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>A learned UDP peer that is silent for this long is forgotten.</summary>
    public TimeSpan PeerLife { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Says what frames prove; without it they prove nothing and all are taken.</summary>
    public FrameJudge? Judge { get; init; }

    /// <summary>
    /// Shared by the links over which the same vehicles are heard: of a frame that comes over several, the first is handed
    /// on. Null hands on all.
    /// </summary>
    public FrameCopies? Copies { get; init; }

    /// <summary>A <c>.tlog</c> is handed out at the pace of its stamps instead of as fast as it can be read.</summary>
    public bool Paced { get; init; }
}
