using System.Threading.Channels;
using DroneCommand.Fleet.Persistence;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Audit;

/// <summary>
/// The append-only record over the fleet's database. Spooled records are written to the spool file at once, then moved
/// to the database in their order by one background loop, which goes on trying while the database takes none. Storing a
/// record twice leaves it once, so a crash at any point loses and doubles nothing. Thread-safe.
/// </summary>
internal sealed class AuditLog(
    DatabaseReader reader,
    DatabaseWriter writer,
    AuditSpool spool,
    DatabaseHealth health,
    TimeProvider time,
    ILogger<AuditLog> log
) : IAuditLog, IAuditRecords, IAsyncDisposable
{
    private const int BatchLimit = 256;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<SpooledRecord> _waiting = [];
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly CancellationTokenSource _stopping = new();
    private Task _moving = Task.CompletedTask;

    /// <summary>Takes over what an earlier run left in the spool and begins to move records to the database.</summary>
    public void Start()
    {
        lock (_gate)
            _waiting.AddRange(spool.Open());
        _signal.Writer.TryWrite(true);
        _moving = Task.Run(MoveToDatabase);
    }

    public async Task<bool> TryBegin(AuditRecord request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var before = Waiting();
        if (before.Any(waiting => waiting.Record.OperationId == request.OperationId))
            return false;
        var entry = new SpooledRecord(Guid.NewGuid(), request);
        return await writer.Write(
            database =>
            {
                // What was spooled before is stored before, so that the sequence tells the true order. A backlog after
                // a fault is left to the background: it must not delay a command.
                if (before.Length <= BatchLimit)
                    Insert(database, before);
                if (!BeginOperation(database, request))
                    return false;
                database.Add(ToRow(entry));
                database.SaveChanges();
                return true;
            },
            cancellation
        );
    }

    public void Spool(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var entry = new SpooledRecord(Guid.NewGuid(), record);
        try
        {
            lock (_gate)
            {
                _waiting.Add(entry);
                spool.Append(entry);
            }
        }
        catch (IOException fault)
        {
            // It stays in memory and goes to the database as soon as there is room again.
            log.LogCritical(fault, "Audit record {EntryId} could not be written to the spool", entry.EntryId);
            health.WriteFailed($"the spool cannot be written: {fault.Message}");
        }

        _signal.Writer.TryWrite(true);
    }

    public Task<IReadOnlyList<AuditRecord>> Read(
        int limit,
        string? vehicleId = null,
        CancellationToken cancellation = default
    ) => Find(new AuditFilter(VehicleId: vehicleId, Limit: limit), cancellation);

    public async Task<IReadOnlyList<AuditRecord>> Find(AuditFilter filter, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        // Looked at before the database: what is stored meanwhile is then seen there, and not missed.
        var waiting = Waiting();
        var stored = await reader.Read(database => Matching(database, filter), cancellation);
        var known = stored.Select(row => row.EntryId).ToHashSet();
        var fresh = filter.Before is null
            ? waiting.Where(entry => !known.Contains(entry.EntryId) && Matches(entry.Record, filter)).Reverse()
            : [];
        return [.. fresh.Select(entry => entry.Record).Concat(stored.Select(ToRecord)).Take(filter.Limit)];
    }

    /// <summary>Moves what can be moved; the rest stays in the spool for the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        _signal.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _moving;
    }

    private SpooledRecord[] Waiting()
    {
        lock (_gate)
            return [.. _waiting];
    }

    private async Task MoveToDatabase()
    {
        await foreach (var _ in _signal.Reader.ReadAllAsync())
        {
            while (Waiting() is { Length: > 0 } waiting)
            {
                if (await TryMove(waiting[..Math.Min(waiting.Length, BatchLimit)]))
                    continue;
                if (_stopping.IsCancellationRequested)
                    return;
                await RetryIntervalOrStop();
            }

            lock (_gate)
            {
                if (_waiting.Count == 0)
                    spool.Clear();
            }
        }
    }

    private async Task<bool> TryMove(SpooledRecord[] batch)
    {
        try
        {
            spool.Flush();
        }
        catch (IOException fault)
        {
            log.LogError(fault, "The audit spool cannot be flushed to the disk");
        }

        try
        {
            await Store(batch);
            return true;
        }
        catch (DatabaseUnavailableException fault)
        {
            log.LogWarning("{Count} audit records wait in the spool: {Reason}", batch.Length, fault.Message);
            return false;
        }
    }

    private async Task Store(SpooledRecord[] batch)
    {
        try
        {
            await writer.Write(database => Insert(database, batch));
        }
        catch (Exception fault) when (fault is not DatabaseUnavailableException)
        {
            if (batch.Length > 1)
            {
                foreach (var entry in batch)
                    await Store([entry]);
                return;
            }

            // One record that the database will never take must not hold up those behind it.
            spool.Reject(batch[0], fault);
        }

        lock (_gate)
            _waiting.RemoveAll(batch.Contains);
    }

    // A stop ends the wait early, for one last attempt.
    private Task RetryIntervalOrStop() =>
        Task.Delay(RetryInterval, time, _stopping.Token).ContinueWith(_ => { }, TaskScheduler.Default);

    private static int Insert(FleetDbContext database, SpooledRecord[] batch)
    {
        var ids = batch.Select(entry => entry.EntryId).ToList();
        var stored = database.AuditRecords.Where(r => ids.Contains(r.EntryId)).Select(r => r.EntryId).ToHashSet();
        foreach (var entry in batch.Where(entry => !stored.Contains(entry.EntryId)))
        {
            if (entry.Record.Outcome is null)
                BeginOperation(database, entry.Record);
            database.Add(ToRow(entry));
            // One by one: the sequence is the order of the spool.
            database.SaveChanges();
        }

        return batch.Length;
    }

    private static bool BeginOperation(FleetDbContext database, AuditRecord request)
    {
        if (database.Operations.Any(r => r.OperationId == request.OperationId))
            return false;
        database.Add(new OperationRow { OperationId = request.OperationId, Time = request.Time });
        database.SaveChanges();
        return true;
    }

    private static List<AuditRecordRow> Matching(FleetDbContext database, AuditFilter filter)
    {
        IQueryable<AuditRecordRow> rows = database.AuditRecords;
        if (filter.VehicleId is { } vehicle)
            rows = rows.Where(r => r.VehicleId == vehicle);
#pragma warning disable CA1862 // ToLower is translated to SQL on every database; the overload with a comparison is not.
        if (filter.Person?.ToLowerInvariant() is { Length: > 0 } person)
            rows = rows.Where(r => r.UserName.ToLower().Contains(person));
        if (filter.Action?.ToLowerInvariant() is { Length: > 0 } action)
            rows = rows.Where(r => r.Action.ToLower().Contains(action));
#pragma warning restore CA1862
        if (filter.Before is { } before)
            rows = rows.Where(r => r.Sequence < before);
        return [.. rows.OrderByDescending(r => r.Sequence).Take(filter.Limit)];
    }

    private static bool Matches(AuditRecord record, AuditFilter filter) =>
        (filter.VehicleId is null || record.VehicleId == filter.VehicleId)
        && record.UserName.Contains(filter.Person ?? "", StringComparison.OrdinalIgnoreCase)
        && record.Action.Contains(filter.Action ?? "", StringComparison.OrdinalIgnoreCase);

    private static AuditRecordRow ToRow(SpooledRecord entry) =>
        new()
        {
            EntryId = entry.EntryId,
            Time = entry.Record.Time,
            OperationId = entry.Record.OperationId,
            UserId = entry.Record.UserId,
            UserName = entry.Record.UserName,
            VehicleId = entry.Record.VehicleId,
            Action = entry.Record.Action,
            Detail = entry.Record.Detail,
            Outcome = entry.Record.Outcome,
        };

    private static AuditRecord ToRecord(AuditRecordRow row) =>
        new(
            row.Sequence,
            row.Time,
            row.OperationId,
            row.UserId,
            row.UserName,
            row.VehicleId,
            row.Action,
            row.Detail,
            row.Outcome
        );
}
