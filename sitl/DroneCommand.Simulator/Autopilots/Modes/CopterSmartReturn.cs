namespace DroneCommand.Simulator.Autopilots.Modes;

/// <summary>Goes back the way it came, to 2 m above the start, and lands.</summary>
public sealed class CopterSmartReturn(Copter copter) : FlightMode(Id, "SMARTRTL")
{
    public const byte Id = 21;

    private const double AboveStartM = 2;

    private Phase _phase;
    private Physics.Vec3 _last;

    private enum Phase
    {
        Stop,
        Follow,
        AboveStart,
        Land,
    }

    public override bool AllowsArming => false;

    public override bool IsAutopilot => true;

    public override bool IsLanding => _phase == Phase.Land;

    public override ModeTarget? Target =>
        _phase != Phase.Land ? copter.TargetOf(copter.Flight.Navigator.Destination) : null;

    public override bool Enter(bool ignoreChecks)
    {
        if (!copter.Path.Active)
        {
            return false;
        }

        _phase = Phase.Stop;
        copter.Flight.StartNavigator(copter.Flight.WaypointLimits());
        copter.Flight.Yaw.UseDefault(returning: true, copter.Body.HeadingDeg);
        return true;
    }

    public override void Update(double dt)
    {
        if (copter.Landed && !IsLanding)
        {
            copter.Flight.GroundIdle();
            return;
        }

        if (_phase == Phase.Land)
        {
            copter.Flight.Descend(copter.Estimator.PositionOk ? _last : null, dt);
            return;
        }

        copter.Flight.FollowNavigator(dt);
        if (_phase == Phase.Stop)
        {
            copter.Path.CleanUp();
            _phase = Phase.Follow;
        }

        if (copter.Flight.Navigator.Reached)
        {
            Next();
        }
    }

    public override bool ChangeSpeed(SpeedKind kind, double metresPerSecond) => false;

    private void Next()
    {
        if (_phase == Phase.AboveStart)
        {
            _phase = Phase.Land;
            copter.Flight.Yaw.Hold(copter.Body.HeadingDeg);
            copter.Flight.Release();
            return;
        }

        if (copter.Path.Pop() is not { } point)
        {
            _phase = Phase.AboveStart;
            return;
        }

        _last = point;
        if (copter.Path.Peek() is not { } following)
        {
            _phase = Phase.AboveStart;
            copter.Flight.Navigator.GoTo(point.WithUp(point.Up + AboveStartM));
            return;
        }

        var next = copter.Path.Count == 1 ? following.WithUp(following.Up + AboveStartM) : following;
        copter.Flight.Navigator.GoTo(point);
        copter.Flight.Navigator.AnnounceNext(next);
    }
}
