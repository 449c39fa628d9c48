using DroneCommand.Fleet.Persistence;

namespace DroneCommand.Fleet.Patrols;

/// <summary>The record of patrols' runs as pages read it.</summary>
public interface IPatrolRunLog
{
    /// <summary>The runs at a site that are out or ended since <paramref name="from"/>, newest slot first.</summary>
    /// <exception cref="DatabaseUnavailableException">The record cannot be read now.</exception>
    Task<IReadOnlyList<PatrolRunView>> Since(
        string siteId,
        DateTimeOffset from,
        CancellationToken cancellation = default
    );
}

/// <summary>The record in the fleet's database.</summary>
public sealed class PatrolRunLog(PatrolRunStore store) : IPatrolRunLog
{
    public Task<IReadOnlyList<PatrolRunView>> Since(
        string siteId,
        DateTimeOffset from,
        CancellationToken cancellation = default
    ) => store.List(new PatrolRunFilter(SiteId: siteId, From: from), cancellation);
}
