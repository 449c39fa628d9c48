using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Mavlink.Units;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Vehicles;

// What people and patrols ask for.
public sealed partial class VehicleGrain
{
    /// <summary>A link ends every order well before this; past it the outcome is unknown.</summary>
    private static readonly TimeSpan OutcomeLimit = TimeSpan.FromSeconds(15);

    private const int OperationsKept = 200;

    private readonly Dictionary<Guid, TaskCompletionSource<CommandOutcome>> endings = [];
    private readonly Dictionary<Guid, Task<CommandOutcome>> operations = [];
    private readonly Queue<Guid> operationOrder = [];

    /// <summary>Roles seen last for a caller, for safety commands while the accounts cannot be read.</summary>
    private readonly Dictionary<string, IReadOnlySet<string>> lastRoles = [];

    public Task<CommandOutcome> Hold(CommandRequest request) =>
        Safety(request, "hold", "Hold", e => new HoldOrder(request.OperationId, e), cutShort: null);

    public Task<CommandOutcome> Return(CommandRequest request) =>
        Safety(
            request,
            "return",
            "Return",
            e => new ReturnOrder(request.OperationId, e),
            $"returned by {request.Caller.Name}"
        );

    public Task<CommandOutcome> Land(CommandRequest request) =>
        Safety(request, "land", "Land", e => new LandOrder(request.OperationId, e), $"landed by {request.Caller.Name}");

    public Task<CommandOutcome> Resume(CommandRequest request) =>
        Ordinary(
            request,
            "resume",
            "Resume",
            () => State.Sortie is { Left: true } ? null : "there is no patrol to resume",
            async () =>
            {
                var outcome = await Send(new ResumeOrder(request.OperationId, epoch));
                if (outcome.Kind == OutcomeKind.Done && State.Sortie is { } sortie)
                {
                    State.Sortie = sortie with { CutShort = "", Phase = SortiePhase.OnTask };
                    State.Standing = null;
                }
                return outcome;
            }
        );

    public Task<CommandOutcome> GoTo(CommandRequest request, GeoPoint target, AltitudeAboveHome? altitude)
    {
        var ground = State.Registration?.Kind is VehicleKind.Rover or VehicleKind.Boat;
        var height = ground ? new AltitudeAboveHome(0) : altitude ?? telemetry?.AboveHome;
        var what = ground ? $"Go to {target}" : $"Go to {target} at {height?.Metres ?? 0:F0} m above home";
        return Ordinary(
            request,
            "go-to",
            what,
            () => GoToCheck.WhyNot(services.Sites, State, telemetry, target, height),
            () => Send(new GoToOrder(request.OperationId, epoch, target, height!.Value))
        );
    }

    public Task<CommandOutcome> MotorsOff(CommandRequest request) =>
        Ordinary(
            request,
            "motors-off",
            "Motors off",
            () => null,
            async () =>
            {
                CutShort($"motors off by {request.Caller.Name}");
                return await Send(new MotorsOffOrder(request.OperationId, epoch));
            }
        );

    public Task<CommandOutcome> TakeAuthority(CommandRequest request) =>
        Once(
            request,
            async () =>
            {
                Begin(request, "Take control");
                var refusal = await WhyNotAllowed(request.Caller, forSafety: false);
                refusal ??= AuthorityRules.WhyNotTake(AuthorityInForce, request.Caller);
                if (refusal is not null)
                {
                    return Refuse(request, "take-control", refusal);
                }
                if (
                    await services.Audit.WhyNotBegin(
                        Record(request, "take-control", AuthorityInForce.HolderName, null)
                    ) is
                    { } unrecorded
                )
                {
                    return Refuse(request, "take-control", unrecorded);
                }
                if (AuthorityRules.WhyNotTake(AuthorityInForce, request.Caller) is { } lostRace)
                {
                    return Refuse(request, "take-control", lostRace);
                }
                HoldAuthority(request.Caller);
                if (State.Standing?.Action == SuggestedAction.TakeAuthority)
                {
                    State.Standing = null;
                }
                return await End(
                    request,
                    "take-control",
                    new CommandOutcome(OutcomeKind.Done, "you have control", TimeSpan.Zero)
                );
            }
        );

    public Task<CommandOutcome> ReleaseAuthority(CommandRequest request) =>
        Once(
            request,
            async () =>
            {
                Begin(request, "Release control");
                if (
                    AuthorityInForce is not { Kind: AuthorityHolderKind.Person } held
                    || held.HolderId != request.Caller.UserId
                )
                {
                    return Refuse(request, "release-control", "you do not have control");
                }
                if (await services.Audit.WhyNotBegin(Record(request, "release-control", "", null)) is { } unrecorded)
                {
                    return Refuse(request, "release-control", unrecorded);
                }
                State.Authority = AuthorityView.Nobody;
                return await End(
                    request,
                    "release-control",
                    new CommandOutcome(OutcomeKind.Done, "released", TimeSpan.Zero)
                );
            }
        );

