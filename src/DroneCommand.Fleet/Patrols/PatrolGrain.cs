using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Persistence;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Patrols;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Patrols;

/// <summary>What a patrol keeps at rest.</summary>
[GenerateSerializer]
public sealed class PatrolState
{
    [Id(0)]
    public PatrolDefinition? Definition { get; set; }

    /// <summary>The newest due time that was started, missed or skipped; null before the first.</summary>
    [Id(1)]
    public DateTimeOffset? LastSlot { get; set; }

    /// <summary>When the present schedule was set.</summary>
    [Id(3)]
    public DateTimeOffset? ScheduleSetAt { get; set; }

    /// <summary>The newest run.</summary>
    [Id(2)]
    public PatrolRunView? LastRun { get; set; }

    /// <summary>The newest commands and how they ended, so that a repeated one has no second effect.</summary>
    [Id(4)]
    public List<PatrolOperation> Operations { get; set; } = [];

    /// <summary>What the open run was planned from, so that its later sorties are those that were planned; null for runs of one sortie.</summary>
    [Id(5)]
    public RunBasis? Basis { get; set; }
}

/// <summary>What a run was planned from.</summary>
/// <param name="Definition">As it was at the start, whatever is saved meanwhile.</param>
/// <param name="Homes">Where each vehicle of its team returned to, in the team's order.</param>
/// <param name="Seed">What its unpredictable choices were drawn from.</param>
[GenerateSerializer, Immutable]
public sealed record RunBasis(PatrolDefinition Definition, IReadOnlyList<GeoPoint> Homes, int Seed);

/// <summary>A command to a patrol that was carried out or refused.</summary>
/// <param name="OperationId">Its identity.</param>
/// <param name="Outcome">What the first of its kind was told.</param>
[GenerateSerializer, Immutable]
public sealed record PatrolOperation(Guid OperationId, CommandOutcome Outcome);

