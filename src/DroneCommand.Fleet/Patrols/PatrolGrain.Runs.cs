using DroneCommand.Fleet.Vehicles;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Patrols;

// A run from its start, with its whole team or not at all, to the end of its last vehicle.
public sealed partial class PatrolGrain
{
    /// <summary>Vehicles of the run that is being started that are ready. After a restart they tell it again.</summary>
    private readonly HashSet<string> ready = [];

    public async Task RunEnded(string vehicleId, RunEnd end)
    {
        if (State.LastRun is { } run && run.IsOpen() && run.Slot == end.Slot)
        {
            await TakeEnd(run, vehicleId, end);
        }
        else
        {
            await runs.EndIfRunning(PatrolId, end.Slot, end.State, end.Reason, time.GetUtcNow());
        }
    }

    public async Task WaitsForTeam(string vehicleId, DateTimeOffset slot)
    {
        if (State.LastRun is not { State: PatrolRunState.Running } run || run.Slot != slot)
        {
            return;
        }
        ready.Add(vehicleId);
        if (run.Parts().All(part => part.State == PatrolRunState.Running && ready.Contains(part.VehicleId)))
        {
            await LetTeamGo(run);
        }
    }

    private async Task LetTeamGo(PatrolRunView run)
    {
        var kept = await Task.WhenAll(run.Parts().Select(part => Assignment(part.VehicleId).LetGo(PatrolId, run.Slot)));
        foreach (var (part, why) in run.Parts().Zip(kept).Where(each => each.Second is not null))
        {
            // It tells again that it waits, or that it ended: then the others are called back.
            logger.LogWarning("patrol {PatrolId}: {VehicleId} was not let go: {Why}", PatrolId, part.VehicleId, why);
        }
    }

    private async Task<CommandOutcome> Launch(
        PatrolDefinition definition,
        DateTimeOffset slot,
        Guid operationId,
        Caller? person
    )
    {
        if (await MakeRoom(person) is { } open)
        {
            return await RefuseRun(definition, slot, PatrolRunState.Skipped, open, operationId, person);
        }
        var (team, missing) = await TeamOf(definition);
        var seed = desk.SeedFor(definition);
        var (assignments, refusal) = missing is null
            ? desk.Assign(PatrolId, definition, slot, team, seed)
            : (null, new AssignmentRefusal(missing));
        if (assignments is null)
        {
            var state = person is null && refusal!.BatteryShort ? PatrolRunState.Skipped : PatrolRunState.Refused;
            return await RefuseRun(definition, slot, state, refusal!.Reason, operationId, person);
        }
        if (team.Count > 1 && await WhyNotStartTeam(team, person) is { } unready)
        {
            return await RefuseRun(definition, slot, PatrolRunState.Refused, unready, operationId, person);
        }
        var run = Run(definition, slot, PatrolRunState.Running, "", person) with
        {
            Vehicles = [.. team.Zip(assignments, Begun)],
        };
        if (!await runs.TryBegin(run, definition.SiteId))
        {
            return await RefuseKnownSlot(definition, slot, operationId, person);
        }
        ready.Clear();
        State.LastSlot = person is null ? slot : State.LastSlot;
        State.LastRun = run;
        State.Basis = assignments.Any(assignment => assignment.Sorties > 1)
            ? new RunBasis(definition, [.. assignments.Select(assignment => assignment.Home)], seed)
            : null;
        await stored.WriteStateAsync();
        return await StartAll(run, assignments, operationId, person);
    }

    /// <summary>A run that waits for an operator does not keep a schedule waiting. Null when the way is free.</summary>
    private async Task<string?> MakeRoom(Caller? person)
    {
        if (State.LastRun is not { } run || !run.IsOpen())
        {
            return null;
        }
        if (run.State == PatrolRunState.Running)
        {
            return "it is still out";
        }
        if (person is not null)
        {
            return "a further sortie of its last run waits: start that, or end the patrol first";
        }
        await Keep(RunProgress.WithoutWaiting(run, "the next start was due", time.GetUtcNow()));
        return null;
    }

    /// <summary>Of several vehicles none is begun while another would refuse.</summary>
    private async Task<string?> WhyNotStartTeam(List<VehicleReadiness> team, Caller? person)
    {
        var refusals = await Task.WhenAll(team.Select(each => Assignment(each.Vehicle.VehicleId).WhyNotStart(person)));
        var named = team.Zip(refusals)
            .Where(each => each.Second is not null)
            .Select(each => $"{each.First.Vehicle.Name}: {each.Second}")
            .ToList();
        return named.Count == 0 ? null : string.Join("; ", named);
    }

