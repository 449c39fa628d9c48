using DroneCommand.Fleet.Vehicles;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Patrols;

// Slots and runs.
public sealed partial class PatrolGrain
{
    /// <summary>While a due vehicle is not heard, this is how often it is looked for.</summary>
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);
    private static readonly Caller Schedule = new("schedule", "schedule");

    private IGrainTimer? timer;

    /// <summary>What keeps a slot that is due from starting.</summary>
    private (DateTimeOffset Slot, string Why)? obstacle;

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
        try
        {
            await HandleSlots();
        }
        catch (Exception failure)
        {
            // A database that is away for a moment must not cost the slot: it is tried again until it counts as missed.
            logger.LogError(failure, "patrol {PatrolId}: its schedule could not be handled; trying again", PatrolId);
            SetTimer(RetryEvery);
        }
    }

    private async Task HandleSlots()
    {
        if (State.Definition is not { Schedule: { } schedule } definition)
        {
            return;
        }
        var verdict = Evaluate(schedule);
        await CloseLeftOverRun();
        await CloseMissed(definition, verdict.Missed);
        var retry = verdict.Due is { } due && !await StartSlot(definition, due);
        SetTimer(retry ? RetryEvery : verdict.NextDue - time.GetUtcNow());
    }

    /// <summary>Closes the slots that were missed, all but the newest in one write: after a week there are many.</summary>
    private async Task CloseMissed(PatrolDefinition definition, IReadOnlyList<DateTimeOffset> missed)
    {
        if (missed.Count == 0)
        {
            return;
        }
        var ended = time.GetUtcNow();
        await runs.Record(
            [
                .. missed
                    .SkipLast(1)
                    .Select(slot =>
                        Run(definition, slot, PatrolRunState.Missed, WhyMissed(slot), person: null) with
                        {
                            Ended = ended,
                        }
                    ),
            ],
            definition.SiteId
        );
        await Close(definition, missed[^1], PatrolRunState.Missed, WhyMissed(missed[^1]));
    }

    private string WhyMissed(DateTimeOffset slot) =>
        obstacle is { } known && known.Slot == slot
            ? $"{known.Why} within 90 s"
            : "the server was not there, or came more than 90 s late";

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
            obstacle = (slot, "its vehicle was not heard");
            return false;
        }
        obstacle = (slot, "it could not be recorded and started");
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
            return await RefuseKnownSlot(definition, slot, operationId, person);
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

    /// <summary>The server ended between this slot's record and its start: it is not started again.</summary>
    private async Task<CommandOutcome> RefuseKnownSlot(
        PatrolDefinition definition,
        DateTimeOffset slot,
        Guid operationId,
        Caller? person
    )
    {
        const string Known = "this run was already started";
        var request = new CommandRequest(operationId, person ?? Schedule);
        if (person is null)
        {
            await Close(definition, slot, PatrolRunState.Aborted, "the server stopped while it began");
        }
        return Refuse(request, "start", definition.Name, Known);
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
        var request = new CommandRequest(operationId, person ?? Schedule);
        return Refuse(request, "start", definition.Name, reason);
    }

    /// <summary>Records a slot that never ran.</summary>
    private async Task Close(PatrolDefinition definition, DateTimeOffset slot, PatrolRunState state, string reason)
    {
        var run = Run(definition, slot, state, reason, person: null) with { Ended = time.GetUtcNow() };
        logger.LogInformation("patrol '{Name}' slot {Slot:u}: {State}, {Reason}", definition.Name, slot, state, reason);
        if (!await runs.TryBegin(run, definition.SiteId))
        {
            await runs.EndIfRunning(PatrolId, slot, state, reason, run.Ended!.Value);
        }
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

    /// <summary>
    /// A run that its vehicle knows nothing of any more (the server died between two writes, or could not write) is not
    /// left open: the patrol would wait for it for ever.
    /// </summary>
    private async Task CloseLeftOverRun()
    {
        if (State.LastRun is not { State: PatrolRunState.Running } run)
        {
            return;
        }
        var standing = await GrainFactory.GetGrain<IVehicleAssignment>(run.VehicleId).StandingOf(PatrolId, run.Slot);
        if (standing.End is { } end)
        {
            await EndRun(run, end.State, end.Reason);
        }
        else if (!standing.IsOut)
        {
            await EndRun(run, PatrolRunState.Aborted, "the server stopped while it ran");
        }
    }

    private async Task WriteOrLog()
    {
        try
        {
            await stored.WriteStateAsync();
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "patrol {PatrolId}: its state could not be written", PatrolId);
        }
    }
}
