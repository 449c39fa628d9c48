using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Guidance;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots.Modes;

/// <summary>Flies to where the ground station points.</summary>
public sealed class CopterGuided(Copter copter) : FlightMode(Id, "GUIDED")
{
    public const byte Id = 4;

    private Takeoff? _takeoff;
    private double? _speed;
    private double? _up;
    private double? _down;
    private bool _going;
    private Climb? _climb;
    private Vec3? _velocity;
    private double _velocityAt;

    public bool TakingOff => copter.Mode == this && _takeoff is { Done: false };

    public override bool IsAutopilot => true;

    public override ModeTarget? Target => _going ? copter.TargetOf(copter.Flight.Navigator.Destination) : null;

    public override bool Enter(bool ignoreChecks)
    {
        (_takeoff, _speed, _up, _down, _going) = (null, null, null, null, false);
        (_climb, _velocity) = (null, null);
        copter.Flight.Yaw.Hold(copter.Body.HeadingDeg);
        copter.Flight.StartNavigator(Limits());
        return true;
    }

    public void TakeOff(double aboveHomeM)
    {
        copter.Flight.Yaw.Hold(copter.Body.HeadingDeg);
        _takeoff = new Takeoff(copter, copter.UpOf(aboveHomeM));
        _going = false;
    }

    /// <summary>Sets out for a place; false when the fence forbids it.</summary>
    public bool GoTo(GeoPoint place, double aboveHomeM)
    {
        if (!copter.Fence.Allows(place, aboveHomeM, copter.Home))
        {
            return false;
        }

        if (copter.Mode != this || copter.Landed)
        {
            return true;
        }

        FinishTakeoff();
        if (_velocity is not null)
        {
            _velocity = null;
            copter.Flight.StartNavigator(Limits());
        }

        copter.Flight.Yaw.UseDefault(returning: false, copter.Body.HeadingDeg);
        var to = copter.Flight.LocalOf(place, aboveHomeM);
        copter.Flight.Navigator.GoTo(to);
        _climb = ClimbTo(to);
        _going = true;
        return true;
    }

    /// <summary>Flies at a velocity until it is told otherwise, or GUID_TIMEOUT passes.</summary>
    public void Fly(Vec3 velocity)
    {
        if (copter.Mode != this || copter.Landed)
        {
            return;
        }

        FinishTakeoff();
        copter.Flight.Yaw.UseDefault(returning: false, copter.Body.HeadingDeg);
        (_velocity, _velocityAt, _going) = (velocity, copter.Now, false);
    }

    public override void Update(double dt)
    {
        if (_velocity is { } velocity && !copter.Landed)
        {
            var old = copter.Now - _velocityAt > copter.Parameters["GUID_TIMEOUT"];
            copter.Flight.FlyAt(old ? Vec3.Zero : velocity, dt);
            return;
        }

        if (_takeoff is { } takeoff)
        {
            takeoff.Update(copter, dt);
            if (takeoff.Done)
            {
                FinishTakeoff();
            }

            return;
        }

        if (copter.Landed)
        {
            copter.Flight.GroundIdle();
            return;
        }

        if (!copter.Flight.Navigator.Active)
        {
            copter.Flight.StartNavigator(Limits());
        }

        copter.Flight.FollowNavigator(dt, _climb?.Advance(copter.Flight.Navigator.Paused ? 0 : dt));
    }

    // Up and down it goes at once, as fast as suits the way across, and not along the same line.
    private Climb? ClimbTo(Vec3 to)
    {
        var limits = Limits();
        var from = copter.Estimator.Position;
        var (across, rise) = ((to - from).HorizontalLength, to.Up - from.Up);
        var fastest = rise >= 0 ? limits.SpeedUp : limits.SpeedDown;
        var speed = across < 1 ? fastest : Math.Min(fastest, limits.Speed * Math.Abs(rise) / across);
        return Math.Abs(rise) < 0.05 ? null : new Climb(from.Up, rise, speed, limits);
    }

    public override bool ChangeSpeed(SpeedKind kind, double metresPerSecond)
    {
        _speed = kind == SpeedKind.Ground ? metresPerSecond : _speed;
        _up = kind == SpeedKind.Climb ? metresPerSecond : _up;
        _down = kind == SpeedKind.Descent ? metresPerSecond : _down;
        copter.Flight.Navigator.ChangeLimits(Limits());
        return true;
    }

    public override bool Pause()
    {
        copter.Flight.Navigator.Paused = true;
        return true;
    }

    public override bool Resume()
    {
        copter.Flight.Navigator.Paused = false;
        return true;
    }

    private void FinishTakeoff()
    {
        if (_takeoff is { } takeoff)
        {
            copter.Flight.StartNavigator(Limits());
            copter.Flight.Navigator.GoTo(copter.Flight.Navigator.Destination.WithUp(takeoff.TargetUp));
            _takeoff = null;
        }
    }

    private WaypointLimits Limits() => copter.Flight.GuidedLimits(_speed, _up, _down);
}
