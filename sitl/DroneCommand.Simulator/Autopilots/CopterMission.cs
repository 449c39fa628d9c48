using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>How a copter carries out each mission item.</summary>
public sealed class CopterMission
{
    // From the moment the ground is felt until the motors idle.
    private const double SpoolDownSeconds = 0.45;

    private readonly Copter _copter;
    private readonly CopterLegs _legs;
    private readonly CopterTurns _turns;
    private readonly MissionWaits _waits;
    private Doing _doing;
    private Takeoff? _takeoff;
    private ReturnRun? _return;
    private Vec3 _landAt;
    private bool _overLandingPlace;
    private double? _speed;
    private double? _speedUp;
    private double? _speedDown;
    private double _reachedAt;
    private double _climbTo;

    public CopterMission(Copter copter)
    {
        _copter = copter;
        _legs = new CopterLegs(copter);
        _turns = new CopterTurns(copter, _legs);
        _waits = new MissionWaits(copter, () => DistanceLeft);
    }

    private enum Doing
    {
        Holding,
        TakingOff,
        Flying,
        Turning,
        Climbing,
        Landing,
        Returning,
    }

    public bool TakingOff => _doing == Doing.TakingOff && _takeoff is { Done: false };

    public bool IsLanding =>
        (_doing == Doing.Landing && _overLandingPlace) || (_doing == Doing.Returning && _return is { IsLanding: true });

    /// <summary>True while it flies a leg that a pause can stop.</summary>
    public bool OnALeg => Flying && !Flight.Navigator.Reached;

    public bool Flying => _doing == Doing.Flying || (_doing == Doing.Landing && !_overLandingPlace);

    public Vec3? Destination =>
        Flying || (_doing == Doing.Returning && !IsLanding) ? Flight.Navigator.Destination : null;

    private CopterFlight Flight => _copter.Flight;

    /// <summary>The mode was entered: hold until an item starts.</summary>
    public void Prepare()
    {
        (_speed, _speedUp, _speedDown) = (null, null, null);
        (_doing, _takeoff, _return) = (Doing.Holding, null, null);
        Flight.Yaw.Hold(_copter.Body.HeadingDeg);
        Flight.StartNavigator(Limits());
    }

    public bool Start(StoredItem item)
    {
        if (item.AboveTerrain && !_copter.KnowsTerrain)
        {
            _copter.TerrainMissing();
            return true;
        }

        switch (item.Command)
        {
            case MavCmd.NavTakeoff or MavCmd.NavVtolTakeoff:
                StartTakeoff(item);
                return true;
            case MavCmd.NavWaypoint or MavCmd.NavLoiterUnlim or MavCmd.NavLoiterTime or MavCmd.NavPayloadPlace:
                StartLeg(item);
                return true;
            case MavCmd.NavSplineWaypoint:
                Begin(Doing.Flying);
                _legs.StartSpline(item, Limits());
                _legs.AnnounceNext(item, Flight.Navigator.Destination);
                return true;
            case MavCmd.NavLoiterTurns:
                Begin(Doing.Turning);
                _turns.Start(item, Limits());
                return true;
            case MavCmd.NavLoiterToAlt:
                StartLeg(item);
                (_doing, _overLandingPlace) = (Doing.Climbing, false);
                _climbTo = _copter.UpOf(_legs.AboveHome(item, Flight.Navigator.Destination));
                return true;
            case MavCmd.NavLand or MavCmd.NavVtolLand:
                StartLanding(item);
                return true;
            case MavCmd.NavReturnToLaunch:
                (_doing, _return) = (Doing.Returning, new ReturnRun(_copter, _speed));
                return true;
            case MavCmd.NavGuidedEnable:
                return true;
            default:
                return StartCondition(item) || StartCommand(item);
        }
    }

    public bool IsDone(int seq, StoredItem item) =>
        item.Command switch
        {
            MavCmd.NavTakeoff or MavCmd.NavVtolTakeoff => _takeoff is { Done: true },
            MavCmd.NavWaypoint or MavCmd.NavSplineWaypoint or MavCmd.NavLoiterTime => Reached(seq, item),
            MavCmd.NavLoiterTurns => _turns.IsDone(item),
            MavCmd.NavLoiterToAlt => _overLandingPlace && Math.Abs(_copter.Estimator.Position.Up - _climbTo) < 0.1,
            MavCmd.NavLoiterUnlim => false,
            MavCmd.NavPayloadPlace => Flight.Navigator.Reached,
            MavCmd.NavLand or MavCmd.NavVtolLand => HasLanded(),
            MavCmd.NavReturnToLaunch => _copter.LandedSeconds > SpoolDownSeconds && IsLanding,
            MavCmd.ConditionYaw => !Flight.Yaw.Turning,
            _ => _waits.IsDone(item) ?? (IsKnown(item.Command) || Skip(item.Command)),
        };

    /// <summary>The last item is done: hold in the air, disarm on the ground.</summary>
    public void Ended()
    {
        if (_copter.Landed)
        {
            _copter.DisarmNow();
            return;
        }

        if (!_copter.Estimator.PositionOk)
        {
            _copter.SetMode(Modes.CopterLand.Id, ModeReason.MissionEnd);
            return;
        }

        _doing = Doing.Holding;
        Flight.Yaw.Hold(_copter.Body.HeadingDeg);
        Flight.StartNavigator(Limits());
    }

