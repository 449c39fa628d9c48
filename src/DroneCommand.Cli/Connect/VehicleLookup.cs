using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Cli.Connect;

/// <summary>Over which link a vehicle is reached, and which of those that are heard there it is.</summary>
/// <param name="Link">How it was opened is for the person who typed it: <see cref="LinkAddress"/>.</param>
/// <param name="SystemId">Null for the only one that is heard.</param>
/// <param name="Patience">How long its first heartbeat is waited for.</param>
/// <param name="OwnSystemId">Who we are: a ground station.</param>
internal sealed record VehicleLookup(LinkAddress Link, byte? SystemId, TimeSpan Patience, byte OwnSystemId)
{
    /// <summary>What we sign with; null for a vehicle that is sent nothing signed.</summary>
    public SigningKey? Key { get; init; }

    /// <summary>False where also what is not signed with <see cref="Key"/> counts as the vehicle's.</summary>
    public bool ProofRequired { get; init; } = true;
}
