using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Patrols;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Vehicles;

// The sortie from its launch to its end, as observed.
public sealed partial class VehicleGrain
{
    /// <summary>A disarmed vehicle that a new server finds is given this long to say how far its mission came.</summary>
    private static readonly TimeSpan MissionItemPatience = TimeSpan.FromSeconds(10);

    /// <summary>A launch of which the link knows nothing for this long has ended without our hearing of it.</summary>
    private static readonly TimeSpan LaunchUnknownAfter = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan StandDownEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TellAgainAfter = TimeSpan.FromSeconds(5);

    private Guid? standDown;
    private DateTimeOffset standDownBegun;

    /// <summary>True once what was stored has been held against what the vehicle does.</summary>
    private bool takenUp;
    private DateTimeOffset? firstReport;
    private DateTimeOffset launchKnown;
    private bool telling;
    private DateTimeOffset tellAgain;
    private DateTimeOffset readyTold;

    public Task<RunStanding> StandingOf(string patrolId, DateTimeOffset slot, int sortie) =>
        Task.FromResult(
            new RunStanding(
                SortieOf(patrolId, slot)?.Number == sortie,
                State.Untold.Find(end => end.PatrolId == patrolId && end.Slot == slot && end.Sortie == sortie)
            )
        );

    private void OnLaunchEnded(Sortie sortie, CommandOutcome outcome)
    {
        Conclude(sortie.OperationId, outcome);
        services.Audit.Spool(LaunchRecord(sortie, outcome));
        var why = sortie.CutShort.Length > 0 ? sortie.CutShort : outcome.Text;
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
                CutShort = why,
            };
            Stand(Severity.Error, "Launch broke off", why, SuggestedAction.Return);
        }
        else
        {
            Stand(Severity.Warning, "Did not start", $"{sortie.Title}: {why}", SuggestedAction.None);
            EndSortie(
                outcome.Kind == OutcomeKind.Cancelled ? PatrolRunState.Aborted : PatrolRunState.Refused,
                outcome.Kind == OutcomeKind.Cancelled ? why : outcome.Text
            );
        }
        PersistInBackground();
    }

    private AuditRecord LaunchRecord(Sortie sortie, CommandOutcome outcome) =>
        new(
            0,
            Now,
            sortie.OperationId,
            State.Authority.HolderId,
            sortie.StartedBy,
            VehicleId,
            "start",
            sortie.Title,
            $"{outcome.Kind}: {outcome.Text}"
        );

    /// <summary>
    /// After a restart of the server: what the vehicle does now decides what the stored sortie still is. False: that
    /// cannot be told yet.
    /// </summary>
    private bool TakeUpSortie(VehicleTelemetry report)
    {
        // An order that this activation began, or that the link still carries out, is no left-over.
        if (
            State.Sortie is not { } sortie
            || operations.ContainsKey(sortie.OperationId)
            || report.Order == sortie.OperationId
        )
        {
            launchKnown = Now;
            return true;
        }
        if (sortie.Phase == SortiePhase.Preparing && !report.Armed)
        {
            EndSortie(PatrolRunState.Aborted, "the server restarted before take-off");
            PersistInBackground();
            return true;
        }
        firstReport ??= Now;
        if (!report.Armed && report.MissionItem is null && Now - firstReport < MissionItemPatience)
        {
            return false;
        }
        State.Sortie = sortie with
        {
            Left = true,
            Activity = "",
            Phase = SortiePhase.OnTask,
            TaskDone = sortie.TaskDone || SortieTracker.IsTaskDone(sortie, report),
        };
        SayWhatHappenedMeanwhile(sortie.Phase, report);
        PersistInBackground();
        return true;
    }

    private void SayWhatHappenedMeanwhile(SortiePhase before, VehicleTelemetry report)
    {
        if (!report.Armed)
        {
            CutShort("it came back while the server was away");
            return;
        }
        var ours = State.Sortie is not { CutShort: "" } || before is SortiePhase.Returning or SortiePhase.Landing;
        switch (ModeMeanings.Of(report.Mode))
        {
            case ModeMeaning.Returning when !ours && !SortieTracker.ReturnsByItsMission(State.Sortie!, report):
                OnOwnFailsafe("Returns");
                break;
            case ModeMeaning.Landing when !ours:
                OnOwnFailsafe("Lands");
                break;
            case ModeMeaning.Manual when before is not SortiePhase.PilotFlies:
                OnPilot("that of its task", report.Mode);
                break;
        }
    }

    private void OnOwnFailsafe(string doing)
    {
        CutShort($"{doing.ToLowerInvariant()} by its own failsafe while the server was away");
        Stand(
            Severity.Warning,
            $"{doing} by its own failsafe",
            "It had not heard this server. Nothing was sent to it since the restart.",
            SuggestedAction.Hold
        );
    }

    private void FollowSortie(VehicleTelemetry report)
    {
        if (State.Sortie is not { } sortie)
        {
            return;
        }
        if (sortie.Phase == SortiePhase.Preparing)
        {
            FollowLaunch(sortie, report);
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
        if (standDown is null && Now - standDownBegun >= StandDownEvery && SortieTracker.StandsAtHome(next, report))
        {
            Observe(StandDown(), "stand down");
        }
    }

    /// <summary>The end of a launch can be lost on its way here; then the link's reports name it no more.</summary>
    private void FollowLaunch(Sortie sortie, VehicleTelemetry report)
    {
        if (report.Order == sortie.OperationId || launchKnown < sortieBegun)
        {
            launchKnown = Now;
            if (report.WaitsForTeam && sortie.WaitsForTeam && Now - readyTold >= TellAgainAfter)
            {
                readyTold = Now;
                Observe(
                    GrainFactory.GetGrain<IPatrolRuns>(sortie.PatrolId).WaitsForTeam(VehicleId, sortie.Slot),
                    "tell the patrol that it is ready"
                );
            }
        }
        else if (Now - launchKnown >= LaunchUnknownAfter)
        {
            OnLaunchEnded(
                sortie,
                new CommandOutcome(OutcomeKind.NoAnswer, "the end of its launch was not reported", Now - sortieBegun)
            );
        }
    }

    /// <summary>A rover that is back stays armed by itself: its motors are switched off at its dock.</summary>
    private async Task StandDown()
    {
        var operation = Guid.NewGuid();
        standDown = operation;
        standDownBegun = Now;
        services.Audit.Spool(StandDownRecord(operation, outcome: null));
        var taken = false;
        try
        {
            taken = (await BeginOrder(new StandDownOrder(operation, epoch))).Taken;
        }
        finally
        {
            if (!taken)
            {
                // No end will be reported: with a later report it is tried again.
                standDown = null;
            }
        }
    }

    private AuditRecord StandDownRecord(Guid operation, string? outcome) =>
        new(0, Now, operation, "server", "server", VehicleId, "stand-down", "back at its dock", outcome);

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
        State.GoingTo = null;
        // What happened is still to be seen; there is nothing left to hold or to take over.
        State.Standing = State.Standing is { } standing ? standing with { Action = SuggestedAction.None } : null;
        State.Authority = AuthorityInForce.Kind switch
        {
            // The person who stepped in keeps control for a while. Who only started a task that is done, a run and a pilot
            // let go: else 'start now' would refuse the same patrol's next scheduled run.
            AuthorityHolderKind.Person when state != PatrolRunState.Completed => State.Authority with
            {
                Until = Now + AuthorityRules.PersonLease,
            },
            _ => AuthorityView.Nobody,
        };
        State.Untold.Add(new RunEnd(sortie.PatrolId, sortie.Slot, state, reason, sortie.Number, sortie.Left));
        Observe(TellRunEnds(), "tell the patrol that its run ended");
    }

    private void TellRunEndsAgain()
    {
        if (State.Untold.Count > 0 && !telling && Now >= tellAgain)
        {
            Observe(TellRunEnds(), "tell the patrol that its run ended");
        }
    }

    /// <summary>Until the patrol has taken it, the end of a run stays on record here: a patrol must not believe it out.</summary>
    private async Task TellRunEnds()
    {
        if (telling)
        {
            return;
        }
        telling = true;
        tellAgain = Now + TellAgainAfter;
        try
        {
            while (State.Untold is [var end, ..])
            {
                var patrol = GrainFactory.GetGrain<IPatrolRuns>(end.PatrolId);
                await patrol.RunEnded(VehicleId, end);
                State.Untold.Remove(end);
            }
            await Persist();
        }
        finally
        {
            telling = false;
        }
    }
}
