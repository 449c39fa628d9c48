using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots.Modes;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// What a rover does by itself when something fails. A lost ground station counts only after FS_TIMEOUT more seconds, and
/// not while it holds or returns.
/// </summary>
public sealed class RoverFailsafes(Rover rover)
{
    private const int ActiveInHold = 1;

    private Causes _present;
    private Causes _triggered;
    private double _since;
    private double _nextGcs;
    private double _nextFence;
    private double _stuck;
    private bool _onBackup;

    public bool Any => _triggered != Causes.None || rover.EkfCheck.Failed;

    [Flags]
    private enum Causes
    {
        None = 0,
        Radio = 1,
        Gcs = 2,
    }

    private enum Action
    {
        None = 0,
        Return = 1,
        Hold = 2,
        SmartReturn = 3,
        SmartReturnOrHold = 4,
        Terminate = 5,
        LoiterOrHold = 6,
    }

    public void Step(double dt)
    {
        CheckRadio();
        CheckGcs();
        CheckBattery(dt);
        CheckFence();
        CheckPosition();
        CheckCrash(dt);
    }

    private void CheckRadio()
    {
        if (rover.Parameters.IsSet("FS_THR_ENABLE"))
        {
            Trigger(Causes.Radio, "Radio", rover.Radio.Failed, rover.Parameters["FS_THR_ENABLE"]);
        }
    }

    private void CheckGcs()
    {
        if (rover.Now < _nextGcs)
        {
            return;
        }

        _nextGcs = rover.Now + 0.1;
        rover.Gcs.Lost = rover.Gcs.IsSilent(rover.Now);
        Trigger(Causes.Gcs, "GCS", rover.Gcs.Lost, rover.Parameters["FS_GCS_ENABLE"]);
    }

    // Lost radio and lost ground station share one clock. Whichever looks when it has run out gives its name to the
    // failsafe: the radio, which is looked at more often, unless it is not looked at at all.
    private void Trigger(Causes cause, string name, bool on, double enable)
    {
        var before = _present;
        _present = on ? _present | cause : _present & ~cause;
        _since = before == Causes.None && _present != Causes.None ? rover.Now : _since;
        if (_triggered != Causes.None && _present == Causes.None)
        {
            rover.Output.Say(MavSeverity.Info, $"{name} Failsafe Cleared");
        }

        _triggered &= _present;
        var inHold = ((int)rover.Parameters["FS_OPTIONS"] & ActiveInHold) == 0 && rover.Mode.Number == RoverHold.Id;
        var exempt = inHold || rover.Mode.Number == RoverReturn.Id;
        var due = _present != Causes.None && rover.Now - _since > rover.Parameters["FS_TIMEOUT"];
        if (_triggered != Causes.None || !due || exempt)
        {
            return;
        }

        _triggered = _present;
        rover.Output.Say(MavSeverity.Warning, $"{name} Failsafe");
        const double ContinueInAuto = 2;
        if (rover.Mode.Number == RoverAuto.Id && enable == ContinueInAuto)
        {
            rover.Output.Say(MavSeverity.Warning, "Failsafe - Continuing Auto Mode");
            return;
        }

        var reason = cause == Causes.Radio ? ModeReason.RadioFailsafe : ModeReason.GcsFailsafe;
        Do((Action)(int)rover.Parameters["FS_ACTION"], reason);
    }

    private void CheckBattery(double dt)
    {
        if (rover.Battery.Check(rover.Armed, dt) is not { } level)
        {
            return;
        }

        var critical = level == BatteryLevel.Critical;
        var word = critical ? "critical" : "low";
        rover.Output.Say(
            MavSeverity.Warning,
            $"Battery 1 is {word} {rover.Battery.Volts:F2}V used {rover.Battery.UsedMah:F0} mAh"
        );
        Do((Action)(int)rover.Parameters[critical ? "BATT_FS_CRT_ACT" : "BATT_FS_LOW_ACT"], ModeReason.BatteryFailsafe);
    }