/// <summary>
/// One patrol. A reminder of one minute only wakes it; between two reminders it times its slot itself. Which slots are due
/// or missed follows from the clock and the last slot alone, so that a restart neither repeats nor makes up a run.
/// </summary>
public sealed partial class PatrolGrain(
    [PersistentState("patrol")] IPersistentState<PatrolState> stored,
    MissionDesk desk,
    PatrolRunStore runs,
    ICallerRoles roles,
    IAuditLog audit,
    TimeProvider time,
    ILogger<PatrolGrain> logger
) : Grain, IPatrolGrain, IPatrolRuns, IRemindable
{
    private const string Reminder = "slot";
    private const int OperationsKept = 20;
    private const string RolesUnknown = "it cannot be looked up now what your account may do";

    private PatrolState State => stored.State;

    private string PatrolId => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        await CloseLeftOverRun();
    }

    public Task<PatrolView?> View() =>
        Task.FromResult(
            State.Definition is { } definition
                ? new PatrolView(PatrolId, definition, NextDue(definition), State.LastRun)
                {
                    TemplateChange = desk.WhyTemplateChanged(definition),
                }
                : null
        );

    public Task<CommandOutcome> Save(CommandRequest request, PatrolDefinition definition) =>
        Once(request, () => SaveOnce(request, definition));

    public Task<CommandOutcome> SetSchedule(CommandRequest request, PatrolRecurrence? schedule) =>
        Once(request, () => ScheduleOnce(request, schedule));

    public Task<CommandOutcome> StartNow(CommandRequest request) => Once(request, () => StartOnce(request));

    public Task<CommandOutcome> StartSortie(CommandRequest request, string vehicleId) =>
        Once(request, () => StartSortieOnce(request, vehicleId));

    public Task<CommandOutcome> EndPatrol(CommandRequest request) => Once(request, () => EndPatrolOnce(request));

    public async Task<CommandOutcome> Delete(CommandRequest request)
    {
        if (State.Definition is not { } definition)
        {
            return CommandOutcome.RefusedByUs("no such patrol");
        }
        await CloseLeftOverRun();
        var refusal = await WhyNotPlan(request.Caller) ?? WhyNotDelete();
        if (refusal is not null)
        {
            return Refuse(request, "delete-patrol", definition.Name, refusal);
        }
        if (await audit.WhyNotBegin(Record(request, "delete-patrol", definition.Name, null)) is { } unrecorded)
        {
            return CommandOutcome.RefusedByUs(unrecorded);
        }
        await stored.ClearStateAsync();
        State.Definition = null;
        await ApplySchedule();
        await GrainFactory.GetGrain<IPatrolDirectoryGrain>(definition.SiteId).Remove(PatrolId);
        return Done(request, "delete-patrol", definition.Name, "deleted");
    }

    private async Task<CommandOutcome> SaveOnce(CommandRequest request, PatrolDefinition definition)
    {
        var refusal =
            await WhyNotPlan(request.Caller)
            ?? desk.WhyNotSave(definition)
            ?? WhyNotSchedule(definition.Schedule)
            ?? await WhyNotFly(definition);
        if (refusal is not null)
        {
            return Refuse(request, "save-patrol", definition.Name, refusal);
        }
        if (await audit.WhyNotBegin(Record(request, "save-patrol", definition.Name, null)) is { } unrecorded)
        {
            return CommandOutcome.RefusedByUs(unrecorded);
        }
        var before = State.Definition;
        var scheduleSet = definition.Schedule != before?.Schedule ? time.GetUtcNow() : State.ScheduleSetAt;
        await Store(desk.Stamped(definition), scheduleSet);
        if (before is not null && before.SiteId != definition.SiteId)
        {
            await GrainFactory.GetGrain<IPatrolDirectoryGrain>(before.SiteId).Remove(PatrolId);
        }
        await GrainFactory.GetGrain<IPatrolDirectoryGrain>(definition.SiteId).Add(PatrolId);
        return Done(request, "save-patrol", definition.Name, "saved");
    }

    private async Task<CommandOutcome> ScheduleOnce(CommandRequest request, PatrolRecurrence? schedule)
    {
        var detail = schedule is null ? "none" : $"every {schedule.Every.TotalMinutes:0.#} min from {schedule.From:u}";
        var refusal =
            await WhyNotPlan(request.Caller)
            ?? (State.Definition is null ? "no such patrol" : null)
            ?? WhyNotSchedule(schedule);
        if (refusal is not null)
        {
            return Refuse(request, "schedule", detail, refusal);
        }
        if (await audit.WhyNotBegin(Record(request, "schedule", detail, null)) is { } unrecorded)
        {
            return CommandOutcome.RefusedByUs(unrecorded);
        }
        // Slots before now were never promised: only what comes due from here on is run or recorded as missed.
        await Store(State.Definition! with { Schedule = schedule }, time.GetUtcNow());
        return Done(request, "schedule", detail, schedule is null ? "no schedule" : detail);
    }

    private async Task<CommandOutcome> StartOnce(CommandRequest request)
    {
        if (State.Definition is not { } definition)
        {
            return CommandOutcome.RefusedByUs("no such patrol");
        }
        if (await WhyNotCommand(request.Caller) is { } refusal)
        {
            return Refuse(request, "start", definition.Name, refusal);
        }
        await CloseLeftOverRun();
        return await Launch(definition, time.GetUtcNow(), request.OperationId, request.Caller);
    }

    /// <summary>What cannot be stored is not in force either: else it would be gone with the next restart.</summary>
    private async Task Store(PatrolDefinition definition, DateTimeOffset? scheduleSet)
    {
        var (definitionBefore, setBefore) = (State.Definition, State.ScheduleSetAt);
        (State.Definition, State.ScheduleSetAt) = (definition, scheduleSet);
        try
        {
            await stored.WriteStateAsync();
        }
        catch (Exception)
        {
            (State.Definition, State.ScheduleSetAt) = (definitionBefore, setBefore);
            throw;
        }
        await ApplySchedule();
    }

    /// <summary>A repeated operation id gets the first one's outcome and has no second effect.</summary>
    private async Task<CommandOutcome> Once(CommandRequest request, Func<Task<CommandOutcome>> run)
    {
        if (State.Operations.Find(known => known.OperationId == request.OperationId) is { } same)
        {
            return same.Outcome;
        }
        var outcome = await run();
        State.Operations.Insert(0, new PatrolOperation(request.OperationId, outcome));
        if (State.Operations.Count > OperationsKept)
        {
            State.Operations.RemoveAt(OperationsKept);
        }
        if (State.Definition is not null)
        {
            await WriteOrLog();
        }
        return outcome;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => Wake();

    private bool IsRunning => State.LastRun is { State: PatrolRunState.Running };

    private string? WhyNotDelete() =>
        State.LastRun is { } run && run.IsOpen()
            ? IsRunning
                ? "it is running"
                : "its run is open, further sorties wait: end the patrol first"
            : null;

    private static string? WhyNotSchedule(PatrolRecurrence? schedule) =>
        schedule is { } wanted ? new Recurrence(wanted.Every, wanted.From).Fault : null;

    private DateTimeOffset? NextDue(PatrolDefinition definition) =>
        definition.Schedule is { } schedule ? Evaluate(schedule).NextDue : null;

    private ScheduleState Evaluate(PatrolRecurrence schedule) =>
        PatrolSchedule.At(
            new Recurrence(schedule.Every, schedule.From),
            time.GetUtcNow(),
            State.LastSlot,
            State.ScheduleSetAt
        );

    private async Task<string?> WhyNotPlan(Caller caller) =>
        await RolesOf(caller) is not { } may ? RolesUnknown
        : may.Contains(Roles.Planner) || AuthorityRules.MayCommand(may) ? null
        : "your account has neither the planner nor the operator role";

    private async Task<string?> WhyNotCommand(Caller caller) =>
        await RolesOf(caller) is not { } may ? RolesUnknown
        : AuthorityRules.MayCommand(may) ? null
        : "your account has no operator role";

    private async Task<IReadOnlySet<string>?> RolesOf(Caller caller)
    {
        try
        {
            return await roles.RolesOf(caller.UserId);
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "accounts cannot be read");
            return null;
        }
    }

    /// <summary>A plan that could not be flown is not saved: its schedule would only be refused night after night.</summary>
    private async Task<string?> WhyNotFly(PatrolDefinition definition)
    {
        var (team, missing) = await TeamOf(definition);
        if (missing is not null)
        {
            return missing;
        }
        var (plan, reason) = desk.Plan(definition, [.. team.Select(PlannedVehicle.Of)]);
        return plan is null ? reason : plan.WhyNotFlyable();
    }

    private CommandOutcome Refuse(CommandRequest request, string action, string detail, string why)
    {
        audit.Spool(Record(request, action, detail, $"{OutcomeKind.RefusedByUs}: {why}"));
        return CommandOutcome.RefusedByUs(why);
    }

    private CommandOutcome Done(CommandRequest request, string action, string detail, string text)
    {
        audit.Spool(Record(request, action, detail, $"{OutcomeKind.Done}: {text}"));
        return new CommandOutcome(OutcomeKind.Done, text, TimeSpan.Zero);
    }

    private AuditRecord Record(CommandRequest request, string action, string detail, string? outcome) =>
        new(
            0,
            time.GetUtcNow(),
            request.OperationId,
            request.Caller.UserId,
            request.Caller.Name,
            State.Definition?.VehicleId,
            action,
            detail,
            outcome
        );
}
