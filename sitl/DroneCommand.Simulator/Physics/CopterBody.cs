namespace DroneCommand.Simulator.Physics;

/// <summary>What the autopilot asks of the airframe in one step.</summary>
/// <param name="Motors">Off, idling, or giving thrust.</param>
/// <param name="Acceleration">Wanted acceleration, m/s², gravity already counted in.</param>
/// <param name="YawRateDegPerS">Wanted turn rate.</param>
/// <param name="Level">Attitude held level instead of leaning for the horizontal acceleration: it drifts with the wind.</param>
public readonly record struct CopterDemand(
    CopterMotors Motors,
    Vec3 Acceleration,
    double YawRateDegPerS,
    bool Level = false
);

/// <summary>State of the motors.</summary>
public enum CopterMotors
{
    Off,
    Idle,
    Thrust,
}

/// <summary>
/// A quadrotor as a point mass with lagging thrust, drag, ground contact, and an attitude that follows from the thrust:
/// what a tracker, a camera and a power meter can tell from a real one, and nothing below that.
/// </summary>
public sealed class CopterBody(CopterSpec spec, double headingDeg) : IVehicleBody
{
    private const double Gravity = 9.80665;
    private const double YawAccelDegPerS2 = 270;
    private const double TumbleDegPerS = 110;

    private Vec3 _acceleration;
    private double _spool;

    public CopterSpec Spec { get; } = spec;

    public Vec3 Position { get; private set; }

    public Vec3 Velocity { get; private set; }

    public double RollDeg { get; private set; }

    public double PitchDeg { get; private set; }

    public double HeadingDeg { get; private set; } = Angles.Wrap360(headingDeg);

    public double YawRateDegPerS { get; private set; }

    public double Watts { get; private set; }

    public double Throttle { get; private set; }

    public bool OnGround { get; private set; } = true;

    public int FailedMotor { get; set; }

    /// <summary>True when the rotors turn fast enough to carry the vehicle.</summary>
    public bool CanLift => _spool >= 1 && !Wrecked;

    /// <summary>True once it has hit the ground hard: the rotors never lift it again.</summary>
    public bool Wrecked { get; private set; }

    /// <summary>Speed of the last touch-down in m/s, until read.</summary>
    public double? TouchdownSpeed { get; private set; }

    public double? TakeTouchdownSpeed()
    {
        var speed = TouchdownSpeed;
        TouchdownSpeed = null;
        return speed;
    }

    public void Step(in CopterDemand demand, Vec3 wind, double dt)
    {
        SpinUp(demand.Motors, dt);
        var lifting = demand.Motors == CopterMotors.Thrust && CanLift;
        if (FailedMotor > 0 && lifting)
        {
            Tumble(dt);
            Draw(demand.Motors, lifting);
            return;
        }

        var air = (wind - Velocity).Horizontal;
        var drag = OnGround ? Vec3.Zero : air * (Spec.Drag + (Spec.DragSquared * air.Length));
        var wanted = lifting ? Wanted(demand, drag) : drag + new Vec3(0, 0, -Gravity);
        var follow = lifting ? 1 - Math.Exp(-dt / Spec.ResponseSeconds) : 1;
        _acceleration += (wanted - _acceleration) * follow;
        Move(lifting, dt);
        Turn(lifting ? demand.YawRateDegPerS : 0, dt);
        Lean(lifting, drag);
        Draw(demand.Motors, lifting);
    }

    // A quadrotor on three motors turns over the dead one: a fall at two fifths of g, as recorded on SITL.
    private void Tumble(double dt)
    {
        var side = Angles.Radians(HeadingDeg + 45 + (90 * FailedMotor));
        _acceleration = new Vec3(Math.Cos(side), Math.Sin(side), -0.4 * Gravity);
        RollDeg = Angles.Wrap180(RollDeg + (TumbleDegPerS * dt));
        PitchDeg = 55 * Math.Sin(Angles.Radians(RollDeg));
        YawRateDegPerS = TumbleDegPerS;
        HeadingDeg = Angles.Wrap360(HeadingDeg + (YawRateDegPerS * dt));
        if (!OnGround)
        {
            Move(lifting: true, dt);
        }
    }

