using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Guidance;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>The manoeuvres that a copter's modes are made of. Each leaves the demand for this step.</summary>
public sealed class CopterFlight(Copter copter)
{
    // Half of what the attitude's time constant (ATC_INPUT_TC) lets the jerk change by.
    private const double SnapPerJerk = Math.PI / (2 * 0.15) / 2;

    private readonly CopterController _controller = new();
    private double _climb;
    private double _keep = 1;
    private Vec3? _hold;

    public WaypointNavigator Navigator { get; } = new();

    public YawControl Yaw { get; private set; } = null!;

    public CopterDemand Demand { get; private set; }

    private ParameterTable Parameters => copter.Parameters;

    private double Jerk => Parameters["WPNAV_JERK"] > 0 ? Parameters["WPNAV_JERK"] : Parameters["WPNAV_ACCEL"] / 100;

    private Vec3 Position => copter.Estimator.Position;

    private Vec3 Velocity => copter.Estimator.Velocity;

    public void Prepare() => Yaw = new YawControl(Parameters, _controller);

    /// <summary>Limits of waypoint flight, with speeds that a command may have changed (m/s).</summary>
    public WaypointLimits WaypointLimits(double? speed = null, double? up = null, double? down = null) =>
        new(
            speed ?? (Parameters["WPNAV_SPEED"] / 100),
            up ?? (Parameters["WPNAV_SPEED_UP"] / 100),
            down ?? (Parameters["WPNAV_SPEED_DN"] / 100),
            Parameters["WPNAV_ACCEL"] / 100,
            Parameters["WPNAV_ACCEL"] / 100,
            Parameters["WPNAV_ACCEL_Z"] / 100,
            Jerk,
            Jerk * SnapPerJerk
        )
        {
            AccelCorner =
                Parameters["WPNAV_ACCEL_C"] > 0 ? Parameters["WPNAV_ACCEL_C"] / 100 : Parameters["WPNAV_ACCEL"] / 50,
        };

    /// <summary>Limits of GUIDED, which is brisker at the start and softer at the end than a mission's legs.</summary>
    public WaypointLimits GuidedLimits(double? speed, double? up, double? down) =>
        WaypointLimits(speed, up, down) with
        {
            Accel = Parameters["WPNAV_ACCEL"] / 100,
            Decel = 1.6,
            Jerk = Parameters["PSC_JERK_XY"],
            Snap = Parameters["PSC_JERK_XY"] * SnapPerJerk * 4,
        };

    /// <summary>A circle around a centre, entered where the vehicle is.</summary>
    public CircleNavigator CircleAround(Vec3 centre, double radiusM, double rateDegPerS)
    {
        var from = Navigator.Active ? Navigator.Destination : Position;
        var away = (from - centre).Horizontal;
        var start = away.Length < 1e-3 ? copter.Body.HeadingDeg + 180 : away.BearingDeg;
        return Circle(centre, radiusM, rateDegPerS, start);
    }

