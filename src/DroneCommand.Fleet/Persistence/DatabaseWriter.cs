using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace DroneCommand.Fleet.Persistence;

/// <summary>
/// The one writer: a thread of its own takes pieces of work in order and commits those that wait together as one
/// transaction, so that a burst costs one flush to disk. All state but the queue belongs to that thread. A task ends
/// when its work is committed, or with the error of its own work only.
/// </summary>
internal sealed class DatabaseWriter : IAsyncDisposable
{
    private const int Capacity = 1024;
    private const int BatchLimit = 64;

    /// <summary>After this long without an answer the caller is told so; whether the write passed is then unknown.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly BlockingCollection<DatabaseWork> _queue = new(Capacity);
    private readonly IDbContextFactory<FleetDbContext> _contexts;
    private readonly DatabaseHealth _health;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DatabaseWriter(IDbContextFactory<FleetDbContext> contexts, DatabaseHealth health, TimeProvider time)
    {
        _contexts = contexts;
        _health = health;
        _time = time;
        new Thread(Run) { IsBackground = true, Name = "database writer" }.Start();
    }

    /// <summary>
    /// Queues <paramref name="work"/>. It runs inside a transaction, may run a second time when the first is rolled
    /// back, and so touches nothing but the context and its own locals.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">
    /// The database is locked, full or gone, the queue is full, or no answer came within <see cref="Patience"/>.
    /// </exception>
    public async Task<T> Write<T>(Func<FleetDbContext, T> work, CancellationToken cancellation = default)
    {
        var item = new DatabaseWork<T>(work);
        Enqueue(item);
        try
        {
            return await item.Task.WaitAsync(Patience, _time, cancellation);
        }
        catch (TimeoutException) when (item.Task.IsCompleted)
        {
            // The answer was there, only this continuation came late.
            return await item.Task;
        }
        catch (TimeoutException)
        {
            var never = item.TryAbandon();
            throw new DatabaseUnavailableException($"the database gave no answer for {Patience.TotalSeconds} s")
            {
                OutcomeUnknown = !never,
            };
        }
        catch (OperationCanceledException)
        {
            item.TryAbandon();
            throw;
        }
    }

    /// <summary>Takes no more work and returns when what waits is written.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.CompleteAdding();
        await _drained.Task;
    }

    private void Enqueue(DatabaseWork item)
    {
        bool taken;
        try
        {
            taken = _queue.TryAdd(item);
        }
        catch (InvalidOperationException stopped)
        {
            throw new DatabaseUnavailableException("the server is stopping", stopped);
        }

        if (!taken)
            throw new DatabaseUnavailableException("too many writes wait for the database");
    }

    private void Run()
    {
        try
        {
            foreach (var first in _queue.GetConsumingEnumerable())
            {
                var batch = new List<DatabaseWork> { first };
                while (batch.Count < BatchLimit && _queue.TryTake(out var next))
                    batch.Add(next);
                batch.RemoveAll(item => !item.TryBegin());
                Commit(batch);
            }
        }
        finally
        {
            _drained.SetResult();
        }
    }

    // One failing piece rolls the batch back; then each runs alone, so that it fails alone. A database that takes
    // nothing fails all at once: waiting for a lock once per piece would add up to minutes.
    private void Commit(List<DatabaseWork> batch)
    {
        if (batch.Count == 0)
            return;
        var fault = Attempt(batch);
        if (fault is null)
            return;
        if (FailedForAll(batch, fault))
            return;
        for (var i = 0; i < batch.Count; i++)
        {
            // A key that another server wrote meanwhile is seen by the second attempt.
            var own = batch.Count > 1 || fault is DbUpdateException ? Attempt([batch[i]]) : fault;
            if (own is null)
                continue;
            if (FailedForAll(batch[i..], own))
                return;
            batch[i].Fail(own);
        }
    }

    private bool FailedForAll(List<DatabaseWork> batch, Exception fault)
    {
        if (SqliteProvider.Unavailability(fault) is not { } reason)
            return false;
        _health.WriteFailed(reason);
        foreach (var item in batch)
            item.Fail(new DatabaseUnavailableException(reason, fault));
        return true;
    }

    private Exception? Attempt(List<DatabaseWork> batch)
    {
        try
        {
            using var database = _contexts.CreateDbContext();
            using var transaction = database.Database.BeginTransaction();
            foreach (var item in batch)
            {
                item.Run(database);
                database.ChangeTracker.Clear();
            }

            transaction.Commit();
        }
        catch (Exception fault)
        {
            return fault;
        }

        _health.WritePassed();
        foreach (var item in batch)
            item.Succeed();
        return null;
    }
}

/// <summary>One piece of work in the writer's queue.</summary>
internal abstract class DatabaseWork
{
    private const int Waiting = 0;
    private const int Begun = 1;
    private const int Abandoned = 2;

    private int _phase = Waiting;

    /// <summary>Nobody waits for it any more. True: it had not begun, so it never will.</summary>
    public bool TryAbandon() => Interlocked.CompareExchange(ref _phase, Abandoned, Waiting) == Waiting;

    /// <summary>False: it was abandoned.</summary>
    public bool TryBegin() => Interlocked.CompareExchange(ref _phase, Begun, Waiting) == Waiting;

    public abstract void Run(FleetDbContext database);

    public abstract void Succeed();

    public abstract void Fail(Exception fault);
}

/// <inheritdoc/>
internal sealed class DatabaseWork<T>(Func<FleetDbContext, T> work) : DatabaseWork
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _done.Task;

    public override void Run(FleetDbContext database) => _result = work(database);

    public override void Succeed() => _done.TrySetResult(_result!);

    public override void Fail(Exception fault) => _done.TrySetException(fault);
}
