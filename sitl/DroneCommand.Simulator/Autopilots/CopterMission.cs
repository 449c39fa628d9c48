using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>How a copter carries out each mission item.</summary>
public sealed class CopterMission(Copter copter)
{
    // From the moment the ground is felt until the motors idle.
    private const double SpoolDownSeconds = 0.45;

    private enum Doing
    {
        Holding,
        TakingOff,
        Flying,
        Landing,
        Returning,
    }

    private Doing _doing;
    private Takeoff? _takeoff;
    private ReturnRun? _return;
    private Vec3 _landAt;
    private bool _overLandingPlace;
    private double? _speed;
    private double? _speedUp;
    private double? _speedDown;
    private double _reachedAt;
    private double _conditionUntil;
    private double _delayUntil;

    public bool TakingOff => _doing == Doing.TakingOff;

    public bool IsLanding => _doing == Doing.Landing || (_doing == Doing.Returning && _return is { IsLanding: true });

    /// <summary>True while it flies a leg that a pause can stop.</summary>
    public bool OnALeg => _doing == Doing.Flying && !copter.Flight.Navigator.Reached;

    public bool Flying => _doing == Doing.Flying;

    public Vec3? Destination =>
        _doing == Doing.Flying || (_doing == Doing.Returning && !IsLanding)
            ? copter.Flight.Navigator.Destination
            : null;

    private CopterFlight Flight => copter.Flight;

    /// <summary>The mode was entered: hold until an item starts.</summary>
    public void Prepare()
    {
        (_speed, _speedUp, _speedDown) = (null, null, null);
        (_doing, _takeoff, _return) = (Doing.Holding, null, null);
        Flight.Yaw.Hold(copter.Body.HeadingDeg);
        Flight.StartNavigator(Limits());
    }

    public void Start(StoredItem item)
    {
        switch (item.Command)
        {
            case MavCmd.NavTakeoff:
                StartTakeoff(item);
                break;
            case MavCmd.NavWaypoint or MavCmd.NavLoiterUnlim or MavCmd.NavLoiterTime:
                StartLeg(item);
                break;
            case MavCmd.NavLand:
                StartLanding(item);
                break;
            case MavCmd.NavReturnToLaunch:
                (_doing, _return) = (Doing.Returning, new ReturnRun(copter, _speed));
                break;
            case MavCmd.NavDelay:
                _delayUntil = copter.Now + Math.Max(0, item.Param1);
                copter.Output.Say(MavSeverity.Info, $"Delaying {(int)Math.Max(0, item.Param1)} sec");
                break;
            case MavCmd.ConditionDelay:
                _conditionUntil = copter.Now + Math.Max(0, item.Param1);
                break;
            default:
                StartCommand(item);
                break;
        }
    }

    public bool IsDone(int seq, StoredItem item) =>
        item.Command switch
        {
            MavCmd.NavTakeoff => _takeoff is { Done: true },
            MavCmd.NavWaypoint or MavCmd.NavLoiterTime => Reached(seq, item),
            MavCmd.NavLoiterUnlim => false,
            MavCmd.NavLand => HasLanded(),
            MavCmd.NavReturnToLaunch => copter.LandedSeconds > SpoolDownSeconds && IsLanding,
            MavCmd.NavDelay => copter.Now >= _delayUntil,
            MavCmd.ConditionDelay => copter.Now >= _conditionUntil,
            MavCmd.ConditionYaw => !Flight.Yaw.Turning,
            _ => true,
        };

    /// <summary>The last item is done: hold in the air, disarm on the ground.</summary>
    public void Ended()
    {
        if (copter.Landed)
        {
            copter.DisarmNow();
            return;
        }

        _doing = Doing.Holding;
        Flight.Yaw.Hold(copter.Body.HeadingDeg);
        Flight.StartNavigator(Limits());
    }

    public void Update(double dt)
    {
        if (copter.Landed && !copter.AutoArmed)
        {
            Flight.GroundIdle();
            return;
        }

        switch (_doing)
        {
            case Doing.TakingOff:
                _takeoff!.Update(copter, dt);
                break;
            case Doing.Landing:
                Land(dt);
                break;
            case Doing.Returning:
                _return!.Update(dt);
                break;
            case Doing.Holding when copter.Landed:
                Flight.GroundIdle();
                break;
            default:
                Flight.FollowNavigator(dt);
                break;
        }
    }

    public bool ChangeSpeed(Modes.SpeedKind kind, double speed)
    {
        switch (kind)
        {
            case Modes.SpeedKind.Climb:
                _speedUp = speed;
                break;
            case Modes.SpeedKind.Descent:
                _speedDown = speed;
                break;
            default:
                _speed = speed;
                break;
        }

        Flight.Navigator.ChangeLimits(Limits());
        return true;
    }

    // After a landing item the motors stop at once, before the mission goes on.
    private bool HasLanded()
    {
        if (copter.LandedSeconds <= SpoolDownSeconds || !IsLanding)
        {
            return false;
        }

        copter.DisarmNow();
        return true;
    }

