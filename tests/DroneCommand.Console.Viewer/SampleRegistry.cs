using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Console.Viewer;

/// <summary>Adopted and discovered vehicles.</summary>
public static class SampleRegistry
{
    public static IReadOnlyList<RegisteredVehicle> Registered() =>
        [
            .. SampleFleet
                .At(DateTimeOffset.UnixEpoch)
                .Select(
                    (view, i) =>
                        new RegisteredVehicle(
                            view.VehicleId,
                            view.Name,
                            view.Kind,
                            "demo",
                            (byte)(i + 1),
                            $"5d00{i + 1:x4}",
                            view.DockName,
                            view.Simulated
                        )
                ),
        ];

    public static IReadOnlyList<DiscoveredVehicle> Discovered(DateTimeOffset now) =>
        [
            new(
                "field",
                1,
                VehicleKind.Copter,
                "ArduPilot",
                "127.0.0.1:60412",
                now.AddSeconds(-1),
                new GeoPoint(54.48, 8.99)
            ),
            new("field", 7, VehicleKind.Rover, "ArduPilot", "127.0.0.1:60413", now.AddSeconds(-42), null),
        ];
}
