using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Sites;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;
using Microsoft.Extensions.Options;

namespace DroneCommand.Console.Demo;

/// <summary>Three copters and a ground robot at the site's docks, for the simulator and for the registry alike.</summary>
public sealed class DemoFleet(ISiteCatalog sites, IOptions<DemoOptions> options)
{
    private const int Copters = 3;
    private const byte FirstRoverSystemId = 11;

    /// <summary>The site file that the simulator draws and stands on.</summary>
    public string SitePath => sites.FileOf(sites.Default.Id);

    public IReadOnlyList<SimulatedVehicle> SimulatedVehicles() =>
        [.. Vehicles().Select(vehicle => Simulated(vehicle.Configured, vehicle.Dock))];

    public IReadOnlyList<ConfiguredVehicle> ConfiguredVehicles() =>
        [.. Vehicles().Select(vehicle => vehicle.Configured)];

    private IEnumerable<(ConfiguredVehicle Configured, Dock Dock)> Vehicles()
    {
        var docks = sites.Default.Docks;
        var forCopters = docks.Where(dock => dock.Fits(VehicleFamily.Copter)).Take(Copters);
        var forRover = docks.Where(dock => dock.Fits(VehicleFamily.Rover) && !dock.Fits(VehicleFamily.Copter)).Take(1);
        var copters = forCopters.Select(
            (dock, i) => (Configured($"Kestrel {i + 1}", (byte)(i + 1), VehicleKind.Copter, dock), dock)
        );
        var rovers = forRover.Select(
            (dock, i) => (Configured($"Badger {i + 1}", (byte)(FirstRoverSystemId + i), VehicleKind.Rover, dock), dock)
        );
        return copters.Concat(rovers);
    }

    private ConfiguredVehicle Configured(string name, byte systemId, VehicleKind kind, Dock dock) =>
        new(
            name.Replace(' ', '-').ToLowerInvariant(),
            name,
            options.Value.Network,
            systemId,
            kind,
            dock.Name,
            Simulated: true
        );

    private SimulatedVehicle Simulated(ConfiguredVehicle vehicle, Dock dock) =>
        new(
            vehicle.Name,
            vehicle.Kind == VehicleKind.Rover ? "rover" : "copter",
            vehicle.SystemId,
            new SimulatedHome(
                dock.Position.LatitudeDeg,
                dock.Position.LongitudeDeg,
                sites.Default.GroundAltitude.Metres,
                dock.HeadingDeg
            ),
            $"5d00{vehicle.SystemId:x4}"
        );
}

/// <summary>Registers the demo fleet.</summary>
public static class DemoHosting
{
    public static IServiceCollection AddDemo(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<DemoOptions>(configuration.GetSection(DemoOptions.Section));
        services
            .AddOptions<DemoOptions>()
            .Validate(
                demo => demo.Port is > 0 and <= 65535,
                $"{DemoOptions.Section}:Port must be from 1 to 65535: the simulator has to know it"
            )
            .Validate(
                demo => demo.Speedup is > 0 and <= 3,
                $"{DemoOptions.Section}:Speedup must be above 0 and at most 3, or our heartbeats come too late for the failsafes"
            );
        services.AddSingleton(provider => new DemoMode(
            provider.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled
        ));
        services.AddSingleton<DemoFleet>();
        services.AddSingleton<SimulatorCommand>();
        services
            .AddOptions<GatewayOptions>()
            .Configure<IOptions<DemoOptions>>(
                (gateway, demo) =>
                {
                    if (demo.Value.Enabled)
                    {
                        gateway.Networks[demo.Value.Network] = new NetworkOptions { Port = demo.Value.Port };
                    }
                }
            );
        services
            .AddOptions<ConfiguredVehicles>()
            .Configure<IOptions<DemoOptions>, DemoFleet>(
                (configured, demo, fleet) =>
                {
                    if (demo.Value.Enabled)
                    {
                        foreach (var vehicle in fleet.ConfiguredVehicles())
                        {
                            configured.Vehicles.Add(vehicle);
                        }
                    }
                }
            );
        return services.AddHostedService<SimulatorProcess>();
    }
}
