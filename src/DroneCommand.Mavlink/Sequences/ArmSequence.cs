using DroneCommand.Mavlink.Autopilots;

namespace DroneCommand.Mavlink.Sequences;

/// <summary>Arms the vehicle in the mode that it is in, and sees it armed.</summary>
/// <param name="vehicle">The vehicle.</param>
/// <param name="force">Passes over the vehicle's own checks before arming. It then arms without knowing where it is.</param>
/// <param name="phase">Gets what is happening.</param>
public sealed class ArmSequence(VehicleServices vehicle, bool force = false, IProgress<string>? phase = null)
    : Sequence(vehicle, phase)
{
    /// <summary>The number by which ArduPilot takes a forced arming, or a disarming in flight, for meant.</summary>
    internal const float Forced = 21196;

    private protected override async Task<SequenceResult> Steps(IAutopilot autopilot, CancellationToken cancellation)
    {
        if (Now.Armed)
            return End(SequenceEnd.Done, "it is armed already");
        return await Arm(cancellation, force ? Forced : 0) ?? Seen("armed");
    }
}
