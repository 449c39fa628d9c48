using DroneCommand.Cli.Connect;
using DroneCommand.Mavlink.Autopilots;

namespace DroneCommand.Cli.Missions;

internal static class VehicleAutopilot
{
    /// <summary>How the vehicle stores plans.</summary>
    /// <exception cref="VehicleException">That is not known of its autopilot.</exception>
    public static IAutopilot CommandedAutopilot(this VehicleSession vehicle) =>
        vehicle.Services.Autopilot
        ?? throw new VehicleException(
            $"how a {vehicle.Services.Telemetry.Snapshot.Heartbeat?.Value.Autopilot} stores plans is not known"
        );
}