    // The rotors push against the drag as well, and lean no further than they may.
    private Vec3 Wanted(in CopterDemand demand, Vec3 drag)
    {
        if (demand.Level)
        {
            return drag.WithUp(demand.Acceleration.Up);
        }

        var push = (demand.Acceleration - drag).LimitHorizontal(Gravity * Math.Tan(Angles.Radians(Spec.MaxLeanDeg)));
        return push + drag;
    }

    private void SpinUp(CopterMotors motors, double dt) =>
        _spool = motors == CopterMotors.Thrust ? Math.Min(1, _spool + (dt / Spec.SpoolUpSeconds)) : 0;

    private void Move(bool lifting, double dt)
    {
        if (OnGround && (!lifting || _acceleration.Up <= 0))
        {
            Rest();
            return;
        }

        var before = Velocity;
        Velocity += _acceleration * dt;
        Position += (before + Velocity) * (dt / 2);
        OnGround = false;
        if (Position.Up <= 0 && Velocity.Up <= 0)
        {
            TouchDown();
        }
    }

    private void TouchDown()
    {
        TouchdownSpeed = -Velocity.Up;
        Wrecked |= -Velocity.Up > 4;
        Rest();
    }

    private void Rest()
    {
        OnGround = true;
        Velocity = Vec3.Zero;
        _acceleration = Vec3.Zero;
        Position = Position.WithUp(0);
    }

    private void Turn(double wantedRate, double dt)
    {
        var step = YawAccelDegPerS2 * dt;
        YawRateDegPerS = OnGround ? 0 : YawRateDegPerS + Math.Clamp(wantedRate - YawRateDegPerS, -step, step);
        HeadingDeg = Angles.Wrap360(HeadingDeg + (YawRateDegPerS * dt));
    }

    // The rotors give what drag does not: the attitude points that push, so a hover in wind leans into it.
    private void Lean(bool lifting, Vec3 drag)
    {
        if (!lifting || OnGround)
        {
            RollDeg = Wrecked ? 174 : 0;
            PitchDeg = 0;
            return;
        }

        var push = _acceleration - drag;
        var up = Math.Max(2, Gravity + push.Up);
        var heading = Angles.Radians(HeadingDeg);
        var forward = (push.North * Math.Cos(heading)) + (push.East * Math.Sin(heading));
        var right = (push.East * Math.Cos(heading)) - (push.North * Math.Sin(heading));
        PitchDeg = -Angles.Degrees(Math.Atan2(forward, up));
        RollDeg = Angles.Degrees(Math.Atan2(right, up));
    }

    private void Draw(CopterMotors motors, bool lifting)
    {
        if (motors == CopterMotors.Off || Wrecked)
        {
            (Throttle, Watts) = (0, Spec.AvionicsWatts);
            return;
        }

        if (!lifting || OnGround)
        {
            (Throttle, Watts) = (_spool * Spec.HoverThrottle * 0.6, Spec.AvionicsWatts + Spec.IdleWatts);
            return;
        }

        // Induced power grows with thrust to the 3/2 and falls a little with forward speed (translational lift).
        var push = new Vec3(_acceleration.North, _acceleration.East, Gravity + _acceleration.Up).Length / Gravity;
        var speed = Velocity.HorizontalLength;
        var lift = 1 - (0.06 * Math.Min(1, speed / 6)) + (0.0022 * Math.Pow(Math.Max(0, speed - 6), 2));
        var climb = 1 + (0.035 * Velocity.Up);
        Throttle = Math.Clamp(Spec.HoverThrottle * push, 0, 1);
        Watts = Spec.AvionicsWatts + (Spec.HoverWatts * Math.Pow(push, 1.5) * lift * climb);
    }
}
