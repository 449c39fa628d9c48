using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DroneCommand.Fleet.Vehicles;

/// <summary>Vehicles that configuration adopts.</summary>
public sealed class ConfiguredVehicles
{
    public IList<ConfiguredVehicle> Vehicles { get; } = [];
}

/// <summary>Tells the registry at start which vehicles are adopted by configuration.</summary>
public sealed class FleetConfiguration(IGrainFactory grains, IOptions<ConfiguredVehicles> configured) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        grains.GetGrain<IVehicleRegistryGrain>(VehicleRegistryGrain.Key).Configure([.. configured.Value.Vehicles]);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
