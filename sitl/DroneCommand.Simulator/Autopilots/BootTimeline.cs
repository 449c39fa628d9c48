using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// When what happens after power-on, in seconds, as recorded on ArduPilot SITL. A shorter boot squeezes all that follows
/// the first heartbeat, in the same order.
/// </summary>
public sealed class BootTimeline
{
    /// <summary>Seconds until the EKF has an absolute position on the real autopilot.</summary>
    public const double RealPositionSeconds = 41.9;

    private readonly double _factor;

    /// <param name="positionSeconds">Seconds until the absolute position; 0 skips the boot.</param>
    public BootTimeline(double positionSeconds)
    {
        _factor = Math.Clamp(positionSeconds, 0, RealPositionSeconds) / RealPositionSeconds;
    }

    /// <summary>First heartbeat. Never squeezed below half: a vehicle that just booted has said nothing.</summary>
    public double FirstHeartbeat => 1.1 * Math.Max(_factor, _factor == 0 ? 0 : 0.5);

    public double Initialised => At(2.76);

    public double EkfStarted => At(4.77);

    public double YawAligned => At(6.2);

    /// <summary>The receiver is found.</summary>
    public double GpsDetected(VehicleKind kind) => At(kind == VehicleKind.Copter ? 10.12 : 9.67);

    /// <summary>The receiver has its fix.</summary>
    public double GpsFixed(VehicleKind kind) => GpsDetected(kind) + At(0.3);

    public double OriginSet => At(20.3);

    /// <summary>The AHRS reports healthy.</summary>
    public double AhrsHealthy => At(22.6);

    /// <summary>The inertial sensors have agreed long enough: pre-arm checks pass in a mode that needs no position.</summary>
    public double SensorsConsistent => At(23.6);

    public double PositionOk => At(RealPositionSeconds);

    public double At(double realSeconds) => realSeconds * _factor;

    /// <summary>The texts of a boot and their times.</summary>
    public IEnumerable<(double At, MavSeverity Severity, string Text)> Texts(VehicleKind kind)
    {
        const MavSeverity Info = MavSeverity.Info;
        yield return (At(2.24), Info, "Barometer 1 calibration complete");
        yield return (At(2.24), Info, "Barometer 2 calibration complete");
        if (kind == VehicleKind.Rover)
        {
            yield return (At(2.25), Info, "Beginning INS calibration. Do not move vehicle");
        }

        yield return (Initialised, Info, "ArduPilot Ready");
        yield return (Initialised, Info, "AHRS: DCM active");
        yield return (EkfStarted, Info, "EKF3 IMU0 initialised");
        yield return (EkfStarted, Info, "EKF3 IMU1 initialised");
        if (kind == VehicleKind.Copter)
        {
            yield return (EkfStarted, Info, "AHRS: EKF3 active");
        }

        yield return (At(6.1), Info, "EKF3 IMU0 tilt alignment complete");
        yield return (At(6.1), Info, "EKF3 IMU1 tilt alignment complete");
        yield return (YawAligned, Info, "EKF3 IMU0 MAG0 initial yaw alignment complete");
        yield return (YawAligned, Info, "EKF3 IMU1 MAG0 initial yaw alignment complete");
        yield return (GpsDetected(kind), Info, "GPS 1: probing for u-blox at 230400 baud");
        yield return (GpsDetected(kind), Info, "GPS 1: detected u-blox");
        yield return (OriginSet, Info, "EKF3 IMU0 origin set");
        yield return (kind == VehicleKind.Copter ? At(20.5) : OriginSet, Info, "EKF3 IMU1 origin set");
        yield return (PositionOk, Info, "EKF3 IMU0 is using GPS");
        yield return (PositionOk, Info, "EKF3 IMU1 is using GPS");
        if (kind == VehicleKind.Rover)
        {
            yield return (PositionOk, Info, "AHRS: EKF3 active");
        }
    }
}
