using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Missions;

/// <summary>Reads a mission, a fence or the rally points of a vehicle, without the home item.</summary>
/// <param name="connection">To the autopilot.</param>
/// <param name="autopilot">How it stores items.</param>
/// <param name="files">Reads them as a file where the vehicle has one; null asks for the items.</param>
public sealed class MissionDownload(VehicleConnection connection, IAutopilot autopilot, FileClient? files = null)
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
            options ??= TransferOptions.Default;
            var result =
                await ByFile(type, options, cancellation)
                ?? await new DownloadTransfer(connection, type, options, autopilot.ItemsAtOnce).Run(
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

    private async Task<MissionDownloadResult?> ByFile(
        MavMissionType type,
        TransferOptions options,
        CancellationToken cancellation
    )
    {
        if (files == null)
            return null;
        using var transfer = new PlanFileTransfer(connection, autopilot, files, type, options);
        return await transfer.Read(cancellation) is { } items
            ? new MissionDownloadResult(TransferEnd.Done, items, "") { ByFile = true }
            : null;
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
