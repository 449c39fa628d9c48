using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Sequences;

/// <summary>
/// Stops the motors at once, also in flight: what flies, falls. It is repeated like a safety command, because a second
/// one does nothing that the first did not, and nothing arms this vehicle within these five seconds.
/// </summary>
public sealed class MotorsOffSequence(VehicleServices vehicle, IProgress<string>? phase = null)
    : Sequence(vehicle, phase)
{
    private protected override async Task<SequenceResult> Steps(IAutopilot autopilot, CancellationToken cancellation)
    {
        Phase?.Report("motors off");
        var command = new UrgentCommand(
            Vehicle.Connection,
            Vehicle.Commands,
            new CommandLongRequest(MavCmd.ComponentArmDisarm, 0, ArmSequence.Forced),
            h => !h.BaseMode.HasFlag(MavModeFlag.SafetyArmed)
        );
        var before = Now.Heartbeat is { Value: var h }
            ? new Heartbeat { BaseMode = h.Armed ? MavModeFlag.SafetyArmed : 0 }
            : (Heartbeat?)null;
        var result = await command.Run(before, cancellation);
        return result.Kind switch
        {
            CommandResultKind.Accepted => Seen("motors off"),
            CommandResultKind.Refused => End(SequenceEnd.RefusedByVehicle, result.Reason),
            _ => End(SequenceEnd.NoAnswer, result.Reason),
        };
    }
}
