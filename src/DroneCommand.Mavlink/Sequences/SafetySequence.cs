using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Sequences;

/// <summary>
/// Hold, return and land: each tries its modes in order, urgently. The caller has cancelled everything else that ran on
/// this vehicle before.
/// </summary>
public abstract class SafetySequence : Sequence
{
    private protected SafetySequence(VehicleServices vehicle, IProgress<string>? phase)
        : base(vehicle, phase) { }

    private protected abstract IReadOnlyList<uint> Modes(IAutopilot autopilot);

    private protected override async Task<SequenceResult> Steps(IAutopilot autopilot, CancellationToken cancellation)
    {
        var refusals = new List<string>();
        foreach (var mode in Modes(autopilot))
        {
            var name = autopilot.ModeName(mode);
            Phase?.Report(name);
            var command = new UrgentCommand(
                Vehicle.Connection,
                Vehicle.Commands,
                autopilot.SetMode(mode),
                h => h.CustomMode == mode
            )
            {
                EndsWithAnyMode = true,
            };
            var result = await command.Run(LastHeartbeat(), cancellation);
            if (result.Kind == CommandResultKind.Accepted)
                return result.Acknowledged ? Seen(name) : Seen(name + " (its answer was lost)");
            if (result.Kind == CommandResultKind.NoAnswer)
                return End(SequenceEnd.NoAnswer, $"{name}: {result.Reason}");
            refusals.Add($"{name}: {result.Reason}");
        }
        return End(SequenceEnd.RefusedByVehicle, string.Join("; ", refusals));
    }

    private Heartbeat? LastHeartbeat() =>
        Now.Heartbeat is { Value: var h }
            ? new Heartbeat { CustomMode = h.CustomMode, BaseMode = h.Armed ? MavModeFlag.SafetyArmed : 0 }
            : null;
}

/// <summary>Stops where it is: BRAKE, or LOITER where BRAKE is refused; a rover holds.</summary>
public sealed class HoldSequence(VehicleServices vehicle, IProgress<string>? phase = null)
    : SafetySequence(vehicle, phase)
{
    private protected override IReadOnlyList<uint> Modes(IAutopilot autopilot) => autopilot.HoldModes;
}

/// <summary>Return to Launch.</summary>
public sealed class ReturnSequence(VehicleServices vehicle, IProgress<string>? phase = null)
    : SafetySequence(vehicle, phase)
{
    private protected override IReadOnlyList<uint> Modes(IAutopilot autopilot) => [autopilot.ReturnMode];
}

/// <summary>Lands where it is; what stands on the ground holds.</summary>
public sealed class LandSequence(VehicleServices vehicle, IProgress<string>? phase = null)
    : SafetySequence(vehicle, phase)
{
    private protected override IReadOnlyList<uint> Modes(IAutopilot autopilot) =>
        autopilot.LandMode is { } land ? [land] : autopilot.HoldModes;
}
