using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Persistence;
using DroneCommand.Fleet.Vehicles;
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
}

/// <summary>
/// One patrol. A reminder of one minute only wakes it; between two reminders it times its slot itself. Which slots are due
/// or missed follows from the clock and the last slot alone, so that a restart neither repeats nor makes up a run.
/// </summary>
public sealed class PatrolGrain(
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

    /// <summary>While a due vehicle is not heard or still busy, this is how often it is looked for.</summary>
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private IGrainTimer? timer;

    private PatrolState State => stored.State;

    private string PatrolId => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        await CloseRunOfEarlierServer();
    }

    public Task<PatrolView?> View() =>
        Task.FromResult(
            State.Definition is { } definition
                ? new PatrolView(PatrolId, definition, NextDue(definition), State.LastRun)
                : null
        );

    public async Task<CommandOutcome> Save(CommandRequest request, PatrolDefinition definition)
    {
        var refusal =
            await WhyNotPlan(request.Caller) ?? desk.WhyNotSave(definition) ?? WhyNotSchedule(definition.Schedule);
        if (refusal is not null)
        {
            return Refuse(request, "save-patrol", definition.Name, refusal);
        }
        if (await audit.WhyNotBegin(Record(request, "save-patrol", definition.Name, null)) is { } unrecorded)
        {
            return CommandOutcome.RefusedByUs(unrecorded);
        }
        if (definition.Schedule != State.Definition?.Schedule)
        {
            State.ScheduleSetAt = time.GetUtcNow();
        }
        State.Definition = definition;
        await stored.WriteStateAsync();
        await GrainFactory.GetGrain<IPatrolDirectoryGrain>(definition.SiteId).Add(PatrolId);
        await ApplySchedule();
        return Done(request, "save-patrol", definition.Name, "saved");
    }

    public async Task<CommandOutcome> SetSchedule(CommandRequest request, PatrolRecurrence? schedule)
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
        State.Definition = State.Definition! with { Schedule = schedule };
        // Slots before now were never promised: only what comes due from here on is run or recorded as missed.
        State.ScheduleSetAt = time.GetUtcNow();
        await stored.WriteStateAsync();
        await ApplySchedule();
        return Done(request, "schedule", detail, schedule is null ? "no schedule" : detail);
    }

    public async Task<CommandOutcome> StartNow(CommandRequest request)
    {
        if (State.Definition is not { } definition)
        {
            return CommandOutcome.RefusedByUs("no such patrol");
        }
        var outcome = await Launch(definition, time.GetUtcNow(), request.OperationId, request.Caller);
        return outcome;
    }

    public async Task<CommandOutcome> Delete(CommandRequest request)
    {
        if (State.Definition is not { } definition)
        {
            return CommandOutcome.RefusedByUs("no such patrol");
        }
        var refusal = await WhyNotPlan(request.Caller) ?? (IsRunning ? "it is running" : null);
        if (refusal is not null)
        {
            return Refuse(request, "delete-patrol", definition.Name, refusal);
        }
        if (await audit.WhyNotBegin(Record(request, "delete-patrol", definition.Name, null)) is { } unrecorded)
        {
            return CommandOutcome.RefusedByUs(unrecorded);
        }
        State.Definition = null;
        await ApplySchedule();
        await stored.ClearStateAsync();
        await GrainFactory.GetGrain<IPatrolDirectoryGrain>(definition.SiteId).Remove(PatrolId);
        return Done(request, "delete-patrol", definition.Name, "deleted");
    }

    public async Task RunEnded(DateTimeOffset slot, PatrolRunState state, string reason)
    {
        if (State.LastRun is { State: PatrolRunState.Running } run && run.Slot == slot)
        {
            await EndRun(run, state, reason);
        }
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => Wake();

    private bool IsRunning => State.LastRun is { State: PatrolRunState.Running };

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

    private async Task ApplySchedule()
    {
        if (State.Definition?.Schedule is not null)
        {
            await this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);
            await Wake();
            return;
        }
        timer?.Dispose();
        timer = null;
        if (await this.GetReminder(Reminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    /// <summary>Records what was missed, starts what is due, and times the next slot.</summary>
    private async Task Wake()
    {
        if (State.Definition is not { Schedule: { } schedule } definition)
        {
            return;
        }
        var verdict = Evaluate(schedule);
        foreach (var slot in verdict.Missed)
        {
            await Close(
                definition,
                slot,
                PatrolRunState.Missed,
                "the server was not there, or came more than 90 s late"
            );
        }
        var retry = verdict.Due is { } due && !await StartSlot(definition, due);
        SetTimer(retry ? RetryEvery : verdict.NextDue - time.GetUtcNow());
    }

    private void SetTimer(TimeSpan dueIn)
    {
        timer?.Dispose();
        timer = this.RegisterGrainTimer(
            Wake,
            new GrainTimerCreationOptions(dueIn < TimeSpan.Zero ? TimeSpan.Zero : dueIn, Timeout.InfiniteTimeSpan)
            {
                KeepAlive = true,
            }
        );
    }

    /// <summary>False: its vehicle is not heard yet; looked for again until the slot counts as missed.</summary>
    private async Task<bool> StartSlot(PatrolDefinition definition, DateTimeOffset slot)
    {
        var vehicle = await GrainFactory.GetGrain<IVehicleAssignment>(definition.VehicleId).Readiness();
        if (vehicle is { Heard: false })
        {
            return false;
        }
        if (vehicle is null || vehicle.Busy || IsRunning)
        {
            var reason = vehicle is null ? "its vehicle is not adopted" : "its vehicle is still out";
            await Close(definition, slot, PatrolRunState.Skipped, reason);
            return true;
        }
        await Launch(definition, slot, Guid.NewGuid(), person: null);
        return true;
    }

    private async Task<CommandOutcome> Launch(
        PatrolDefinition definition,
        DateTimeOffset slot,
        Guid operationId,
        Caller? person
    )
    {
        var vehicle = GrainFactory.GetGrain<IVehicleAssignment>(definition.VehicleId);
        var readiness = await vehicle.Readiness();
        var (assignment, refusal) = desk.Assign(PatrolId, definition, slot, readiness);
        if (IsRunning)
        {
            return await RefuseRun(definition, slot, PatrolRunState.Skipped, "it is still out", operationId, person);
        }
        if (assignment is null)
        {
            var state = person is null && refusal!.BatteryShort ? PatrolRunState.Skipped : PatrolRunState.Refused;
            return await RefuseRun(definition, slot, state, refusal!.Reason, operationId, person);
        }
        var run = Run(definition, slot, PatrolRunState.Running, "", person);
        if (!await runs.TryBegin(run, definition.SiteId))
        {
            return CommandOutcome.RefusedByUs("this run was already started");
        }
        State.LastSlot = person is null ? slot : State.LastSlot;
        State.LastRun = run;
        await stored.WriteStateAsync();
        var outcome = await vehicle.Start(new MissionStart(operationId, person, assignment));
        if (
            outcome.Kind != OutcomeKind.Done
            && State.LastRun is { State: PatrolRunState.Running } begun
            && begun.Slot == slot
        )
        {
            await EndRun(begun, PatrolRunState.Refused, outcome.Text);
        }
        return outcome;
    }

    private async Task<CommandOutcome> RefuseRun(
        PatrolDefinition definition,
        DateTimeOffset slot,
        PatrolRunState state,
        string reason,
        Guid operationId,
        Caller? person
    )
    {
        if (person is null)
        {
            await Close(definition, slot, state, reason);
        }
        var request = new CommandRequest(operationId, person ?? new Caller("schedule", "schedule"));
        return Refuse(request, "start", definition.Name, reason);
    }

    /// <summary>Records a slot that never ran.</summary>
    private async Task Close(PatrolDefinition definition, DateTimeOffset slot, PatrolRunState state, string reason)
    {
        var run = Run(definition, slot, state, reason, person: null) with { Ended = time.GetUtcNow() };
        logger.LogInformation("patrol '{Name}' slot {Slot:u}: {State}, {Reason}", definition.Name, slot, state, reason);
        await runs.TryBegin(run, definition.SiteId);
        State.LastSlot = slot;
        if (!IsRunning)
        {
            State.LastRun = run;
        }
        await stored.WriteStateAsync();
    }

    private async Task EndRun(PatrolRunView run, PatrolRunState state, string reason)
    {
        var ended = run with { State = state, Reason = reason, Ended = time.GetUtcNow() };
        await runs.Update(PatrolId, run.Slot, state, reason, ended.Ended!.Value);
        State.LastRun = ended;
        await stored.WriteStateAsync();
    }

    /// <summary>A run that the vehicle knows nothing of any more (the server died between two writes) is not left open.</summary>
    private async Task CloseRunOfEarlierServer()
    {
        if (State.LastRun is not { State: PatrolRunState.Running } run)
        {
            return;
        }
        var readiness = await GrainFactory.GetGrain<IVehicleAssignment>(run.VehicleId).Readiness();
        if (readiness is not { Busy: true })
        {
            await EndRun(run, PatrolRunState.Aborted, "the server stopped while it ran");
        }
    }

    private PatrolRunView Run(
        PatrolDefinition definition,
        DateTimeOffset slot,
        PatrolRunState state,
        string reason,
        Caller? person
    ) => new(PatrolId, definition.Name, definition.VehicleId, slot, state, reason, person?.Name ?? "schedule", null);

    private async Task<string?> WhyNotPlan(Caller caller)
    {
        var may = await roles.RolesOf(caller.UserId);
        return may.Contains(Roles.Planner) || AuthorityRules.MayCommand(may)
            ? null
            : "your account has neither the planner nor the operator role";
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
