using DroneCommand.Mavlink.Links;

namespace DroneCommand.Fleet.Gateway.Forwarding;

/// <summary>
/// An endpoint at which ground stations attach: they see the vehicles of one network, or one vehicle, and command it while
/// the endpoint's account holds it.
/// </summary>
public sealed class ForwardingOptions
{
    /// <summary>Configuration section of the endpoints.</summary>
    public const string Section = "DroneCommand:Forwarding";

    /// <summary>The role of an endpoint through which service work may be done (reboot, calibration, writing files).</summary>
    public const string MaintenanceRole = "maintenance";

    /// <summary>Where stations attach: udp:// or tcpin://.</summary>
    public required LinkAddress Listen { get; init; }

    /// <summary>The network whose vehicles are seen; null where <see cref="Vehicle"/> names one.</summary>
    public string? Network { get; init; }

    /// <summary>Name or id of the one vehicle that is seen.</summary>
    public string? Vehicle { get; init; }

    /// <summary>Sign-in name of the account that stations act for; null: they only read.</summary>
    public string? Account { get; init; }

    /// <summary>Service work passes too, while the account holds the vehicle.</summary>
    public bool Maintenance { get; init; }

    /// <summary>Opens it for stations; one that was silent for a quarter of a minute counts as gone.</summary>
    /// <exception cref="LinkUnavailableException">The port is in use, or the address is not this machine's.</exception>
    public Link Open(TimeProvider time) =>
        Listen.Open(new LinkOptions { Time = time, PeerLife = TimeSpan.FromSeconds(15) });
}
