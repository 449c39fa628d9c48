using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;
using DroneCommand.Simulator.Fleet;
using ParameterFile = DroneCommand.Simulator.Autopilots.ParameterFile;

namespace DroneCommand.Fleet.Tests.Support;

/// <summary>
/// The demo fleet at its docks: simulated autopilots behind real sockets, and the server as it is put together for the
/// console.
/// </summary>
internal sealed class DemoField : IAsyncDisposable
{
    private static readonly Site Site = DemoSite.Load();

    private DemoField(FleetServer server, SimulatedField field, IReadOnlyList<ConfiguredVehicle> vehicles) =>
        (Server, Field, Vehicles) = (server, field, vehicles);

    public FleetServer Server { get; }

    public SimulatedField Field { get; }

    /// <summary>All that are adopted: three copters, then a rover.</summary>
    public IReadOnlyList<ConfiguredVehicle> Vehicles { get; }

    /// <summary>Everything is switched on and ready.</summary>
    public static async Task<DemoField> Start()
    {
        var port = SocketVehicle.FreePort();
        var server = await FleetServer.Start(null, ("demo", new NetworkOptions { Port = port }));
        // By day: surveys are not started in the dark.
        await server.Restart(away: TimeSpan.FromHours(15));
        var specs = FleetFile.AtDocks(Site, copters: 3, rovers: 1, firstSystemId: 1);
        IReadOnlyList<ConfiguredVehicle> vehicles = [.. specs.Select(Configured)];
        await server.Grains.GetGrain<IVehicleRegistryGrain>(VehicleRegistryGrain.Key).Configure(vehicles);
        var options = new FleetOptions
        {
            CopterParameters = Parameters("copter.parm"),
            RoverParameters = Parameters("rover.parm"),
            // Nobody waits for a battery between two flights.
            DockWatts = 1e6,
        };
        var demo = new DemoField(server, new SimulatedField(server, port, specs, options), vehicles);
        await demo.Field.Until("all are ready", () => demo.AreAll(VehicleStatus.Ready, vehicles));
        return demo;
    }

    public async ValueTask DisposeAsync()
    {
        await Field.DisposeAsync();
        await Server.DisposeAsync();
    }

    public async Task<bool> AreAll(VehicleStatus status, IReadOnlyList<ConfiguredVehicle> team) =>
        (await Task.WhenAll(team.Select(each => Server.View(each.VehicleId)))).All(view => view.Status == status);

    private static ConfiguredVehicle Configured(VehicleSpec spec)
    {
        var rover = spec.Kind == Simulator.Autopilots.VehicleKind.Rover;
        return new ConfiguredVehicle(
            $"{(rover ? "badger" : "kestrel")}-{spec.SystemId}",
            $"{(rover ? "Badger" : "Kestrel")} {spec.SystemId}",
            "demo",
            spec.SystemId,
            rover ? VehicleKind.Rover : VehicleKind.Copter,
            Site.Docks.MinBy(dock => Geodesic.Distance(dock.Position, spec.Home))!.Name,
            Simulated: true
        );
    }

    private static IReadOnlyList<(string Name, double Value)> Parameters(string file) =>
        ParameterFile.Parse(File.ReadAllText(Path.Combine(Repository.Root, "sitl", "params", file)), file);
}
