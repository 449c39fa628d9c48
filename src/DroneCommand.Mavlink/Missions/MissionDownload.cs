using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Missions;

/// <summary>Reads a mission, a fence or the rally points of a vehicle, without the home item.</summary>
public sealed class MissionDownload(VehicleConnection connection, IAutopilot autopilot)
{
    public Task<MissionDownloadResult> Run(
        MavMissionType type,
        TransferOptions? options = null,
        CancellationToken cancellation = default
    ) => Run(type, options, known: 0, cancellation);

    /// <summary>Reads nothing where the vehicle says that its plan is the one that it calls <paramref name="known"/>.</summary>
    internal async Task<MissionDownloadResult> Run(
        MavMissionType type,
        TransferOptions? options,
        uint known,
        CancellationToken cancellation
    )
    {
        try
        {
            using var turn = await connection.MissionTurn.Enter(cancellation);
            var result = await new DownloadTransfer(connection, type, options ?? TransferOptions.Default).Run(
                cancellation,
                known: known
            );
            return result with { Items = WithoutHome(result.Items, type, autopilot) };
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new MissionDownloadResult(TransferEnd.Cancelled, [], "given up");
        }
    }

    internal static IReadOnlyList<MissionItem> WithoutHome(
        IReadOnlyList<MissionItem> items,
        MavMissionType type,
        IAutopilot autopilot
    ) =>
        type != MavMissionType.Mission ? items
        : autopilot.MissionBeginsWithHome ? [.. items.Skip(1)]
        : WireItems.Renumbered(items, by: 1);
}