    public Task<CommandOutcome> Start(MissionStart start)
    {
        var assignment = start.Assignment;
        var caller = start.Caller ?? new Caller("schedule", "schedule");
        var request = new CommandRequest(start.OperationId, caller);
        return Once(request, () => StartOnce(request, start.Caller, assignment));
    }

    private async Task<CommandOutcome> StartOnce(CommandRequest request, Caller? person, MissionAssignment assignment)
    {
        Begin(request, $"Start {assignment.PatrolName}");
        var refusal = person is null ? null : await WhyNotAllowed(person, forSafety: false);
        refusal ??= WhyNotStart(person);
        if (refusal is not null)
        {
            return Refuse(request, "start", refusal);
        }
        if (await services.Audit.WhyNotBegin(Record(request, "start", assignment.PatrolName, null)) is { } unrecorded)
        {
            return Refuse(request, "start", unrecorded);
        }
        if (WhyNotStart(person) is { } changed)
        {
            return Refuse(request, "start", changed);
        }
        State.Authority = person is null
            ? AuthorityRules.HeldByRun(assignment, Now)
            : AuthorityRules.Held(person, Now, until: null);
        State.Standing = null;
        State.Sortie = new Sortie
        {
            OperationId = request.OperationId,
            PatrolId = assignment.PatrolId,
            Title = assignment.PatrolName,
            Slot = assignment.Slot,
            SiteId = assignment.SiteId,
            StartedBy = request.Caller.Name,
            Legs = assignment.Legs,
            Activity = "prepares",
        };
        await Persist();
        var receipt = await BeginOrder(
            new FlyMissionOrder(
                request.OperationId,
                epoch,
                assignment.Mission,
                assignment.Fence,
                assignment.Home,
                assignment.ReturnAltitude
            )
        );
        if (!receipt.Taken)
        {
            EndSortie(PatrolRunState.Refused, receipt.Reason);
            return Refuse(request, "start", receipt.Reason);
        }
        return new CommandOutcome(OutcomeKind.Done, "accepted: preparing", TimeSpan.Zero);
    }

    private string? WhyNotStart(Caller? person) =>
        State.QuarantineReason
        ?? (State.Sortie is { } out_ ? $"still out: {out_.Title}" : null)
        ?? (IsHeard ? null : "it is not heard")
        ?? (telemetry!.Armed ? "its motors are running" : null)
        ?? (
            person is not null ? AuthorityRules.WhyNotCommand(AuthorityInForce, person)
            : AuthorityInForce.Kind == AuthorityHolderKind.Nobody ? null
            : $"{AuthorityInForce.HolderName} has control"
        );

    /// <summary>Hold, return, land: leaves first, is recorded through the spool, and needs no authority.</summary>
    private Task<CommandOutcome> Safety(
        CommandRequest request,
        string action,
        string what,
        Func<long, LinkOrder> order,
        string? cutShort
    ) =>
        Once(
            request,
            async () =>
            {
                if (await WhyNotAllowed(request.Caller, forSafety: true) is { } refusal)
                {
                    Begin(request, what);
                    return Refuse(request, action, refusal);
                }
                var sent = Send(order(epoch));
                Begin(request, what);
                services.Audit.Spool(Record(request, action, "", null));
                if (cutShort is not null)
                {
                    CutShort(cutShort);
                }
                var outcome = await sent;
                if (outcome.Kind == OutcomeKind.Done)
                {
                    State.Standing = null;
                }
                return EndWithoutWaiting(request, action, outcome);
            }
        );

    /// <summary>Everything else: roles, authority, checks and the record come before anything leaves.</summary>
    private Task<CommandOutcome> Ordinary(
        CommandRequest request,
        string action,
        string what,
        Func<string?> whyNot,
        Func<Task<CommandOutcome>> execute
    ) =>
        Once(
            request,
            async () =>
            {
                Begin(request, what);
                var refusal = await WhyNotAllowed(request.Caller, forSafety: false);
                refusal ??= AuthorityRules.WhyNotCommand(AuthorityInForce, request.Caller) ?? whyNot();
                if (refusal is not null)
                {
                    return Refuse(request, action, refusal);
                }
                if (await services.Audit.WhyNotBegin(Record(request, action, what, null)) is { } unrecorded)
                {
                    return Refuse(request, action, unrecorded);
                }
                // The record took its time: what was true before may not be any more.
                refusal =
                    State.QuarantineReason
                    ?? AuthorityRules.WhyNotCommand(AuthorityInForce, request.Caller)
                    ?? whyNot();
                if (refusal is not null)
                {
                    return Refuse(request, action, refusal);
                }
                HoldAuthority(request.Caller);
                return await End(request, action, await execute());
            }
        );

