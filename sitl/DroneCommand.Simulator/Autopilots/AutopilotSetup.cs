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

    /// <summary>What the EKF's variances are at least, because a fault says so.</summary>
    public Func<double> LeastVariance { get; init; } = () => 0;

    /// <summary>Seconds by which the clock that telemetry shows is ahead.</summary>
    public Func<double> ClockOffset { get; init; } = () => 0;

    /// <summary>The pilot's radio; nobody touches it unless a fault does.</summary>
    public PilotRadio Pilot { get; init; } = new(takeOverPosition: 5);
}
