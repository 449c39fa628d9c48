using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots.Modes;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// What a copter does by itself when something fails: ground station, battery, fence, position. None is on by default; the
/// parameters that switch them on are the real ones. When the cause is gone, the mode stays.
/// </summary>
public sealed class CopterFailsafes(Copter copter)
{
    private double _nextGcs;
    private double _nextFence;
    private double _wrecked;
    private bool _everHadPosition;

    /// <summary>True while any of them is on (HEARTBEAT says CRITICAL).</summary>
    public bool Any =>
        copter.Gcs.Lost || copter.Pilot.Lost || copter.EkfCheck.Failed || copter.Battery.Level > BatteryLevel.Good;

    private enum Action
    {
        None = 0,
        Land = 1,
        Return = 2,
        SmartReturnOrReturn = 3,
        SmartReturnOrLand = 4,
        Terminate = 5,
        AutoLanding = 6,
        BrakeOrLand = 7,
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
        var enable = (int)copter.Parameters["FS_THR_ENABLE"];
        var lost = enable != 0 && copter.Pilot.SilentSeconds >= copter.Parameters["RC_FS_TIMEOUT"];
        if (lost == copter.Pilot.Lost)
        {
            return;
        }

        copter.Pilot.Lost = lost;
        if (lost)
        {
            RadioLost(enable);
        }
        else
        {
            copter.Output.Say(MavSeverity.Warning, "Radio Failsafe Cleared");
        }
    }

    private void RadioLost(int enable)
    {
        const int ContinueAuto = 1 << 0;
        const int ContinueGuided = 1 << 2;
        var options = (int)copter.Parameters["FS_OPTIONS"];
        if (MustDisarm)
        {
            Announce("Radio", "Disarming");
            copter.DisarmNow();
        }
        else if (copter.Mode.IsLanding && (options & ContinueIfLanding) != 0)
        {
            Announce("Radio", "Continuing Landing");
        }
        else if (copter.Mode.Number == CopterAuto.Id && (options & ContinueAuto) != 0)
        {
            Announce("Radio", "Continuing Auto");
        }
        else if (copter.Mode.Number == CopterGuided.Id && (options & ContinueGuided) != 0)
        {
            Announce("Radio", "Continuing Guided Mode");
        }
        else
        {
            Announce("Radio", null);
            Do(RadioAction(enable), ModeReason.RadioFailsafe);
        }
    }

    // FS_THR_ENABLE numbers the actions in its own way too.
    private static Action RadioAction(int enable) =>
        enable switch
        {
            1 or 2 => Action.Return,
            4 => Action.SmartReturnOrReturn,
            5 => Action.SmartReturnOrLand,
            6 => Action.AutoLanding,
            7 => Action.BrakeOrLand,
            _ => Action.Land,
        };

    private void CheckGcs()
    {
        if (copter.Now < _nextGcs)
        {
            return;
        }

        _nextGcs = copter.Now + (1 / 3.0);
        var silent = copter.Gcs.IsSilent(copter.Now);
        if (silent == copter.Gcs.Lost)
        {
            return;
        }

        copter.Gcs.Lost = silent;
        if (silent)
        {
            GcsLost();
        }
        else
        {
            copter.Output.Say(MavSeverity.Warning, "GCS Failsafe Cleared");
        }
    }

    private void GcsLost()
    {
        const int ContinueAutoIfGcsLost = 1 << 1;
        const int ContinueUnderPilot = 1 << 4;
        var options = (int)copter.Parameters["FS_OPTIONS"];
        if (!copter.Armed)
        {
            Announce("GCS", null);
        }
        else if (MustDisarm)
        {
            copter.DisarmNow();
            Announce("GCS", "Disarming");
        }
        else if (copter.Mode.IsLanding && (options & ContinueIfLanding) != 0)
        {
            Announce("GCS", "Continuing Landing");
        }
        else if (copter.Mode.Number == CopterAuto.Id && (options & ContinueAutoIfGcsLost) != 0)
        {
            Announce("GCS", "Continuing Auto Mode");
        }
        else if ((options & ContinueUnderPilot) != 0 && !copter.Mode.IsAutopilot)
        {
            Announce("GCS", "Continuing Pilot Control");
        }
        else
        {
            Announce("GCS", null);
            Do(GcsAction((int)copter.Parameters["FS_GCS_ENABLE"]), ModeReason.GcsFailsafe);
        }
    }

    // Standing on the ground, or not yet off it: there is nothing to fly home.
    private bool MustDisarm =>
        copter.InArmingDelay || (copter.Landed && (copter.Mode.Number != CopterAuto.Id || !copter.AutoArmed));

    // FS_GCS_ENABLE and the battery's actions number the same things differently.
    private static Action GcsAction(int enable) =>
        enable switch
        {
            0 => Action.None,
            3 => Action.SmartReturnOrReturn,
            4 => Action.SmartReturnOrLand,
            5 => Action.Land,
            6 => Action.AutoLanding,
            7 => Action.BrakeOrLand,
            _ => Action.Return,
        };

    private const int ContinueIfLanding = 1 << 3;

    private void CheckBattery(double dt)
    {
        if (copter.Battery.Check(copter.Armed, dt) is not { } level)
        {
            return;
        }

        var word = level == BatteryLevel.Critical ? "critical" : "low";
        copter.Output.Say(
            MavSeverity.Warning,
            $"Battery 1 is {word} {copter.Battery.Volts:F2}V used {copter.Battery.UsedMah:F0} mAh"
        );
        var action = (Action)
            (int)copter.Parameters[level == BatteryLevel.Critical ? "BATT_FS_CRT_ACT" : "BATT_FS_LOW_ACT"];
        var options = (int)copter.Parameters["FS_OPTIONS"];
        if (MustDisarm)
        {
            copter.DisarmNow();
            Announce("Battery", "Disarming");
        }
        else if (copter.Mode.IsLanding && (options & ContinueIfLanding) != 0 && action != Action.None)
        {
            Announce("Battery", "Continuing Landing");
        }
        else
        {
            Announce("Battery", null);
            Do(action, ModeReason.BatteryFailsafe);
        }
    }

