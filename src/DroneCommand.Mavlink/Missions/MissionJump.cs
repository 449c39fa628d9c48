using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Missions;

/// <summary>What became of a jump to a mission item.</summary>
/// <param name="End">Done means: seen in MISSION_CURRENT.</param>
/// <param name="Current">The item that the vehicle said last after it was asked, as on the wire; null for none.</param>
/// <param name="Reason">For people; empty when done.</param>
public sealed record MissionJumpResult(TransferEnd End, int? Current, string Reason);

/// <summary>
/// Makes a mission item the current one: by MAV_CMD_DO_SET_MISSION_CURRENT, which is answered, or by MISSION_SET_CURRENT
/// for a vehicle that does not know the command. Its yes is not enough: the item must be seen in MISSION_CURRENT.
/// </summary>
public sealed class MissionJump(VehicleConnection connection, CommandSender commands)
{
    private static readonly TimeSpan ShownWithin = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(800);
    private const int MaxSends = 6;

    /// <param name="number">As on the wire: where item 0 is home, the first item is 1.</param>
    /// <param name="cancellation">The caller gives up.</param>
    public async Task<MissionJumpResult> Run(int number, CancellationToken cancellation = default)
    {
        try
        {
            using var shown = connection.Expect<MissionCurrent>();
            var request = new CommandLongRequest(MavCmd.DoSetMissionCurrent, number);
            var answer = await commands.Send(request, cancellation: cancellation);
            if (answer.Answer == MavResult.Unsupported)
                return await ByMessage(number, shown, cancellation);
            return answer.Kind switch
            {
                CommandResultKind.Refused => new MissionJumpResult(TransferEnd.Refused, null, answer.Reason),
                CommandResultKind.Cancelled => new MissionJumpResult(TransferEnd.Cancelled, null, answer.Reason),
                _ => await Watch(number, shown, ShownWithin, answer.Reason, cancellation),
            };
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new MissionJumpResult(TransferEnd.Cancelled, null, "given up");
        }
    }

    private async Task<MissionJumpResult> ByMessage(
        int number,
        MessageWaiter<MissionCurrent> shown,
        CancellationToken cancellation
    )
    {
        MissionJumpResult? result = null;
        for (var sends = 0; sends < MaxSends && result?.End != TransferEnd.Done; sends++)
        {
            connection.Send(
                new MissionSetCurrent
                {
                    TargetSystem = connection.TargetSystem,
                    TargetComponent = connection.TargetComponent,
                    Seq = (ushort)number,
                }
            );
            result = await Watch(number, shown, AskAgain, "", cancellation);
        }
        return result!;
    }

    private async Task<MissionJumpResult> Watch(
        int number,
        MessageWaiter<MissionCurrent> shown,
        TimeSpan within,
        string otherwise,
        CancellationToken cancellation
    )
    {
        var since = connection.Time.GetTimestamp();
        int? last = null;
        while (within - connection.Time.GetElapsedTime(since) is { Ticks: > 0 } left)
        {
            if (await shown.Next(left, cancellation) is not { Came: true, Value: var current })
                break;
            last = current.Seq;
            if (last == number)
                return new MissionJumpResult(TransferEnd.Done, last, "");
        }
        var why =
            otherwise.Length > 0 ? otherwise
            : last is { } other ? FormattableString.Invariant($"it is at item {other}")
            : "it does not say at which item it is";
        return new MissionJumpResult(TransferEnd.NoAnswer, last, why);
    }
}
