using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Missions;

/// <summary>One upload: its attempts, and after a failure the reading back.</summary>
/// <param name="connection">To the autopilot.</param>
/// <param name="autopilot">How it stores items.</param>
/// <param name="type">What is uploaded.</param>
/// <param name="items">Without the home item.</param>
/// <param name="previous">What the vehicle is known to hold; null where it is not known.</param>
/// <param name="options">Times and progress.</param>
/// <param name="part">Of the wire's items, what is written over; null for all.</param>
/// <param name="touched">Something was written before, by another way: a refusal says nothing about the old plan.</param>
internal sealed class UploadTransaction(
    VehicleConnection connection,
    IAutopilot autopilot,
    MavMissionType type,
    IReadOnlyList<MissionItem> items,
    IReadOnlyList<MissionItem>? previous,
    TransferOptions options,
    Range? part = null,
    bool touched = false
)
{
    // Reading back a vehicle that is gone must not take a minute.
    private static readonly TimeSpan ReadBackSilence = TimeSpan.FromSeconds(6);

    // How long after a transfer was given up the vehicle's word on it may still come.
    private static readonly TimeSpan LateWords = TimeSpan.FromSeconds(5);

    private int _stored;

    /// <param name="wire">The items as they go out, home in front where it belongs.</param>
    /// <param name="cancellation">The caller gives up.</param>
    public async Task<MissionUploadResult> Run(IReadOnlyList<MissionItem> wire, CancellationToken cancellation)
    {
        using var reason = new RefusalReason(connection);
        var doubtful = connection.MissionWordOwed is { } since && connection.Time.GetElapsedTime(since) < LateWords;
        var (end, attempt) = await Attempts(wire, cancellation);
        connection.MissionWordOwed =
            attempt.Answer == null && end != AttemptEnd.Accepted ? connection.Time.GetTimestamp() : null;
        // Of a part the vehicle's yes says nothing about the rest.
        if (
            !doubtful
            && part == null
            && (end == AttemptEnd.Accepted || (end == AttemptEnd.Ambiguous && await RestIsThere(wire, cancellation)))
        )
            return new MissionUploadResult(TransferEnd.Done, HeldPlan.New, "") { PlanId = attempt.PlanId };
        var refused = end != AttemptEnd.Stalled && attempt.Answer != null;
        var why =
            refused ? await reason.Collect(MissionWords.Of(attempt.Answer!.Value), cancellation)
            : attempt.Begun ? "the vehicle fell silent during the transfer"
            : "the vehicle did not answer";
        var failed = refused ? TransferEnd.Refused : TransferEnd.NoAnswer;
        if (refused && !attempt.Begun && !touched)
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
        for (var number = 1; ; number++)
        {
            var attempt = new UploadAttempt(connection, type, wire, options, part);
            var end = await attempt.Run(options.Deadline - time.GetElapsedTime(start), cancellation);
            _stored = Math.Max(_stored, attempt.HighestAsked);
            var over = number >= options.Attempts || time.GetElapsedTime(start) >= options.Deadline;
            // A vehicle that never answered even the count is not there: beginning anew changes nothing.
            if (end != AttemptEnd.Stalled || over || (!attempt.Begun && attempt.Answer == null))
                return (end, attempt);
        }
    }

    /// <summary>
    /// All items went out, but the last word was lost: the items that the vehicle did not ask beyond are read back, and
    /// how many it holds. The others it has stored, or it would not have asked for the next; but only an autopilot that
    /// keeps items as they come would fly them.
    /// </summary>
    private async Task<bool> RestIsThere(IReadOnlyList<MissionItem> wire, CancellationToken cancellation)
    {
        if (type != MavMissionType.Mission || !autopilot.KeepsMissionItemsAsTheyCome)
            return false;
        var brief = options with { SilenceLimit = ReadBackSilence, Progress = null };
        var transfer = new DownloadTransfer(connection, type, brief, autopilot.ItemsAtOnce);
        // Home is the vehicle's own, whatever was sent.
        var first = Math.Max(_stored, wire.Count - items.Count);
        var read = await transfer.Run(cancellation, first);
        return read.End == TransferEnd.Done
            && transfer.Total == wire.Count
            && MissionComparison.Difference([.. wire.Skip(first)], read.Items, type, autopilot) == null;
    }

    /// <summary>Only what it gives back tells what a vehicle would fly.</summary>
    private async Task<HeldPlan> ReadBack(CancellationToken cancellation)
    {
        var brief = options with { SilenceLimit = ReadBackSilence, Progress = null };
        var read = await new DownloadTransfer(connection, type, brief, autopilot.ItemsAtOnce).Run(cancellation);
        if (read.End != TransferEnd.Done)
            return HeldPlan.Unknown;
        var held = MissionDownload.WithoutHome(read.Items, type, autopilot);
        if (MissionComparison.Difference(items, held, type, autopilot) == null)
            return HeldPlan.New;
        var old = previous != null && MissionComparison.Difference(previous, held, type, autopilot) == null;
        return old ? HeldPlan.Old : HeldPlan.Neither;
    }
}
