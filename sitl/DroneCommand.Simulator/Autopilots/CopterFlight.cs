using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Guidance;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>The manoeuvres that a copter's modes are made of. Each leaves the demand for this step.</summary>
public sealed class CopterFlight(Copter copter)
{
    // The real one's jerk also rises gradually, so on its legs it does not quite reach the acceleration that it may have.
    private const double ReachedShare = 0.88;

    private readonly CopterController _controller = new();
    private double _climb;
    private Vec3? _hold;

    public WaypointNavigator Navigator { get; } = new();

    public YawControl Yaw { get; private set; } = null!;

    public CopterDemand Demand { get; private set; }

    private ParameterTable Parameters => copter.Parameters;

    private Vec3 Position => copter.Estimator.Position;

    private Vec3 Velocity => copter.Estimator.Velocity;

    public void Prepare() => Yaw = new YawControl(Parameters, _controller);

    /// <summary>Limits of waypoint flight, with speeds that a command may have changed (m/s).</summary>
    public WaypointLimits WaypointLimits(double? speed = null, double? up = null, double? down = null) =>
        new(
            speed ?? (Parameters["WPNAV_SPEED"] / 100),
            up ?? (Parameters["WPNAV_SPEED_UP"] / 100),
            down ?? (Parameters["WPNAV_SPEED_DN"] / 100),
            Parameters["WPNAV_ACCEL"] / 100 * ReachedShare,
            Parameters["WPNAV_ACCEL"] / 100 * ReachedShare,
            Parameters["WPNAV_ACCEL_Z"] / 100,
            Parameters["WPNAV_JERK"]
        );

    /// <summary>Limits of GUIDED, which is brisker at the start and softer at the end than a mission's legs.</summary>
    public WaypointLimits GuidedLimits(double? speed, double? up, double? down) =>
        WaypointLimits(speed, up, down) with
        {
            Accel = Parameters["WPNAV_ACCEL"] / 100,
            Decel = 1.6,
            Jerk = Parameters["PSC_JERK_XY"],
        };

    public void MotorsOff() => Demand = default;

    /// <summary>On the ground with the motors armed.</summary>
    public void GroundIdle()
    {
        Demand = new CopterDemand(CopterMotors.Idle, Vec3.Zero, 0);
        (_climb, _hold) = (0, null);
        Navigator.Stop();
    }

    /// <summary>Starts waypoint flight from where it is; without a leg it holds the place where it comes to rest.</summary>
    public void StartNavigator(in WaypointLimits limits)
    {
        Navigator.Limits = limits;
        Navigator.RadiusM = Parameters["WPNAV_RADIUS"] / 100;
        Navigator.StartAt(Position, Velocity);
        Release();
    }

    public void FollowNavigator(double dt)
    {
        FollowJump();
        Navigator.Update(dt, Position);
        Follow(Navigator.Target, Navigator.Target.Velocity);
    }

    /// <summary>Flies to a target of this moment.</summary>
    public void Follow(in PathTarget target, Vec3 look)
    {
        var acceleration = _controller.Follow(target, Position, Velocity);
        Thrust(acceleration, YawRate(look));
        _climb = Velocity.Up;
    }

    /// <summary>Forgets held places and rates: the next manoeuvre starts from the vehicle's own motion.</summary>
    public void Release() => (_climb, _hold) = (Velocity.Up, null);

    /// <summary>Comes to a stop and stays there.</summary>
    public void Brake(double gain, double limit, double dt)
    {
        if (_hold is null && Velocity.HorizontalLength < 0.15)
        {
            _hold = Position;
        }

        _hold += copter.Estimator.Jump;
        if (_hold is { } place)
        {
            Follow(PathTarget.At(place), Vec3.Zero);
            return;
        }

        Climb(0, dt);
        var acceleration = CopterController.Seek(new Vec3(0, 0, _climb), Velocity, gain, limit);
        Thrust(acceleration, YawRate(Vec3.Zero));
    }

    /// <summary>Flies with a velocity, as a pilot's stick asks for.</summary>
    public void Cruise(Vec3 velocity, double limit, double dt)
    {
        _hold = null;
        Climb(0, dt);
        Thrust(CopterController.Seek(velocity.WithUp(_climb), Velocity, 0.8, limit), YawRate(Vec3.Zero));
    }

    /// <summary>Descends over a place at the rate for its height: fast above LAND_ALT_LOW, slow below.</summary>
    public void Descend(Vec3? over, double dt)
    {
        var slow = Parameters["LAND_SPEED"] / 100;
        var fast =
            Parameters["LAND_SPEED_HIGH"] > 0
                ? Parameters["LAND_SPEED_HIGH"] / 100
                : Parameters["WPNAV_SPEED_DN"] / 100;
        var above = copter.AboveHomeM - (Parameters["LAND_ALT_LOW"] / 100);
        var rate = above > 0 ? Math.Min(fast, Math.Sqrt((slow * slow) + (2 * above))) : slow;
        Sink(over, rate, dt);
    }

    /// <summary>Descends over a place at a rate in m/s; without a place it drifts with the wind.</summary>
    public void Sink(Vec3? over, double rate, double dt)
    {
        Climb(-rate, dt);
        var target = over ?? Position;
        var pull = _controller.Follow(
            new PathTarget(target.WithUp(Position.Up), new Vec3(0, 0, _climb), Vec3.Zero),
            Position,
            Velocity
        );
        Demand = new CopterDemand(CopterMotors.Thrust, pull, YawRate(Vec3.Zero), Level: over is null);
    }

    /// <summary>Holds the height and nothing else.</summary>
    public void HoldHeight(double climbRate, double dt)
    {
        Climb(climbRate, dt);
        var pull = CopterController.Seek(new Vec3(0, 0, _climb), Velocity, 0, 0);
        Demand = new CopterDemand(CopterMotors.Thrust, pull, YawRate(Vec3.Zero), Level: true);
    }

    public Vec3 LocalOf(GeoPoint place, double aboveHomeM) =>
        copter.Estimator.Frame.ToLocal(place).WithUp(copter.UpOf(aboveHomeM));

    // The believed position jumped: what is flown goes on from there instead of lurching after it.
    private void FollowJump()
    {
        if (copter.Estimator.Jump != Vec3.Zero && Navigator.Active)
        {
            var destination = Navigator.Destination;
            Navigator.StartAt(Position, Velocity);
            Navigator.GoTo(destination);
        }
    }

    private void Climb(double wanted, double dt)
    {
        var step = 1.0 * dt;
        _climb += Math.Clamp(wanted - _climb, -step, step);
    }

    private void Thrust(Vec3 acceleration, double yawRate) =>
        Demand = new CopterDemand(CopterMotors.Thrust, acceleration, yawRate);

    private double YawRate(Vec3 look) =>
        Yaw.Rate(look, Position, copter.Estimator.Frame, copter.Body.HeadingDeg, SimulatedFleet.StepSeconds);
}
