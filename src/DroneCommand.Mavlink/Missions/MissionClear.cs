using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Missions;

/// <summary>Clears a mission, a fence or the rally points, and reads back that nothing is left.</summary>
public sealed class MissionClear(VehicleConnection connection, IAutopilot autopilot)
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMilliseconds(800);
    private const int MaxSends = 6;

    public async Task<MissionUploadResult> Run(
        MavMissionType type,
        TransferOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var sent = false;
        try
        {
            using var turn = await connection.MissionTurn.Enter(cancellation);
            using var reason = new RefusalReason(connection);
            using var events = MissionEvent.Expect(connection, type);
            sent = true;
            var answer = await Ask(type, events, cancellation);
            if (answer is { } word && word != MavMissionResult.Accepted)
            {
                var why = await reason.Collect(MissionWords.Of(word), cancellation);
                return new MissionUploadResult(TransferEnd.Refused, HeldPlan.Old, why);
            }
            var held = await new DownloadTransfer(
                connection,
                type,
                options ?? TransferOptions.Default,
                autopilot.ItemsAtOnce
            ).Run(cancellation);
            if (held.End != TransferEnd.Done)
                return new MissionUploadResult(TransferEnd.NoAnswer, HeldPlan.Unknown, held.Reason);
            var left = MissionDownload.WithoutHome(held.Items, type, autopilot).Count;
            return left == 0
                ? new MissionUploadResult(TransferEnd.Done, HeldPlan.New, "")
                : new MissionUploadResult(TransferEnd.NoAnswer, HeldPlan.Old, $"{left} items are left");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new MissionUploadResult(TransferEnd.Cancelled, sent ? HeldPlan.Unknown : HeldPlan.Old, "given up");
        }
    }

    private async Task<MavMissionResult?> Ask(
        MavMissionType type,
        MessageWaiter<MissionEvent> events,
        CancellationToken cancellation
    )
    {
        // A first 'error' may be a late word on the transfer before: it counts when clearing again brings another.
        var errors = 0;
        for (var sends = 0; sends < MaxSends; sends++)
        {
            connection.Send(
                new MissionClearAll
                {
                    TargetSystem = connection.TargetSystem,
                    TargetComponent = connection.TargetComponent,
                    MissionType = type,
                }
            );
            if (await events.Next(AnswerTime, cancellation) is not { Came: true, Value: MissionEvent.Answered answer })
                continue;
            if (answer.Result != MavMissionResult.Error || ++errors > 1)
                return answer.Result;
        }
        return null;
    }
}
