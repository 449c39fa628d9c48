namespace DroneCommand.Fleet.Vehicles;

/// <summary>A ground station that is attached to the server and sees a vehicle.</summary>
/// <param name="Name">'ground station 254', or its address while it has not said who it is.</param>
/// <param name="Endpoint">The endpoint's name in the configuration.</param>
/// <param name="UserId">The account that it acts for; null where it may only read.</param>
/// <param name="UserName">That account's sign-in name.</param>
[GenerateSerializer, Immutable]
public sealed record AttachedStation(string Name, string Endpoint, string? UserId, string? UserName);

/// <summary>What an attached ground station wants changed.</summary>
/// <param name="OperationId">Of this one act; its repeats are not asked for again.</param>
/// <param name="Caller">The account that the station acts for; without one, the station itself.</param>
/// <param name="Station">'ground station 254 at 10.0.0.7:14550 (pilot)'.</param>
/// <param name="Action">For the record: 'station: mode', 'station: parameter'.</param>
/// <param name="What">With its parameters, for people.</param>
/// <param name="Safety">It holds, returns or lands, which needs no authority.</param>
/// <param name="Refusal">Why the endpoint cannot let it through whoever holds the vehicle; null when it can.</param>
[GenerateSerializer, Immutable]
public sealed record StationAsk(
    Guid OperationId,
    Caller Caller,
    string Station,
    string Action,
    string What,
    bool Safety,
    string? Refusal
);

/// <summary>A grain's answer to <see cref="StationAsk"/>.</summary>
/// <param name="Epoch">Of the activation that answers; a link heeds none lower than it has seen.</param>
/// <param name="Refusal">Why it may not go to the vehicle; null when it may.</param>
[GenerateSerializer, Immutable]
public sealed record StationConsent(long Epoch, string? Refusal);

/// <summary>What attached ground stations may do. Pure.</summary>
public static class StationAuthority
{
    /// <summary>
    /// Null when the station may change the vehicle. It never takes control by itself, as a click in the console does:
    /// stations send much that nobody pressed a button for.
    /// </summary>
    public static string? WhyNot(AuthorityView inForce, Caller caller) =>
        inForce.Kind == AuthorityHolderKind.Nobody
            ? $"{caller.Name} does not have control: take control in the console first"
            : AuthorityRules.WhyNotCommand(inForce, caller);

    /// <summary>The station as people see it.</summary>
    public static StationView Seen(AttachedStation station, AuthorityView inForce) =>
        new(
            station.Name,
            station.Endpoint,
            station.UserId is { } user && inForce.Kind == AuthorityHolderKind.Person && inForce.HolderId == user
                ? station.UserName
                : null
        );
}
