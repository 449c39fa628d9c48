using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Patrols;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Vehicles;

// What the link beside the socket tells.
public sealed partial class VehicleGrain
{
    private Guid? standDown;

    public Task<LinkLease?> Attach(IVehicleDownlink downlink, string heardAt)
    {
        if (State.Registration is null)
        {
            return Task.FromResult<LinkLease?>(null);
        }
        logger.LogInformation(
            "{VehicleId}: link attached, heard at {HeardAt}, epoch {Epoch}",
            VehicleId,
            heardAt,
            epoch
        );
        link = downlink;
        return Task.FromResult<LinkLease?>(new LinkLease(epoch, BuildView()));
    }

    public Task<LinkLease?> Report(VehicleTelemetry report)
    {
        if (link is null || State.Registration is null)
        {
            return Task.FromResult<LinkLease?>(null);
        }
        Learn(report);
        CheckIdentity(report);
        FollowSortie(report);
        return Task.FromResult<LinkLease?>(new LinkLease(epoch, BuildView()));
    }

    public Task ReportModeChange(ModeChange change)
    {
        Learn(change.Telemetry);
        var mode = change.Telemetry.Mode;
        switch (change.Cause)
        {
            case ModeChangeCause.Failsafe:
                OnFailsafe(mode, change.Reason);
                break;
            case ModeChangeCause.Pilot when State.Sortie is { Phase: not SortiePhase.Preparing }:
                OnPilot(change.OldMode, mode);
                break;
        }
        FollowSortie(change.Telemetry);
        return Task.CompletedTask;
    }

    public Task ReportMessage(VehicleMessage message)
    {
        messages.Insert(0, message);
        if (messages.Count > MessagesKept)
        {
            messages.RemoveAt(MessagesKept);
        }
        return Task.CompletedTask;
    }

    public Task ReportPhase(Guid operationId, string phase)
    {
        if (State.Sortie is { } sortie && sortie.OperationId == operationId)
        {
            State.Sortie = sortie with { Activity = phase };
        }
        return Task.CompletedTask;
    }

    public Task ReportEnd(Guid operationId, CommandOutcome outcome)
    {
        if (endings.TryGetValue(operationId, out var ending))
        {
            ending.TrySetResult(outcome);
        }
        else if (operationId == standDown)
        {
            standDown = null;
        }
        else if (State.Sortie is { Phase: SortiePhase.Preparing } sortie && sortie.OperationId == operationId)
        {
            OnLaunchEnded(sortie, outcome);
        }
        return Task.CompletedTask;
    }

    /// <summary>The first that is heard since this activation, whatever brings it, tells what a stored sortie still is.</summary>
    private void Learn(VehicleTelemetry report)
    {
        var first = telemetry is null;
        telemetry = report;
        if (first)
        {
            TakeUpSortie(report);
        }
    }

    private void OnLaunchEnded(Sortie sortie, CommandOutcome outcome)
    {
        Conclude(sortie.OperationId, outcome);
        services.Audit.Spool(
            new Audit.AuditRecord(
                0,
                Now,
                sortie.OperationId,
                State.Authority.HolderId,
                sortie.StartedBy,
                VehicleId,
                "start",
                sortie.Title,
                $"{outcome.Kind}: {outcome.Text}"
            )
        );
        if (outcome.Kind == OutcomeKind.Done)
        {
            State.Sortie = sortie with { Phase = SortiePhase.OnTask, Left = true, Activity = "" };
        }
        else if (telemetry is { Armed: true })
        {
            // It may be in the air: the sortie stays, nothing more is sent, a person must look.
            State.Sortie = sortie with
            {
                Phase = SortiePhase.Holding,
                Left = true,
                Activity = "",
                CutShort = outcome.Text,
            };
            Stand(Severity.Error, "Launch broke off", outcome.Text, SuggestedAction.Return);
        }
        else
        {
            Stand(Severity.Warning, "Did not start", $"{sortie.Title}: {outcome.Text}", SuggestedAction.None);
            EndSortie(
                outcome.Kind == OutcomeKind.Cancelled ? PatrolRunState.Aborted : PatrolRunState.Refused,
                outcome.Text
            );
        }
        PersistInBackground();
    }

