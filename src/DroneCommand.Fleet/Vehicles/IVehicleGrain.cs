using DroneCommand.Mavlink.Units;
using Orleans.Concurrency;

namespace DroneCommand.Fleet.Vehicles;

/// <summary>
/// One vehicle: it owns authority, the assignment, the sortie's state and the audit of decisions.
/// Key: the vehicle's permanent id. Every command is checked here against the caller's current roles.
/// </summary>
public interface IVehicleGrain : IGrainWithStringKey
{
    [AlwaysInterleave]
    Task<VehicleView> View();

    /// <summary>Stops where it is (copter: BRAKE or LOITER; rover: HOLD). Needs no authority.</summary>
    [AlwaysInterleave]
    Task<CommandOutcome> Hold(CommandRequest request);

    /// <summary>Return to Launch. Needs no authority.</summary>
    [AlwaysInterleave]
    Task<CommandOutcome> Return(CommandRequest request);

    /// <summary>Lands where it is; a rover holds instead. Needs no authority.</summary>
    [AlwaysInterleave]
    Task<CommandOutcome> Land(CommandRequest request);

    /// <summary>Goes on with the mission at the item where it was held.</summary>
    Task<CommandOutcome> Resume(CommandRequest request);

    /// <summary>Goes to a point and stays there; refused with place and reason if the way or the way home is not safe.</summary>
    /// <param name="request">Who and which operation.</param>
    /// <param name="target">Where to.</param>
    /// <param name="altitude">Null keeps the present height; ignored by ground robots.</param>
    Task<CommandOutcome> GoTo(CommandRequest request, GeoPoint target, AltitudeAboveHome? altitude);

    /// <summary>Stops the motors at once: what flies, falls. One vehicle, never queued.</summary>
    Task<CommandOutcome> MotorsOff(CommandRequest request);

    /// <summary>Takes authority from a patrol run or from nobody; refused with the holder's name when a person holds it.</summary>
    Task<CommandOutcome> TakeAuthority(CommandRequest request);

    Task<CommandOutcome> ReleaseAuthority(CommandRequest request);

    /// <summary>
    /// Gives the vehicle a new signing key and sees it sign (administrators only, on the ground). Nothing changes here
    /// before it was seen; the key is in no message and no record.
    /// </summary>
    /// <param name="request">Who and which operation.</param>
    /// <param name="linkConfirmed">The person says that nobody else listens on its link, which the key crosses in clear.</param>
    Task<CommandOutcome> SetUpSigning(CommandRequest request, bool linkConfirmed);

    /// <summary>Takes the vehicle's signing key away and sees it sign no more (administrators only, on the ground).</summary>
    Task<CommandOutcome> TurnSigningOff(CommandRequest request);
}
