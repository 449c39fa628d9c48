using DroneCommand.Fleet.Audit;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Vehicles;

/// <summary>The adopted vehicles at rest.</summary>
[GenerateSerializer]
public sealed class VehicleRegistryState
{
    [Id(0)]
    public List<RegisteredVehicle> Vehicles { get; set; } = [];
}

/// <summary>A vehicle that configuration adopts by itself when it is heard: the demo fleet, or a fixed installation.</summary>
/// <param name="VehicleId">The permanent id.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Network">Network name.</param>
/// <param name="SystemId">MAVLink system id.</param>
/// <param name="Kind">Copter or rover.</param>
/// <param name="DockName">Where it lives.</param>
/// <param name="Simulated">True for the built-in simulator.</param>
[GenerateSerializer, Immutable]
public sealed record ConfiguredVehicle(
    string VehicleId,
    string Name,
    string Network,
    byte SystemId,
    VehicleKind Kind,
    string? DockName,
    bool Simulated
);

/// <summary>Which vehicle answers at which address. Discovered ones are kept in memory only: they speak again.</summary>
public sealed class VehicleRegistryGrain(
    [PersistentState("registry")] IPersistentState<VehicleRegistryState> stored,
    TimeProvider time,
    ICallerRoles roles,
    IAuditLog audit,
    ILogger<VehicleRegistryGrain> logger
) : Grain, IVehicleRegistryGrain
{
    /// <summary>The one registry's key.</summary>
    public const string Key = "fleet";

    private static readonly TimeSpan DiscoveredFor = TimeSpan.FromSeconds(30);

    private readonly Dictionary<(string Network, byte SystemId), DiscoveredVehicle> discovered = [];

    public Task<IReadOnlyList<RegisteredVehicle>> List() =>
        Task.FromResult<IReadOnlyList<RegisteredVehicle>>([.. stored.State.Vehicles]);

    public Task<IReadOnlyList<DiscoveredVehicle>> Discovered()
    {
        var oldest = time.GetUtcNow() - DiscoveredFor;
        return Task.FromResult<IReadOnlyList<DiscoveredVehicle>>([
            .. discovered.Values.Where(vehicle => vehicle.LastHeard > oldest).OrderBy(vehicle => vehicle.SystemId),
        ]);
    }

    public async Task<RegisteredVehicle?> Find(string network, byte systemId)
    {
        var found = At(network, systemId);
        if (found is not null)
        {
            await GrainFactory.GetGrain<IVehicleRegistration>(found.VehicleId).Ensure(found);
        }
        return found;
    }

    public Task ReportDiscovered(DiscoveredVehicle vehicle)
    {
        discovered[(vehicle.Network, vehicle.SystemId)] = vehicle;
        return Task.CompletedTask;
    }

    public async Task HardwareRead(string vehicleId, string hardwareUid)
    {
        var index = stored.State.Vehicles.FindIndex(known => known.VehicleId == vehicleId);
        if (index >= 0 && stored.State.Vehicles[index].HardwareUid != hardwareUid)
        {
            stored.State.Vehicles[index] = stored.State.Vehicles[index] with { HardwareUid = hardwareUid };
            await stored.WriteStateAsync();
        }
    }

    public async Task Configure(IReadOnlyList<ConfiguredVehicle> vehicles)
    {
        foreach (var vehicle in vehicles)
        {
            if (stored.State.Vehicles.Any(known => known.VehicleId == vehicle.VehicleId))
            {
                continue;
            }
            await Bind(
                new RegisteredVehicle(
                    vehicle.VehicleId,
                    vehicle.Name,
                    vehicle.Kind,
                    vehicle.Network,
                    vehicle.SystemId,
                    null,
                    vehicle.DockName,
                    vehicle.Simulated
                )
            );
        }
    }

    public async Task<CommandOutcome> Adopt(
        CommandRequest request,
        string network,
        byte systemId,
        string name,
        string? dockName
    )
    {
        if (await WhyNotAdopt(request.Caller, network, systemId, name) is { } refusal)
        {
            audit.Spool(Record(request, $"{name} = {network}/{systemId}", $"RefusedByUs: {refusal}"));
            return CommandOutcome.RefusedByUs(refusal);
        }
        var heard = discovered[(network, systemId)];
        if (await audit.WhyNotBegin(Record(request, $"{name} = {network}/{systemId}", null)) is { } unrecorded)
        {
            return CommandOutcome.RefusedByUs(unrecorded);
        }
        var again = At(network, systemId);
        var vehicleId = again?.VehicleId ?? Guid.NewGuid().ToString("n");
        await Bind(new RegisteredVehicle(vehicleId, name.Trim(), heard.Kind, network, systemId, null, dockName, false));
        discovered.Remove((network, systemId));
        audit.Spool(Record(request, $"{name} = {network}/{systemId}", "Done: adopted"));
        return new CommandOutcome(OutcomeKind.Done, "adopted", TimeSpan.Zero);
    }

    private async Task<string?> WhyNotAdopt(Caller caller, string network, byte systemId, string name)
    {
        var may = await roles.RolesOf(caller.UserId);
        if (!may.Contains(Roles.Administrator) && !may.Contains(Roles.Planner))
        {
            return "your account has neither the planner nor the administrator role";
        }
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > 60)
        {
            return "a name of 1 to 60 characters is needed";
        }
        var same = stored.State.Vehicles.FirstOrDefault(known =>
            string.Equals(known.Name, name.Trim(), StringComparison.OrdinalIgnoreCase)
        );
        if (same is not null && (same.Network != network || same.SystemId != systemId))
        {
            return $"another vehicle is called {same.Name}";
        }
        return discovered.ContainsKey((network, systemId)) ? null : "it is not heard any more";
    }

    private async Task Bind(RegisteredVehicle vehicle)
    {
        stored.State.Vehicles.RemoveAll(known => known.VehicleId == vehicle.VehicleId);
        stored.State.Vehicles.Add(vehicle);
        await stored.WriteStateAsync();
        await GrainFactory.GetGrain<IVehicleRegistration>(vehicle.VehicleId).Register(vehicle);
        logger.LogInformation(
            "{Name} ({VehicleId}) is bound to {Network}/{SystemId}",
            vehicle.Name,
            vehicle.VehicleId,
            vehicle.Network,
            vehicle.SystemId
        );
    }

    private RegisteredVehicle? At(string network, byte systemId) =>
        stored.State.Vehicles.FirstOrDefault(vehicle => vehicle.Network == network && vehicle.SystemId == systemId);

    private AuditRecord Record(CommandRequest request, string detail, string? outcome) =>
        new(
            0,
            time.GetUtcNow(),
            request.OperationId,
            request.Caller.UserId,
            request.Caller.Name,
            null,
            "adopt",
            detail,
            outcome
        );
}