    /// <summary>A repeated operation id gets the first one's outcome and has no second effect.</summary>
    private Task<CommandOutcome> Once(CommandRequest request, Func<Task<CommandOutcome>> run)
    {
        if (operations.TryGetValue(request.OperationId, out var same))
        {
            return same;
        }
        var task = run();
        operations[request.OperationId] = task;
        operationOrder.Enqueue(request.OperationId);
        if (operationOrder.Count > OperationsKept)
        {
            operations.Remove(operationOrder.Dequeue());
        }
        return task;
    }

    private async Task<string?> WhyNotAllowed(Caller caller, bool forSafety)
    {
        if (State.Registration is null)
        {
            return "this vehicle is not adopted";
        }
        if (State.QuarantineReason is { } reason)
        {
            return reason;
        }
        IReadOnlySet<string> roles;
        try
        {
            roles = await services.Roles.RolesOf(caller.UserId);
            lastRoles[caller.UserId] = roles;
        }
        catch (Exception failure) when (forSafety && lastRoles.TryGetValue(caller.UserId, out _))
        {
            // A database that is away must not keep an operator from stopping a vehicle.
            logger.LogError(failure, "{VehicleId}: accounts cannot be read; using the roles seen last", VehicleId);
            roles = lastRoles[caller.UserId];
        }
        return AuthorityRules.MayCommand(roles) ? null : "your account has no operator role";
    }

    private void HoldAuthority(Caller caller) =>
        State.Authority = AuthorityRules.Held(
            caller,
            AuthorityInForce.HolderId == caller.UserId ? AuthorityInForce.Since ?? Now : Now,
            State.Sortie is null ? Now + AuthorityRules.PersonLease : null
        );

    private void CutShort(string why)
    {
        if (State.Sortie is { } sortie && sortie is { TaskDone: false, CutShort: "" })
        {
            State.Sortie = sortie with { CutShort = why };
        }
    }

    private async Task<OrderReceipt> BeginOrder(LinkOrder order) =>
        link is null ? OrderReceipt.Refused("it is not heard: nothing was sent") : await link.Begin(order);

    private async Task<CommandOutcome> Send(LinkOrder order)
    {
        var asked = Now;
        var ending = new TaskCompletionSource<CommandOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        endings[order.OperationId] = ending;
        try
        {
            var receipt = await BeginOrder(order);
            return receipt.Taken
                ? await ending.Task.WaitAsync(OutcomeLimit, services.Time)
                : CommandOutcome.RefusedByUs(receipt.Reason);
        }
        catch (TimeoutException)
        {
            return new CommandOutcome(OutcomeKind.NoAnswer, "the link did not report an end", Now - asked);
        }
        finally
        {
            endings.Remove(order.OperationId);
        }
    }

    private void Begin(CommandRequest request, string what)
    {
        State.Commands.Insert(0, new CommandEntry(request.OperationId, Now, request.Caller.Name, what, null));
        if (State.Commands.Count > VehicleState.CommandsKept)
        {
            State.Commands.RemoveAt(VehicleState.CommandsKept);
        }
    }

    private CommandOutcome Refuse(CommandRequest request, string action, string why) =>
        EndWithoutWaiting(request, action, CommandOutcome.RefusedByUs(why));

    private CommandOutcome EndWithoutWaiting(CommandRequest request, string action, CommandOutcome outcome)
    {
        Conclude(request.OperationId, outcome);
        services.Audit.Spool(Record(request, action, "", $"{outcome.Kind}: {outcome.Text}"));
        PersistInBackground();
        return outcome;
    }

    private async Task<CommandOutcome> End(CommandRequest request, string action, CommandOutcome outcome)
    {
        Conclude(request.OperationId, outcome);
        services.Audit.Spool(Record(request, action, "", $"{outcome.Kind}: {outcome.Text}"));
        await Persist();
        return outcome;
    }

    private void Conclude(Guid operationId, CommandOutcome outcome)
    {
        var index = State.Commands.FindIndex(entry => entry.OperationId == operationId);
        if (index >= 0)
        {
            State.Commands[index] = State.Commands[index] with { Outcome = outcome };
        }
    }

    private AuditRecord Record(CommandRequest request, string action, string detail, string? outcome) =>
        new(
            0,
            Now,
            request.OperationId,
            request.Caller.UserId,
            request.Caller.Name,
            VehicleId,
            action,
            detail,
            outcome
        );
}