    private void CheckFence()
    {
        if (rover.Now < _nextFence)
        {
            return;
        }

        _nextFence = rover.Now + 0.1;
        rover.Fence.Check(rover.Estimator.Position, rover.Estimator.Place, rover.Home, rover.Now);
        if (rover.Fence.New == FenceKinds.None || !rover.Armed)
        {
            return;
        }

        rover.Output.FenceBreached();
        var action = (Action)(int)rover.Parameters["FENCE_ACTION"];
        var far = rover.Fence.DistanceOutside > 100;
        Do(far && action != Action.None ? Action.Hold : action, ModeReason.FenceBreach);
    }

    private void CheckPosition()
    {
        if (rover.Estimator.Change == AidingChange.Stopped)
        {
            rover.Output.Say(MavSeverity.Warning, "EKF3 IMU0 stopped aiding");
            rover.Output.Say(MavSeverity.Warning, "EKF3 IMU1 stopped aiding");
        }

        if (_onBackup != rover.Estimator.OnBackup)
        {
            _onBackup = rover.Estimator.OnBackup;
            rover.Output.Say(MavSeverity.Info, _onBackup ? "AHRS: DCM active" : "AHRS: EKF3 active");
        }

        switch (rover.EkfCheck.Look(rover.Now, rover.Armed))
        {
            case EkfVerdict.Failed:
                EkfFailed();
                break;
            case EkfVerdict.Recovered:
                rover.Output.Say(MavSeverity.Critical, "EKF failsafe cleared");
                break;
        }
    }

    private void EkfFailed()
    {
        if (rover.EkfCheck.Warns)
        {
            rover.Output.Say(MavSeverity.Critical, "EKF variance");
        }

        const double Disabled = 0;
        const double ReportOnly = 2;
        var action = rover.Parameters["FS_EKF_ACTION"];
        if (!rover.Mode.RequiresPosition || action == Disabled)
        {
            return;
        }

        if (action != ReportOnly)
        {
            rover.SetMode(RoverHold.Id, ModeReason.EkfFailsafe);
        }

        rover.Output.Say(MavSeverity.Critical, "EKF failsafe");
    }

    // Throttle and no motion for two seconds.
    private void CheckCrash(double dt)
    {
        const double AfterSeconds = 2;
        const double LeastSpeed = 0.08;
        const double LeastThrottle = 0.05;
        const double HoldAndDisarm = 2;
        var check = rover.Parameters["FS_CRASH_CHECK"];
        var blocked =
            rover.Armed
            && rover.Mode.IsAutopilot
            && rover.Body.Throttle >= LeastThrottle
            && rover.Body.Velocity.HorizontalLength < LeastSpeed
            && Math.Abs(Angles.Radians(rover.Body.YawRateDegPerS)) < LeastSpeed;
        _stuck = blocked && check > 0 ? _stuck + dt : 0;
        if (_stuck < AfterSeconds)
        {
            return;
        }

        _stuck = 0;
        rover.Output.Say(MavSeverity.Emergency, "Crash: Going to HOLD");
        rover.SetMode(RoverHold.Id, ModeReason.Crash);
        if (check == HoldAndDisarm)
        {
            rover.Disarm(forced: true);
        }
    }

    private void Do(Action action, ModeReason reason)
    {
        switch (action)
        {
            case Action.None:
                return;
            case Action.Terminate:
                rover.Disarm(forced: true);
                return;
        }

        byte[] modes = action switch
        {
            Action.Return => [RoverReturn.Id, RoverHold.Id],
            Action.SmartReturn => [RoverSmartReturn.Id, RoverReturn.Id, RoverHold.Id],
            Action.SmartReturnOrHold => [RoverSmartReturn.Id, RoverHold.Id],
            Action.LoiterOrHold => [RoverLoiter.Id, RoverHold.Id],
            _ => [RoverHold.Id],
        };
        _ = modes.Any(mode => rover.SetMode(mode, reason));
    }
}
