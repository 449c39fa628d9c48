using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Guidance;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>How a rover carries out each mission item. It starts at once when armed in AUTO: nothing waits for MISSION_START.</summary>
public sealed class RoverMission
{
    private const double HeadingAccuracyDeg = 5;

    private readonly Rover _rover;
    private readonly MissionWaits _waits;

    private Doing _doing;
    private double? _speed;
    private double _reachedAt = double.NaN;
    private double _headingDeg;
    private double _headingSpeed;
    private bool _headingReached;
    private RoverCircle? _circle;

    private enum Doing
    {
        Stopped,
        Driving,
        Circling,
        Turning,
        Loitering,
    }

    public RoverMission(Rover rover)
    {
        _rover = rover;
        _waits = new MissionWaits(rover, () => DistanceLeft);
    }

    public bool Driving => _doing == Doing.Driving;

    public void Prepare()
    {
        (_doing, _speed) = (Doing.Stopped, null);
        _rover.Navigator.Stop();
        _rover.Navigator.Reversed = false;
    }

    public bool Start(StoredItem item)
    {
        switch (item.Command)
        {
            case MavCmd.NavWaypoint or MavCmd.NavLoiterUnlim or MavCmd.NavLoiterTime:
                StartLeg(item);
                return true;
            case MavCmd.NavReturnToLaunch:
                Drive(_rover.ReturnPlace, null);
                return true;
            case MavCmd.NavLoiterTurns:
                StartCircle(item);
                return true;
            case MavCmd.NavSetYawSpeed:
                StartTurn(item);
                return true;
            case MavCmd.NavGuidedEnable:
                return true;
            case MavCmd.NavDelay:
                _doing = Doing.Stopped;
                _rover.Navigator.Stop();
                return _waits.Start(item);
            default:
                return _waits.Start(item) || StartCommand(item);
        }
    }

    public bool IsDone(int seq, StoredItem item) =>
        item.Command switch
        {
            MavCmd.NavWaypoint => Reached(seq, item),
            MavCmd.NavLoiterTime => Reached(seq, item) && SayFinished(),
            MavCmd.NavLoiterUnlim => Reached(seq, item) && false,
            MavCmd.NavReturnToLaunch => _rover.Navigator.Reached,
            MavCmd.NavLoiterTurns => Math.Abs(_circle?.TurnedDeg ?? 0) / 360 >= item.Turns,
            MavCmd.NavSetYawSpeed => _doing != Doing.Turning || _headingReached,
            _ => _waits.IsDone(item) ?? (IsKnown(item.Command) || Skip(item.Command)),
        };

    public void Ended()
    {
        _rover.Output.Say(MavSeverity.Notice, "Mission Complete");
        _doing = Doing.Stopped;
        switch ((int)_rover.Parameters["MIS_DONE_BEHAVE"])
        {
            case 1:
                _doing = Doing.Loitering;
                _rover.Loiter.Enter(ignoreChecks: true);
                break;
            case 2:
                _rover.SetMode(Modes.RoverAcro.Id, ModeReason.MissionEnd);
                break;
            case 3:
                _rover.SetMode(Modes.RoverManual.Id, ModeReason.MissionEnd);
                break;
        }
    }

    public void Update(double dt)
    {
        switch (_rover.Armed ? _doing : Doing.Stopped)
        {
            case Doing.Driving:
                _rover.Drive(dt);
                break;
            case Doing.Circling:
                _rover.Command(_circle!.Update(_rover.State, _rover.Limits(_speed), dt));
                break;
            case Doing.Turning:
                Turn(dt);
                break;
            case Doing.Loitering:
                _rover.Loiter.Update(dt);
                break;
            default:
                _rover.Stop(dt);
                break;
        }
    }

    public bool ChangeSpeed(double speed)
    {
        if (_doing == Doing.Circling)
        {
            _circle!.SpeedMps = speed;
            return true;
        }

        _speed = speed;
        _rover.Navigator.ChangeLimits(_rover.Limits(_speed));
        return true;
    }

    private double DistanceLeft => (_rover.Navigator.Destination - _rover.Estimator.Position).HorizontalLength;

