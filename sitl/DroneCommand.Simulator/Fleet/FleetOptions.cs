using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Fleet;

/// <summary>What all vehicles of a fleet share.</summary>
public sealed record FleetOptions
{
    /// <summary>Names the run: the same seed gives the same run.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Seconds from power-on until the absolute position; the real autopilot takes 42.</summary>
    public double BootSeconds { get; init; } = BootTimeline.RealPositionSeconds;

    /// <summary>Wall clock at the start, which the vehicles' GPS time continues from.</summary>
    public DateTimeOffset StartUtc { get; init; }

    /// <summary>Steady wind, m/s.</summary>
    public double WindMps { get; init; }

    /// <summary>Where the wind comes from, degrees.</summary>
    public double WindFromDeg { get; init; }

    /// <summary>Standard deviation of gusts, m/s.</summary>
    public double GustMps { get; init; }

    /// <summary>Heights of the ground; null for a flat world at the docks' altitude.</summary>
    public TerrainMap? Terrain { get; init; }

    /// <summary>Power of a dock's charger, watts; 0 for docks that do not charge.</summary>
    public double DockWatts { get; init; }

    /// <summary>
    /// True where the vehicles' links are their first ones, as a cable to USB is: a signing vehicle takes unsigned frames
    /// there. As a rule they stand for a radio.
    /// </summary>
    public bool OnFirstLink { get; init; }

    /// <summary>The signing key that the vehicles hold when they are switched on, 32 bytes; null for none. Never logged.</summary>
    public byte[]? SigningSecret { get; init; }

    /// <summary>Parameters that are set on a copter at the start.</summary>
    public IReadOnlyList<(string Name, double Value)> CopterParameters { get; init; } = [];

    /// <summary>Parameters that are set on a rover at the start.</summary>
    public IReadOnlyList<(string Name, double Value)> RoverParameters { get; init; } = [];

    /// <summary>Address of the camera picture of a system id; null for vehicles without a camera.</summary>
    public Func<byte, string>? CameraUri { get; init; }

    public IReadOnlyList<(string Name, double Value)> ParametersOf(VehicleKind kind) =>
        kind == VehicleKind.Copter ? CopterParameters : RoverParameters;
}
