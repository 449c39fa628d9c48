namespace DroneCommand.Simulator.Physics;

/// <summary>What the autopilot asks of the wheels in one step: a speed (m/s, backwards negative) and a turn rate; no power lets it roll out.</summary>
public readonly record struct RoverDemand(bool Powered, double SpeedMps, double YawRateDegPerS);

/// <summary>
/// A ground robot on flat ground: speed and turn rate follow the demand within its limits. One that steers with its wheels
/// turns only while it moves, and no tighter than its turning circle.
/// </summary>
public sealed class RoverBody(RoverSpec spec, double headingDeg) : IVehicleBody
{
    private double _acceleration;

    public RoverSpec Spec { get; } = spec;

    public Vec3 Position { get; private set; }

    public Vec3 Velocity { get; private set; }

    public double RollDeg { get; private set; }

    public double PitchDeg { get; private set; }

    public double HeadingDeg { get; private set; } = Angles.Wrap360(headingDeg);

    public double YawRateDegPerS { get; private set; }

    public double Watts { get; private set; }

    public double Throttle { get; private set; }

    /// <summary>Speed along its nose, m/s, backwards negative.</summary>
    public double SpeedMps { get; private set; }

    /// <summary>True while a fault keeps it from moving.</summary>
    public bool Stuck { get; set; }

    public int FailedMotor { get; set; }

    public void Step(in RoverDemand asked, double dt)
    {
        var demand = FailedMotor is 1 or 2 ? WithOneSide(asked) : asked;
        var before = SpeedMps;
        if (Stuck)
        {
            SpeedMps = 0;
        }
        else if (demand.Powered)
        {
            var wanted = Math.Clamp(demand.SpeedMps, -Spec.MaxSpeedMps, Spec.MaxSpeedMps);
            var step = Spec.MaxAccelMps2 * dt;
            SpeedMps += Math.Clamp(wanted - SpeedMps, -step, step);
        }
        else
        {
            SpeedMps *= Math.Exp(-Spec.RollingFriction * dt);
            SpeedMps = Math.Abs(SpeedMps) < 0.01 ? 0 : SpeedMps;
        }

        _acceleration = (SpeedMps - before) / dt;
        Turn(demand, dt);
        Velocity = Vec3.FromBearing(HeadingDeg, SpeedMps);
        Position += Velocity * dt;
        PitchDeg = Math.Clamp(_acceleration * 0.8, -3, 3);
        RollDeg = Math.Clamp(-SpeedMps * Angles.Radians(YawRateDegPerS) * 0.8, -4, 4);
        Draw(demand);
    }

    // With the wheels of one side dead it turns around them.
    private RoverDemand WithOneSide(in RoverDemand demand)
    {
        var apart = Angles.Radians(demand.YawRateDegPerS) * Spec.TrackM / 2;
        var left = FailedMotor == 1 ? 0 : demand.SpeedMps + apart;
        var right = FailedMotor == 2 ? 0 : demand.SpeedMps - apart;
        return demand with
        {
            SpeedMps = (left + right) / 2,
            YawRateDegPerS = Angles.Degrees((left - right) / Spec.TrackM),
        };
    }

    private void Turn(in RoverDemand demand, double dt)
    {
        var limit = Stuck || !demand.Powered ? 0 : Spec.MaxTurnDegPerS;
        if (Spec.TurnRadiusM > 0)
        {
            limit = Math.Min(limit, Angles.Degrees(Math.Abs(SpeedMps) / Spec.TurnRadiusM));
        }

        var wanted = Math.Clamp(demand.YawRateDegPerS, -limit, limit);
        var step = 240 * dt;
        YawRateDegPerS += Math.Clamp(wanted - YawRateDegPerS, -step, step);
        HeadingDeg = Angles.Wrap360(HeadingDeg + (YawRateDegPerS * dt));
    }

    private void Draw(in RoverDemand demand)
    {
        if (!demand.Powered)
        {
            (Throttle, Watts) = (0, Spec.AvionicsWatts);
            return;
        }

        var push = Spec.RollingNewtons + (Spec.MassKg * Math.Max(0, _acceleration * Math.Sign(SpeedMps)));
        var moving = Math.Abs(SpeedMps) + (Math.Abs(YawRateDegPerS) / 90);
        var wheels = Stuck ? Math.Abs(demand.SpeedMps) * Spec.RollingNewtons * 3 : push * moving;
        Throttle = Math.Clamp(Math.Abs(demand.SpeedMps) / Spec.MaxSpeedMps, 0, 1);
        Watts = Spec.AvionicsWatts + (wheels / Spec.DriveEfficiency);
    }
}
