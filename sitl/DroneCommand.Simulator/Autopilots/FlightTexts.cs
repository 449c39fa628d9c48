using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// What a copter's estimator says on the way: that its heading was aligned in flight, that a fix is not believed, that the
/// way back by the way it came is lost. None of it changes what is flown.
/// </summary>
public sealed class FlightTexts(Copter copter)
{
    // The compass is aligned anew clear of the ground's iron (EKF3's MAG_FINAL_RESET_ALT).
    private const double AlignedM = 2.5;

    // SmartRTL's path is given up after so long without a position.
    private const double PathSeconds = 15;

    private bool _aligned;
    private bool _pathLost;
    private double _withoutPosition;
    private bool _glitching;
    private int _lane;

    public void Step(double dt)
    {
        Align();
        LosePath(dt);
        Glitch();
    }

    private void Align()
    {
        var high = copter.Armed && copter.AboveHomeM > AlignedM;
        if (high && !_aligned)
        {
            copter.Output.Say(MavSeverity.Info, "EKF3 IMU1 MAG0 in-flight yaw alignment complete");
            copter.Output.Say(MavSeverity.Info, "EKF3 IMU0 MAG0 in-flight yaw alignment complete");
        }

        _aligned = copter.Armed && (_aligned || high);
    }

    private void LosePath(double dt)
    {
        _withoutPosition = copter.Armed && !copter.Estimator.PositionOk ? _withoutPosition + dt : 0;
        if (_withoutPosition > PathSeconds && !_pathLost)
        {
            copter.Path.GiveUp();
            copter.Output.Say(MavSeverity.Warning, "SmartRTL deactivated: bad position");
        }

        _pathLost = _withoutPosition > PathSeconds;
    }

    // The lane with the healthier innovations takes over for as long as a fix is refused.
    private void Glitch()
    {
        Lane(copter.Estimator.Refuses);
        if (_glitching != copter.Estimator.Glitching)
        {
            _glitching = copter.Estimator.Glitching;
            copter.Output.Say(MavSeverity.Critical, _glitching ? "GPS Glitch or Compass error" : "Glitch cleared");
        }
    }

    private void Lane(bool second)
    {
        var lane = second ? 1 : 0;
        if (lane != _lane)
        {
            _lane = lane;
            copter.Output.Say(MavSeverity.Critical, $"EKF3 lane switch {lane}");
            copter.Output.Say(MavSeverity.Warning, $"EKF primary changed:{lane}");
        }
    }
}