    private void StartLeg(StoredItem item)
    {
        _reachedAt = double.NaN;
        var here = PlaceOf(item, _rover.Estimator.Position);
        var next = item.Command == MavCmd.NavWaypoint && item.Param1 <= 0 ? _rover.Mission.NextNavigation : null;
        Drive(here, next is null ? null : PlaceOf(next, here));
    }

    private void StartCircle(StoredItem item)
    {
        var centre = PlaceOf(item, _rover.Estimator.Position);
        _rover.Navigator.Stop();
        _circle = _rover.CircleAround(centre, Math.Max(item.RadiusM, 0.5), item.Anticlockwise);
        _doing = Doing.Circling;
    }

    private void StartTurn(StoredItem item)
    {
        var present = _rover.Body.HeadingDeg;
        _headingDeg = Angles.Wrap360(item.Param3 > 0 ? present + item.Param1 : item.Param1);
        var most = _rover.Parameters["WP_SPEED"];
        _headingSpeed = Math.Clamp(item.Param2, -most, most);
        (_doing, _headingReached) = (Doing.Turning, false);
        _rover.Navigator.Stop();
        _rover.Wheels.Start(_rover.RoverBody.SpeedMps);
    }

    private void Turn(double dt)
    {
        if (_headingReached)
        {
            _rover.Stop(dt);
            return;
        }

        _rover.Command(_rover.Wheels.Steer(_headingSpeed, _headingDeg, _rover.State, _rover.Limits(_speed), dt));
        _headingReached = Math.Abs(Angles.Turn(_rover.Body.HeadingDeg, _headingDeg)) < HeadingAccuracyDeg;
    }

    private void Drive(Vec3 to, Vec3? next)
    {
        _rover.Navigator.Limits = _rover.Limits(_speed);
        _rover.Navigator.GoTo(_rover.State, to, next);
        _doing = Doing.Driving;
    }

    private bool StartCommand(StoredItem item)
    {
        switch (item.Command)
        {
            case MavCmd.DoChangeSpeed when item.Param2 >= 0.05f && ChangeSpeed(item.Param2):
                _rover.Output.Say(MavSeverity.Info, $"speed: {item.Param2:F1} m/s");
                break;
            case MavCmd.DoSetHome when item.Param1 == 1:
                _rover.SetHomeHere(locked: false);
                break;
            case MavCmd.DoSetHome when item.Place is { } place:
                _rover.SetHome(new Home(place, item.AltitudeM, Locked: false));
                break;
            case MavCmd.DoSetReverse:
                _rover.Navigator.Reversed = item.Param1 == 1;
                break;
        }

        return IsKnown(item.Command);
    }

    private static bool IsKnown(MavCmd command) =>
        command
            is MavCmd.NavGuidedEnable
                or MavCmd.DoChangeSpeed
                or MavCmd.DoSetHome
                or MavCmd.DoSetRoiLocation
                or MavCmd.DoSetRoiNone
                or MavCmd.DoSetRoi
                or MavCmd.DoSetReverse
                or MavCmd.DoFenceEnable
                or MavCmd.DoGuidedLimits;

    private bool Skip(MavCmd command)
    {
        _rover.Output.Say(MavSeverity.Warning, $"Skipping invalid cmd #{(int)command}");
        return true;
    }

    private bool SayFinished()
    {
        _rover.Output.Say(MavSeverity.Warning, "Finished active loiter");
        return true;
    }

    private bool Reached(int seq, StoredItem item)
    {
        if (!_rover.Navigator.Reached)
        {
            return false;
        }

        if (double.IsNaN(_reachedAt))
        {
            _reachedAt = _rover.Now;
            var wait = (int)item.Param1;
            var text = wait > 0 ? $"Reached waypoint #{seq}. Loiter for {wait} seconds" : $"Reached waypoint #{seq}";
            _rover.Output.Say(MavSeverity.Info, text);
        }

        return _rover.Now - _reachedAt >= item.Param1;
    }

    private Vec3 PlaceOf(StoredItem item, Vec3 from) =>
        item.Place is { } place ? _rover.Estimator.Frame.ToLocal(place) : from.Horizontal;
}
