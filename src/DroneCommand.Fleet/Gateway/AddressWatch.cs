using DroneCommand.Mavlink.Links;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Gateway;

/// <summary>
/// Where a vehicle is reached, and who else claims its system id: two autopilots must not be taken for one, nor commands go
/// to whichever spoke last. Thread-safe.
/// </summary>
internal sealed class AddressWatch(VehicleAddress address, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan ClashToldEvery = TimeSpan.FromMinutes(1);

    private readonly PeerBinding binding = new(time, address.SystemId, address.ComponentId);
    private volatile string? clash;
    private DateTimeOffset clashTold;

    /// <summary>Where it is reached; null before it was heard.</summary>
    public LinkPeer? Peer => binding.Peer;

    /// <summary>
    /// False for a frame that another one sent with the vehicle's ids. A vehicle that restarted speaks from a new port, and
    /// is believed when the old one has been silent.
    /// </summary>
    public bool IsItself(LinkPeer from)
    {
        var before = Peer;
        var heard = binding.Hear(from);
        if (heard == Hearing.Stranger)
        {
            clash =
                $"system id {address.SystemId} also speaks from {from}, which did not prove to be this vehicle: it is not listened to";
        }
        else if (heard == Hearing.Moved && before is not null)
        {
            logger.LogInformation("{Address}: is heard from {Peer} now", address, from);
        }
        return heard != Hearing.Stranger;
    }

    /// <summary>What people must be told of a clash, once a minute at most; null for nothing. Asked by the link's loop.</summary>
    public string? NewClash(DateTimeOffset now)
    {
        if (clash is not { } told || now - clashTold < ClashToldEvery)
        {
            return null;
        }
        clash = null;
        clashTold = now;
        return told;
    }
}
