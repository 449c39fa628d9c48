using DroneCommand.Fleet.Vehicles;
using Orleans.Concurrency;

namespace DroneCommand.Fleet.Patrols;

/// <summary>A mission template applied to a site and a vehicle, as its planner saved it.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="SiteId">The site's id.</param>
/// <param name="TemplateId">File name of the template without its ending.</param>
/// <param name="VehicleId">The vehicle that runs it; of several the first.</param>
/// <param name="Parameters">Values by parameter name, in the template's units, invariant text.</param>
/// <param name="Schedule">Null: only when somebody presses Start.</param>
[GenerateSerializer, Immutable]
public sealed record PatrolDefinition(
    string Name,
    string SiteId,
    string TemplateId,
    string VehicleId,
    IReadOnlyDictionary<string, string> Parameters,
    PatrolRecurrence? Schedule
)
{
    /// <summary>The most vehicles of one patrol.</summary>
    public const int MostVehicles = 12;

    /// <summary>The vehicles that run it together with the first one; empty for a patrol of one.</summary>
    [Id(0)]
    public IReadOnlyList<string> FurtherVehicleIds { get; init; } = [];

    /// <summary>Version of the template that it was saved with; 0 when it was saved before versions were kept.</summary>
    [Id(1)]
    public int TemplateVersion { get; init; }

    /// <summary>What that template said, as hex digits; empty likewise.</summary>
    [Id(2)]
    public string TemplateHash { get; init; } = "";

    /// <summary>All its vehicles, in the order in which they are planned.</summary>
    public IReadOnlyList<string> Team() => [VehicleId, .. FurtherVehicleIds];
}

/// <summary>When a patrol starts by itself.</summary>
/// <param name="Every">Between two starts; at least one minute.</param>
/// <param name="From">The first start, server time (UTC).</param>
[GenerateSerializer, Immutable]
public sealed record PatrolRecurrence(TimeSpan Every, DateTimeOffset From);

/// <summary>A patrol as the Patrols page shows it.</summary>
[GenerateSerializer, Immutable]
public sealed record PatrolView(
    string PatrolId,
    PatrolDefinition Definition,
    DateTimeOffset? NextDue,
    PatrolRunView? LastRun
)
{
    /// <summary>How its template differs now from the one that it was saved with; null when it does not.</summary>
    [Id(0)]
    public string? TemplateChange { get; init; }
}

/// <summary>One patrol: its definition, its schedule and its runs. Key: the patrol's id.</summary>
public interface IPatrolGrain : IGrainWithStringKey
{
    /// <summary>Null when no such patrol is saved.</summary>
    [AlwaysInterleave]
    Task<PatrolView?> View();

    /// <summary>Creates or replaces the patrol (planner or operator); problems of the plan refuse it.</summary>
    Task<CommandOutcome> Save(CommandRequest request, PatrolDefinition definition);

    /// <summary>
    /// Starts a run now, with all its vehicles or with none. Returns as soon as the order is accepted for preparation or
    /// refused; what follows shows on the vehicles' views.
    /// </summary>
    Task<CommandOutcome> StartNow(CommandRequest request);

    /// <summary>Starts the next sortie of a vehicle of the run that is open.</summary>
    Task<CommandOutcome> StartSortie(CommandRequest request, string vehicleId);

    /// <summary>
    /// Ends the run that is open: every vehicle that is out returns, one that prepares is stopped, and no further sortie
    /// follows. Needs the operator role and, as a return does, no authority.
    /// </summary>
    Task<CommandOutcome> EndPatrol(CommandRequest request);

    Task<CommandOutcome> SetSchedule(CommandRequest request, PatrolRecurrence? schedule);

    Task<CommandOutcome> Delete(CommandRequest request);
}

/// <summary>The saved patrols of one site. Key: the site's id.</summary>
public interface IPatrolDirectoryGrain : IGrainWithStringKey
{
    [AlwaysInterleave]
    Task<IReadOnlyList<PatrolView>> List();

    Task Add(string patrolId);

    Task Remove(string patrolId);
}
