using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Sequences;

/// <summary>
/// Switches off the motors of a vehicle that stands, by the ordinary disarming that a copter in flight refuses. Repeating
/// it changes nothing.
/// </summary>
public sealed class DisarmSequence(VehicleServices vehicle, IProgress<string>? phase = null) : Sequence(vehicle, phase)
{
    private protected override async Task<SequenceResult> Steps(IAutopilot autopilot, CancellationToken cancellation)
    {
        Phase?.Report("disarms");
        var request = new CommandLongRequest(MavCmd.ComponentArmDisarm, 0);
        var result = await Vehicle.Commands.Send(request, cancellation: cancellation);
        if (!result.IsAccepted)
            return Ended(result, "disarming");
        var seen = await Vehicle.Telemetry.WaitUntil(s => !s.Armed, ShowWithin, cancellation);
        return seen ? Seen("disarmed") : End(SequenceEnd.NoAnswer, "disarming was accepted but not seen");
    }
}
