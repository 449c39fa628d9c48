using DroneCommand.Fleet.Patrols;

namespace DroneCommand.Console.Patrols;

/// <summary>What a site's patrols are and did, as one reading.</summary>
/// <param name="Patrols">The saved patrols by name.</param>
/// <param name="Runs">Their runs since the reading's beginning, newest first.</param>
/// <param name="Problem">Why it could not be read, for people; empty when it could.</param>
public sealed record PatrolReading(IReadOnlyList<PatrolView> Patrols, IReadOnlyList<PatrolRunView> Runs, string Problem)
{
    public static PatrolReading Empty { get; } = new([], [], "");
}

/// <summary>Reads patrols and runs for the pages.</summary>
public sealed class PatrolBoard(
    IGrainFactory grains,
    IPatrolRunLog runs,
    TimeProvider time,
    ILogger<PatrolBoard> logger
)
{
    /// <summary>
    /// Reads anew. While storage or a grain cannot answer, the reading before is kept and says so: a page that empties
    /// itself would look like a site without patrols.
    /// </summary>
    public async Task<PatrolReading> Read(string siteId, TimeSpan back, PatrolReading before)
    {
        ArgumentNullException.ThrowIfNull(before);
        try
        {
            var patrols = await grains.GetGrain<IPatrolDirectoryGrain>(siteId).List();
            var ran = await runs.Since(siteId, time.GetUtcNow() - back);
            return new PatrolReading(
                [.. patrols.OrderBy(patrol => patrol.Definition.Name, StringComparer.OrdinalIgnoreCase)],
                ran,
                ""
            );
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogWarning(failure, "patrols of {SiteId} could not be read", siteId);
            return before with { Problem = $"The patrols cannot be read now: {failure.Message}" };
        }
    }
}
