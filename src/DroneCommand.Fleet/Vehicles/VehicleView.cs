using DroneCommand.Mavlink.Units;

namespace DroneCommand.Fleet.Vehicles;

/// <summary>What a vehicle is, as far as planning and drawing care.</summary>
public enum VehicleKind
{
    Unknown,
    Copter,
    Plane,
    Rover,
    Boat,
}

/// <summary>The one word that says what a vehicle is doing; the console groups by it, worst first.</summary>
public enum VehicleStatus
{
    /// <summary>Heard, but its checks have not passed (booting, no position, failsafe off).</summary>
    NotReady,
    Ready,

    /// <summary>An order is being carried out on the ground: checks, uploads, arming.</summary>
    Preparing,
    OnTask,
    Holding,
    Returning,
    Landing,

    /// <summary>The vehicle's own pilot has taken it; we command nothing.</summary>
    PilotFlies,

    /// <summary>Not heard for longer than the lost limit, or never since the server started.</summary>
    Missing,

    /// <summary>Its address and its identity disagree: nothing is sent to it.</summary>
    Quarantined,
}

/// <summary>How fresh what we know of a vehicle is: stale after 1.5 s, lost after 3.5 s without a frame.</summary>
public enum LinkState
{
    NeverHeard,
    Live,
    Stale,
    Lost,
}

/// <summary>The console's order of severity; each has its own colour and shape.</summary>
public enum Severity
{
    Info,
    Warning,
    Error,
    Critical,
}

/// <summary>One vehicle as people see it. Immutable; the feed replaces it whole.</summary>
[GenerateSerializer, Immutable]
public sealed record VehicleView
{
    /// <summary>Our permanent id: the grain's key.</summary>
    [Id(0)]
    public required string VehicleId { get; init; }

    [Id(1)]
    public required string Name { get; init; }

    [Id(2)]
    public VehicleKind Kind { get; init; }

    [Id(3)]
    public VehicleStatus Status { get; init; } = VehicleStatus.Missing;

    /// <summary>A sentence for the list: 'North perimeter · leg 3 of 9', 'waits for a position fix'.</summary>
    [Id(4)]
    public string StatusLine { get; init; } = "";

    /// <summary>The autopilot's mode by its own name, for example GUIDED.</summary>
    [Id(5)]
    public string Mode { get; init; } = "";

    [Id(6)]
    public bool Armed { get; init; }

    [Id(7)]
    public double? BatteryPercent { get; init; }

    [Id(8)]
    public double? BatteryVolts { get; init; }

    /// <summary>Battery share that the way home and landing need from here, in percent.</summary>
    [Id(9)]
    public double? HomeNeedsPercent { get; init; }

    /// <summary>The autopilot's word for its fix: 'no fix', '3D', 'RTK fixed'.</summary>
    [Id(10)]
    public string GpsFix { get; init; } = "";

    [Id(11)]
    public int? Satellites { get; init; }

    [Id(12)]
    public LinkState Link { get; init; }

    /// <summary>When the newest verified frame came, server time.</summary>
    [Id(13)]
    public DateTimeOffset? LastHeard { get; init; }

    /// <summary>Frames that arrived of those that were sent, in percent, over the last ten seconds.</summary>
    [Id(14)]
    public double? LinkQualityPercent { get; init; }

    [Id(15)]
    public GeoPoint? Position { get; init; }

    [Id(16)]
    public AltitudeAboveHome? AboveHome { get; init; }

    [Id(17)]
    public AltitudeAmsl? Amsl { get; init; }

    /// <summary>Metres per second over ground.</summary>
    [Id(18)]
    public double? GroundSpeedMps { get; init; }

    /// <summary>Metres per second, up positive.</summary>
    [Id(19)]
    public double? ClimbMps { get; init; }

    /// <summary>Degrees clockwise from true north.</summary>
    [Id(20)]
    public double? HeadingDeg { get; init; }

    [Id(21)]
    public TaskProgress? Task { get; init; }

    [Id(22)]
    public AuthorityView Authority { get; init; } = AuthorityView.Nobody;

    /// <summary>What an operator must look at, worst first; empty when the vehicle needs nobody.</summary>
    [Id(23)]
    public IReadOnlyList<AttentionItem> NeedsYou { get; init; } = [];

    /// <summary>The newest texts of the autopilot, newest first, at most 20.</summary>
    [Id(24)]
    public IReadOnlyList<VehicleMessage> Messages { get; init; } = [];

    /// <summary>The newest commands and what became of them, newest first, at most 20.</summary>
    [Id(25)]
    public IReadOnlyList<CommandEntry> Commands { get; init; } = [];

    [Id(26)]
    public string? DockName { get; init; }

    /// <summary>Path on this server of the camera's pictures, or null when the vehicle announced none.</summary>
    [Id(27)]
    public string? FeedPath { get; init; }

