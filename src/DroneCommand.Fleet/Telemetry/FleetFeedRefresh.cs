using DroneCommand.Fleet.Vehicles;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Telemetry;

/// <summary>
/// Shows the vehicles that no link reports: adopted ones that have not been heard since the server started still stand in
/// the list, as missing.
/// </summary>
public sealed class FleetFeedRefresh(
    IGrainFactory grains,
    IFleetFeed feed,
    IFleetFeedSink sink,
    TimeProvider time,
    ILogger<FleetFeedRefresh> logger
) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await Refresh();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogWarning(failure, "could not read the views of silent vehicles; trying again");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Refresh()
    {
        var registered = await grains.GetGrain<IVehicleRegistryGrain>(VehicleRegistryGrain.Key).List();
        foreach (var vehicle in registered)
        {
            if (feed.Find(vehicle.VehicleId) is null or { Link: not LinkState.Live })
            {
                sink.Publish(await grains.GetGrain<IVehicleGrain>(vehicle.VehicleId).View());
            }
        }
    }
}
