using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots.Modes;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// What a copter does by itself when something fails: ground station, battery, fence, position. None is on by default; the
/// parameters that switch them on are the real ones. When the cause is gone, the mode stays.
/// </summary>
public sealed class CopterFailsafes(Copter copter)
{
    private readonly CopterFenceWatch _fence = new(copter);
    private readonly CopterPositionWatch _position = new(copter);
    private double _nextGcs;
    private double _wrecked;

    /// <summary>True while any of them is on (HEARTBEAT says CRITICAL).</summary>
    public bool Any =>
        copter.Gcs.Lost || copter.EkfCheck.Failed || copter.Radio.Failed || copter.Battery.Level > BatteryLevel.Good;

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
        _fence.Step();
        _position.Step();
        CheckCrash(dt);
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

    private void CheckRadio()
    {
        if (!copter.Radio.Changed)
        {
            return;
        }

        if (!copter.Radio.Failed)
        {
            copter.Output.Say(MavSeverity.Warning, "Radio Failsafe Cleared");
        }
        else if (copter.Armed)
        {
            RadioLost();
        }
    }

    private void RadioLost()
    {
        const int ContinueInAuto = 1 << 0;
        const int ContinueInGuided = 1 << 2;
        var options = (int)copter.Parameters["FS_OPTIONS"];
        if (MustDisarm)
        {
            Announce("Radio", "Disarming");
            copter.DisarmNow();
        }
        else if (copter.Mode.IsLanding && LandsForBattery)
        {
            Announce("Radio + Battery", "Continuing Landing");
            Do(Action.Land, ModeReason.RadioFailsafe);
        }
        else if (copter.Mode.IsLanding && (options & ContinueIfLanding) != 0)
        {
            Announce("Radio", "Continuing Landing");
            Do(Action.Land, ModeReason.RadioFailsafe);
        }
        else if (copter.Mode.Number == CopterAuto.Id && (options & ContinueInAuto) != 0)
        {
            Announce("Radio", "Continuing Auto");
        }
        else if (copter.Mode == copter.Guided && (options & ContinueInGuided) != 0)
        {
            Announce("Radio", "Continuing Guided Mode");
        }
        else
        {
            Announce("Radio", null);
            Do(RadioAction((int)copter.Parameters["FS_THR_ENABLE"]), ModeReason.RadioFailsafe);
        }
    }

    private static Action RadioAction(int enable) =>
        enable switch
        {
            0 => Action.None,
            1 or 2 => Action.Return,
            4 => Action.SmartReturnOrReturn,
            5 => Action.SmartReturnOrLand,
            6 => Action.AutoLanding,
            7 => Action.BrakeOrLand,
            _ => Action.Land,
        };

    // The battery has already asked for a landing: nothing else goes before it.
    private bool LandsForBattery =>
        copter.Battery.Level switch
        {
            BatteryLevel.Critical => copter.Parameters["BATT_FS_CRT_ACT"] is 1 or 5,
            BatteryLevel.Low => copter.Parameters["BATT_FS_LOW_ACT"] is 1 or 5,
            _ => false,
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
        else if (copter.Mode.IsLanding && LandsForBattery)
        {
            Announce("GCS + Battery", "Continuing Landing");
            Do(Action.Land, ModeReason.GcsFailsafe);
        }
        else if (copter.Mode.IsLanding && (options & ContinueIfLanding) != 0)
        {
            Announce("GCS", "Continuing Landing");
            Do(Action.Land, ModeReason.GcsFailsafe);
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
        copter.InArmingDelay
        || copter.Mode.Number switch
        {
            CopterStabilize.Id or 1 => copter.Radio.ThrottleZero || copter.Landed,
            CopterAuto.Id => copter.Landed && !copter.AutoArmed,
            _ => copter.Landed,
        };

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
            Do(Action.Land, ModeReason.BatteryFailsafe);
        }
        else
        {
            Announce("Battery", null);
            Do(action, ModeReason.BatteryFailsafe);
        }
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
            case Action.Terminate:
                copter.DisarmNow();
                break;
            case Action.SmartReturnOrLand when !copter.SetMode(CopterSmartReturn.Id, reason):
                copter.Output.Say(MavSeverity.Warning, "SmartRTL Unavailable, Using Land Mode");
                copter.LandWithPause(reason);
                break;
            case Action.SmartReturnOrReturn when !copter.SetMode(CopterSmartReturn.Id, reason):
                copter.Output.Say(MavSeverity.Warning, "SmartRTL Unavailable, Trying RTL Mode");
                Return(reason);
                break;
            case Action.AutoLanding when !copter.ReturnByMission(reason):
                copter.Output.Say(MavSeverity.Warning, "Trying RTL Mode");
                Return(reason);
                break;
            case Action.BrakeOrLand when !copter.SetMode(CopterBrake.Id, reason):
                copter.Output.Say(MavSeverity.Warning, "Trying Land Mode");
                copter.LandWithPause(reason);
                break;
            case Action.Return:
                Return(reason);
                break;
        }
    }

    private void Return(ModeReason reason)
    {
        if (!copter.SetMode(CopterReturn.Id, reason))
        {
            copter.LandWithPause(reason);
        }
    }
}
