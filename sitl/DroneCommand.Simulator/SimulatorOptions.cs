using DroneCommand.Mavlink.Links;
using DroneCommand.Missions.Sites;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Fleet;

namespace DroneCommand.Simulator;

/// <summary>The vehicles that share a link, or send to the same place: within a network a system id is unique.</summary>
/// <param name="To">Where they send to.</param>
/// <param name="Fleet">The vehicles.</param>
public sealed record SimulatedNetwork(LinkAddress To, IReadOnlyList<VehicleSpec> Fleet);

/// <summary>The command line, read and checked.</summary>
public sealed record SimulatorOptions
{
    public required Site Site { get; init; }

    public required IReadOnlyList<SimulatedNetwork> Networks { get; init; }

    public required FleetOptions Vehicles { get; init; }

    public required IReadOnlyList<FaultSpec> Faults { get; init; }

    /// <summary>Faults on a timeline; null for none.</summary>
    public Scenario? Scenario { get; init; }

    public required double Speedup { get; init; }

    /// <summary>Port of the camera pictures; 0 for any free one, null for no cameras.</summary>
    public int? CameraPort { get; init; }

    /// <summary>Port of the control socket; 0 for any free one, null for none.</summary>
    public int? ControlPort { get; init; }

    /// <summary>Without a ground station's frame for so long the process ends; null: never.</summary>
    public TimeSpan? SilenceLimit { get; init; }

    /// <summary>The process whose end ends this one; null for none.</summary>
    public int? ParentPid { get; init; }
}
