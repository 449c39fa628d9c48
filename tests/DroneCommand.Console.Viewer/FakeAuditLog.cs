using System.Collections.Concurrent;
using DroneCommand.Fleet.Audit;

namespace DroneCommand.Console.Viewer;

/// <summary>The record in memory.</summary>
public sealed class FakeAuditLog : IAuditLog
{
    private readonly ConcurrentQueue<AuditRecord> records = new();

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<AuditRecord> Records => [.. records];

    public Task<bool> TryBegin(AuditRecord request, CancellationToken cancellation = default)
    {
        var isNew = records.All(known => known.OperationId != request.OperationId);
        if (isNew)
        {
            records.Enqueue(request);
        }

        return Task.FromResult(isNew);
    }

    public void Spool(AuditRecord record) => records.Enqueue(record);

    public Task<IReadOnlyList<AuditRecord>> Read(
        int limit,
        string? vehicleId = null,
        CancellationToken cancellation = default
    ) =>
        Task.FromResult<IReadOnlyList<AuditRecord>>([
            .. records.Where(record => vehicleId is null || record.VehicleId == vehicleId).Reverse().Take(limit),
        ]);
}
