using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Missions;

/// <summary>
/// Replaces a mission, a fence or the rally points of a vehicle. An empty list clears. After any failure what the vehicle
/// holds is read back, because an upload that fails half way leaves ArduPilot with a changed mission.
/// </summary>
/// <param name="connection">To the autopilot.</param>
/// <param name="autopilot">How it stores items.</param>
/// <param name="files">
/// Writes them as a file where the vehicle takes one, and item by item where it does not; null only item by item.
/// </param>
public sealed class MissionUpload(VehicleConnection connection, IAutopilot autopilot, FileClient? files = null)
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
        var wire = WireItems.ForUpload(items, HasHome(type), home);
        return await InTurn(() => Upload(type, items, wire, previous, options, cancellation), cancellation);
    }

    private async Task<MissionUploadResult> Upload(
        MavMissionType type,
        IReadOnlyList<MissionItem> items,
        IReadOnlyList<MissionItem> wire,
        IReadOnlyList<MissionItem>? previous,
        TransferOptions options,
        CancellationToken cancellation
    )
    {
        var begun = connection.Time.GetTimestamp();
        var end = FileUploadEnd.NotOffered;
        if (files != null)
        {
            using var transfer = new PlanFileTransfer(connection, autopilot, files, type, options);
            end = await transfer.Write(items, wire, cancellation);
        }
        if (end == FileUploadEnd.Done)
            return new MissionUploadResult(TransferEnd.Done, HeldPlan.New, "") { ByFile = true };
        // The vehicle says why only to single items.
        var left = options.Deadline - connection.Time.GetElapsedTime(begun);
        var upload = new UploadTransaction(
            connection,
            autopilot,
            type,
            items,
            previous,
            options with
            {
                Deadline = left > TimeSpan.Zero ? left : TimeSpan.Zero,
            },
            touched: end == FileUploadEnd.Failed
        );
        return await upload.Run(wire, cancellation);
    }

    /// <summary>
    /// Writes over some of the items that a vehicle holds and leaves the others (MISSION_WRITE_PARTIAL_LIST); the number of
    /// items stays. What came of it is read back, since nobody else knows the whole.
    /// </summary>
    /// <param name="type">Mission, fence or rally points, as far as the vehicle does it for them.</param>
    /// <param name="held">What it is known to hold, without the home item.</param>
    /// <param name="first">The place of the first new item in <paramref name="held"/>.</param>
    /// <param name="items">The new items; at least one, and none behind the end.</param>
    /// <param name="options">Times and progress.</param>
    /// <param name="cancellation">Ends it at once; what the vehicle holds is then unknown.</param>
    public async Task<MissionUploadResult> Replace(
        MavMissionType type,
        IReadOnlyList<MissionItem> held,
        int first,
        IReadOnlyList<MissionItem> items,
        TransferOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(items.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + items.Count, held.Count);
        IReadOnlyList<MissionItem> whole = [.. held.Take(first), .. items, .. held.Skip(first + items.Count)];
        var wire = WireItems.ForUpload(whole, HasHome(type), home: null);
        var start = first + wire.Count - whole.Count;
        var part = start..(start + items.Count);
        var upload = new UploadTransaction(
            connection,
            autopilot,
            type,
            whole,
            held,
            options ?? TransferOptions.Default,
            part
        );
        return await InTurn(() => upload.Run(wire, cancellation), cancellation);
    }

    private bool HasHome(MavMissionType type) => type == MavMissionType.Mission && autopilot.MissionBeginsWithHome;

    private async Task<MissionUploadResult> InTurn(
        Func<Task<MissionUploadResult>> upload,
        CancellationToken cancellation
    )
    {
        var begun = false;
        try
        {
            using var turn = await connection.MissionTurn.Enter(cancellation);
            begun = true;
            return await upload();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            if (begun)
                connection.MissionWordOwed = connection.Time.GetTimestamp();
            return new MissionUploadResult(TransferEnd.Cancelled, begun ? HeldPlan.Unknown : HeldPlan.Old, "given up");
        }
    }
}
