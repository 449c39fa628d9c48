using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Fleet.Telemetry;

/// <summary>
/// What this console host knows of the fleet: the newest view of each vehicle. Gateways and grains write, pages read.
/// Thread-safe; a reader never waits for a writer.
/// </summary>
public interface IFleetFeed
{
    /// <summary>The newest view of every vehicle, by name.</summary>
    IReadOnlyList<VehicleView> Vehicles { get; }

    VehicleView? Find(string vehicleId);

    /// <summary>
    /// Calls <paramref name="changed"/> at most ten times a second with the ids of the vehicles that changed since the
    /// last call, on a thread of the feed: hand over, do not work in it. Dispose to end.
    /// </summary>
    IDisposable Subscribe(Action<IReadOnlyCollection<string>> changed);
}
