using DroneCommand.Mavlink.Autopilots;
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
            var wire = WireItems.ForUpload(
                items,
                type == MavMissionType.Mission && autopilot.MissionBeginsWithHome,
                home
            );
            begun = true;
            var upload = new UploadTransaction(connection, autopilot, type, items, previous, options);
            return await upload.Run(wire, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            if (begun)
                connection.MissionWordOwed = connection.Time.GetTimestamp();
            return new MissionUploadResult(TransferEnd.Cancelled, begun ? HeldPlan.Unknown : HeldPlan.Old, "given up");
        }
    }
}
