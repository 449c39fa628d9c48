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
    private static readonly Caller Server = new("server", "server");

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

    /// <summary>False: a vehicle of its team is not heard yet; looked for again until the slot counts as missed.</summary>
    private async Task<bool> StartSlot(PatrolDefinition definition, DateTimeOffset slot)
    {
        var (team, missing) = await TeamOf(definition);
        if (team.Find(each => !each.Heard) is { } silent)
        {
            obstacle = (slot, $"{Called(definition, silent)} was not heard");
            return false;
        }
        obstacle = (slot, "it could not be recorded and started");
        var reason =
            missing
            ?? (
                team.Find(each => each.Busy) is { } busy ? $"{Called(definition, busy)} is still out"
                : IsRunning ? "its vehicle is still out"
                : null
            );
        if (reason is not null)
        {
            await Close(definition, slot, PatrolRunState.Skipped, reason);
            return true;
        }
        await Launch(definition, slot, Guid.NewGuid(), person: null);
        return true;
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
        if (State.LastRun?.IsOpen() != true)
        {
            State.LastRun = run;
        }
        await stored.WriteStateAsync();
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
