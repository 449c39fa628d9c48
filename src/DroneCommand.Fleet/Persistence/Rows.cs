namespace DroneCommand.Fleet.Persistence;

/// <summary>A grain's stored state. The tag is random, so that a deleted and rewritten state never matches an old one.</summary>
internal sealed class GrainStateRow
{
    public required string StateName { get; init; }
    public required string GrainId { get; init; }
    public required string ETag { get; set; }
    public required string Payload { get; set; }
    public DateTimeOffset Written { get; set; }
}

/// <summary>A row of Orleans' reminder table. Hash is the grain's uniform hash, 0 to 2³² − 1.</summary>
internal sealed class ReminderRow
{
    public required string GrainId { get; init; }
    public required string Name { get; init; }
    public required long Hash { get; init; }
    public required DateTimeOffset StartAt { get; set; }
    public required TimeSpan Period { get; set; }
    public required string ETag { get; set; }
}

/// <summary>One line of the append-only record. EntryId makes replaying the spool harmless.</summary>
internal sealed class AuditRecordRow
{
    public long Sequence { get; init; }
    public required Guid EntryId { get; init; }
    public required DateTimeOffset Time { get; init; }
    public required Guid OperationId { get; init; }
    public required string UserId { get; init; }
    public required string UserName { get; init; }
    public string? VehicleId { get; init; }
    public required string Action { get; init; }
    public required string Detail { get; init; }
    public string? Outcome { get; init; }
}

/// <summary>An operation that was begun: its id is the promise that it is not begun again.</summary>
internal sealed class OperationRow
{
    public required Guid OperationId { get; init; }
    public required DateTimeOffset Time { get; init; }
}

/// <summary>The newest activation epoch of a vehicle; links refuse lower ones.</summary>
internal sealed class VehicleEpochRow
{
    public required string VehicleId { get; init; }
    public required long Epoch { get; init; }
}

/// <summary>One run of a patrol; the key (patrol, slot) is what makes a due time start once.</summary>
internal sealed class PatrolRunRow
{
    public required string PatrolId { get; init; }
    public required DateTimeOffset Slot { get; init; }
    public required string PatrolName { get; init; }
    public required string SiteId { get; init; }
    public required string VehicleId { get; init; }
    public required Patrols.PatrolRunState State { get; set; }
    public required string Reason { get; set; }
    public required string StartedBy { get; init; }
    public DateTimeOffset? Ended { get; set; }
    public List<PatrolRunVehicleRow> Vehicles { get; init; } = [];
}

/// <summary>What one vehicle did in a run. Order counts the run's vehicles from 0.</summary>
internal sealed class PatrolRunVehicleRow
{
    public required string PatrolId { get; init; }
    public required DateTimeOffset Slot { get; init; }
    public required string VehicleId { get; init; }
    public required int Order { get; init; }
    public required string Name { get; init; }
    public required Patrols.PatrolRunState State { get; set; }
    public required string Reason { get; set; }
    public required int Sortie { get; set; }
    public required int Sorties { get; set; }
    public required bool Left { get; set; }
    public DateTimeOffset? Ended { get; set; }
}

/// <summary>
/// A vehicle's signing key, encrypted for that vehicle (null: it was taken away), and what its signing time must begin
/// above after a restart, in units of 10 µs since 2015. The pending key is one that was sent to the vehicle, encrypted
/// likewise; zeros stand for 'sign no more'; null where nothing is open.
/// </summary>
internal sealed class SigningKeyRow
{
    public required string VehicleId { get; init; }
    public byte[]? ProtectedKey { get; set; }
    public byte LinkId { get; set; }
    public long SigningTime { get; set; }
    public byte[]? PendingKey { get; set; }
    public DateTimeOffset? KeySince { get; set; }
    public bool SetUpHere { get; set; }
}
