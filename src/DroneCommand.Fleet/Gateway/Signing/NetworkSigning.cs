using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Fleet.Gateway.Signing;

/// <summary>The signatures of one network: what its links ask of each frame before they do anything with it. Thread-safe.</summary>
internal sealed class NetworkSigning(
    string network,
    NetworkOptions policy,
    GatewayOptions options,
    VehicleLinkServices services
)
{
    private readonly Lock adding = new();

    /// <summary>By system id: also of addresses at which nothing was accepted so far.</summary>
    private readonly LinkSigning?[] addresses = new LinkSigning?[256];

    /// <summary>For the links, on their receive threads. What bears our own id is no vehicle's, and is passed over later.</summary>
    public FrameProof Judge(in FrameView frame) =>
        frame.SystemId == options.SystemId ? FrameProof.None : Of(frame.SystemId).Judge(frame);

    public LinkSigning Of(byte systemId)
    {
        if (Volatile.Read(ref addresses[systemId]) is { } known)
        {
            return known;
        }
        lock (adding)
        {
            return addresses[systemId] ??= new LinkSigning(network, systemId, policy, options, services);
        }
    }
}
