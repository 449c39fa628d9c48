using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Gateway;

/// <summary>
/// Where a vehicle is reached, and who else claims its system id: two autopilots must not be taken for one, nor commands go
/// to whichever spoke last. Thread-safe, but for what the link's loop alone asks.
/// </summary>
internal sealed class AddressWatch
{
    private static readonly TimeSpan ClashToldEvery = TimeSpan.FromMinutes(1);

    private readonly VehicleAddress address;
    private readonly LinkSigning signing;
    private readonly ILogger logger;
    private readonly PeerBinding binding;
    private readonly ClashWatch clashes;
    private volatile bool moved;
    private DateTimeOffset clashTold;

    /// <param name="address">The vehicle.</param>
    /// <param name="signing">What proves its frames.</param>
    /// <param name="hardwareUid">What it said of itself; null while it did not.</param>
    /// <param name="time">The only clock.</param>
    /// <param name="logger">For moves.</param>
    public AddressWatch(
        VehicleAddress address,
        LinkSigning signing,
        Func<string?> hardwareUid,
        TimeProvider time,
        ILogger logger
    )
    {
        this.address = address;
        this.signing = signing;
        this.logger = logger;
        binding = new PeerBinding(time, address.SystemId, address.ComponentId);
        signing.KeyGone += binding.ForgetProof;
        clashes = new ClashWatch(binding, signing.Writer, (address.SystemId, address.ComponentId), hardwareUid, time);
    }

    /// <summary>Where it is reached; null before it was heard.</summary>
    public LinkPeer? Peer => binding.Peer;

    /// <summary>The other autopilot with its system id; null when there is none.</summary>
    public ClashReport? Clash => ClashReport.Of(clashes.Current);

    /// <summary>
    /// False for a frame that another one sent with the vehicle's ids. A vehicle that restarted speaks from a new port, and
    /// is believed when the old one has been silent.
    /// </summary>
    public bool IsItself(in FrameView frame, LinkPeer from)
    {
        var before = Peer;
        var heard = binding.Hear(from);
        if (heard == Hearing.Stranger)
        {
            clashes.Hear(frame, from, signing.MaySend);
        }
        else if (heard == Hearing.Moved && before is not null)
        {
            // What proves nothing may be another vehicle: it must say anew who it is.
            moved |= from.Proof != FrameProof.Verified;
            logger.LogInformation("{Address}: is heard from {Peer} now", address, from);
        }
        return heard != Hearing.Stranger;
    }

    /// <summary>True, once, after it moved to an address that nothing proves. Asked by the link's loop.</summary>
    public bool TakeMoved()
    {
        var was = moved;
        moved = false;
        return was;
    }

    /// <summary>What people must be told of a clash, once a minute at most; null for nothing. Asked by the link's loop.</summary>
    public string? NewClash(DateTimeOffset now)
    {
        if (Clash is not { } clash || now - clashTold < ClashToldEvery)
        {
            return null;
        }
        clashTold = now;
        return clash.InWords(address.ToString());
    }
}
