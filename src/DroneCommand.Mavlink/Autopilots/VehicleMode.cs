using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Autopilots;

/// <summary>A mode that a vehicle has.</summary>
/// <param name="Number">As in HEARTBEAT's custom mode.</param>
/// <param name="Name">As the autopilot's people, or the vehicle itself, write it.</param>
public sealed record VehicleMode(uint Number, string Name)
{
    /// <summary>What it means on every autopilot; <see cref="MavStandardMode.NonStandard"/> where that is not known.</summary>
    public MavStandardMode Standard { get; init; }

    /// <summary>False for a mode that only the vehicle itself enters.</summary>
    public bool IsSelectable { get; init; } = true;
}
