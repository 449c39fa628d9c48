using System.Net;
using DroneCommand.Fleet.Gateway.Forwarding;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Fleet.Gateway;

/// <summary>A set of links in which a MAVLink system id is unique.</summary>
public sealed class NetworkOptions
{
    /// <summary>IP address to listen on; loopback unless configured.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>UDP port at which it is heard; null where <see cref="Links"/> say all.</summary>
    public int? Port { get; set; }

    /// <summary>Further links, over which the same vehicles may be heard too.</summary>
    public IList<LinkAddress> Links { get; } = [];

    /// <summary>
    /// Accept: a vehicle that has a key must sign, others need not. Require: a vehicle without a key is discovered, and no
    /// more. Refuse: nothing is signed, and signed frames are not accepted.
    /// </summary>
    public SigningMode Signing { get; set; } = SigningMode.Accept;

    /// <summary>What a vehicle that has a key may send unsigned. It proves nothing, and counts as no sign of life.</summary>
    public UnsignedMessages LetThroughUnsigned { get; set; }

    /// <summary>
    /// Nobody else listens on its links, so that a signing key may cross them in clear without a person confirming it each
    /// time: a cable, a radio that encrypts, a VPN.
    /// </summary>
    public bool SafeForKeys { get; set; }

    /// <summary>Opens all its links, or none.</summary>
    /// <param name="time">The links' clock.</param>
    /// <param name="judge">Says what signatures prove; without it nothing is proven.</param>
    /// <exception cref="LinkUnavailableException">One of them cannot be opened.</exception>
    public async Task<IReadOnlyList<Link>> Open(TimeProvider time, FrameJudge? judge = null)
    {
        var options = new LinkOptions
        {
            Time = time,
            Copies = new FrameCopies(time),
            Judge = judge,
        };
        var links = new List<Link>();
        try
        {
            if (Port is { } port)
            {
                links.Add(UdpLink.Listen(new IPEndPoint(IPAddress.Parse(Address), port), options));
            }
            foreach (var address in Links)
            {
                links.Add(address.Open(options));
            }
            return links;
        }
        catch (LinkUnavailableException)
        {
            foreach (var link in links)
            {
                await link.DisposeAsync();
            }
            throw;
        }
    }
}

/// <summary>The MAVLink networks of this gateway, by name.</summary>
public sealed class GatewayOptions
{
    /// <summary>Configuration section of the networks.</summary>
    public const string NetworksSection = "DroneCommand:Networks";

    public IDictionary<string, NetworkOptions> Networks { get; } = new Dictionary<string, NetworkOptions>();

    /// <summary>The endpoints at which other ground stations attach, by name.</summary>
    public IDictionary<string, ForwardingOptions> Forwarding { get; } = new Dictionary<string, ForwardingOptions>();

    /// <summary>Our MAVLink system id: vehicles' GCS failsafe watches the heartbeats of this one.</summary>
    public byte SystemId { get; set; } = 255;

    /// <summary>Our MAVLink component id (MAV_COMP_ID_MISSIONPLANNER).</summary>
    public byte ComponentId { get; set; } = 190;

    /// <summary>Where a .tlog per vehicle and sortie goes; null records nothing.</summary>
    public string? TlogFolder { get; set; }
}
