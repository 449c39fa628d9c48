using DroneCommand.Simulator.Guidance;

namespace DroneCommand.Simulator.Autopilots.Modes;

/// <summary>Circles a place that lay ahead when the mode began, nose to the centre.</summary>
public sealed class CopterCircle(Copter copter) : FlightMode(Id, "CIRCLE")
{
    public const byte Id = 7;

    private CircleNavigator? _circle;

    public override bool AllowsArming => false;

    public override bool IsAutopilot => true;

    public override ModeTarget? Target => _circle is { } circle ? copter.TargetOf(circle.Centre) : null;

    public override bool Enter(bool ignoreChecks)
    {
        _circle = null;
        copter.Flight.StartNavigator(copter.Flight.WaypointLimits());
        return true;
    }

    public override void Update(double dt)
    {
        if (copter.Landed && copter.Flight.PilotClimb <= 0)
        {
            copter.Flight.GroundIdle();
            return;
        }

        if (_circle is null)
        {
            _circle = copter.Flight.CircleAhead(copter.Flight.Navigator.Destination);
            copter.Flight.Yaw.LookAtCentre(_circle.Centre);
            copter.Flight.Navigator.Stop();
        }

        copter.Flight.FollowAround(_circle.Update(dt), copter.Flight.PilotClimb, dt);
    }
}
