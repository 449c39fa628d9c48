using Microsoft.EntityFrameworkCore;

namespace DroneCommand.Fleet.Persistence;

/// <summary>
/// Reads on a pool thread: SQLite's calls block, and a grain's scheduler must not. In WAL mode a read neither waits for
/// the writer nor delays it.
/// </summary>
internal sealed class DatabaseReader(IDbContextFactory<FleetDbContext> contexts)
{
    /// <exception cref="DatabaseUnavailableException">The database gives no answer.</exception>
    public Task<T> Read<T>(Func<FleetDbContext, T> query, CancellationToken cancellation = default) =>
        Task.Run(
            () =>
            {
                try
                {
                    using var database = contexts.CreateDbContext();
                    database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
                    return query(database);
                }
                catch (Exception fault) when (SqliteProvider.Unavailability(fault) is { } reason)
                {
                    throw new DatabaseUnavailableException(reason, fault);
                }
            },
            cancellation
        );
}
