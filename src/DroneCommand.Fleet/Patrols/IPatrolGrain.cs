using DroneCommand.Fleet.Vehicles;
using Orleans.Concurrency;

namespace DroneCommand.Fleet.Patrols;

/// <summary>A mission template applied to a site and a vehicle, as its planner saved it.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="SiteId">The site's id.</param>
/// <param name="TemplateId">File name of the template without its ending.</param>
/// <param name="VehicleId">The vehicle that runs it.</param>
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
);

/// <summary>When a patrol starts by itself.</summary>
/// <param name="Every">Between two starts; at least one minute.</param>
/// <param name="From">The first start, server time (UTC).</param>
[GenerateSerializer, Immutable]
public sealed record PatrolRecurrence(TimeSpan Every, DateTimeOffset From);

/// <summary>How one due time of a patrol ended.</summary>
public enum PatrolRunState
{
    Running,
    Completed,

    /// <summary>Ended before its route was done; the reason says by whom or what.</summary>
    Aborted,

    /// <summary>Refused at the start, by us or by the vehicle.</summary>
    Refused,

    /// <summary>The server was not there within 90 s of the due time; it is not made up.</summary>
    Missed,

    /// <summary>The predecessor was still out, or the battery too low.</summary>
    Skipped,
}

/// <summary>One run of a patrol; (patrol, slot) is unique in the database.</summary>
/// <param name="PatrolId">The patrol.</param>
/// <param name="PatrolName">Its name at that time.</param>
/// <param name="VehicleId">The vehicle.</param>
/// <param name="Slot">The due time; for a manual start the time of the press.</param>
/// <param name="State">How it stands.</param>
/// <param name="Reason">For people; empty while it runs well.</param>
/// <param name="StartedBy">A person's name, or 'schedule'.</param>
/// <param name="Ended">When it ended; null while it runs.</param>
[GenerateSerializer, Immutable]
public sealed record PatrolRunView(
    string PatrolId,
    string PatrolName,
    string VehicleId,
    DateTimeOffset Slot,
    PatrolRunState State,
    string Reason,
    string StartedBy,
    DateTimeOffset? Ended
);

/// <summary>A patrol as the Patrols page shows it.</summary>
[GenerateSerializer, Immutable]
public sealed record PatrolView(
    string PatrolId,
    PatrolDefinition Definition,
    DateTimeOffset? NextDue,
    PatrolRunView? LastRun
);

/// <summary>One patrol: its definition, its schedule and its runs. Key: the patrol's id.</summary>
public interface IPatrolGrain : IGrainWithStringKey
{
    /// <summary>Null when no such patrol is saved.</summary>
    [AlwaysInterleave]
    Task<PatrolView?> View();

    /// <summary>Creates or replaces the patrol (planner or operator); problems of the plan refuse it.</summary>
    Task<CommandOutcome> Save(CommandRequest request, PatrolDefinition definition);

    /// <summary>
    /// Starts a run now. Returns as soon as the order is accepted for preparation or refused; what follows shows on the
    /// vehicle's view.
    /// </summary>
    Task<CommandOutcome> StartNow(CommandRequest request);

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
