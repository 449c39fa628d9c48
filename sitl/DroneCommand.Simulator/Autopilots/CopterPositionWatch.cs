using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots.Modes;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// The copter's EKF check, ten times a second: ten bad looks in a row make the failsafe, as many good ones end it
/// (FS_EKF_ACTION, FS_EKF_THRESH). A position that stays away also ends the way back of SMART_RTL.
/// </summary>
internal sealed class CopterPositionWatch(Copter copter)
{
    private const double Seconds = 0.1;
    private const int Looks = 10;
    private const double SayEverySeconds = 30;
    private const double PathTimeoutSeconds = 15;

    private double _next;
    private double _lastSaid = double.NegativeInfinity;
    private double _badSince = double.NaN;
    private int _bad;
    private bool _everGood;
    private bool _actedOn;

    private enum Action
    {
        ReportOnly = 0,
        Land = 1,
        AltHold = 2,
        LandEvenStabilize = 3,
    }

    /// <summary>True while the failsafe is on.</summary>
    public bool Lost { get; private set; }

    public void Step(double dt)
    {
        SayAiding();
        if (copter.Now < _next || !copter.Estimator.OriginSet)
        {
            return;
        }

        _next = Math.Max(_next + Seconds, copter.Now);
        WatchPath();
        var threshold = copter.Parameters["FS_EKF_THRESH"];
        if (threshold <= 0)
        {
            (_bad, Lost) = (0, false);
            return;
        }

        var good = copter.Estimator.PositionOk && copter.Estimator.Variance < threshold;
        _everGood |= good;
        if (_everGood)
        {
            Look(good);
        }
    }

    private void Look(bool good)
    {
        if (!good && !Lost)
        {
            _bad++;
            if (_bad >= Looks)
            {
                Fail();
            }
        }
        else if (good && _bad > 0)
        {
            _bad--;
            if (Lost && _bad == 0)
            {
                Recover();
            }
        }
    }

    private void Fail()
    {
        Lost = true;
        if (copter.Now - _lastSaid > SayEverySeconds)
        {
            _lastSaid = copter.Now;
            copter.Output.Say(MavSeverity.Critical, "EKF variance");
        }

        if (copter.Armed)
        {
            _actedOn = true;
            Act((Action)(int)copter.Parameters["FS_EKF_ACTION"]);
        }
    }

    private void Recover()
    {
        Lost = false;
        if (_actedOn)
        {
            _actedOn = false;
            copter.Output.Say(MavSeverity.Critical, "EKF Failsafe Cleared");
        }
    }

    private void Act(Action action)
    {
        var needless = !copter.Mode.RequiresPosition && action != Action.LandEvenStabilize;
        if (action == Action.ReportOnly || copter.Mode.Number == CopterLand.Id || needless)
        {
            copter.Output.Say(MavSeverity.Critical, "EKF Failsafe");
            return;
        }

        if (action != Action.AltHold || copter.Radio.Failed || !Enter(CopterAltHold.Id))
        {
            copter.LandWithPause(ModeReason.EkfFailsafe);
        }

        copter.Output.Say(MavSeverity.Critical, $"EKF Failsafe: changed to {copter.Mode.Name} Mode");
    }

    private bool Enter(byte mode) => copter.SetMode(mode, ModeReason.EkfFailsafe);

    private void WatchPath()
    {
        if (copter.Estimator.PositionOk)
        {
            _badSince = double.NaN;
            return;
        }

        _badSince = double.IsNaN(_badSince) ? copter.Now : _badSince;
        if (copter.Path.Active && copter.Now - _badSince > PathTimeoutSeconds)
        {
            copter.Path.GiveUp();
            copter.Output.Say(MavSeverity.Warning, "SmartRTL deactivated: bad position");
        }
    }

    // The start of aiding at boot is said by the boot's own texts.
    private void SayAiding()
    {
        var change = copter.Estimator.Change;
        if (change == AidingChange.None || (change == AidingChange.Started && !_everGood))
        {
            return;
        }

        var stopped = change == AidingChange.Stopped;
        foreach (var imu in new[] { 0, 1 })
        {
            copter.Output.Say(
                stopped ? MavSeverity.Warning : MavSeverity.Info,
                stopped ? $"EKF3 IMU{imu} stopped aiding" : $"EKF3 IMU{imu} is using GPS"
            );
        }
    }
}
