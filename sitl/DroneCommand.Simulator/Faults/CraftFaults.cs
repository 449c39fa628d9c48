using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Faults;

/// <summary>What goes wrong in a vehicle. Each breaks a part of it; what the autopilot makes of that is the autopilot's.</summary>
internal static class CraftFaults
{
    private static readonly FaultArgument Motor = new("MOTOR", 1, 4, 1);

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        Instant("reboot", "the autopilot restarts, also in flight", "silence, then time since boot from zero", Reboot),
        Lasting(
            "arming-refused",
            "its pre-arm check fails: Compass not healthy",
            "arming is refused (FAILED); the reason as STATUSTEXT; the pre-arm bit of SYS_STATUS is off",
            [],
            (v, _) => v.Faults.ArmingRefusal = "Compass not healthy",
            v => v.Faults.ArmingRefusal = null
        ),
        Lasting(
            "gps-loss",
            "the receiver sees no satellites",
            "no fix at once; 7 s later the EKF gives up its position, and 8 s later the EKF failsafe acts",
            [],
            (v, _) => v.Gps.SkyLost = true,
            v => v.Gps.SkyLost = false
        ),
        Lasting(
            "gps-glitch",
            "the receiver's position jumps northwards by so many metres",
            "GPS_RAW_INT jumps at once; the EKF refuses it, says so, and jumps after it 10 s later",
            [new FaultArgument("METRES", -10_000, 10_000, 100)],
            (v, a) => v.Gps.Glitch = new Vec3(a[0], 0, 0),
            v => v.Gps.Glitch = Vec3.Zero
        ),
        Lasting(
            "gps-noise",
            "each fix is wrong by so many metres (standard deviation)",
            "GPS_RAW_INT scatters; the EKF's position wanders",
            [new FaultArgument("METRES", 0, 1000, 3)],
            (v, a) => v.Gps.NoiseM = a[0],
            v => v.Gps.NoiseM = 0
        ),
        Lasting(
            "ekf-variance",
            "the EKF's position and velocity disagree with its sensors by this much (1: as far as it tolerates)",
            "EKF_STATUS_REPORT's variances; above FS_EKF_THRESH the EKF failsafe acts after 1 s",
            [new FaultArgument("VARIANCE", 0, 100, 1)],
            (v, a) => v.Faults.EkfVariance = a[0],
            v => v.Faults.EkfVariance = 0
        ),
        Instant(
            "battery",
            "only this share of the charge is left, percent",
            "SYS_STATUS and BATTERY_STATUS; below its limits the battery failsafe acts",
            (target, a) => target.Vehicle.SetCharge(a[0]),
            new FaultArgument("PERCENT", 0, 100, 20)
        ),
        Lasting(
            "battery-voltage",
            "the pack has this voltage without load, whatever its charge",
            "SYS_STATUS; below BATT_LOW_VOLT for BATT_LOW_TIMER the battery failsafe acts",
            [new FaultArgument("VOLTS", 0, 100, 9.5)],
            (v, a) => v.Battery.FixedVolts = a[0],
            v => v.Battery.FixedVolts = null
        ),
        Lasting(
            "battery-failure",
            "so many cells of the pack are dead",
            "the voltage drops; below BATT_LOW_VOLT for BATT_LOW_TIMER the battery failsafe acts",
            [new FaultArgument("CELLS", 1, 12, 1)],
            (v, a) => v.Battery.DeadCells = (int)a[0],
            v => v.Battery.DeadCells = 0
        ),
        Lasting(
            "battery-sag",
            "the pack's inner resistance is so many times what it was, as of an old one",
            "the voltage drops under load and recovers without",
            [new FaultArgument("TIMES", 1, 100, 5)],
            (v, a) => v.Battery.Ageing = a[0],
            v => v.Battery.Ageing = 1
        ),
        Lasting(
            "motor-failure",
            "this motor gives nothing (of a rover 1 is left, 2 is right)",
            "a copter of four motors tumbles and falls; a rover turns around its dead side and gets nowhere",
            [Motor],
            (v, a) => v.Body.FailedMotor = (int)a[0],
            v => v.Body.FailedMotor = 0
        ),
        Lasting(
            "stuck",
            "the wheels turn and it does not move",
            "no speed in spite of throttle; FS_CRASH_CHECK acts after 2 s when it is set",
            [],
            (v, _) => v.SetStuck(true),
            v => v.SetStuck(false)
        ) with
        {
            Only = VehicleKind.Rover,
        },
        Lasting(
            "rc-loss",
            "the receiver of the pilot's radio hears nothing",
            "'Radio Failsafe', and what FS_THR_ENABLE says",
            [],
            (v, _) => v.Pilot.IsHeard = false,
            v => v.Pilot.IsHeard = true
        ),
        Lasting(
            "rc-takeover",
            "the pilot puts the mode switch to this position (1 to 6; 0: LOITER's, of a rover MANUAL's) and pushes the stick",
            "the mode of FLTMODE1 to 6 (MODE1 to 6) without anybody's command, and RC_CHANNELS",
            [new FaultArgument("POSITION", 0, 6, 0), new FaultArgument("STICK", -1, 1, 0)],
            (v, a) => v.Pilot.TakeOver((int)a[0], a[1]),
            v => v.Pilot.LetGo()
        ),
        new(
            "sysid-clash",
            FaultGroup.Vehicle,
            "another vehicle of the same system id is switched on so many metres to the east",
            "heartbeats and positions of two vehicles under one id, with different hardware ids",
            (target, a) => target.Fleet.AddIntruder(target.Vehicle, a[0])
        )
        {
            Arguments = [new FaultArgument("METRES", 1, 10_000, 100)],
        },
        Lasting(
            "clock-jump",
            "the vehicle's clock jumps by so many seconds",
            "time_boot_ms of all messages and SYSTEM_TIME's time of day jump",
            [new FaultArgument("OFFSET", -1e6, 1e6, 3600)],
            (v, a) => v.Faults.ClockOffset = a[0],
            v => v.Faults.ClockOffset = 0
        ),
    ];

    private static void Reboot(FaultTarget target, IReadOnlyList<double> argument) => target.Vehicle.Reboot();

    private static FaultKind Instant(
        string name,
        string help,
        string seen,
        Action<FaultTarget, IReadOnlyList<double>> happen,
        params FaultArgument[] arguments
    ) =>
        new(
            name,
            FaultGroup.Vehicle,
            help,
            seen,
            (target, values) =>
            {
                happen(target, values);
                return null;
            }
        )
        {
            Arguments = arguments,
            IsInstant = true,
        };

    private static FaultKind Lasting(
        string name,
        string help,
        string seen,
        IReadOnlyList<FaultArgument> arguments,
        Action<SimulatedVehicle, IReadOnlyList<double>> set,
        Action<SimulatedVehicle> clear
    ) =>
        new(
            name,
            FaultGroup.Vehicle,
            help,
            seen,
            (target, values) =>
            {
                set(target.Vehicle, values);
                return () => clear(target.Vehicle);
            }
        )
        {
            Arguments = arguments,
        };
}
