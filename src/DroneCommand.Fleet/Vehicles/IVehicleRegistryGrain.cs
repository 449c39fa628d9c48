namespace DroneCommand.Fleet.Vehicles;

/// <summary>An adopted vehicle: our permanent id bound to the address at which it is heard.</summary>
/// <param name="VehicleId">The permanent id.</param>
/// <param name="Name">As people call it; unique.</param>
/// <param name="Kind">Copter or rover.</param>
/// <param name="Network">Name of the MAVLink network.</param>
/// <param name="SystemId">MAVLink system id within that network.</param>
/// <param name="HardwareUid">From AUTOPILOT_VERSION; null until it was read once. A different one later quarantines.</param>
/// <param name="DockName">The site's dock it lives at.</param>
/// <param name="Simulated">True for the built-in simulator's vehicles.</param>
[GenerateSerializer, Immutable]
public sealed record RegisteredVehicle(
    string VehicleId,
    string Name,
    VehicleKind Kind,
    string Network,
    byte SystemId,
    string? HardwareUid,
    string? DockName,
    bool Simulated
);

/// <summary>A vehicle that is heard but not adopted: it is shown, and never commanded.</summary>
[GenerateSerializer, Immutable]
public sealed record DiscoveredVehicle(
    string Network,
    byte SystemId,
    VehicleKind Kind,
    string Autopilot,
    string HeardAt,
    DateTimeOffset LastHeard,
    DroneCommand.Mavlink.Units.GeoPoint? Position
);

/// <summary>The adopted vehicles and the addresses they answer at. Key: "fleet".</summary>
public interface IVehicleRegistryGrain : IGrainWithStringKey
{
    Task<IReadOnlyList<RegisteredVehicle>> List();

    Task<IReadOnlyList<DiscoveredVehicle>> Discovered();

    /// <summary>The vehicle bound to an address, or null.</summary>
    Task<RegisteredVehicle?> Find(string network, byte systemId);

    /// <summary>Adopts a discovered vehicle under a name and binds it to a dock (administrator or planner).</summary>
    Task<CommandOutcome> Adopt(CommandRequest request, string network, byte systemId, string name, string? dockName);

    Task ReportDiscovered(DiscoveredVehicle vehicle);

    /// <summary>A vehicle's grain has read its autopilot's hardware id for the first time.</summary>
    Task HardwareRead(string vehicleId, string hardwareUid);

    /// <summary>Adopts what configuration names, unless it is adopted already.</summary>
    Task Configure(IReadOnlyList<ConfiguredVehicle> vehicles);
}
