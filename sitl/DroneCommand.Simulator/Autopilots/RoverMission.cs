using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>How a rover carries out each mission item. It starts at once when armed in AUTO: nothing waits for MISSION_START.</summary>
public sealed class RoverMission(Rover rover)
{
    private bool _driving;
    private double? _speed;
    private double _reachedAt = double.NaN;
    private double _conditionUntil;
    private double _delayUntil;

    public bool Driving => _driving;

    public void Prepare()
    {
        (_driving, _speed) = (false, null);
        rover.Navigator.Stop();
    }

    public void Start(StoredItem item)
    {
        switch (item.Command)
        {
            case MavCmd.NavWaypoint or MavCmd.NavLoiterUnlim or MavCmd.NavLoiterTime:
                StartLeg(item);
                break;
            case MavCmd.NavReturnToLaunch:
                Drive(rover.Estimator.Frame.ToLocal(rover.Home?.Place ?? rover.Estimator.Frame.Origin), null);
                break;
            case MavCmd.NavDelay:
                _delayUntil = rover.Now + Math.Max(0, item.Param1);
                rover.Output.Say(MavSeverity.Info, $"Delaying {(int)Math.Max(0, item.Param1)} sec");
                break;
            case MavCmd.ConditionDelay:
                _conditionUntil = rover.Now + Math.Max(0, item.Param1);
                break;
            case MavCmd.DoChangeSpeed when item.Param2 > 0:
                ChangeSpeed(item.Param2);
                rover.Output.Say(MavSeverity.Info, $"speed: {item.Param2:F1} m/s");
                break;
            case MavCmd.DoSetHome when item.Param1 == 1 || item.Place is null:
                rover.SetHomeHere(locked: false);
                break;
            case MavCmd.DoSetHome:
                rover.SetHome(new Home(item.Place!.Value, item.AltitudeM, Locked: false));
                break;
        }
    }

    public bool IsDone(int seq, StoredItem item) =>
        item.Command switch
        {
            MavCmd.NavWaypoint or MavCmd.NavLoiterTime => Reached(seq, item),
            MavCmd.NavLoiterUnlim => false,
            MavCmd.NavReturnToLaunch => rover.Navigator.Reached,
            MavCmd.NavDelay => rover.Now >= _delayUntil,
            MavCmd.ConditionDelay => rover.Now >= _conditionUntil,
            _ => true,
        };

    public void Ended()
    {
        rover.Output.Say(MavSeverity.Notice, "Mission Complete");
        _driving = false;
        rover.Navigator.Stop();
    }

    public void Update(double dt)
    {
        if (_driving && rover.Armed)
        {
            rover.Drive(dt);
        }
        else
        {
            rover.Stop(dt);
        }
    }

    public bool ChangeSpeed(double speed)
    {
        _speed = speed;
        rover.Navigator.Limits = rover.Limits(_speed);
        return true;
    }

    private void StartLeg(StoredItem item)
    {
        _reachedAt = double.NaN;
        var next = item.Command == MavCmd.NavWaypoint && item.Param1 <= 0 ? rover.Mission.NextNavigation : null;
        Vec3? after = next is { Place: { } place } ? rover.Estimator.Frame.ToLocal(place) : null;
        Drive(PlaceOf(item), after);
    }

    private void Drive(Vec3 to, Vec3? next)
    {
        rover.Navigator.Limits = rover.Limits(_speed);
        rover.DriveTo(to, next);
        _driving = true;
    }

    private bool Reached(int seq, StoredItem item)
    {
        if (!rover.Navigator.Reached)
        {
            return false;
        }

        if (double.IsNaN(_reachedAt))
        {
            _reachedAt = rover.Now;
            var wait = (int)item.Param1;
            var text = wait > 0 ? $"Reached waypoint #{seq}. Loiter for {wait} seconds" : $"Reached waypoint #{seq}";
            rover.Output.Say(MavSeverity.Info, text);
        }

        if (rover.Now - _reachedAt < item.Param1)
        {
            return false;
        }

        if (item.Command == MavCmd.NavLoiterTime)
        {
            rover.Output.Say(MavSeverity.Warning, "Finished active loiter");
        }

        return true;
    }

    private Vec3 PlaceOf(StoredItem item) =>
        item.Place is { } place ? rover.Estimator.Frame.ToLocal(place) : rover.Estimator.Position;
}
