using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Missions;

/// <summary>Reads back what a vehicle holds and compares it with what it should hold.</summary>
/// <param name="connection">To the autopilot.</param>
/// <param name="autopilot">How it stores items.</param>
/// <param name="files">Reads them as a file where the vehicle has one; null asks for the items.</param>
public sealed class MissionVerify(VehicleConnection connection, IAutopilot autopilot, FileClient? files = null)
{
    /// <param name="type">Mission, fence or rally points.</param>
    /// <param name="expected">Without the home item.</param>
    /// <param name="options">Times and progress.</param>
    /// <param name="planId">
    /// What the vehicle called the plan when it took it (<see cref="MissionUploadResult.PlanId"/>). Where it still names
    /// that one, nothing is read back. 0 reads back.
    /// </param>
    /// <param name="cancellation">The caller gives up.</param>
    public async Task<MissionVerifyResult> Run(
        MavMissionType type,
        IReadOnlyList<MissionItem> expected,
        TransferOptions? options = null,
        uint planId = 0,
        CancellationToken cancellation = default
    )
    {
        var held = await new MissionDownload(connection, autopilot, files).Run(type, options, planId, cancellation);
        if (held.End != TransferEnd.Done)
            return new MissionVerifyResult(held.End, Matches: false, held.Reason);
        if (planId != 0 && held.PlanId == planId)
            return new MissionVerifyResult(TransferEnd.Done, Matches: true, "");
        var difference = MissionComparison.Difference(expected, held.Items, type, autopilot);
        return new MissionVerifyResult(TransferEnd.Done, difference == null, difference ?? "");
    }
}
