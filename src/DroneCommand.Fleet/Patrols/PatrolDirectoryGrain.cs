namespace DroneCommand.Fleet.Patrols;

/// <summary>Ids of a site's patrols at rest.</summary>
[GenerateSerializer]
public sealed class PatrolDirectoryState
{
    [Id(0)]
    public List<string> PatrolIds { get; set; } = [];
}

/// <summary>The saved patrols of one site.</summary>
public sealed class PatrolDirectoryGrain([PersistentState("patrols")] IPersistentState<PatrolDirectoryState> stored)
    : Grain,
        IPatrolDirectoryGrain
{
    public async Task<IReadOnlyList<PatrolView>> List()
    {
        var views = await Task.WhenAll(
            stored.State.PatrolIds.Select(id => GrainFactory.GetGrain<IPatrolGrain>(id).View())
        );
        return [.. views.OfType<PatrolView>().OrderBy(view => view.Definition.Name, StringComparer.Ordinal)];
    }

    public async Task Add(string patrolId)
    {
        if (!stored.State.PatrolIds.Contains(patrolId))
        {
            stored.State.PatrolIds.Add(patrolId);
            await stored.WriteStateAsync();
        }
    }

    public async Task Remove(string patrolId)
    {
        if (stored.State.PatrolIds.Remove(patrolId))
        {
            await stored.WriteStateAsync();
        }
    }
}
