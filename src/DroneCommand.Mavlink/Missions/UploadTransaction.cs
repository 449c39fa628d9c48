using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Missions;

/// <summary>One upload: its attempts, and after a failure the reading back.</summary>
internal sealed class UploadTransaction(
    VehicleConnection connection,
    IAutopilot autopilot,
    MavMissionType type,
    IReadOnlyList<MissionItem> items,
    IReadOnlyList<MissionItem>? previous,
    TransferOptions options
)
{
    // Reading back a vehicle that is gone must not take a minute.
    private static readonly TimeSpan ReadBackSilence = TimeSpan.FromSeconds(6);

    /// <param name="wire">The items as they go out, home in front where it belongs.</param>
    /// <param name="cancellation">The caller gives up.</param>
    public async Task<MissionUploadResult> Run(IReadOnlyList<MissionItem> wire, CancellationToken cancellation)
    {
        using var reason = new RefusalReason(connection);
        var (end, attempt) = await Attempts(wire, cancellation);
        if (end == AttemptEnd.Accepted)
            return new MissionUploadResult(TransferEnd.Done, HeldPlan.New, "");
        var refused = end != AttemptEnd.Stalled && attempt.Answer != null;
        var why =
            refused ? await reason.Collect(MissionWords.Of(attempt.Answer!.Value), cancellation)
            : attempt.Begun ? "the vehicle fell silent during the transfer"
            : "the vehicle did not answer";
        var failed = refused ? TransferEnd.Refused : TransferEnd.NoAnswer;
        if (refused && !attempt.Begun)
            return new MissionUploadResult(failed, HeldPlan.Old, why);
        var held = await ReadBack(cancellation);
        return held switch
        {
            HeldPlan.New => new MissionUploadResult(TransferEnd.Done, held, ""),
            HeldPlan.Unknown when end == AttemptEnd.Ambiguous => new MissionUploadResult(
                TransferEnd.NoAnswer,
                held,
                why
            ),
            _ => new MissionUploadResult(failed, held, why),
        };
    }

    private async Task<(AttemptEnd, UploadAttempt)> Attempts(
        IReadOnlyList<MissionItem> wire,
        CancellationToken cancellation
    )
    {
        var time = connection.Time;
        var start = time.GetTimestamp();
        var pace = new ResendPace(time);
        for (var number = 1; ; number++)
        {
            var attempt = new UploadAttempt(connection, type, wire, options, pace);
            var end = await attempt.Run(options.Deadline - time.GetElapsedTime(start), cancellation);
            var over = number >= options.Attempts || time.GetElapsedTime(start) >= options.Deadline;
            // A vehicle that never answered even the count is not there: beginning anew changes nothing.
            if (end != AttemptEnd.Stalled || over || (!attempt.Begun && attempt.Answer == null))
                return (end, attempt);
        }
    }

    /// <summary>Only what it gives back tells what a vehicle would fly.</summary>
    private async Task<HeldPlan> ReadBack(CancellationToken cancellation)
    {
        var brief = options with { SilenceLimit = ReadBackSilence, Progress = null };
        var read = await new DownloadTransfer(connection, type, brief).Run(cancellation);
        if (read.End != TransferEnd.Done)
            return HeldPlan.Unknown;
        var held = MissionDownload.WithoutHome(read.Items, type, autopilot);
        if (MissionComparison.Difference(items, held, type, autopilot) == null)
            return HeldPlan.New;
        var old = previous != null && MissionComparison.Difference(previous, held, type, autopilot) == null;
        return old ? HeldPlan.Old : HeldPlan.Neither;
    }
}
