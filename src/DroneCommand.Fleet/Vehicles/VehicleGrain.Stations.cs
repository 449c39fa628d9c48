using DroneCommand.Fleet.Audit;

namespace DroneCommand.Fleet.Vehicles;

// What people do through ground stations that are attached to the server.
public sealed partial class VehicleGrain
{
    /// <summary>How long after a change an operator is told of it.</summary>
    private static readonly TimeSpan StationChangeShown = TimeSpan.FromMinutes(1);

    private static readonly CommandOutcome PassedOn = new(OutcomeKind.PassedOn, "", TimeSpan.Zero);

    private (DateTimeOffset At, string Text)? stationChange;

    public async Task<StationConsent> AskForStation(StationAsk ask)
    {
        var request = new CommandRequest(ask.OperationId, ask.Caller);
        var detail = DetailOf(ask);
        var safetyBefore = safetyCommands;
        var refusal = ask.Refusal ?? await WhyNotAllowed(ask.Caller, ask.Safety) ?? WhyNotThroughStation(ask);
        if (refusal is null && ask.Safety)
        {
            // What waits for its record is not sent after a return.
            safetyCommands++;
            services.Audit.Spool(Record(request, ask.Action, detail, null));
        }
        else if (refusal is null)
        {
            refusal = await services.Audit.WhyNotBegin(Record(request, ask.Action, detail, null));
            // The record took its time: what was true before may not be any more.
            refusal ??= State.QuarantineReason ?? WhyNotThroughStation(ask);
            refusal ??= safetyCommands == safetyBefore ? null : SafetyWentFirst.Text;
        }
        if (refusal is not null)
        {
            var refused = CommandOutcome.RefusedByUs(refusal);
            services.Audit.Spool(Record(request, ask.Action, detail, $"{refused.Kind}: {refused.Text}"));
            return new StationConsent(epoch, refusal);
        }
        NoteStationChange(request, ask);
        return new StationConsent(epoch, null);
    }

    public Task ReportStationEnd(StationAsk ask, string? kept)
    {
        var outcome = kept is null ? PassedOn : CommandOutcome.RefusedByUs(kept);
        var request = new CommandRequest(ask.OperationId, ask.Caller);
        Conclude(ask.OperationId, outcome);
        services.Audit.Spool(Record(request, ask.Action, DetailOf(ask), $"{outcome.Kind}: {outcome.Text}"));
        PersistInBackground();
        return Task.CompletedTask;
    }

    private static string DetailOf(StationAsk ask) => $"{ask.What} · {ask.Station}";

    /// <summary>Hold, return and land need the role only, as in the console.</summary>
    private string? WhyNotThroughStation(StationAsk ask) =>
        ask.Safety ? null : StationAuthority.WhyNot(AuthorityInForce, ask.Caller);

    private void NoteStationChange(CommandRequest request, StationAsk ask)
    {
        if (!ask.Safety)
        {
            HoldAuthority(ask.Caller);
        }
        Begin(request, DetailOf(ask));
        stationChange = (Now, $"{ask.Caller.Name}, through {ask.Station}: {ask.What}");
        PersistInBackground();
    }

    /// <summary>The mode that a station asked for: what our own sortie wanted does not go on.</summary>
    private void OnStationMode(string mode)
    {
        CutShort($"flown through a ground station ({mode})");
        State.GoingTo = null;
        PersistInBackground();
    }

    private IReadOnlyList<AttentionItem> WithStationChange(IReadOnlyList<AttentionItem> items) =>
        stationChange is { } change && Now - change.At < StationChangeShown
            ?
            [
                .. items,
                new AttentionItem(
                    Severity.Info,
                    "Commanded through a ground station",
                    change.Text,
                    change.At,
                    SuggestedAction.None
                ),
            ]
            : items;
}
