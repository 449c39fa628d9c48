using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>What an autopilot is connected to when it boots.</summary>
public sealed record AutopilotSetup(
    VehicleMemory Memory,
    IAutopilotOutput Output,
    LocalFrame Frame,
    GpsReceiver Gps,
    Battery Battery,
    BootTimeline Boot
)
{
    /// <summary>A reason that a fault gives against arming, or null.</summary>
    public Func<string?> ArmingFault { get; init; } = () => null;

    /// <summary>Heights of the ground; null where none are known.</summary>
    public TerrainMap? Terrain { get; init; }

    /// <summary>Wall clock at power-on.</summary>
    public DateTimeOffset PowerOnUtc { get; init; }
}
