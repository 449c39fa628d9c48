using DroneCommand.Fleet.Vehicles;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Console.Vehicles;

/// <summary>How a vehicle's state is named, grouped, coloured and shaped: in one place for list, panel and tables.</summary>
public static class VehicleWords
{
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(3.5);

    /// <summary>The list's groups, worst first.</summary>
    public static IReadOnlyList<VehicleStatus> Order { get; } =
    [
        VehicleStatus.Quarantined,
        VehicleStatus.Missing,
        VehicleStatus.PilotFlies,
        VehicleStatus.Landing,
        VehicleStatus.Returning,
        VehicleStatus.Holding,
        VehicleStatus.OnTask,
        VehicleStatus.Preparing,
        VehicleStatus.NotReady,
        VehicleStatus.Ready,
    ];

    public static string Name(VehicleStatus status) =>
        status switch
        {
            VehicleStatus.NotReady => "Not ready",
            VehicleStatus.Ready => "Ready",
            VehicleStatus.Preparing => "Preparing",
            VehicleStatus.OnTask => "On task",
            VehicleStatus.Holding => "Holding",
            VehicleStatus.Returning => "Returning",
            VehicleStatus.Landing => "Landing",
            VehicleStatus.PilotFlies => "Pilot flies",
            VehicleStatus.Missing => "Missing",
            _ => "Quarantined",
        };

    public static string Name(VehicleKind kind) =>
        kind switch
        {
            VehicleKind.Copter => "copter",
            VehicleKind.Plane => "plane",
            VehicleKind.Rover => "ground robot",
            VehicleKind.Boat => "boat",
            _ => "vehicle",
        };

    /// <summary>True for what does not fall when its motors stop.</summary>
    public static bool IsOnGround(VehicleKind kind) => kind is VehicleKind.Rover or VehicleKind.Boat;

    /// <summary>What a planner takes such a vehicle for.</summary>
    public static VehicleFamily Family(VehicleKind kind) =>
        IsOnGround(kind) ? VehicleFamily.Rover
        : kind == VehicleKind.Plane ? VehicleFamily.Plane
        : VehicleFamily.Copter;

    /// <summary>The colour token of a status.</summary>
    public static string Tone(VehicleStatus status) =>
        status switch
        {
            VehicleStatus.Ready => "ready",
            VehicleStatus.NotReady => "idle",
            VehicleStatus.Returning or VehicleStatus.Landing => "returning",
            VehicleStatus.PilotFlies => "warning",
            VehicleStatus.Missing => "missing",
            VehicleStatus.Quarantined => "error",
            _ => "busy",
        };

    public static string Tone(Severity severity) =>
        severity switch
        {
            Severity.Critical => "critical",
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "busy",
        };

    public static string Name(Severity severity) =>
        severity switch
        {
            Severity.Critical => "critical",
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "notice",
        };

    public static Severity? Worst(VehicleView view) =>
        view.NeedsYou.Count == 0 ? null : view.NeedsYou.Max(item => item.Severity);

    /// <summary>
    /// How fresh a view is by this page's own clock too: should the feed itself stop, an old view must not go on looking
    /// live.
    /// </summary>
    public static LinkState Freshness(VehicleView view, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view.LastHeard is not { } heard)
        {
            return LinkState.NeverHeard;
        }

        var byAge =
            now - heard > LostAfter ? LinkState.Lost
            : now - heard > StaleAfter ? LinkState.Stale
            : LinkState.Live;
        return byAge > view.Link ? byAge : view.Link;
    }

    /// <summary>What the authority pill says.</summary>
    public static string Authority(AuthorityView authority, string? userId) =>
        authority.Kind switch
        {
            AuthorityHolderKind.Nobody => "Nobody has control",
            AuthorityHolderKind.Person when authority.HolderId == userId => "You have control",
            AuthorityHolderKind.Person => $"{authority.HolderName} has control",
            AuthorityHolderKind.PatrolRun => $"Patrol: {authority.HolderName}",
            _ => "Its pilot flies",
        };

    /// <summary>What an attached ground station does here.</summary>
    public static string Station(StationView station) =>
        station.CommandsFor is { } who
            ? $"{who} commands it through {station.Name} ({station.Endpoint})"
            : $"{char.ToUpperInvariant(station.Name[0])}{station.Name[1..]} ({station.Endpoint}) attached, read-only";

    /// <summary>Where Return leads: the dock by its name, or home.</summary>
    public static string HomeName(VehicleView view) => view.DockName is { Length: > 0 } dock ? dock : "home";

    public static bool IsOut(VehicleView view) =>
        view.Status is VehicleStatus.OnTask or VehicleStatus.Holding or VehicleStatus.Returning or VehicleStatus.Landing
        || (view.Armed && view.Status is not VehicleStatus.PilotFlies and not VehicleStatus.Quarantined);
}
