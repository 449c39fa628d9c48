namespace DroneCommand.Fleet.Audit;

/// <summary>One line of the append-only record: who asked what of which vehicle, and what became of it.</summary>
/// <param name="Sequence">Rises by one per record; 0 before it is stored.</param>
/// <param name="Time">Server time.</param>
/// <param name="OperationId">Joins the request's record with its outcome's.</param>
/// <param name="UserId">The caller's account, or 'schedule', or 'server'.</param>
/// <param name="UserName">As people know it.</param>
/// <param name="VehicleId">Null for what concerns no vehicle.</param>
/// <param name="Action">'hold', 'go-to', 'sign-in', 'role granted'.</param>
/// <param name="Detail">Parameters, for people.</param>
/// <param name="Outcome">Null on the record of the request; on the second record the outcome's kind and text.</param>
public sealed record AuditRecord(
    long Sequence,
    DateTimeOffset Time,
    Guid OperationId,
    string UserId,
    string UserName,
    string? VehicleId,
    string Action,
    string Detail,
    string? Outcome
);

/// <summary>
/// The append-only record. Writing goes through the one database writer, off the grain scheduler.
/// </summary>
public interface IAuditLog
{
    /// <summary>
    /// Stores the request's record together with its operation id, before the command leaves.
    /// </summary>
    /// <returns>False when this operation id was stored before: the command must not be executed again.</returns>
    Task<bool> TryBegin(AuditRecord request, CancellationToken cancellation = default);

    /// <summary>
    /// Accepts a record without waiting for the database: safety commands leave first, outcomes must not delay. It is
    /// written to a spool file in the data folder at once when the database does not take it.
    /// </summary>
    void Spool(AuditRecord record);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<AuditRecord>> Read(
        int limit,
        string? vehicleId = null,
        CancellationToken cancellation = default
    );
}
