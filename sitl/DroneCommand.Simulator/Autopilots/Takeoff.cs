using DroneCommand.Simulator.Guidance;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>A climb straight up from the ground: the rotors come up to speed first, then it climbs and eases off at the top.</summary>
public sealed class Takeoff
{
    private readonly Vec3 _from;
    private readonly LegProfile _climb;
    private double _elapsed;

    public Takeoff(Copter copter, double targetUp)
    {
        _from = copter.Estimator.Position;
        TargetUp = targetUp;
        var limits = new MotionLimits(copter.Parameters["WPNAV_SPEED_UP"] / 100, 1.0, 0.56, 2.5, 50);
        _climb = LegProfile.Over(Math.Max(0, targetUp - _from.Up), limits);
    }

    /// <summary>Height to reach, metres in the local frame.</summary>
    public double TargetUp { get; }

    public bool Done { get; private set; }

    public void Update(Copter copter, double dt)
    {
        var airborne = !copter.CopterBody.OnGround;
        if (copter.InArmingDelay)
        {
            copter.Flight.GroundIdle();
            return;
        }

        _elapsed += copter.CopterBody.CanLift ? dt : 0;
        var (gone, speed, acceleration) = _climb.At(_elapsed);
        var target = new PathTarget(_from.WithUp(_from.Up + gone), new Vec3(0, 0, speed), new Vec3(0, 0, acceleration));
        copter.Flight.Follow(target, Vec3.Zero);
        Done = airborne && copter.Estimator.Position.Up >= TargetUp - 0.15 && _elapsed >= _climb.Duration - 0.7;
        Done |= airborne && _climb.Length < 0.2;
    }
}
