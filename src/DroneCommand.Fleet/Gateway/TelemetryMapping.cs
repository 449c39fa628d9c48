using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Telemetry;

namespace DroneCommand.Fleet.Gateway;

/// <summary>From the wire room's snapshot to what grains and pages share. Pure.</summary>
internal static class TelemetryMapping
{
    public static VehicleTelemetry ToTelemetry(TelemetrySnapshot snapshot, string? feedPath) =>
        new()
        {
            LastHeard = snapshot.LastHeard ?? default,
            Kind = KindOf(snapshot.Heartbeat?.Value.Type),
            Mode = snapshot.Mode,
            Armed = snapshot.Armed,
            PreArmHealthy = snapshot.System?.Value.PreArmPasses ?? false,
            Autopilot = snapshot.Heartbeat?.Value.Autopilot,
            HasAbsolutePosition = Readiness.KnowsWhereItIs(snapshot),
            BatteryPercent = snapshot.Battery?.Value.Percent,
            BatteryVolts = snapshot.Battery?.Value.Volts,
            GpsFix = FixOf(snapshot.Gps?.Value.Fix),
            Satellites = snapshot.Gps?.Value.Satellites,
            LinkQualityPercent = snapshot.LinkQualityPercent,
            Position = snapshot.Position?.Value.Point,
            PositionHeard = snapshot.Position?.At,
            AboveHome = snapshot.AboveHome,
            Amsl = snapshot.Position?.Value.Amsl,
            GroundSpeedMps = snapshot.Position?.Value.GroundSpeedMps,
            ClimbMps = snapshot.Position?.Value.ClimbMps,
            HeadingDeg = snapshot.Position?.Value.HeadingDeg,
            Home = snapshot.Home?.Value.Point,
            HomeAmsl = snapshot.Home?.Value.Altitude,
            MissionItem = snapshot.Mission?.Value.CurrentItem,
            OnGround = snapshot.OnGround,
            FeedPath = feedPath,
            HardwareUid = snapshot.Identity?.Value.HardwareUid,
            WindMps = snapshot.Wind?.Value.SpeedMps,
            FollowsTerrain = snapshot.Identity?.Value.Capabilities.HasFlag(MavProtocolCapability.Terrain),
            Boots = snapshot.Reboots,
        };

    /// <summary>For people: 'ArduPilot Copter 4.7.0-dev'; what cannot be commanded by its MAVLink name.</summary>
    public static string AutopilotName(TelemetrySnapshot snapshot, IAutopilot? known) =>
        $"{known?.Name ?? snapshot.Heartbeat?.Value.Autopilot.ToString()} {snapshot.Identity?.Value.FirmwareVersion}".Trim();

    public static VehicleKind KindOf(MavType? type) =>
        type switch
        {
            MavType.Quadrotor
            or MavType.Hexarotor
            or MavType.Octorotor
            or MavType.Tricopter
            or MavType.Helicopter
            or MavType.Coaxial => VehicleKind.Copter,
            MavType.GroundRover => VehicleKind.Rover,
            MavType.SurfaceBoat => VehicleKind.Boat,
            MavType.FixedWing => VehicleKind.Plane,
            _ => VehicleKind.Unknown,
        };

    public static Severity SeverityOf(MavSeverity severity) =>
        severity switch
        {
            MavSeverity.Emergency or MavSeverity.Alert or MavSeverity.Critical => Severity.Critical,
            MavSeverity.Error => Severity.Error,
            MavSeverity.Warning => Severity.Warning,
            _ => Severity.Info,
        };

    private static string FixOf(GpsFixType? fix) =>
        fix switch
        {
            null => "unknown",
            GpsFixType.NoGps => "no GPS",
            GpsFixType.NoFix => "no fix",
            GpsFixType.Type2dFix => "2D",
            GpsFixType.Type3dFix => "3D",
            GpsFixType.Dgps => "DGPS",
            GpsFixType.RtkFloat => "RTK float",
            GpsFixType.RtkFixed => "RTK fixed",
            { } other => other.ToString(),
        };
}
