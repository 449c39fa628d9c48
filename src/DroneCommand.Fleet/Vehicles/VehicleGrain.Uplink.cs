using DroneCommand.Fleet.Gateway;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Vehicles;

// What the link beside the socket tells.
public sealed partial class VehicleGrain
{
    /// <summary>Boots that the present link had counted with the last report; null before its first.</summary>
    private int? bootsSeen;

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
        bootsSeen = null;
        return Task.FromResult<LinkLease?>(new LinkLease(epoch, BuildView()));
    }

    public Task<LinkLease?> Report(VehicleTelemetry report)
    {
        if (link is null || State.Registration is null)
        {
            return Task.FromResult<LinkLease?>(null);
        }
        Take(report);
        PersistAgain();
        TellRunEndsAgain();
        return Task.FromResult<LinkLease?>(new LinkLease(epoch, BuildView()));
    }

    public Task ReportModeChange(ModeChange change)
    {
        var mode = change.Telemetry.Mode;
        switch (change.Cause)
        {
            case ModeChangeCause.Failsafe:
                OnFailsafe(mode, change.Reason);
                break;
            case ModeChangeCause.Pilot when State.Sortie is { } sortie && ReturnsByItsMission(sortie, change):
                break;
            case ModeChangeCause.Pilot when change.Telemetry.Armed || State.Sortie is not null:
                OnPilot(change.OldMode, mode);
                break;
            case ModeChangeCause.Station:
                OnStationMode(mode);
                break;
        }
        Take(change.Telemetry);
        return Task.CompletedTask;
    }

    /// <summary>The link does not know the mission, and takes a change that nobody ordered for a pilot's.</summary>
    private static bool ReturnsByItsMission(Sortie sortie, ModeChange change) =>
        ModeMeanings.Of(change.OldMode) == ModeMeaning.Mission
        && SortieTracker.ReturnsByItsMission(sortie, change.Telemetry);

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
            services.Audit.Spool(StandDownRecord(operationId, $"{outcome.Kind}: {outcome.Text}"));
        }
        else if (State.Sortie is { Phase: SortiePhase.Preparing } sortie && sortie.OperationId == operationId)
        {
            OnLaunchEnded(sortie, outcome);
        }
        return Task.CompletedTask;
    }

    private void Take(VehicleTelemetry report)
    {
        telemetry = report = WatchClash(report);
        CheckIdentity(report);
        if (State.QuarantineReason is not null)
        {
            // What this autopilot does says nothing of the vehicle that was adopted, and nothing is sent to it.
            return;
        }
        WatchBoots(report);
        if (takenUp || TakeUpSortie(report))
        {
            takenUp = true;
            FollowSortie(report);
        }
        if (State.Sortie is null && !report.Armed && AuthorityInForce.Kind == AuthorityHolderKind.Pilot)
        {
            State.Authority = AuthorityView.Nobody;
            if (State.Standing?.Action == SuggestedAction.TakeAuthority)
            {
                State.Standing = null;
            }
            PersistInBackground();
        }
    }

    /// <summary>A reboot under way is no pilot's doing: nothing is resumed, and a person must look.</summary>
    private void WatchBoots(VehicleTelemetry report)
    {
        if (bootsSeen is { } before && report.Boots > before && State.Sortie is { Phase: not SortiePhase.Preparing })
        {
            CutShort("its autopilot rebooted");
            Stand(
                Severity.Error,
                "Its autopilot rebooted",
                "Its mission is not resumed by itself.",
                SuggestedAction.None
            );
            PersistInBackground();
        }
        bootsSeen = report.Boots;
    }

    private void OnFailsafe(string mode, string reason)
    {
        CutShort($"its own failsafe: {reason}");
        State.GoingTo = null;
        Stand(Severity.Error, $"{mode}: its own failsafe", reason, SuggestedAction.None);
        PersistInBackground();
    }

    private void OnPilot(string oldMode, string mode)
    {
        State.Authority = AuthorityRules.HeldByPilot(Now);
        CutShort($"its pilot took over ({mode})");
        State.GoingTo = null;
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
            EndSortie(
                Patrols.PatrolRunState.Aborted,
                "quarantined: another autopilot answers at the vehicle's address"
            );
            PersistInBackground();
        }
    }
}
