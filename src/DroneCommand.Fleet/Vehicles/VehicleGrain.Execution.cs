using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Gateway;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Vehicles;

// How every command is checked, recorded, sent and ended.
public sealed partial class VehicleGrain
{
    /// <summary>A link ends every order well before this; past it the outcome is unknown.</summary>
    private static readonly TimeSpan OutcomeLimit = TimeSpan.FromSeconds(15);

    private static readonly CommandOutcome SafetyWentFirst = new(
        OutcomeKind.Cancelled,
        "a safety command went first",
        TimeSpan.Zero
    );

    private const int OperationsKept = 200;

    private readonly Dictionary<Guid, TaskCompletionSource<CommandOutcome>> endings = [];
    private readonly Dictionary<Guid, Task<CommandOutcome>> operations = [];
    private readonly Queue<Guid> operationOrder = [];

    /// <summary>Roles seen last for a caller, for safety commands while the accounts cannot be read.</summary>
    private readonly Dictionary<string, IReadOnlySet<string>> lastRoles = [];

    /// <summary>Counts holds, returns and landings: whatever waited for its record when one left is not sent after it.</summary>
    private int safetyCommands;

    private DateTimeOffset sortieBegun;

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
                return await GoFirst(request, action, what, "", order(epoch), cutShort);
            }
        );

    /// <summary>Sends a safety command whose caller may give it.</summary>
    private async Task<CommandOutcome> GoFirst(
        CommandRequest request,
        string action,
        string what,
        string detail,
        LinkOrder order,
        string? cutShort
    )
    {
        safetyCommands++;
        var sent = Send(order);
        Begin(request, what);
        services.Audit.Spool(Record(request, action, detail, null));
        CutShort(cutShort);
        var outcome = await sent;
        SettleCut(cutShort, outcome);
        if (outcome.Kind == OutcomeKind.Done)
        {
            State.Standing = null;
            State.GoingTo = null;
        }
        return EndWithoutWaiting(request, action, outcome);
    }

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
                var safetyBefore = safetyCommands;
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
                    WhyQuarantined() ?? AuthorityRules.WhyNotCommand(AuthorityInForce, request.Caller) ?? whyNot();
                if (refusal is not null)
                {
                    return Refuse(request, action, refusal);
                }
                if (safetyCommands != safetyBefore)
                {
                    return EndWithoutWaiting(request, action, SafetyWentFirst);
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
        if (State.Commands.Find(entry => entry.OperationId == request.OperationId) is { Outcome: { } known })
        {
            // From before the server was started anew.
            return Task.FromResult(known);
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
        if (WhyQuarantined(forSafety) is { } reason)
        {
            return reason;
        }
        IReadOnlySet<string> roles;
        try
        {
            roles = await services.Roles.RolesOf(caller.UserId);
            lastRoles[caller.UserId] = roles;
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "{VehicleId}: accounts cannot be read", VehicleId);
            if (!forSafety || !lastRoles.TryGetValue(caller.UserId, out var seen))
            {
                return "it cannot be looked up now what your account may do, so nothing was sent";
            }
            // A database that is away must not keep an operator from stopping a vehicle.
            roles = seen;
        }
        return AuthorityRules.MayCommand(roles) ? null : "your account has no operator role";
    }

    private void HoldAuthority(Caller caller) =>
        State.Authority = AuthorityRules.Held(
            caller,
            AuthorityInForce.HolderId == caller.UserId ? AuthorityInForce.Since ?? Now : Now,
            State.Sortie is null ? Now + AuthorityRules.PersonLease : null
        );

    private bool IsHeldBy(Caller caller) =>
        AuthorityInForce is { Kind: AuthorityHolderKind.Person } held && held.HolderId == caller.UserId;

    private void CutShort(string? why)
    {
        if (why is not null && State.Sortie is { TaskDone: false, CutShort: "" } sortie)
        {
            State.Sortie = sortie with { CutShort = why };
        }
    }

    /// <summary>What the vehicle refused did not cut its sortie short. A launch that was cancelled does not go on.</summary>
    private void SettleCut(string? why, CommandOutcome outcome)
    {
        if (outcome.Kind is OutcomeKind.Done or OutcomeKind.NoAnswer)
        {
            CutShort(why);
        }
        else if (State.Sortie is { Phase: not SortiePhase.Preparing } sortie && sortie.CutShort == why)
        {
            State.Sortie = sortie with { CutShort = "" };
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
        catch (Exception failure)
        {
            logger.LogError(failure, "{VehicleId}: the link did not answer", VehicleId);
            return new CommandOutcome(OutcomeKind.NoAnswer, "its link did not answer", Now - asked);
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
        // The command has left: a state that cannot be written now is written later and hides no outcome.
        await WhyNotPersisted();
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
