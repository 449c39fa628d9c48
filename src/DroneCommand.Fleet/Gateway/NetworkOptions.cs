using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Fleet.Gateway;

/// <summary>A set of links in which a MAVLink system id is unique, and the port at which it is heard.</summary>
public sealed class NetworkOptions
{
    /// <summary>IP address to listen on; loopback unless configured.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>UDP port.</summary>
    public int Port { get; set; }

    /// <summary>
    /// Accept: a vehicle that has a key must sign, others need not. Require: a vehicle without a key is discovered, and no
    /// more. Refuse: nothing is signed, and signed frames are not accepted.
    /// </summary>
    public SigningMode Signing { get; set; } = SigningMode.Accept;

    /// <summary>What a vehicle that has a key may send unsigned. It proves nothing, and counts as no sign of life.</summary>
    public UnsignedMessages LetThroughUnsigned { get; set; }
}

/// <summary>The MAVLink networks of this gateway, by name.</summary>
public sealed class GatewayOptions
{
    /// <summary>Configuration section of the networks.</summary>
    public const string NetworksSection = "DroneCommand:Networks";

    public IDictionary<string, NetworkOptions> Networks { get; } = new Dictionary<string, NetworkOptions>();

    /// <summary>Our MAVLink system id: vehicles' GCS failsafe watches the heartbeats of this one.</summary>
    public byte SystemId { get; set; } = 255;

    /// <summary>Our MAVLink component id (MAV_COMP_ID_MISSIONPLANNER).</summary>
    public byte ComponentId { get; set; } = 190;

    /// <summary>Where a .tlog per vehicle and sortie goes; null records nothing.</summary>
    public string? TlogFolder { get; set; }
}
