using System.Collections.Immutable;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Telemetry;

/// <summary>
/// What is known of a vehicle, each part with the time at which it came; a part that never came is null. Immutable.
/// </summary>
public sealed record TelemetrySnapshot
{
    /// <summary>When the newest frame of any kind came; null before the first.</summary>
    public DateTimeOffset? LastHeard { get; init; }

    public Timed<HeartbeatPart>? Heartbeat { get; init; }

    /// <summary>The mode by its name in the autopilot's own words; empty before the first heartbeat.</summary>
    public string Mode { get; init; } = "";

    public Timed<PositionPart>? Position { get; init; }

    public Timed<AttitudePart>? Attitude { get; init; }

    public Timed<HudPart>? Hud { get; init; }

    public Timed<BatteryPart>? Battery { get; init; }

    public Timed<GpsPart>? Gps { get; init; }

    public Timed<SystemPart>? System { get; init; }

    public Timed<EstimatorPart>? Estimator { get; init; }

    public Timed<HomePart>? Home { get; init; }

    public Timed<MissionPart>? Mission { get; init; }

    /// <summary>Wire number of the newest mission item that was reached.</summary>
    public Timed<int>? ReachedItem { get; init; }

    public Timed<MavLandedState>? Landed { get; init; }

    public Timed<WindPart>? Wind { get; init; }

    public Timed<NavigationPart>? Navigation { get; init; }

    /// <summary>Where a guided vehicle goes to (POSITION_TARGET_GLOBAL_INT).</summary>
    public Timed<GeoPoint>? Target { get; init; }

    public Timed<IdentityPart>? Identity { get; init; }

    /// <summary>True while the vehicle says that it is outside its fence.</summary>
    public Timed<bool>? FenceBreached { get; init; }

    /// <summary>The newest texts, newest first, at most 20.</summary>
    public ImmutableArray<Timed<StatusTextPart>> Texts { get; init; } = [];

    /// <summary>Time since the autopilot's boot, as it said last.</summary>
    public Timed<TimeSpan>? SinceBoot { get; init; }

    /// <summary>How often the autopilot was seen to reboot since the fold began.</summary>
    public int Reboots { get; init; }

    /// <summary>Frames that came of those that were sent over the last ten seconds, in percent; null before it can be told.</summary>
    public double? LinkQualityPercent { get; init; }

    public bool Armed => Heartbeat is { Value.Armed: true };

    /// <summary>True, false, or null when the vehicle does not say whether it stands on the ground.</summary>
    public bool? OnGround =>
        Landed?.Value switch
        {
            MavLandedState.OnGround => true,
            null or MavLandedState.Undefined => null,
            _ => false,
        };

    /// <summary>Height above home where it is known.</summary>
    public AltitudeAboveHome? AboveHome => Position?.Value.AboveHome;

    /// <summary>How long nothing was heard; null when nothing ever was.</summary>
    public TimeSpan? Silence(DateTimeOffset now) => now - LastHeard;
}