    private Guidance.WaypointLimits Limits() => Flight.WaypointLimits(_speed, _speedUp, _speedDown);

    private void StartTakeoff(StoredItem item)
    {
        var target = copter.UpOf(AboveHome(item));
        var least = copter.Estimator.Position.Up + (copter.Landed ? 1 : 0);
        Flight.Yaw.Hold(copter.Body.HeadingDeg);
        _takeoff = new Takeoff(copter, Math.Max(target, least));
        _doing = Doing.TakingOff;
    }

    private void StartLeg(StoredItem item)
    {
        if (_doing != Doing.Flying)
        {
            Flight.StartNavigator(Limits());
        }

        _doing = Doing.Flying;
        _reachedAt = double.NaN;
        Flight.Yaw.UseDefault(returning: false, copter.Body.HeadingDeg);
        Flight.Navigator.GoTo(PlaceOf(item));
        var passes = item.Command == MavCmd.NavWaypoint && item.Param1 <= 0;
        if (passes && copter.Mission.NextNavigation is { } next && IsLegItem(next))
        {
            Flight.Navigator.AnnounceNext(PlaceOf(next, from: PlaceOf(item)));
        }
    }

    private static bool IsLegItem(StoredItem item) =>
        item.Command is MavCmd.NavWaypoint or MavCmd.NavLoiterUnlim or MavCmd.NavLoiterTime;

    private void StartLanding(StoredItem item)
    {
        _landAt = item.Place is { } place ? copter.Estimator.Frame.ToLocal(place) : copter.Estimator.Position;
        _doing = Doing.Landing;
        Flight.StartNavigator(Limits());
        _landAt = item.Place is null ? Flight.Navigator.Destination : _landAt;
        _overLandingPlace = item.Place is null;
        Flight.Navigator.GoTo(_landAt.WithUp(Flight.Navigator.Destination.Up));
        Flight.Yaw.UseDefault(returning: false, copter.Body.HeadingDeg);
    }

    private void Land(double dt)
    {
        if (_overLandingPlace)
        {
            Flight.Descend(copter.Estimator.PositionOk ? _landAt : null, dt);
            return;
        }

        Flight.FollowNavigator(dt);
        if (Flight.Navigator.Reached)
        {
            _overLandingPlace = true;
            Flight.Yaw.Hold(copter.Body.HeadingDeg);
            Flight.Release();
        }
    }

    private void StartCommand(StoredItem item)
    {
        switch (item.Command)
        {
            case MavCmd.DoChangeSpeed when item.Param2 > 0:
                ChangeSpeed(SpeedKindOf(item.Param1), item.Param2);
                break;
            case MavCmd.DoSetCamTriggDist:
                copter.Camera.Every(item.Param1, item.Param3 > 0);
                break;
            case MavCmd.ConditionYaw:
                Flight.Yaw.Turn(item.Param1, item.Param2, (int)item.Param3, item.Param4 > 0, copter.Body.HeadingDeg);
                break;
            case MavCmd.DoSetHome when item.Param1 == 1 || item.Place is null:
                copter.SetHomeHere(locked: false);
                break;
            case MavCmd.DoSetHome:
                var amsl = item.AboveHome ? item.AltitudeM + (copter.Home?.AmslM ?? 0) : item.AltitudeM;
                copter.SetHome(new Home(item.Place!.Value, amsl, Locked: false));
                break;
            case MavCmd.DoSetRoiLocation when item.Place is { } place:
                Flight.Yaw.LookAt(place);
                break;
            case MavCmd.DoSetRoiNone:
                Flight.Yaw.UseDefault(returning: false, copter.Body.HeadingDeg);
                break;
        }
    }

    private static Modes.SpeedKind SpeedKindOf(float type) =>
        (int)type switch
        {
            2 => Modes.SpeedKind.Climb,
            3 => Modes.SpeedKind.Descent,
            _ => Modes.SpeedKind.Ground,
        };

    private bool Reached(int seq, StoredItem item)
    {
        if (!Flight.Navigator.Reached)
        {
            return false;
        }

        _reachedAt = double.IsNaN(_reachedAt) ? copter.Now : _reachedAt;
        if (copter.Now - _reachedAt < item.Param1)
        {
            return false;
        }

        copter.Output.Say(MavSeverity.Info, $"Reached command #{seq}");
        return true;
    }

    // A place of (0, 0) means "where you are"; so does an altitude of 0 for a waypoint without a place.
    private Vec3 PlaceOf(StoredItem item, Vec3? from = null)
    {
        var here = from ?? Flight.Navigator.Destination;
        var flat = item.Place is { } place ? copter.Estimator.Frame.ToLocal(place) : here.Horizontal;
        return flat.WithUp(item.Place is null && item.AltitudeM == 0 ? here.Up : copter.UpOf(AboveHome(item)));
    }

    private double AboveHome(StoredItem item) =>
        item.AboveHome ? item.AltitudeM : item.AltitudeM - (copter.Home?.AmslM ?? 0);
}
