using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Fleet.Vehicles;

/// <summary>
/// What a link tells its grain five times a second at most, and at once when something decisive changed. Built from the
/// link's folded frames; the newest replaces the last.
/// </summary>
[GenerateSerializer, Immutable]
public sealed record VehicleTelemetry
{
    /// <summary>When the newest frame came, server time.</summary>
    [Id(0)]
    public required DateTimeOffset LastHeard { get; init; }

    [Id(1)]
    public VehicleKind Kind { get; init; }

    /// <summary>The autopilot's mode by name; empty before the first heartbeat.</summary>
    [Id(2)]
    public string Mode { get; init; } = "";

    [Id(3)]
    public bool Armed { get; init; }

    /// <summary>True when the autopilot says that its pre-arm checks pass in the present mode.</summary>
    [Id(4)]
    public bool PreArmHealthy { get; init; }

    /// <summary>True when it knows an absolute horizontal position, by its estimator's own word where it has one.</summary>
    [Id(5)]
    public bool HasAbsolutePosition { get; init; }

    [Id(6)]
    public double? BatteryPercent { get; init; }

    [Id(7)]
    public double? BatteryVolts { get; init; }

    [Id(8)]
    public string GpsFix { get; init; } = "";

    [Id(9)]
    public int? Satellites { get; init; }

    [Id(10)]
    public double? LinkQualityPercent { get; init; }

    [Id(11)]
    public GeoPoint? Position { get; init; }

    [Id(12)]
    public AltitudeAboveHome? AboveHome { get; init; }

    [Id(13)]
    public AltitudeAmsl? Amsl { get; init; }

    [Id(14)]
    public double? GroundSpeedMps { get; init; }

    [Id(15)]
    public double? ClimbMps { get; init; }

    [Id(16)]
    public double? HeadingDeg { get; init; }

    [Id(17)]
    public GeoPoint? Home { get; init; }

    [Id(18)]
    public AltitudeAmsl? HomeAmsl { get; init; }

    /// <summary>Sequence of the mission item being flown, as the vehicle counts (0 is home, or PX4's first item).</summary>
    [Id(19)]
    public int? MissionItem { get; init; }

    /// <summary>Null when the autopilot does not say.</summary>
    [Id(20)]
    public bool? OnGround { get; init; }

    /// <summary>Which autopilot its heartbeat names; null before the first.</summary>
    [Id(35)]
    public MavAutopilot? Autopilot { get; init; }

    /// <summary>The wind as the vehicle estimates it; null when it does not say.</summary>
    [Id(31)]
    public double? WindMps { get; init; }

    /// <summary>Its autopilot says that it follows terrain data; null until it said what it can do.</summary>
    [Id(32)]
    public bool? FollowsTerrain { get; init; }

    /// <summary>A camera of it was heard.</summary>
    [Id(33)]
    public bool HasCamera { get; init; }

    /// <summary>And says that its stream is thermal.</summary>
    [Id(34)]
    public bool HasThermalCamera { get; init; }

    /// <summary>Path on this server of the camera's pictures.</summary>
    [Id(21)]
    public string? FeedPath { get; init; }

    /// <summary>From AUTOPILOT_VERSION, as hex; null until it came.</summary>
    [Id(22)]
    public string? HardwareUid { get; init; }

    /// <summary>How often the vehicle has been seen to boot since this link exists.</summary>
    [Id(23)]
    public int Boots { get; init; }

    /// <summary>The ground station, not attached to us, that sets this vehicle's rates too, and how that shows; else null.</summary>
    [Id(24)]
    public string? Competitor { get; init; }

    /// <summary>The operation that the link carries out now; null when it is idle.</summary>
    [Id(25)]
    public Guid? Order { get; init; }

    /// <summary>When the position came, server time: a vehicle that is heard may still not say where it is.</summary>
    [Id(26)]
    public DateTimeOffset? PositionHeard { get; init; }

    /// <summary>It is heard and answers nothing: the link carries one way only.</summary>
    [Id(27)]
    public bool CannotCommand { get; init; }

    /// <summary>Another autopilot speaks with the same system id; null when none does.</summary>
    [Id(28)]
    public ClashReport? Clash { get; init; }

    /// <summary>The ground stations that are attached to the server and see this vehicle.</summary>
    [Id(29)]
    public IReadOnlyList<AttachedStation> Stations { get; init; } = [];

    /// <summary>True while the launch that the link carries out has passed every check and waits for the others of its team.</summary>
    [Id(30)]
    public bool WaitsForTeam { get; init; }
}

/// <summary>Why the mode changed, as far as the link can tell.</summary>
public enum ModeChangeCause
{
    /// <summary>An order of ours was running that leads to this mode.</summary>
    Ours,

    /// <summary>The autopilot's own failsafe; its text came with it.</summary>
    Failsafe,

    /// <summary>None of them: a pilot's transmitter, or a ground station that is not attached to us.</summary>
    Pilot,

    /// <summary>The first mode heard on this link, or since the autopilot booted.</summary>
    FirstHeard,

    /// <summary>A ground station that is attached to us, on behalf of who holds the vehicle.</summary>
    Station,
}

/// <summary>A decisive change that reaches the grain at once.</summary>
/// <param name="Telemetry">What is known at that moment.</param>
/// <param name="OldMode">The mode before.</param>
/// <param name="Cause">Whose doing it was.</param>
/// <param name="Reason">The text that came with a failsafe; otherwise empty.</param>
[GenerateSerializer, Immutable]
public sealed record ModeChange(VehicleTelemetry Telemetry, string OldMode, ModeChangeCause Cause, string Reason);
