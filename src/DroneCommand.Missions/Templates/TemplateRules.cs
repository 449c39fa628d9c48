using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Templates;

/// <summary>What a planner bounds beyond the parameters; null leaves it to the vehicle's class.</summary>
/// <param name="ReservePercent">Share of the battery that must be left after landing.</param>
/// <param name="WindMps">Wind that the energy must allow for, and above which no run is started.</param>
public sealed record TemplateLimits(double? ReservePercent, double? WindMps)
{
    public static TemplateLimits None { get; } = new(null, null);

    /// <summary>From landing until a vehicle may leave again, for reliefs; null plans none.</summary>
    public double? RechargeMinutes { get; init; }

    /// <summary>How light it must be at the start.</summary>
    public Daylight Light { get; init; } = Daylight.Any;

    /// <summary>No place may be left alone for longer; null: for as long as it takes.</summary>
    public TimeSpan? WorstIdleness { get; init; }

    /// <summary>How far from home a route may lead, metres.</summary>
    public double? MaxDistanceMetres { get; init; }

    /// <summary>How long a sortie may take.</summary>
    public TimeSpan? MaxDuration { get; init; }
}

/// <summary>How much light a mission needs.</summary>
public enum Daylight
{
    /// <summary>Day and night.</summary>
    Any,

    /// <summary>The sun's middle is at most 6° below the horizon.</summary>
    CivilTwilight,

    /// <summary>Between sunrise and sunset.</summary>
    Day,
}

/// <summary>What a vehicle must have to fly a template.</summary>
public sealed record TemplateRequirements
{
    public static TemplateRequirements None { get; } = new();

    public CameraNeed Camera { get; init; }

    /// <summary>A mount that points the camera.</summary>
    public bool Gimbal { get; init; }

    /// <summary>The autopilot follows terrain data.</summary>
    public bool TerrainData { get; init; }

    /// <summary>Its position is corrected to centimetres (RTK).</summary>
    public bool Rtk { get; init; }

    /// <summary>At the planned speed with the reserve kept; null: however long it lasts.</summary>
    public TimeSpan? MinEndurance { get; init; }
}

/// <summary>What camera a template needs.</summary>
public enum CameraNeed
{
    None,
    Any,
    Thermal,
}

/// <summary>Where a route begins and how it ends.</summary>
public sealed record TemplateRoute
{
    public static TemplateRoute Default { get; } = new();

    public RouteOrder Order { get; init; }

    /// <summary>A feature of the site near which a closed route begins; null as the kind of mission has it.</summary>
    public string? BeginNear { get; init; }

    public RouteEnd End { get; init; }
}

/// <summary>Which way along the route.</summary>
public enum RouteOrder
{
    /// <summary>As the kind of mission has it.</summary>
    AsPlanned,

    /// <summary>The other way.</summary>
    Reverse,
}

/// <summary>What a vehicle does at the end of its route.</summary>
public enum RouteEnd
{
    Return,

    /// <summary>Stays over the last place until it is told otherwise, or its battery sends it home.</summary>
    Hold,

    /// <summary>Comes down at the last place.</summary>
    Land,
}

/// <summary>What a vehicle must be set to for when something fails; a family that is not listed is as the site asks.</summary>
public sealed record TemplateFailures
{
    private static readonly Dictionary<VehicleFamily, FailsafeAction> None = [];

    public static TemplateFailures Default { get; } = new();

    public IReadOnlyDictionary<VehicleFamily, FailsafeAction> LinkLost { get; init; } = None;

    public IReadOnlyDictionary<VehicleFamily, FailsafeAction> BatteryLow { get; init; } = None;

    public IReadOnlyDictionary<VehicleFamily, FailsafeAction> Geofence { get; init; } = None;

    /// <summary>
    /// A start goes on with a warning where the template's own limits or requirements are not met. The vehicle's failsafes,
    /// fence and mission are never passed over.
    /// </summary>
    public bool WarnOnly { get; init; }
}

/// <summary>Where the camera looks, and what it records.</summary>
public sealed record TemplateCamera
{
    private static readonly Dictionary<VehicleFamily, double> None = [];

    /// <summary>On the ways to the route and back, degrees above the horizon; what is not listed leaves it where it is.</summary>
    public IReadOnlyDictionary<VehicleFamily, double> InTransit { get; init; } = None;

    /// <summary>On the route, degrees above the horizon; what is not listed leaves it where it is.</summary>
    public IReadOnlyDictionary<VehicleFamily, double> OnRoute { get; init; } = None;

    public bool Video { get; init; }

    /// <summary>One picture every so many metres of the route; null takes none.</summary>
    public double? PhotoEveryMetres { get; init; }

    /// <summary>Whether anything of it is told to the vehicle.</summary>
    public bool SaysAnything => InTransit.Count > 0 || OnRoute.Count > 0 || Video || PhotoEveryMetres is not null;

    /// <summary>Where the camera of such a vehicle looks on the route, degrees above the horizon; null leaves it where it is.</summary>
    public double? OnRoutePitchDeg(VehicleFamily family) => Of(OnRoute, family);

    /// <summary>The same on the ways to the route and back.</summary>
    public double? InTransitPitchDeg(VehicleFamily family) => Of(InTransit, family);

    private static double? Of(IReadOnlyDictionary<VehicleFamily, double> pitches, VehicleFamily family) =>
        pitches.TryGetValue(family, out var pitch) ? pitch : null;
}

/// <summary>What happens to the camera where it could see into a site's privacy zones.</summary>
/// <param name="CameraUp">It looks up there.</param>
/// <param name="StopRecording">No pictures are taken there and no video is recorded.</param>
/// <param name="MarginMetres">How near counts as there.</param>
public sealed record TemplatePrivacy(bool CameraUp, bool StopRecording, double MarginMetres)
{
    /// <summary>The camera is neither turned nor stopped.</summary>
    public static TemplatePrivacy HandsOff { get; } = new(CameraUp: false, StopRecording: false, 0);

    /// <summary>What is masked in all that is shown or recorded; null masks nothing.</summary>
    public TemplateMasks? Masks { get; init; }
}

/// <summary>The privacy zones of a site that are masked in all that is shown or recorded.</summary>
public sealed record TemplateMasks
{
    /// <summary>All that the site has.</summary>
    public static TemplateMasks All { get; } = new();

    /// <summary>The names of zones; empty means all.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>Where the file names each of them.</summary>
    internal IReadOnlyList<TemplatePlace> Places { get; init; } = [];
}
