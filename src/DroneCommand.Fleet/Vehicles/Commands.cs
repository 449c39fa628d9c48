namespace DroneCommand.Fleet.Vehicles;

/// <summary>Who asks. The grain looks the roles up itself; a caller cannot bring them along.</summary>
/// <param name="UserId">Key of the person's account.</param>
/// <param name="Name">Sign-in name, for records and refusals.</param>
[GenerateSerializer, Immutable]
public sealed record Caller(string UserId, string Name);

/// <summary>The envelope of every command a person gives.</summary>
/// <param name="OperationId">Made where the button was pressed, so that a repeated event has one effect.</param>
/// <param name="Caller">Who asks.</param>
[GenerateSerializer, Immutable]
public sealed record CommandRequest(Guid OperationId, Caller Caller);

/// <summary>What became of a command.</summary>
public enum OutcomeKind
{
    /// <summary>Accepted by the vehicle and seen to happen.</summary>
    Done,

    /// <summary>Refused by the server; the text says why.</summary>
    RefusedByUs,

    /// <summary>Refused by the vehicle; the text is its reason.</summary>
    RefusedByVehicle,

    /// <summary>Nothing was heard in time: it may or may not have happened.</summary>
    NoAnswer,

    /// <summary>A safety command went first, or it expired before it could be sent.</summary>
    Cancelled,

    /// <summary>Came through an attached ground station and went on to the vehicle, whose answer goes to that station.</summary>
    PassedOn,
}

/// <summary>The end of a command: never a bare yes or no.</summary>
/// <param name="Kind">Which of the ends.</param>
/// <param name="Text">For people: 'seen after 0.4 s', 'keep-out Tank 3', 'PreArm: Need Position Estimate'.</param>
/// <param name="After">From the request to the end.</param>
[GenerateSerializer, Immutable]
public sealed record CommandOutcome(OutcomeKind Kind, string Text, TimeSpan After)
{
    public static CommandOutcome RefusedByUs(string why) => new(OutcomeKind.RefusedByUs, why, TimeSpan.Zero);
}
