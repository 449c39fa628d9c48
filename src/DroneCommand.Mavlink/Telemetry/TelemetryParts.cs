using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Telemetry;

/// <summary>A value and when it came, by the ground's clock. An old value must look old wherever it is shown.</summary>
public readonly record struct Timed<T>(T Value, DateTimeOffset At)
{
    public TimeSpan Age(DateTimeOffset now) => now - At;
}

/// <summary>What HEARTBEAT says.</summary>
/// <param name="Type">The kind of vehicle.</param>
/// <param name="Autopilot">The kind of autopilot.</param>
/// <param name="CustomMode">The mode by the autopilot's own number.</param>
/// <param name="Armed">Motors may turn.</param>
/// <param name="Status">Booting, standby, active, failsafe…</param>
/// <param name="Number">Counts heartbeats since the fold began, so that 'heard after' can be told from 'heard before'.</param>
public readonly record struct HeartbeatPart(
    MavType Type,
    MavAutopilot Autopilot,
    uint CustomMode,
    bool Armed,
    MavState Status,
    long Number
);

/// <summary>Where it is and how it moves, by the vehicle's own estimate (GLOBAL_POSITION_INT).</summary>
/// <param name="Point">The place.</param>
/// <param name="Amsl">Altitude above mean sea level.</param>
/// <param name="AboveHome">Altitude above the vehicle's home.</param>
/// <param name="GroundSpeedMps">Metres per second over ground.</param>
/// <param name="ClimbMps">Metres per second, up positive.</param>
/// <param name="HeadingDeg">Degrees clockwise from north; null when the vehicle does not know.</param>
public readonly record struct PositionPart(
    GeoPoint Point,
    AltitudeAmsl Amsl,
    AltitudeAboveHome AboveHome,
    double GroundSpeedMps,
    double ClimbMps,
    double? HeadingDeg
);

/// <summary>Degrees: roll right, pitch up, yaw clockwise from north (ATTITUDE).</summary>
public readonly record struct AttitudePart(double RollDeg, double PitchDeg, double YawDeg);

/// <summary>VFR_HUD: metres per second, and throttle in percent.</summary>
public readonly record struct HudPart(double AirspeedMps, double GroundSpeedMps, double ClimbMps, int ThrottlePercent);

/// <summary>The battery that flies; null for what the vehicle does not measure.</summary>
/// <param name="Percent">What is left of its charge.</param>
/// <param name="Volts">Of the whole pack.</param>
/// <param name="Amperes">Being drawn.</param>
/// <param name="ConsumedMah">Since it was put in.</param>
public readonly record struct BatteryPart(double? Percent, double? Volts, double? Amperes, double? ConsumedMah);

/// <summary>The satellite receiver.</summary>
/// <param name="Fix">Kind of fix.</param>
/// <param name="Satellites">Number in view; null when unknown.</param>
/// <param name="Hdop">Horizontal dilution; null when unknown.</param>
/// <param name="HorizontalAccuracyM">Metres; null when unknown.</param>
public readonly record struct GpsPart(GpsFixType Fix, int? Satellites, double? Hdop, double? HorizontalAccuracyM);

/// <summary>What the vehicle says of its parts and checks (SYS_STATUS).</summary>
public readonly record struct SystemPart(
    MavSysStatusSensor Present,
    MavSysStatusSensor Enabled,
    MavSysStatusSensor Health,
    double LoadPercent
)
{
    /// <summary>
    /// The pre-arm checks of the present mode pass; null when the vehicle does not report them. In another mode they may
    /// fail, so this alone is no readiness.
    /// </summary>
    public bool? PreArmPasses =>
        Present.HasFlag(MavSysStatusSensor.PrearmCheck) ? Health.HasFlag(MavSysStatusSensor.PrearmCheck) : null;
}

/// <summary>The position estimator (ArduPilot: EKF_STATUS_REPORT, PX4: ESTIMATOR_STATUS).</summary>
public readonly record struct EstimatorPart(
    EkfStatusFlags Flags,
    double VelocityVariance,
    double HorizontalVariance,
    double VerticalVariance,
    double CompassVariance
)
{
    /// <summary>It knows where on Earth it is; needed to arm in a mode that navigates.</summary>
    public bool HasAbsolutePosition =>
        Flags.HasFlag(EkfStatusFlags.PosHorizAbs) && !Flags.HasFlag(EkfStatusFlags.Uninitialized);
}

/// <summary>Where the vehicle returns to, and from where altitudes above home count.</summary>
public readonly record struct HomePart(GeoPoint Point, AltitudeAmsl Altitude);

/// <summary>
/// How far the mission is (MISSION_CURRENT). Items count as on the wire: on ArduPilot item 0 is home, and
/// <see cref="Total"/> leaves it out.
/// </summary>
public readonly record struct MissionPart(int CurrentItem, int? Total, MissionState State);

/// <summary>The wind as estimated: speed in metres per second, direction in degrees that it comes from.</summary>
public readonly record struct WindPart(double SpeedMps, double FromDeg);

/// <summary>What the navigation does (NAV_CONTROLLER_OUTPUT): metres to the waypoint, degrees to it.</summary>
public readonly record struct NavigationPart(double DistanceToTargetM, double BearingToTargetDeg, double CrossTrackM);

/// <summary>A text of the autopilot, put together from its chunks.</summary>
public readonly record struct StatusTextPart(MavSeverity Severity, string Text);

/// <summary>Who the autopilot is (AUTOPILOT_VERSION).</summary>
/// <param name="Capabilities">What it can do.</param>
/// <param name="HardwareUid">Hex digits of uid2, or of uid where that is empty; null when both are.</param>
/// <param name="FirmwareVersion">For people: 4.6.1, 4.7.0-dev.</param>
public readonly record struct IdentityPart(
    MavProtocolCapability Capabilities,
    string? HardwareUid,
    string FirmwareVersion
);