    private void CheckFence()
    {
        if (copter.Now < _nextFence)
        {
            return;
        }

        _nextFence = copter.Now + 0.04;
        copter.Fence.Check(copter.Estimator.Position, copter.Estimator.Place, copter.Home, copter.Now);
        if (copter.Fence.Cleared && !copter.Landed)
        {
            copter.Output.Say(MavSeverity.Notice, "Fence breach cleared");
        }

        if (copter.Fence.New == FenceKinds.None || !copter.Armed)
        {
            return;
        }

        if (copter.Landed)
        {
            copter.DisarmNow();
            return;
        }

        copter.Output.Say(MavSeverity.Notice, $"{FenceMonitor.Names(copter.Fence.New)} breached");
        copter.Output.FenceBreached();
        FenceAction((int)copter.Parameters["FENCE_ACTION"]);
    }

    private void FenceAction(int action)
    {
        const double GiveUpM = 100;
        if (action == 0)
        {
            return;
        }

        if (copter.Fence.DistanceOutside > GiveUpM || action is 2 or 5)
        {
            copter.SetMode(CopterLand.Id, ModeReason.FenceBreach);
            return;
        }

        var mode = action == 4 ? CopterBrake.Id : CopterReturn.Id;
        if (!copter.SetMode(mode, ModeReason.FenceBreach))
        {
            copter.SetMode(CopterLand.Id, ModeReason.FenceBreach);
        }
    }

    private void CheckPosition()
    {
        if (copter.Estimator.Change != AidingChange.None)
        {
            Aiding(copter.Estimator.Change == AidingChange.Stopped);
        }

        _everHadPosition |= copter.Estimator.PositionOk;
        switch (copter.EkfCheck.Look(copter.Now, _everHadPosition))
        {
            case EkfVerdict.Failed:
                if (copter.EkfCheck.Warns)
                {
                    copter.Output.Say(MavSeverity.Critical, "EKF variance");
                }

                EkfAction();
                break;
            case EkfVerdict.Recovered:
                copter.Output.Say(MavSeverity.Critical, "EKF Failsafe Cleared");
                break;
        }
    }

    // Upside down for two seconds: the motors are stopped.
    private void CheckCrash(double dt)
    {
        const double AfterSeconds = 2;
        var crashed = copter.Armed && copter.CopterBody.Wrecked && copter.Parameters.IsSet("FS_CRASH_CHECK");
        _wrecked = crashed ? _wrecked + dt : 0;
        if (_wrecked > AfterSeconds)
        {
            var error = Math.Abs(copter.Body.RollDeg);
            copter.Output.Say(MavSeverity.Emergency, $"Crash: Disarming: AngErr={error:F0}>30, Accel=0.0<3.0");
            copter.DisarmNow();
        }
    }

    private void Aiding(bool stopped)
    {
        // The start of aiding at boot is said by the boot's own texts.
        if (!stopped && !_everHadPosition)
        {
            return;
        }

        foreach (var imu in new[] { 0, 1 })
        {
            copter.Output.Say(
                stopped ? MavSeverity.Warning : MavSeverity.Info,
                stopped ? $"EKF3 IMU{imu} stopped aiding" : $"EKF3 IMU{imu} is using GPS"
            );
        }
    }

    private void EkfAction()
    {
        if (!copter.Armed)
        {
            return;
        }

        if (copter.Parameters["FS_EKF_ACTION"] == 0 || copter.Mode.IsLanding || !copter.Mode.RequiresPosition)
        {
            copter.Output.Say(MavSeverity.Critical, "EKF Failsafe");
            return;
        }

        if (copter.Parameters["FS_EKF_ACTION"] == 2)
        {
            copter.SetMode(CopterAltHold.Id, ModeReason.EkfFailsafe);
        }
        else
        {
            copter.LandWithPause(ModeReason.EkfFailsafe);
        }

        copter.Output.Say(MavSeverity.Critical, $"EKF Failsafe: changed to {copter.Mode.Name} Mode");
    }

    private void Announce(string what, string? done) =>
        copter.Output.Say(MavSeverity.Warning, done is null ? $"{what} Failsafe" : $"{what} Failsafe - {done}");

    private void Do(Action action, ModeReason reason)
    {
        switch (action)
        {
            case Action.None:
                break;
            case Action.Land:
                copter.LandWithPause(reason);
                break;
            case Action.SmartReturnOrLand:
                copter.Output.Say(MavSeverity.Warning, "SmartRTL Unavailable, Using Land Mode");
                copter.LandWithPause(reason);
                break;
            case Action.Terminate:
                copter.DisarmNow();
                break;
            case Action.BrakeOrLand:
                if (!copter.SetMode(CopterBrake.Id, reason))
                {
                    copter.LandWithPause(reason);
                }

                break;
            default:
                Return(action, reason);
                break;
        }
    }

    private void Return(Action action, ModeReason reason)
    {
        if (action == Action.SmartReturnOrReturn)
        {
            copter.Output.Say(MavSeverity.Warning, "SmartRTL Unavailable, Trying RTL Mode");
        }
        else if (action == Action.AutoLanding)
        {
            copter.Output.Say(MavSeverity.Warning, "Trying RTL Mode");
        }

        if (!copter.SetMode(CopterReturn.Id, reason))
        {
            copter.LandWithPause(reason);
        }
    }
}
