using DroneCommand.Fleet.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace DroneCommand.Fleet.Persistence;

/// <summary>
/// Brings the database up before any hosted service starts, asks it again while it takes no writes, and empties the
/// queues after all have stopped.
/// </summary>
internal sealed class PersistenceLifetime(
    IDbContextFactory<FleetDbContext> contexts,
    DataFolder folder,
    DatabaseHealth health,
    DatabaseWriter writer,
    AuditLog audit,
    TimeProvider time
) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stopping = new();
    private Task _probing = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Migrate();
        audit.Start();
        _probing = Task.Run(ProbeWhileInTrouble, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _probing;
        await audit.DisposeAsync();
        await writer.DisposeAsync();
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        SqliteProvider.CloseIdleConnections(database.Database);
    }

    public void Dispose() => _stopping.Dispose();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Migrate()
    {
        using var database = contexts.CreateDbContext();
        DatabaseMigration.Run(database, folder);
    }

    // A write that leaves nothing behind, yet needs the disk: pages and refusals look at the health, so it must recover
    // by itself when no one else writes.
    private async Task ProbeWhileInTrouble()
    {
        using var timer = new PeriodicTimer(ProbeInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                if (health.Trouble is not null)
                    await Probe();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task Probe()
    {
        var row = new OperationRow { OperationId = Guid.NewGuid(), Time = time.GetUtcNow() };
        try
        {
            await writer.Write(
                database =>
                {
                    database.Add(row);
                    database.SaveChanges();
                    return database.Operations.Where(r => r.OperationId == row.OperationId).ExecuteDelete();
                },
                _stopping.Token
            );
        }
        catch (DatabaseUnavailableException fault)
        {
            health.WriteFailed(fault.Message);
        }
    }
}
