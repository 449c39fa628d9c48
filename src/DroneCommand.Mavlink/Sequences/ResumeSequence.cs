using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Sequences;

/// <summary>
/// Goes on with the mission at the item where it was held. Where the vehicle would begin anew instead, the item is set.
/// </summary>
/// <param name="vehicle">The vehicle.</param>
/// <param name="item">The wire number of the item; null for the one that the vehicle says it is at.</param>
/// <param name="phase">Gets what is happening.</param>
public sealed class ResumeSequence(VehicleServices vehicle, int? item = null, IProgress<string>? phase = null)
    : Sequence(vehicle, phase)
{
    private protected override async Task<SequenceResult> Steps(IAutopilot autopilot, CancellationToken cancellation)
    {
        var before = Now;
        if (!before.Armed)
            return Refuse("it is not armed");
        if (autopilot.Flies && before.OnGround == true)
            return Refuse("it stands on the ground: start the mission instead");
        var wanted = item ?? before.Mission?.Value.CurrentItem;
        Phase?.Report("resumes");
        if (await ChangeMode(autopilot.MissionMode, autopilot, cancellation) is { } failed)
            return failed;
        var since = Time.GetUtcNow();
        await Vehicle.Telemetry.WaitUntil(
            s => s.Mission is { } m && m.At >= since,
            TimeSpan.FromSeconds(2),
            cancellation
        );
        if (wanted is { } number && Now.Mission is { Value.CurrentItem: var current } && current < number)
            return await SetItem(number, cancellation) ?? Seen($"item {number} resumed");
        return Seen(autopilot.ModeName(autopilot.MissionMode));
    }

    private async Task<SequenceResult?> SetItem(int number, CancellationToken cancellation)
    {
        var request = new CommandLongRequest(MavCmd.DoSetMissionCurrent, number);
        var result = await Vehicle.Commands.Send(request, cancellation: cancellation);
        if (!result.IsAccepted)
            return Ended(result, $"item {number}");
        var seen = await Vehicle.Telemetry.WaitUntil(
            s => s.Mission is { Value.CurrentItem: var current } && current >= number,
            TimeSpan.FromSeconds(3),
            cancellation
        );
        return seen ? null : End(SequenceEnd.NoAnswer, $"item {number} was accepted but not seen");
    }
}
