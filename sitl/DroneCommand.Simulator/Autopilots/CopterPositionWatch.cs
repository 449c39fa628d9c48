using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots.Modes;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>What a copter does when its check of the EKF fails (FS_EKF_ACTION), and what it says of it.</summary>
internal sealed class CopterPositionWatch(Copter copter)
{
    private bool _everHadPosition;
    private bool _actedOn;

    private enum Action
    {
        ReportOnly = 0,
        Land = 1,
        AltHold = 2,
        LandEvenStabilize = 3,
    }

    public void Step()
    {
        SayAiding();
        _everHadPosition |= copter.Estimator.PositionOk;
        switch (copter.EkfCheck.Look(copter.Now, _everHadPosition))
        {
            case EkfVerdict.Failed:
                Fail();
                break;
            case EkfVerdict.Recovered when _actedOn:
                _actedOn = false;
                copter.Output.Say(MavSeverity.Critical, "EKF Failsafe Cleared");
                break;
        }
    }

    private void Fail()
    {
        if (copter.EkfCheck.Warns)
        {
            copter.Output.Say(MavSeverity.Critical, "EKF variance");
        }

        if (copter.Armed)
        {
            _actedOn = true;
            Act((Action)(int)copter.Parameters["FS_EKF_ACTION"]);
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

    // The start of aiding at boot is said by the boot's own texts.
    private void SayAiding()
    {
        var change = copter.Estimator.Change;
        if (change == AidingChange.None || (change == AidingChange.Started && !_everHadPosition))
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
