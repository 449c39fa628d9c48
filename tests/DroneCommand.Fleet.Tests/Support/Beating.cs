using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Fleet.Tests.Support;

/// <summary>Time passes for a server, and vehicles beat, until something has come about.</summary>
internal static class Beating
{
    public static Task Until(
        FleetServer server,
        string vehicleId,
        string phase,
        Func<VehicleView, bool> reached,
        params SocketVehicle[] beating
    ) => Until(server, phase, async () => reached(await server.View(vehicleId)), beating);

    public static Task Until(
        FleetServer server,
        string phase,
        Func<Task<bool>> reached,
        params SocketVehicle[] beating
    ) =>
        Eventually.Reaches(
            phase,
            async () =>
            {
                foreach (var vehicle in beating)
                {
                    vehicle.Beat();
                }
                await server.Tick();
                return await reached();
            }
        );
}
