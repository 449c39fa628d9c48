using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Gateway.Forwarding;
using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Persistence;
using DroneCommand.Fleet.Telemetry;
using DroneCommand.Fleet.Vehicles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace DroneCommand.Fleet;

/// <summary>Puts the fleet's parts into a host: silo, gateway, feed. Persistence and sites are added beside it.</summary>
public static class FleetHosting
{
    /// <summary>
    /// Adds everything of the fleet that runs in one silo.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="siloPort">TCP port of the silo on loopback.</param>
    public static IHostApplicationBuilder AddFleet(this IHostApplicationBuilder builder, int siloPort)
    {
        var services = builder.Services;
        services.AddSingleton<VehicleGrainServices>();
        services.AddSingleton<MissionDesk>();
        services.AddSingleton<CameraStreams>();
        services.AddSingleton<SigningKeyStore>();
        services.AddSingleton(provider => new SigningKeys(
            provider.GetRequiredService<SigningKeyStore>(),
            provider.GetRequiredService<IGrainFactory>(),
            provider.GetRequiredService<ICallerRoles>(),
            provider.GetRequiredService<IAuditLog>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SigningKeys>>()
        ));
        services.AddSingleton<ISigningKeys>(provider => provider.GetRequiredService<SigningKeys>());
        services.AddSingleton<StationForwarding>();
        services.AddSingleton<VehicleLinkServices>();
        services.AddSingleton<FleetFeed>();
        services.AddSingleton<IFleetFeed>(provider => provider.GetRequiredService<FleetFeed>());
        services.AddSingleton<IFleetFeedSink>(provider => provider.GetRequiredService<FleetFeed>());
        builder.UseOrleans(silo =>
        {
            // One silo: no other process is meant to join, so there is no gateway port for clients.
            silo.UseLocalhostClustering(siloPort, gatewayPort: 0);
            silo.Configure<ClusterOptions>(options =>
            {
                options.ClusterId = "dronecommand";
                options.ServiceId = "dronecommand";
            });
            silo.UseFleetPersistence();
        });
        // After the silo, so that grains answer when these start.
        services.AddHostedService(provider => provider.GetRequiredService<FleetFeed>());
        services.AddHostedService<FleetConfiguration>();
        services.AddHostedService<FleetFeedRefresh>();
        // Before the gateway: no frame may come before it is known which vehicle must sign.
        services.AddHostedService(provider => provider.GetRequiredService<SigningKeys>());
        services.AddHostedService<VehicleGateway>();
        return builder;
    }
}