    /// <summary>True for vehicles of the built-in simulator.</summary>
    [Id(28)]
    public bool Simulated { get; init; }

    /// <summary>The route of the current task, in flight order, for the map; empty when there is none.</summary>
    [Id(29)]
    public IReadOnlyList<GeoPoint> Route { get; init; } = [];

    /// <summary>Rises with every change, so that a browser can tell old from new.</summary>
    [Id(30)]
    public long Revision { get; init; }

    [Id(31)]
    public GeoPoint? Home { get; init; }

    /// <summary>When the position came, server time; older than the link's limit it makes the vehicle look stale.</summary>
    [Id(32)]
    public DateTimeOffset? PositionHeard { get; init; }

    /// <summary>The point that it is on its way to by a go-to; null once it is there.</summary>
    [Id(33)]
    public GeoPoint? GoingTo { get; init; }

    /// <summary>Ground stations (QGroundControl, Mission Planner) that are attached to the server and see it.</summary>
    [Id(34)]
    public IReadOnlyList<StationView> Stations { get; init; } = [];
}

/// <summary>An attached ground station as shown to people.</summary>
/// <param name="Name">'ground station 254'.</param>
/// <param name="Endpoint">The endpoint's name in the configuration.</param>
/// <param name="CommandsFor">Who holds the vehicle and may command it through this station; null: it only reads.</param>
[GenerateSerializer, Immutable]
public sealed record StationView(string Name, string Endpoint, string? CommandsFor);

/// <summary>How far the current task is.</summary>
/// <param name="Title">The patrol's or order's name.</param>
/// <param name="Leg">The leg being flown, from 1; 0 before the first.</param>
/// <param name="Legs">How many legs the plan has.</param>
/// <param name="Fraction">Share of the route's length that is done, 0 to 1.</param>
/// <param name="Remaining">Planned time to the end of the route.</param>
/// <param name="Phase">What is happening, as an operator would say it: 'reads failsafe settings', 'takes off'.</param>
[GenerateSerializer, Immutable]
public sealed record TaskProgress(string Title, int Leg, int Legs, double Fraction, TimeSpan? Remaining, string Phase);

/// <summary>Who may command a vehicle.</summary>
public enum AuthorityHolderKind
{
    Nobody,
    Person,
    PatrolRun,

    /// <summary>The vehicle's own pilot, seen by a mode change that we did not command.</summary>
    Pilot,
}

/// <summary>The authority over a vehicle as shown to people.</summary>
/// <param name="Kind">What sort of holder.</param>
/// <param name="HolderId">User id or patrol id; empty for nobody and for the pilot.</param>
/// <param name="HolderName">As people know the holder.</param>
/// <param name="Since">Server time at which it was taken.</param>
/// <param name="Until">When it lapses unless renewed; null while a task holds it.</param>
[GenerateSerializer, Immutable]
public sealed record AuthorityView(
    AuthorityHolderKind Kind,
    string HolderId,
    string HolderName,
    DateTimeOffset? Since,
    DateTimeOffset? Until
)
{
    public static AuthorityView Nobody { get; } = new(AuthorityHolderKind.Nobody, "", "nobody", null, null);
}

/// <summary>The one button that helps most with an <see cref="AttentionItem"/>.</summary>
public enum SuggestedAction
{
    None,
    Hold,
    Return,
    Land,
    Resume,
    TakeAuthority,
    Adopt,
}

/// <summary>One thing about a vehicle that needs a person.</summary>
/// <param name="Severity">Orders the list.</param>
/// <param name="Title">What, in a few words.</param>
/// <param name="Detail">Why and what it means.</param>
/// <param name="Since">When it began, server time.</param>
/// <param name="Action">The primary button.</param>
[GenerateSerializer, Immutable]
public sealed record AttentionItem(
    Severity Severity,
    string Title,
    string Detail,
    DateTimeOffset Since,
    SuggestedAction Action
);

/// <summary>A STATUSTEXT of the autopilot.</summary>
[GenerateSerializer, Immutable]
public sealed record VehicleMessage(DateTimeOffset Time, Severity Severity, string Text);

/// <summary>A command in a vehicle's thread, with its outcome once there is one.</summary>
/// <param name="OperationId">The command's identity; the same id is never executed twice.</param>
/// <param name="Time">When it was asked for, server time.</param>
/// <param name="Who">Name of the person or patrol.</param>
/// <param name="What">'Hold', 'Go to 47.3781° N, 8.5469° E at 40 m above home'.</param>
/// <param name="Outcome">Null while it runs.</param>
[GenerateSerializer, Immutable]
public sealed record CommandEntry(
    Guid OperationId,
    DateTimeOffset Time,
    string Who,
    string What,
    CommandOutcome? Outcome
);