    /// <summary>Tells each vehicle; when one refuses, those that were told are called back and the rest are not told.</summary>
    private async Task<CommandOutcome> StartAll(
        PatrolRunView run,
        IReadOnlyList<MissionAssignment> assignments,
        Guid operationId,
        Caller? person
    )
    {
        CommandOutcome? outcome = null;
        foreach (var (part, assignment) in run.Parts().Zip(assignments))
        {
            if (outcome is { Kind: not OutcomeKind.Done })
            {
                await EndHere(run.Slot, part.VehicleId, "not started: another vehicle refused");
                continue;
            }
            // Each command has its own identity on record; the first vehicle's is the press itself.
            var operation = outcome is null ? operationId : Guid.NewGuid();
            var start = new MissionStart(operation, person, assignment);
            outcome = await Assignment(part.VehicleId).Start(start);
            if (outcome.Kind != OutcomeKind.Done)
            {
                await EndHere(run.Slot, part.VehicleId, outcome.Text);
                outcome = outcome with { Text = Named(run, part, outcome.Text) };
            }
        }
        return outcome!;
    }

    /// <summary>Records that a vehicle's part ended before it began, as if the vehicle had told it.</summary>
    private Task EndHere(DateTimeOffset slot, string vehicleId, string why) =>
        State.LastRun is { } run && run.IsOpen() && run.Slot == slot
            ? TakeEnd(run, vehicleId, new RunEnd(PatrolId, slot, PatrolRunState.Refused, why, 1, Left: false))
            : Task.CompletedTask;

    private async Task TakeEnd(PatrolRunView run, string vehicleId, RunEnd end)
    {
        var next = RunProgress.WithEnd(run, vehicleId, end, time.GetUtcNow());
        if (next.Equals(run))
        {
            return;
        }
        await Keep(next);
        if (end is { Left: false, Sortie: 1 } && !run.Parts().Any(DidNotStart) && next.Parts().Count > 1)
        {
            var failed = next.Parts().First(part => part.VehicleId == vehicleId);
            await CallAllBack(next, Server, $"called back: {failed.Name} did not start ({end.Reason})");
        }
    }

    private static bool DidNotStart(VehicleRunView part) =>
        part is { Left: false, State: PatrolRunState.Refused or PatrolRunState.Aborted };

    private async Task<IReadOnlyList<CommandOutcome>> CallAllBack(PatrolRunView run, Caller caller, string why)
    {
        var outcomes = await Task.WhenAll(
            run.Parts()
                .Where(part => part.State == PatrolRunState.Running)
                .Select(part =>
                    Assignment(part.VehicleId)
                        .CallBack(new CommandRequest(Guid.NewGuid(), caller), PatrolId, run.Slot, why)
                )
        );
        return [.. outcomes.OfType<CommandOutcome>()];
    }

    private async Task<CommandOutcome> StartSortieOnce(CommandRequest request, string vehicleId)
    {
        const string Action = "start-sortie";
        await CloseLeftOverRun();
        var refusal = await WhyNotCommand(request.Caller);
        var part = State.LastRun?.Parts().FirstOrDefault(each => each.VehicleId == vehicleId);
        if (
            refusal is not null
            || State is not { LastRun: { } run, Basis: { } basis }
            || part is not { State: PatrolRunState.Waiting }
        )
        {
            return Refuse(request, Action, vehicleId, refusal ?? "no further sortie of it waits");
        }
        var vehicle = Assignment(vehicleId);
        var (team, missing) = await TeamOf(basis.Definition);
        var (assignment, unfit) = missing is null
            ? desk.AssignNext(PatrolId, basis, run.Slot, team, part)
            : (null, new AssignmentRefusal(missing));
        var reason = unfit?.Reason ?? await vehicle.WhyNotStart(request.Caller);
        if (reason is not null)
        {
            return Refuse(request, Action, $"{run.PatrolName}, {part.Name}", reason);
        }
        await Keep(RunProgress.WithNextSortie(run, vehicleId));
        var outcome = await vehicle.Start(new MissionStart(request.OperationId, request.Caller, assignment!));
        if (outcome.Kind != OutcomeKind.Done && State.LastRun is { } begun)
        {
            var end = new RunEnd(
                PatrolId,
                run.Slot,
                PatrolRunState.Refused,
                outcome.Text,
                part.Sortie + 1,
                Left: false
            );
            await TakeEnd(begun, vehicleId, end);
        }
        return outcome;
    }

