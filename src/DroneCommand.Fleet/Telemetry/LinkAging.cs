using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Fleet.Telemetry;

/// <summary>
/// Makes old knowledge look old: a vehicle is stale 1.5 s after its newest frame and lost after 3.5 s. Pure.
/// </summary>
public static class LinkAging
{
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(1.5);
    public static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(3.5);

    public static LinkState StateOf(DateTimeOffset? lastHeard, DateTimeOffset now) =>
        lastHeard is not { } heard ? LinkState.NeverHeard
        : now - heard >= LostAfter ? LinkState.Lost
        : now - heard >= StaleAfter ? LinkState.Stale
        : LinkState.Live;

    /// <summary>The same view as it must look at <paramref name="now"/>.</summary>
    public static VehicleView At(VehicleView view, DateTimeOffset now)
    {
        var link = StateOf(view.LastHeard, now);
        if (link == LinkState.Live && view.PositionHeard is { } positioned && now - positioned >= StaleAfter)
        {
            // It is heard, but where it is drawn is where it was.
            link = LinkState.Stale;
        }
        if (link is LinkState.Live or LinkState.Stale)
        {
            return view.Link == link ? view : view with { Link = link };
        }
        var missing = view with { Link = link, Status = MissingUnlessQuarantined(view) };
        var moving = view.Armed || view.Task is not null;
        return link == LinkState.Lost && moving
            ? missing with
            {
                NeedsYou = [Lost(view, now), .. OthersOf(view)],
            }
            : missing;
    }

    private const string LostTitle = "Not heard";

    private static VehicleStatus MissingUnlessQuarantined(VehicleView view) =>
        view.Status == VehicleStatus.Quarantined ? VehicleStatus.Quarantined : VehicleStatus.Missing;

    private static IEnumerable<AttentionItem> OthersOf(VehicleView view) =>
        view.NeedsYou.Where(item => item.Title != LostTitle);

    private static AttentionItem Lost(VehicleView view, DateTimeOffset now) =>
        new(
            Severity.Critical,
            LostTitle,
            $"For {(now - view.LastHeard!.Value).TotalSeconds:F0} s, last {view.Mode} {(view.Armed ? "with motors running" : "disarmed")}. Its own failsafe governs; commands do not reach it.",
            view.LastHeard.Value + LostAfter,
            SuggestedAction.None
        );
}
