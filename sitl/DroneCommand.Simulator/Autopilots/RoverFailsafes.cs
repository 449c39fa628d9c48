using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots.Modes;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// What a rover does by itself when something fails. A lost ground station counts only after FS_TIMEOUT more seconds, and
/// not while it holds or returns.
/// </summary>
public sealed class RoverFailsafes(Rover rover)
{
    private double? _gcsSince;
    private double _nextFence;
    private double _withoutPosition;
    private bool _triggered;
    private bool _ekf;
    private bool _everHadPosition;

    public bool Any => _triggered || _ekf;

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
        CheckGcs();
        CheckBattery(dt);
        CheckFence();
        CheckPosition(dt);
    }

    private void CheckGcs()
    {
        rover.Gcs.Lost = rover.Gcs.IsSilent(rover.Now);
        if (!rover.Gcs.Lost)
        {
            if (_triggered)
            {
                rover.Output.Say(MavSeverity.Info, "GCS Failsafe Cleared");
            }

            (_gcsSince, _triggered) = (null, false);
            return;
        }

        _gcsSince ??= rover.Now;
        var exempt = rover.Mode.Number is RoverReturn.Id or RoverHold.Id;
        if (_triggered || exempt || rover.Now - _gcsSince <= rover.Parameters["FS_TIMEOUT"])
        {
            return;
        }

        _triggered = true;
        // With the radio failsafe on, the real one reports and treats a lost ground station as a lost radio.
        var asRadio = rover.Parameters.IsSet("FS_THR_ENABLE");
        rover.Output.Say(MavSeverity.Warning, asRadio ? "Radio Failsafe" : "GCS Failsafe");
        const int ContinueInAuto = 2;
        if (!asRadio && rover.Mode.Number == RoverAuto.Id && rover.Parameters["FS_GCS_ENABLE"] == ContinueInAuto)
        {
            rover.Output.Say(MavSeverity.Warning, "Failsafe - Continuing Auto Mode");
            return;
        }

        Do((Action)(int)rover.Parameters["FS_ACTION"], ModeReason.GcsFailsafe);
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

    private void CheckPosition(double dt)
    {
        var ok = rover.Estimator.PositionOk;
        if (rover.Estimator.Change == AidingChange.Stopped)
        {
            rover.Output.Say(MavSeverity.Warning, "EKF3 IMU0 stopped aiding");
            rover.Output.Say(MavSeverity.Warning, "EKF3 IMU1 stopped aiding");
        }

        _everHadPosition |= ok;
        _withoutPosition = ok || !_everHadPosition ? 0 : _withoutPosition + dt;
        if (_withoutPosition > 1 && !_ekf)
        {
            _ekf = true;
            rover.Output.Say(MavSeverity.Critical, "EKF variance");
            rover.Output.Say(MavSeverity.Critical, "EKF failsafe");
            if (rover.Armed && rover.Mode.RequiresPosition && rover.Parameters["FS_EKF_ACTION"] == 1)
            {
                rover.SetMode(RoverHold.Id, ModeReason.EkfFailsafe);
            }
        }
        else if (_ekf && ok)
        {
            _ekf = false;
            rover.Output.Say(MavSeverity.Critical, "EKF failsafe cleared");
        }
    }

    private void Do(Action action, ModeReason reason)
    {
        switch (action)
        {
            case Action.None:
                break;
            case Action.Terminate:
                rover.Disarm(forced: true);
                break;
            case Action.Return or Action.SmartReturn when rover.SetMode(RoverReturn.Id, reason):
                break;
            default:
                rover.SetMode(RoverHold.Id, reason);
                break;
        }
    }
}