    public void Update(double dt)
    {
        if (_copter.Landed && !_copter.AutoArmed)
        {
            Flight.GroundIdle();
            return;
        }

        switch (_doing)
        {
            case Doing.TakingOff:
                _takeoff!.Update(_copter, dt);
                break;
            case Doing.Landing:
                Land(dt);
                break;
            case Doing.Turning:
                _turns.Update(dt);
                break;
            case Doing.Climbing:
                ClimbOverPlace(dt);
                break;
            case Doing.Returning:
                _return!.Update(dt);
                break;
            case Doing.Holding when _copter.Landed:
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

    private double DistanceLeft => (Flight.Navigator.Destination - _copter.Estimator.Position).HorizontalLength;

    // After a landing item the motors stop at once. That takes the mission back to its first item, unless a take-off
    // follows and MIS_OPTIONS says that it goes on.
    private bool HasLanded()
    {
        const int ContinueAfterLanding = 1 << 2;
        if (_copter.LandedSeconds <= SpoolDownSeconds || !IsLanding)
        {
            return false;
        }

        var goesOn =
            ((int)_copter.Parameters["MIS_OPTIONS"] & ContinueAfterLanding) != 0 && _copter.Mission.TakeoffFollows;
        if (!goesOn)
        {
            _copter.DisarmNow();
        }

        return goesOn;
    }

    private Guidance.WaypointLimits Limits() => Flight.WaypointLimits(_speed, _speedUp, _speedDown);

    private void Begin(Doing doing) => (_doing, _reachedAt) = (doing, double.NaN);

    private void StartTakeoff(StoredItem item)
    {
        var here = _copter.Estimator.Position;
        var target = _copter.UpOf(_legs.AboveHome(item, here));
        Flight.Yaw.Hold(_copter.Body.HeadingDeg);
        Flight.Navigator.Stop();
        _takeoff = new Takeoff(_copter, Math.Max(target, here.Up + (_copter.Landed ? 1 : 0)));
        _doing = Doing.TakingOff;
    }

    private void StartLeg(StoredItem item)
    {
        var from = _legs.Here;
        if (_doing == Doing.TakingOff && _takeoff is { } takeoff)
        {
            Flight.StartNavigator(Limits());
            from = Flight.Navigator.Destination.WithUp(takeoff.TargetUp);
        }

        Begin(Doing.Flying);
        var destination = _legs.PlaceOf(item, from);
        _legs.Start(destination, Limits());
        if (item.Command == MavCmd.NavWaypoint)
        {
            _legs.AnnounceNext(item, destination);
        }
    }

    private void StartLanding(StoredItem item)
    {
        Begin(Doing.Landing);
        _overLandingPlace = item.Place is null;
        if (item.Place is { } place)
        {
            _landAt = _copter.Estimator.Frame.ToLocal(place);
            _legs.Start(_landAt.WithUp(_copter.Estimator.Position.Up), Limits());
            return;
        }

        Flight.StartNavigator(Limits());
        _landAt = Flight.Navigator.Destination;
        Flight.Yaw.Hold(_copter.Body.HeadingDeg);
    }

    private void Land(double dt)
    {
        if (_overLandingPlace)
        {
            Flight.Descend(_copter.Estimator.PositionOk ? _landAt : null, dt);
            return;
        }

        Flight.FollowNavigator(dt);
        if (Flight.Navigator.Reached)
        {
            _overLandingPlace = true;
            Flight.Yaw.Hold(_copter.Body.HeadingDeg);
            Flight.Release();
        }
    }

    // On its way it follows the leg; over its place it climbs or sinks to the altitude.
    private void ClimbOverPlace(double dt)
    {
        _overLandingPlace |= DistanceLeft < Flight.Navigator.RadiusM;
        if (!_overLandingPlace)
        {
            Flight.FollowNavigator(dt);
            return;
        }

        var error = _climbTo - _copter.Estimator.Position.Up;
        var rate = Math.Clamp(error, -Limits().SpeedDown, Limits().SpeedUp);
        Flight.Sink(Flight.Navigator.Destination, -rate, dt);
    }

    private bool StartCondition(StoredItem item)
    {
        switch (item.Command)
        {
            case MavCmd.ConditionYaw:
                Flight.Yaw.Turn(item.Param1, item.Param2, (int)item.Param3, item.Param4 > 0, _copter.Body.HeadingDeg);
                return true;
            default:
                return _waits.Start(item);
        }
    }

    private bool StartCommand(StoredItem item)
    {
        switch (item.Command)
        {
            case MavCmd.DoChangeSpeed when item.Param2 > 0:
                ChangeSpeed(SpeedKindOf(item.Param1), item.Param2);
                break;
            case MavCmd.DoSetHome when item.Param1 == 1 || item.Place is null:
                _copter.SetHomeHere(locked: false);
                break;
            case MavCmd.DoSetHome:
                var amsl = item.AboveHome ? item.AltitudeM + (_copter.Home?.AmslM ?? 0) : item.AltitudeM;
                _copter.SetHome(new Home(item.Place!.Value, amsl, Locked: false));
                break;
            case MavCmd.DoSetRoiLocation or MavCmd.DoSetRoi when item.Place is { } place:
                Flight.Yaw.LookAt(place);
                break;
            case MavCmd.DoSetRoiNone or MavCmd.DoSetRoiLocation or MavCmd.DoSetRoi:
                Flight.Yaw.UseDefault(returning: false, _copter.Body.HeadingDeg);
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
                or MavCmd.DoMountControl
                or MavCmd.DoGuidedLimits
                or MavCmd.DoFenceEnable
                or MavCmd.DoWinch
                or MavCmd.DoReturnPathStart
                or MavCmd.DoLandStart;

    private bool Skip(MavCmd command)
    {
        _copter.Output.Say(MavSeverity.Warning, $"Skipping invalid cmd #{(int)command}");
        return true;
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

        _reachedAt = double.IsNaN(_reachedAt) ? _copter.Now : _reachedAt;
        if (_copter.Now - _reachedAt < item.Param1)
        {
            return false;
        }

        _copter.Output.Say(MavSeverity.Info, $"Reached command #{seq}");
        return true;
    }
}
