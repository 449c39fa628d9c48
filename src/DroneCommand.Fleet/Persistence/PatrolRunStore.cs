using DroneCommand.Fleet.Patrols;
using Microsoft.EntityFrameworkCore;

namespace DroneCommand.Fleet.Persistence;

/// <summary>Which runs to list; what is null is not asked.</summary>
/// <param name="SiteId">Runs at this site.</param>
/// <param name="PatrolId">Runs of this patrol.</param>
/// <param name="VehicleId">Runs by this vehicle.</param>
/// <param name="From">Runs that were out, or due, at or after this time.</param>
/// <param name="To">Runs whose slot is at or before this time.</param>
/// <param name="State">Runs that stand so.</param>
/// <param name="Limit">At most so many, the newest.</param>
public sealed record PatrolRunFilter(
    string? SiteId = null,
    string? PatrolId = null,
    string? VehicleId = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    PatrolRunState? State = null,
    int Limit = 200
);

/// <summary>The runs of all patrols. (patrol, slot) is unique: a due time begins once, whatever restarts.</summary>
public sealed class PatrolRunStore
{
    private readonly DatabaseReader _reader;
    private readonly DatabaseWriter _writer;

    internal PatrolRunStore(DatabaseReader reader, DatabaseWriter writer) => (_reader, _writer) = (reader, writer);

    /// <summary>Records a run, or that a slot was missed, skipped or refused, before anything else happens.</summary>
    /// <returns>False when this patrol's slot is on record: it must not be started again.</returns>
    /// <exception cref="DatabaseUnavailableException">Nothing was recorded for certain: do not start.</exception>
    public Task<bool> TryBegin(PatrolRunView run, string siteId, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        return _writer.Write(
            database =>
            {
                if (database.PatrolRuns.Any(r => r.PatrolId == run.PatrolId && r.Slot == run.Slot))
                    return false;
                database.Add(ToRow(run, siteId));
                database.SaveChanges();
                return true;
            },
            cancellation
        );
    }

    /// <summary>Says how a run and each of its vehicles stand now.</summary>
    /// <returns>False when there is no such run.</returns>
    public Task<bool> Update(PatrolRunView run, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        return _writer.Write(
            database =>
            {
                var row = database
                    .PatrolRuns.Include(r => r.Vehicles)
                    .SingleOrDefault(r => r.PatrolId == run.PatrolId && r.Slot == run.Slot);
                if (row is null)
                    return false;
                (row.State, row.Reason, row.Ended) = (run.State, run.Reason, run.Ended);
                foreach (var (part, order) in run.Vehicles.Select((part, order) => (part, order)))
                {
                    if (row.Vehicles.Find(v => v.VehicleId == part.VehicleId) is { } known)
                        Take(known, part);
                    else
                        row.Vehicles.Add(ToRow(run, part, order));
                }
                database.SaveChanges();
                return true;
            },
            cancellation
        );
    }

    /// <summary>Records runs that never began; slots that are on record already stay as they are.</summary>
    /// <exception cref="DatabaseUnavailableException">Whether they were recorded is unknown.</exception>
    public Task<int> Record(IReadOnlyList<PatrolRunView> ended, string siteId, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(ended);
        return _writer.Write(
            database =>
            {
                foreach (var run in ended)
                {
                    if (!database.PatrolRuns.Any(r => r.PatrolId == run.PatrolId && r.Slot == run.Slot))
                        database.Add(ToRow(run, siteId));
                }
                return database.SaveChanges();
            },
            cancellation
        );
    }

    /// <summary>Ends a run that still counts as out.</summary>
    /// <returns>False when there is none.</returns>
    public Task<bool> EndIfRunning(
        string patrolId,
        DateTimeOffset slot,
        PatrolRunState state,
        string reason,
        DateTimeOffset ended,
        CancellationToken cancellation = default
    ) =>
        _writer.Write(
            database =>
                database
                    .PatrolRuns.Where(r =>
                        r.PatrolId == patrolId && r.Slot == slot && r.State == PatrolRunState.Running
                    )
                    .ExecuteUpdate(set =>
                        set.SetProperty(r => r.State, state)
                            .SetProperty(r => r.Reason, reason)
                            .SetProperty(r => r.Ended, ended)
                    ) == 1,
            cancellation
        );

    /// <summary>Newest slot first.</summary>
    public Task<IReadOnlyList<PatrolRunView>> List(PatrolRunFilter filter, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _reader.Read<IReadOnlyList<PatrolRunView>>(
            database =>
                Matching(database.PatrolRuns.Include(r => r.Vehicles), filter)
                    .OrderByDescending(r => r.Slot)
                    .Take(filter.Limit)
                    .AsEnumerable()
                    .Select(ToView)
                    .ToList(),
            cancellation
        );
    }

    private static IQueryable<PatrolRunRow> Matching(IQueryable<PatrolRunRow> runs, PatrolRunFilter filter)
    {
        if (filter.SiteId is { } site)
            runs = runs.Where(r => r.SiteId == site);
        if (filter.PatrolId is { } patrol)
            runs = runs.Where(r => r.PatrolId == patrol);
        if (filter.VehicleId is { } vehicle)
            runs = runs.Where(r => r.VehicleId == vehicle || r.Vehicles.Any(v => v.VehicleId == vehicle));
        if (filter.State is { } state)
            runs = runs.Where(r => r.State == state);
        if (filter.To is { } to)
            runs = runs.Where(r => r.Slot <= to);
        if (filter.From is { } from)
            runs = runs.Where(r =>
                r.State == PatrolRunState.Running
                || r.State == PatrolRunState.Waiting
                || r.Slot >= from
                || r.Ended >= from
            );
        return runs;
    }

    private static PatrolRunRow ToRow(PatrolRunView run, string siteId) =>
        new()
        {
            PatrolId = run.PatrolId,
            Slot = run.Slot,
            PatrolName = run.PatrolName,
            SiteId = siteId,
            VehicleId = run.VehicleId,
            State = run.State,
            Reason = run.Reason,
            StartedBy = run.StartedBy,
            Ended = run.Ended,
            Vehicles = [.. run.Vehicles.Select((part, order) => ToRow(run, part, order))],
        };

    private static PatrolRunVehicleRow ToRow(PatrolRunView run, VehicleRunView part, int order) =>
        new()
        {
            PatrolId = run.PatrolId,
            Slot = run.Slot,
            VehicleId = part.VehicleId,
            Order = order,
            Name = part.Name,
            State = part.State,
            Reason = part.Reason,
            Sortie = part.Sortie,
            Sorties = part.Sorties,
            Left = part.Left,
            Ended = part.Ended,
        };

    private static void Take(PatrolRunVehicleRow row, VehicleRunView part)
    {
        (row.State, row.Reason, row.Ended) = (part.State, part.Reason, part.Ended);
        (row.Sortie, row.Sorties, row.Left) = (part.Sortie, part.Sorties, part.Left);
    }

    private static PatrolRunView ToView(PatrolRunRow row) =>
        new(row.PatrolId, row.PatrolName, row.VehicleId, row.Slot, row.State, row.Reason, row.StartedBy, row.Ended)
        {
            Vehicles = [.. row.Vehicles.OrderBy(v => v.Order).Select(ToView)],
        };

    private static VehicleRunView ToView(PatrolRunVehicleRow row) =>
        new(row.VehicleId, row.Name, row.State, row.Reason, row.Sortie, row.Sorties, row.Ended) { Left = row.Left };
}
