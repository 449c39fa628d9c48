using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Missions;

/// <summary>Reads back what a vehicle holds and compares it with what it should hold.</summary>
public sealed class MissionVerify(VehicleConnection connection, IAutopilot autopilot)
{
    public async Task<MissionVerifyResult> Run(
        MavMissionType type,
        IReadOnlyList<MissionItem> expected,
        TransferOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var held = await new MissionDownload(connection, autopilot).Run(type, options, cancellation);
        if (held.End != TransferEnd.Done)
            return new MissionVerifyResult(held.End, Matches: false, held.Reason);
        var difference = MissionComparison.Difference(expected, held.Items, type, autopilot);
        return new MissionVerifyResult(TransferEnd.Done, difference == null, difference ?? "");
    }
}