    /// <summary>A circle whose centre lies ahead, as mode CIRCLE begins it.</summary>
    public CircleNavigator CircleAhead(Vec3 from)
    {
        const int CentreHere = 8;
        var radius = Parameters["CIRCLE_RADIUS"] / 100;
        var heading = copter.Body.HeadingDeg;
        var ahead = ((int)Parameters["CIRCLE_OPTIONS"] & CentreHere) == 0 ? radius : 0;
        return Circle(from + Vec3.FromBearing(heading, ahead), radius, Parameters["CIRCLE_RATE"], heading + 180);
    }

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
        _keep = 1;
        Release();
    }

    public void FollowNavigator(double dt) => FollowNavigator(dt, null);

    /// <summary>Follows the navigator across, and something else up and down.</summary>
    public void FollowNavigator(double dt, in PathTarget? height)
    {
        FollowJump();
        Navigator.Update(dt * Keep(dt), Position);
        var target = Navigator.Target;
        if (height is { } vertical)
        {
            target = new PathTarget(
                target.Position.WithUp(vertical.Position.Up),
                target.Velocity.WithUp(vertical.Velocity.Up),
                target.Acceleration.WithUp(vertical.Acceleration.Up)
            );
        }

        Follow(target, target.Velocity);
    }

    // The target waits for a vehicle that wind or lean angle holds back.
    private double Keep(double dt)
    {
        var target = Navigator.Target;
        var speed = target.Velocity.Length;
        var keep = 1.0;
        if (speed > 1e-3)
        {
            var along = target.Velocity / speed;
            var behind = (target.Position - Position).Dot(along);
            keep = Math.Clamp(0.05 + ((Velocity.Dot(along) - (Parameters["PSC_POSXY_P"] * behind)) / speed), 0, 1);
        }

        _keep += (keep - _keep) * Math.Min(1, dt * Jerk / Math.Max(0.1, Navigator.Limits.Accel));
        return _keep;
    }

    /// <summary>Flies to a target of this moment.</summary>
    public void Follow(in PathTarget target, Vec3 look)
    {
        var acceleration = _controller.Follow(target, Position, Velocity);
        Thrust(acceleration, YawRate(look));
        _climb = Velocity.Up;
    }

    /// <summary>Flies to a target of this moment at its place, and climbs or sinks by the pilot's stick.</summary>
    public void FollowAround(in PathTarget target, double climb, double dt)
    {
        Climb(climb, dt, Parameters["PILOT_ACCEL_Z"] / 100);
        var flat = target with
        {
            Position = target.Position.WithUp(Position.Up),
            Velocity = target.Velocity.WithUp(_climb),
        };
        Thrust(_controller.Follow(flat, Position, Velocity), YawRate(Vec3.Zero));
    }

    /// <summary>Forgets held places and rates: the next manoeuvre starts from the vehicle's own motion.</summary>
    public void Release() => (_climb, _hold) = (Velocity.Up, null);

    /// <summary>Flies at a velocity; at none it comes to rest and stays there.</summary>
    public void FlyAt(Vec3 velocity, double dt)
    {
        if (velocity.Length < 1e-3)
        {
            Brake(1, Parameters["WPNAV_ACCEL"] / 100, 0, dt);
            return;
        }

        _hold = null;
        Climb(velocity.Up, dt);
        var wanted = velocity.Horizontal.LimitHorizontal(Parameters["WPNAV_SPEED"] / 100).WithUp(_climb);
        Thrust(CopterController.Seek(wanted, Velocity, 1.5, Parameters["WPNAV_ACCEL"] / 100), YawRate(wanted));
    }

    /// <summary>What the pilot's throttle stick asks for, m/s upwards.</summary>
    public double PilotClimb
    {
        get
        {
            var up = Parameters["PILOT_SPEED_UP"] / 100;
            var down = Parameters["PILOT_SPEED_DN"] > 0 ? Parameters["PILOT_SPEED_DN"] / 100 : up;
            return copter.Radio.ClimbRate(up, down);
        }
    }

    /// <summary>Comes to a stop and stays there, while it climbs or sinks as asked.</summary>
    public void Brake(double gain, double limit, double climb, double dt)
    {
        if (_hold is null && Velocity.HorizontalLength < 0.15)
        {
            _hold = Position;
        }

        _hold += copter.Estimator.Jump;
        if (_hold is { } place)
        {
            if (climb == 0 && Math.Abs(_climb) < 1e-6)
            {
                Follow(PathTarget.At(place), Vec3.Zero);
                return;
            }

            _hold = place.WithUp(Position.Up);
            Sink(place, -climb, dt, Parameters["PILOT_ACCEL_Z"] / 100);
            return;
        }

        Climb(climb, dt);
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
    public void Sink(Vec3? over, double rate, double dt, double accel = 1)
    {
        Climb(-rate, dt, accel);
        var target = over ?? Position;
        var pull = _controller.Follow(
            new PathTarget(target.WithUp(Position.Up), new Vec3(0, 0, _climb), Vec3.Zero),
            Position,
            Velocity
        );
        Demand = new CopterDemand(CopterMotors.Thrust, pull, YawRate(Vec3.Zero), Level: over is null);
    }

    /// <summary>Level, with as much thrust as the throttle stick gives: half of its way hovers.</summary>
    public void StickThrust()
    {
        const double Gravity = 9.80665;
        var lift = Gravity * ((copter.Radio.ThrottleShare / 0.5) - 1);
        Demand = new CopterDemand(CopterMotors.Thrust, new Vec3(0, 0, lift), YawRate(Vec3.Zero), Level: true);
        _climb = Velocity.Up;
    }

    /// <summary>Holds the height and nothing else.</summary>
    public void HoldHeight(double climbRate, double dt)
    {
        Climb(climbRate, dt, Parameters["PILOT_ACCEL_Z"] / 100);
        var pull = CopterController.Seek(new Vec3(0, 0, _climb), Velocity, 0, 0);
        Demand = new CopterDemand(CopterMotors.Thrust, pull, YawRate(Vec3.Zero), Level: true);
    }

    public Vec3 LocalOf(GeoPoint place, double aboveHomeM) =>
        copter.Estimator.Frame.ToLocal(place).WithUp(copter.UpOf(aboveHomeM));

    private CircleNavigator Circle(Vec3 centre, double radiusM, double rateDegPerS, double startDeg) =>
        new(centre, radiusM, rateDegPerS, startDeg, (Parameters["WPNAV_SPEED"] / 100, Parameters["WPNAV_ACCEL"] / 100));

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

    private void Climb(double wanted, double dt, double accel = 1)
    {
        var step = accel * dt;
        _climb += Math.Clamp(wanted - _climb, -step, step);
    }

    private void Thrust(Vec3 acceleration, double yawRate) =>
        Demand = new CopterDemand(CopterMotors.Thrust, acceleration, yawRate);

    private double YawRate(Vec3 look) =>
        Yaw.Rate(look, Position, copter.Estimator.Frame, copter.Body.HeadingDeg, SimulatedFleet.StepSeconds);
}
