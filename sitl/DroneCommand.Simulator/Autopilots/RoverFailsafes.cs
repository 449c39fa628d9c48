using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots.Modes;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// What a rover does by itself when something fails. A lost ground station or radio counts only after FS_TIMEOUT more
/// seconds, and not while it holds or returns. With both watched, whichever is looked at first lends the text its name.
/// </summary>
public sealed class RoverFailsafes(Rover rover)
{
    private const int ActiveInHold = 1;
    private const double GiveUpM = 100;

    private Cause _causes;
    private Cause _triggered;
    private double _since;
    private double _nextGcs;
    private double _nextFence;
    private double _nextEkf;
    private int _bad;
    private bool _ekf;
    private bool _saidDcm;
    private bool _everHadPosition;

    [Flags]
    private enum Cause
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

    public bool Any => _triggered != Cause.None || _ekf;

    /// <summary>True while the EKF's failsafe is on.</summary>
    public bool Ekf => _ekf;

    public void Step(double dt)
    {
        if (rover.Parameters.IsSet("FS_THR_ENABLE"))
        {
            Trigger(Cause.Radio, rover.Radio.Failed);
        }

        CheckGcs();
        CheckBattery(dt);
        CheckFence();
        CheckPosition();
    }

    private void CheckGcs()
    {
        if (rover.Now < _nextGcs)
        {
            return;
        }

        _nextGcs = rover.Now + 0.1;
        rover.Gcs.Lost = rover.Gcs.IsSilent(rover.Now);
        Trigger(Cause.Gcs, rover.Gcs.Lost);
    }

    private void Trigger(Cause cause, bool on)
    {
        var name = cause == Cause.Radio ? "Radio" : "GCS";
        var before = _causes;
        _causes = on ? _causes | cause : _causes & ~cause;
        if (before == Cause.None && _causes != Cause.None)
        {
            _since = rover.Now;
        }

        if (_triggered != Cause.None && _causes == Cause.None)
        {
            rover.Output.Say(MavSeverity.Info, $"{name} Failsafe Cleared");
        }

        _triggered &= _causes;
        var waits = _causes == Cause.None || rover.Now - _since <= rover.Parameters["FS_TIMEOUT"];
        if (_triggered != Cause.None || waits || IsExempt())
        {
            return;
        }

        _triggered = _causes;
        rover.Output.Say(MavSeverity.Warning, $"{name} Failsafe");
        const int ContinueInAuto = 2;
        var enable = cause == Cause.Radio ? "FS_THR_ENABLE" : "FS_GCS_ENABLE";
        if (rover.Mode.Number == RoverAuto.Id && rover.Parameters[enable] == ContinueInAuto)
        {
            rover.Output.Say(MavSeverity.Warning, "Failsafe - Continuing Auto Mode");
            return;
        }

        Do((Action)(int)rover.Parameters["FS_ACTION"], ModeReason.GcsFailsafe);
    }

    private bool IsExempt()
    {
        var inHold = ((int)rover.Parameters["FS_OPTIONS"] & ActiveInHold) == 0 && rover.Mode.Number == RoverHold.Id;
        return inHold || rover.Mode.Number == RoverReturn.Id;
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
        var far = rover.Fence.DistanceOutside > GiveUpM;
        Do(far && action != Action.None ? Action.Hold : action, ModeReason.FenceBreach);
    }

    // Ten bad looks in a row, ten times a second, make the failsafe; as many good ones end it.
    private void CheckPosition()
    {
        SayAiding();
        if (rover.Now < _nextEkf)
        {
            return;
        }

        _nextEkf = Math.Max(_nextEkf + 0.1, rover.Now);
        var ok = rover.Estimator.PositionOk;
        _everHadPosition |= ok;
        if (!_everHadPosition || rover.Parameters["FS_EKF_THRESH"] <= 0)
        {
            return;
        }

        _bad = Math.Clamp(_bad + (ok ? -1 : 1), 0, 10);
        if (_bad == 10 && !_ekf)
        {
            _ekf = true;
            rover.Output.Say(MavSeverity.Critical, "EKF variance");
            ActOnLostPosition();
        }
        else if (_ekf && _bad == 0)
        {
            _ekf = false;
            rover.Output.Say(MavSeverity.Critical, "EKF failsafe cleared");
        }
    }

    private void ActOnLostPosition()
    {
        var action = (int)rover.Parameters["FS_EKF_ACTION"];
        if (!rover.Mode.RequiresPosition || action == 0)
        {
            return;
        }

        const int ReportOnly = 2;
        if (action != ReportOnly)
        {
            rover.SetMode(RoverHold.Id, ModeReason.EkfFailsafe);
        }

        rover.Output.Say(MavSeverity.Critical, "EKF failsafe");
    }

    private void SayAiding()
    {
        if (_everHadPosition && rover.Estimator.PositionOk == _saidDcm)
        {
            _saidDcm = !rover.Estimator.PositionOk;
            if (_saidDcm)
            {
                rover.Output.Say(MavSeverity.Info, "AHRS: DCM active");
            }
        }

        switch (rover.Estimator.Change)
        {
            case AidingChange.Stopped:
                rover.Output.Say(MavSeverity.Warning, "EKF3 IMU0 stopped aiding");
                rover.Output.Say(MavSeverity.Warning, "EKF3 IMU1 stopped aiding");
                break;
            case AidingChange.Started when _everHadPosition:
                rover.Output.Say(MavSeverity.Info, "EKF3 IMU0 is using GPS");
                rover.Output.Say(MavSeverity.Info, "EKF3 IMU1 is using GPS");
                rover.Output.Say(MavSeverity.Info, "AHRS: EKF3 active");
                break;
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
