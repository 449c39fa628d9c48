using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Simulator.Autopilots.Modes;

/// <summary>The pilot drives; with the stick centred it rolls out.</summary>
public sealed class RoverManual(Rover rover) : FlightMode(Id, "MANUAL")
{
    public const byte Id = 0;

    public override bool RequiresPosition => false;

    public override bool HasManualInput => true;

    public override void Update(double dt) => rover.DriveByStick(rover.Pilot.Forward);
}

/// <summary>Stands still: power off, steering centred.</summary>
public sealed class RoverHold(Rover rover) : FlightMode(Id, "HOLD")
{
    public const byte Id = 4;

    public override bool RequiresPosition => false;

    public override void Update(double dt) => rover.Coast();
}

/// <summary>Drives the mission; armed in AUTO it sets out at once.</summary>
public sealed class RoverAuto(Rover rover, RoverMission mission) : FlightMode(Id, "AUTO")
{
    public const byte Id = 10;

    private bool _waitingToStart;
    private int _seenVersion;

    public override bool IsAutopilot => true;

    public override ModeTarget? Target => mission.Driving ? rover.Target : null;

    public override bool Enter(bool ignoreChecks)
    {
        if (!rover.Memory.Mission.HasMission)
        {
            rover.Output.Say(MavSeverity.Notice, "No Mission. Can't set AUTO.");
            return false;
        }

        mission.Prepare();
        (_waitingToStart, _seenVersion) = (true, rover.Memory.Mission.Version);
        return true;
    }

    public override void Exit() => rover.Mission.Stop();

    public override void Update(double dt)
    {
        if (_waitingToStart && rover.Estimator.OriginSet)
        {
            _waitingToStart = false;
            rover.Mission.StartOrResume(rover.Parameters.IsSet("MIS_RESTART"));
            _seenVersion = rover.Memory.Mission.Version;
        }
        else if (!_waitingToStart)
        {
            NoticeChange();
            rover.Mission.Update();
        }

        mission.Update(dt);
    }

    public override bool ChangeSpeed(SpeedKind kind, double metresPerSecond) => mission.ChangeSpeed(metresPerSecond);

    private void NoticeChange()
    {
        var version = rover.Memory.Mission.Version;
        if (version == _seenVersion)
        {
            return;
        }

        _seenVersion = version;
        if (rover.Mission.State == MissionState.Active && mission.Driving)
        {
            var restarted = rover.Mission.RestartNavigation();
            rover.Output.Say(
                MavSeverity.Critical,
                restarted
                    ? "Auto mission changed, restarted command"
                    : "Auto mission changed but failed to restart command"
            );
        }
    }
}

/// <summary>Drives home in a straight line and stops there.</summary>
public sealed class RoverReturn(Rover rover) : FlightMode(Id, "RTL")
{
    public const byte Id = 11;

    private double? _speed;
    private bool _said;

    public override bool AllowsArming => false;

    public override bool IsAutopilot => true;

    public override ModeTarget? Target => rover.Target;

    public override bool Enter(bool ignoreChecks)
    {
        if (rover.Home is null)
        {
            return false;
        }

        _speed = rover.Parameters["RTL_SPEED"] > 0 ? rover.Parameters["RTL_SPEED"] : null;
        _said = false;
        rover.Navigator.Stop();
        rover.Navigator.Limits = rover.Limits(_speed);
        rover.DriveTo(rover.ReturnPlace, null);
        return true;
    }

    public override void Update(double dt)
    {
        if (!rover.Armed)
        {
            return;
        }

        rover.Drive(dt);
        if (rover.Navigator.Reached && !_said)
        {
            _said = true;
            rover.Output.Say(MavSeverity.Info, "Reached destination");
        }
    }

    public override bool ChangeSpeed(SpeedKind kind, double metresPerSecond)
    {
        _speed = metresPerSecond;
        rover.Navigator.ChangeLimits(rover.Limits(_speed));
        return true;
    }
}

/// <summary>Drives to where the ground station points.</summary>
public sealed class RoverGuided(Rover rover) : FlightMode(Id, "GUIDED")
{
    public const byte Id = 15;

    private double? _speed;
    private bool _going;
    private bool _said;

    public override bool IsAutopilot => true;

    public override ModeTarget? Target => _going ? rover.Target : null;

    public override bool Enter(bool ignoreChecks)
    {
        (_speed, _going) = (null, false);
        rover.Navigator.Stop();
        return true;
    }

    /// <summary>Sets out for a place.</summary>
    public void GoTo(GeoPoint place)
    {
        rover.Navigator.Stop();
        rover.Navigator.Limits = rover.Limits(_speed);
        rover.DriveTo(rover.Estimator.Frame.ToLocal(place), null);
        (_going, _said) = (true, false);
    }

    public override void Update(double dt)
    {
        if (!_going || !rover.Armed)
        {
            rover.Stop(dt);
            return;
        }

        rover.Drive(dt);
        if (rover.Navigator.Reached && !_said)
        {
            _said = true;
            rover.Output.ItemReached(0);
        }
    }

    public override bool ChangeSpeed(SpeedKind kind, double metresPerSecond)
    {
        _speed = metresPerSecond;
        rover.Navigator.ChangeLimits(rover.Limits(_speed));
        return true;
    }
}
