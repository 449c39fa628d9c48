using DroneCommand.Mavlink.Autopilots;

namespace DroneCommand.Mavlink.Sequences;

/// <summary>Puts the vehicle into a mode and sees it there.</summary>
/// <param name="vehicle">The vehicle.</param>
/// <param name="mode">The autopilot's own number of the mode.</param>
/// <param name="phase">Gets what is happening.</param>
public sealed class ModeSequence(VehicleServices vehicle, uint mode, IProgress<string>? phase = null)
    : Sequence(vehicle, phase)
{
    private protected override async Task<SequenceResult> Steps(IAutopilot autopilot, CancellationToken cancellation)
    {
        Phase?.Report(autopilot.ModeName(mode));
        return await ChangeMode(mode, autopilot, cancellation) ?? Seen(autopilot.ModeName(mode));
    }
}