    private async Task<CommandOutcome> EndPatrolOnce(CommandRequest request)
    {
        const string Action = "end-patrol";
        if (await WhyNotCommand(request.Caller) is { } refusal)
        {
            return Refuse(request, Action, State.Definition?.Name ?? "", refusal);
        }
        if (State.LastRun is not { } run || !run.IsOpen())
        {
            return Refuse(request, Action, State.Definition?.Name ?? "", "it is not running");
        }
        var why = $"ended by {request.Caller.Name}";
        // What is out comes first; a database that is away keeps no vehicle out.
        var outcomes = await CallAllBack(run, request.Caller, why);
        if (State.LastRun is { } now && now.IsOpen() && now.Slot == run.Slot)
        {
            await Keep(RunProgress.WithoutWaiting(now, why, time.GetUtcNow()));
        }
        var failed = outcomes.Where(outcome => outcome.Kind is OutcomeKind.NoAnswer or OutcomeKind.RefusedByVehicle);
        return failed.FirstOrDefault() is { } worst
            ? worst
            : Done(request, Action, run.PatrolName, outcomes.Count == 0 ? "ended" : "ended: its vehicles return");
    }

    /// <summary>
    /// A sortie that its vehicle knows nothing of any more (the server died between two writes, or could not write) is not
    /// left open: the patrol would wait for it for ever.
    /// </summary>
    private async Task CloseLeftOverRun()
    {
        if (State.LastRun is not { State: PatrolRunState.Running } run)
        {
            return;
        }
        foreach (var part in run.Parts().Where(part => part.State == PatrolRunState.Running))
        {
            var standing = await Assignment(part.VehicleId).StandingOf(PatrolId, run.Slot, part.Sortie);
            var stopped = new RunEnd(
                PatrolId,
                run.Slot,
                PatrolRunState.Aborted,
                "the server stopped while it ran",
                part.Sortie
            );
            var end = standing.End ?? (standing.IsOut ? null : stopped);
            if (end is not null && State.LastRun is { } now)
            {
                await TakeEnd(now, part.VehicleId, end);
            }
        }
    }

    /// <summary>Records how the run stands.</summary>
    private async Task Keep(PatrolRunView run)
    {
        await runs.Update(run);
        State.LastRun = run;
        State.Basis = run.IsOpen() ? State.Basis : null;
        await stored.WriteStateAsync();
    }

    /// <summary>The team as its vehicles are now, and why it is not complete.</summary>
    private async Task<(List<VehicleReadiness> Team, string? Missing)> TeamOf(PatrolDefinition definition)
    {
        var ids = definition.Team();
        var readiness = await Task.WhenAll(ids.Select(id => Assignment(id).Readiness()));
        var unknown = ids.Zip(readiness).FirstOrDefault(each => each.Second is null).First;
        return (
            [.. readiness.OfType<VehicleReadiness>()],
            unknown is null ? null
            : ids.Count == 1 ? "its vehicle is not adopted"
            : $"{unknown} is not adopted"
        );
    }

    private IVehicleAssignment Assignment(string vehicleId) => GrainFactory.GetGrain<IVehicleAssignment>(vehicleId);

    private static VehicleRunView Begun(VehicleReadiness vehicle, MissionAssignment assignment) =>
        new(
            vehicle.Vehicle.VehicleId,
            vehicle.Vehicle.Name,
            PatrolRunState.Running,
            "",
            assignment.Sortie,
            assignment.Sorties,
            Ended: null
        );

    private static string Called(PatrolDefinition definition, VehicleReadiness vehicle) =>
        definition.FurtherVehicleIds.Count == 0 ? "its vehicle" : vehicle.Vehicle.Name;

    private static string Named(PatrolRunView run, VehicleRunView part, string text) =>
        run.Parts().Count == 1 ? text : $"{part.Name}: {text}";

    private PatrolRunView Run(
        PatrolDefinition definition,
        DateTimeOffset slot,
        PatrolRunState state,
        string reason,
        Caller? person
    ) => new(PatrolId, definition.Name, definition.VehicleId, slot, state, reason, person?.Name ?? "schedule", null);
}
