using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Patrols;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Vehicles;

// What patrols ask for.
public sealed partial class VehicleGrain
{
    public Task<CommandOutcome> Start(MissionStart start)
    {
        var assignment = start.Assignment;
        var caller = start.Caller ?? new Caller("schedule", "schedule");
        var request = new CommandRequest(start.OperationId, caller);
        return Once(request, () => StartOnce(request, start.Caller, assignment));
    }

    public async Task<string?> WhyNotStart(Caller? caller) =>
        (caller is null ? null : await WhyNotAllowed(caller, forSafety: false)) ?? WhyNotStartNow(caller);

    public async Task<string?> LetGo(string patrolId, DateTimeOffset slot)
    {
        if (SortieOf(patrolId, slot) is not { Phase: SortiePhase.Preparing, CutShort: "" } sortie)
        {
            return "it does not wait for its team";
        }
        var receipt = await BeginOrder(new LetGoOrder(Guid.NewGuid(), epoch, sortie.OperationId));
        return receipt.Taken ? null : receipt.Reason;
    }

    public async Task<CommandOutcome?> CallBack(
        CommandRequest request,
        string patrolId,
        DateTimeOffset slot,
        string why
    ) =>
        SortieOf(patrolId, slot) is null
            ? null
            : await Once(
                request,
                async () =>
                {
                    if (WhyQuarantined(forSafety: true) is { } refusal)
                    {
                        Begin(request, "Return");
                        return Refuse(request, "call-back", refusal);
                    }
                    var order = new ReturnOrder(request.OperationId, epoch);
                    return await GoFirst(request, "call-back", "Return", why, order, why);
                }
            );

    private Sortie? SortieOf(string patrolId, DateTimeOffset slot) =>
        State.Sortie is { } sortie && sortie.PatrolId == patrolId && sortie.Slot == slot ? sortie : null;

    private async Task<CommandOutcome> StartOnce(CommandRequest request, Caller? person, MissionAssignment assignment)
    {
        Begin(request, $"Start {assignment.Title()}");
        var safetyBefore = safetyCommands;
        if (await WhyNotStart(person) is { } refusal)
        {
            return Refuse(request, "start", refusal);
        }
        if (await services.Audit.WhyNotBegin(Record(request, "start", assignment.Title(), null)) is { } unrecorded)
        {
            return Refuse(request, "start", unrecorded);
        }
        if (WhyNotStartNow(person) is { } changed)
        {
            return Refuse(request, "start", changed);
        }
        if (safetyCommands != safetyBefore)
        {
            return EndWithoutWaiting(request, "start", SafetyWentFirst);
        }
        var authorityBefore = State.Authority;
        State.Authority = person is null
            ? AuthorityRules.HeldByRun(assignment, Now)
            : AuthorityRules.Held(person, Now, until: null);
        State.Standing = null;
        State.GoingTo = null;
        State.Sortie = NewSortie(request, assignment);
        if (await WhyNotPersisted() is { } unwritten)
        {
            State.Sortie = null;
            State.Authority = authorityBefore;
            return Refuse(request, "start", $"it cannot be recorded, so it was not sent: {unwritten}");
        }
        return await BeginLaunch(request, assignment);
    }

    /// <summary>The sortie is on record: now the order may leave, unless somebody stopped it meanwhile.</summary>
    private async Task<CommandOutcome> BeginLaunch(CommandRequest request, MissionAssignment assignment)
    {
        if (State.Sortie is not { CutShort: "" } sortie || sortie.OperationId != request.OperationId)
        {
            var why = State.Sortie?.CutShort is { Length: > 0 } said ? said : SafetyWentFirst.Text;
            EndSortie(PatrolRunState.Aborted, why);
            return EndWithoutWaiting(
                request,
                "start",
                new CommandOutcome(OutcomeKind.Cancelled, why, Now - sortieBegun)
            );
        }
        var order = new FlyMissionOrder(
            request.OperationId,
            epoch,
            assignment.Mission,
            assignment.Fence,
            assignment.Home,
            assignment.ReturnAltitude,
            State.Registration?.HardwareUid
        )
        {
            WaitsForTeam = assignment.WaitsForTeam,
            Demands = assignment.Demands,
            Autopilot = assignment.Autopilot,
        };
        try
        {
            var receipt = await BeginOrder(order);
            if (!receipt.Taken)
            {
                EndSortie(PatrolRunState.Refused, receipt.Reason);
                return Refuse(request, "start", receipt.Reason);
            }
        }
        catch (Exception failure)
        {
            // Whether the link took it will show: its reports say which order it carries out.
            logger.LogError(failure, "{VehicleId}: the link did not answer the start", VehicleId);
            return new CommandOutcome(OutcomeKind.NoAnswer, "its link did not answer the start", Now - sortieBegun);
        }
        return new CommandOutcome(OutcomeKind.Done, "accepted: preparing", TimeSpan.Zero);
    }

    private Sortie NewSortie(CommandRequest request, MissionAssignment assignment)
    {
        sortieBegun = Now;
        readyTold = default;
        return new Sortie
        {
            OperationId = request.OperationId,
            PatrolId = assignment.PatrolId,
            Title = assignment.Title(),
            Slot = assignment.Slot,
            SiteId = assignment.SiteId,
            StartedBy = request.Caller.Name,
            Legs = assignment.Legs,
            Number = assignment.Sortie,
            WaitsForTeam = assignment.WaitsForTeam,
            Activity = "prepares",
        };
    }

    private string? WhyNotStartNow(Caller? person) =>
        WhyQuarantined()
        ?? (State.Sortie is { } out_ ? $"still out: {out_.Title}" : null)
        ?? (IsHeard ? null : "it is not heard")
        ?? (telemetry!.Armed ? "its motors are running" : null)
        ?? (
            person is not null ? AuthorityRules.WhyNotCommand(AuthorityInForce, person)
            : AuthorityInForce.Kind == AuthorityHolderKind.Nobody ? null
            : $"{AuthorityInForce.HolderName} has control"
        );
}
