namespace DroneCommand.Fleet.Audit;

/// <summary>Which records to show; what is null is not asked.</summary>
/// <param name="VehicleId">Records of this vehicle.</param>
/// <param name="Person">Part of the person's name, in any case.</param>
/// <param name="Action">Part of the action, in any case.</param>
/// <param name="Before">Only records with a lower sequence: the next page.</param>
/// <param name="Limit">At most so many, the newest.</param>
public sealed record AuditFilter(
    string? VehicleId = null,
    string? Person = null,
    string? Action = null,
    long? Before = null,
    int Limit = 100
);

/// <summary>Reads the record for people.</summary>
public interface IAuditRecords
{
    /// <summary>Newest first; records that still wait for the database come with sequence 0.</summary>
    Task<IReadOnlyList<AuditRecord>> Find(AuditFilter filter, CancellationToken cancellation = default);
}
