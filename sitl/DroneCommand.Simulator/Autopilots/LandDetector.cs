namespace DroneCommand.Simulator.Autopilots;

/// <summary>Decides that a copter stands on the ground: no motion while the motors push down, for a second and a half.</summary>
public sealed class LandDetector
{
    private const double TriggerSeconds = 1.6;

    private double _still;
    private double _landedFor;

    public bool Landed { get; private set; } = true;

    /// <summary>Seconds since it was found to stand.</summary>
    public double LandedSeconds => Landed ? _landedFor : 0;

    public void Update(bool armed, bool onGround, bool thrusting, double dt)
    {
        if (!armed)
        {
            Landed = true;
        }
        else if (!onGround)
        {
            Landed = false;
        }
        else if (!Landed && thrusting)
        {
            _still += dt;
            Landed = _still > TriggerSeconds;
        }

        _still = onGround && !Landed ? _still : 0;
        _landedFor = Landed ? _landedFor + dt : 0;
    }
}