    /// <summary>After a restart of the server: what the vehicle does now decides what the stored sortie still is.</summary>
    private void TakeUpSortie(VehicleTelemetry report)
    {
        if (State.Sortie is not { } sortie)
        {
            return;
        }
        // An order that this activation began itself is no left-over.
        if (operations.ContainsKey(sortie.OperationId))
        {
            return;
        }
        if (sortie.Phase == SortiePhase.Preparing && !report.Armed)
        {
            EndSortie(PatrolRunState.Aborted, "the server restarted before take-off");
            PersistInBackground();
            return;
        }
        var meaning = ModeMeanings.Of(report.Mode);
        State.Sortie = sortie with { Left = true, Phase = SortiePhase.OnTask, Activity = "" };
        if (!report.Armed)
        {
            CutShort("it came back while the server was away");
        }
        else if (
            meaning is ModeMeaning.Returning or ModeMeaning.Landing
            && sortie.Phase is SortiePhase.OnTask or SortiePhase.Holding or SortiePhase.Preparing
            && sortie.CutShort.Length == 0
        )
        {
            var doing = meaning == ModeMeaning.Returning ? "Returns" : "Lands";
            CutShort($"{doing.ToLowerInvariant()} by its own failsafe while the server was away");
            Stand(
                Severity.Warning,
                $"{doing} by its own failsafe",
                "It had not heard this server. Nothing was sent to it since the restart.",
                SuggestedAction.Hold
            );
        }
        PersistInBackground();
    }

    private void FollowSortie(VehicleTelemetry report)
    {
        if (State.Sortie is not { } sortie)
        {
            return;
        }
        var (next, end) = SortieTracker.Advance(sortie, report);
        if (end is not null)
        {
            EndSortie(end.Completed ? PatrolRunState.Completed : PatrolRunState.Aborted, end.Reason);
            PersistInBackground();
            return;
        }
        if (next != sortie)
        {
            State.Sortie = next;
            PersistInBackground();
        }
        if (standDown is null && SortieTracker.StandsAtHome(next, report))
        {
            StandDown();
        }
    }

    /// <summary>A rover that is back stays armed by itself: its motors are switched off at its dock.</summary>
    private void StandDown()
    {
        var operation = Guid.NewGuid();
        standDown = operation;
        services.Audit.Spool(
            new Audit.AuditRecord(
                0,
                Now,
                operation,
                "server",
                "server",
                VehicleId,
                "stand-down",
                "back at its dock",
                null
            )
        );
        Observe(BeginOrder(new StandDownOrder(operation, epoch)), "stand down");
    }

    private void EndSortie(PatrolRunState state, string reason)
    {
        if (State.Sortie is not { } sortie)
        {
            return;
        }
        logger.LogInformation(
            "{VehicleId}: sortie '{Title}' ended: {State} {Reason}",
            VehicleId,
            sortie.Title,
            state,
            reason
        );
        State.Sortie = null;
        // What happened is still to be seen; there is nothing left to hold or to take over.
        State.Standing = State.Standing is { } standing ? standing with { Action = SuggestedAction.None } : null;
        State.Authority = AuthorityInForce.Kind switch
        {
            // The person who flew keeps control for a while; a run and a pilot let go.
            AuthorityHolderKind.Person => State.Authority with { Until = Now + AuthorityRules.PersonLease },
            _ => AuthorityView.Nobody,
        };
        ReportRunEnd(sortie, state, reason);
    }

    private void OnFailsafe(string mode, string reason)
    {
        CutShort($"its own failsafe: {reason}");
        Stand(Severity.Error, $"{mode}: its own failsafe", reason, SuggestedAction.None);
        PersistInBackground();
    }

    private void OnPilot(string oldMode, string mode)
    {
        State.Authority = AuthorityRules.HeldByPilot(Now);
        CutShort($"its pilot took over ({mode})");
        Stand(
            Severity.Warning,
            "Its pilot flies",
            $"The mode went from {oldMode} to {mode} without a command of ours. Nothing is sent until you take control.",
            SuggestedAction.TakeAuthority
        );
        PersistInBackground();
    }

    private void Stand(Severity severity, string title, string detail, SuggestedAction action) =>
        State.Standing = new AttentionItem(severity, title, detail, Now, action);

    private void CheckIdentity(VehicleTelemetry report)
    {
        if (report.HardwareUid is not { } heard || State.Registration is not { } registration)
        {
            return;
        }
        if (registration.HardwareUid is null)
        {
            State.Registration = registration with { HardwareUid = heard };
            PersistInBackground();
            Observe(
                GrainFactory.GetGrain<IVehicleRegistryGrain>(VehicleRegistryGrain.Key).HardwareRead(VehicleId, heard),
                "tell the registry the hardware id"
            );
        }
        else if (registration.HardwareUid != heard && State.QuarantineReason is null)
        {
            logger.LogWarning(
                "{VehicleId}: hardware uid {Heard} is not {Known}",
                VehicleId,
                heard,
                registration.HardwareUid
            );
            State.QuarantineReason =
                "quarantined: the autopilot at this address is not the one that was adopted; adopt it anew to go on";
            PersistInBackground();
        }
    }
}
