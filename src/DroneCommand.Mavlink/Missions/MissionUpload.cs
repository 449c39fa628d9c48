using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Missions;

/// <summary>
/// Replaces a mission, a fence or the rally points of a vehicle. An empty list clears. After any failure what the vehicle
/// holds is read back, because an upload that fails half way leaves ArduPilot with a changed mission.
/// </summary>
/// <param name="connection">To the autopilot.</param>
/// <param name="autopilot">How it stores items.</param>
public sealed class MissionUpload(VehicleConnection connection, IAutopilot autopilot)
{
    /// <summary>Uploads; 'done' is the vehicle's word, and <see cref="MissionVerify"/> makes sure of it.</summary>
    /// <param name="type">Mission, fence or rally points.</param>
    /// <param name="items">Without the home item.</param>
    /// <param name="home">Put in front where the autopilot wants it; it uses its own place all the same.</param>
    /// <param name="previous">What the vehicle is known to hold, so that a failure can be told from a mixture.</param>
    /// <param name="options">Times and progress.</param>
    /// <param name="cancellation">Ends it at once; what the vehicle holds is then unknown.</param>
    public async Task<MissionUploadResult> Run(
        MavMissionType type,
        IReadOnlyList<MissionItem> items,
        (GeoPoint Point, AltitudeAmsl Altitude)? home = null,
        IReadOnlyList<MissionItem>? previous = null,
        TransferOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= TransferOptions.Default;
        if (items.Count == 0)
            return await new MissionClear(connection, autopilot).Run(type, options, cancellation);
        var begun = false;
        try
        {
            using var turn = await connection.MissionTurn.Enter(cancellation);
            using var reason = new RefusalReason(connection);
            var wire = WireItems.ForUpload(
                items,
                type == MavMissionType.Mission && autopilot.MissionBeginsWithHome,
                home
            );
            begun = true;
            var (end, attempt) = await Attempts(type, wire, options, cancellation);
            if (end == AttemptEnd.Accepted)
                return new MissionUploadResult(TransferEnd.Done, HeldPlan.New, "");
            var why = await Why(end, attempt, reason, cancellation);
            var failed =
                end == AttemptEnd.Stalled || attempt.Answer == null ? TransferEnd.NoAnswer : TransferEnd.Refused;
            if (!attempt.Begun && failed == TransferEnd.Refused)
                return new MissionUploadResult(failed, HeldPlan.Old, why);
            return await FindOut(type, items, previous, failed, why, options, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new MissionUploadResult(TransferEnd.Cancelled, begun ? HeldPlan.Unknown : HeldPlan.Old, "given up");
        }
    }

    private async Task<(AttemptEnd, UploadAttempt)> Attempts(
        MavMissionType type,
        IReadOnlyList<MissionItem> wire,
        TransferOptions options,
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
            if (end != AttemptEnd.Stalled || over || !attempt.Begun && attempt.Answer == null)
                return (end, attempt);
        }
    }

    private static async Task<string> Why(
        AttemptEnd end,
        UploadAttempt attempt,
        RefusalReason reason,
        CancellationToken cancellation
    )
    {
        if (attempt.Answer is { } answer && end != AttemptEnd.Stalled)
            return await reason.Collect(MissionWords.Of(answer), cancellation);
        return attempt.Begun ? "the vehicle fell silent during the transfer" : "the vehicle did not answer";
    }

    /// <summary>Reads back after a failure: only that tells what the vehicle would fly.</summary>
    private async Task<MissionUploadResult> FindOut(
        MavMissionType type,
        IReadOnlyList<MissionItem> items,
        IReadOnlyList<MissionItem>? previous,
        TransferEnd failed,
        string why,
        TransferOptions options,
        CancellationToken cancellation
    )
    {
        var brief = options with { SilenceLimit = TimeSpan.FromSeconds(6), Progress = null };
        var held = await new DownloadTransfer(connection, type, brief).Run(cancellation);
        if (held.End != TransferEnd.Done)
            return new MissionUploadResult(failed, HeldPlan.Unknown, why);
        var list = MissionDownload.WithoutHome(held.Items, type, autopilot);
        if (MissionComparison.Difference(items, list, type, autopilot) == null)
            return new MissionUploadResult(TransferEnd.Done, HeldPlan.New, "");
        var old = previous != null && MissionComparison.Difference(previous, list, type, autopilot) == null;
        return new MissionUploadResult(failed, old ? HeldPlan.Old : HeldPlan.Neither, why);
    }
}
