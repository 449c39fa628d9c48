using DroneCommand.Simulator.Guidance;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots.Modes;

/// <summary>Level attitude, and the thrust that the throttle stick gives: it drifts with the wind.</summary>
public sealed class CopterStabilize(Copter copter) : FlightMode(Id, "STABILIZE")
{
    public const byte Id = 0;

    public override bool RequiresPosition => false;

    public override bool HasManualInput => true;

    public override bool Enter(bool ignoreChecks)
    {
        copter.Flight.Release();
        return true;
    }

    public override void Update(double dt)
    {
        if (copter.Landed && copter.Radio.ThrottleZero)
        {
            copter.Flight.GroundIdle();
            return;
        }

        copter.Flight.StickThrust();
    }
}

/// <summary>Holds the height, or climbs and sinks as the throttle stick says; drifts with the wind.</summary>
public sealed class CopterAltHold(Copter copter) : FlightMode(Id, "ALT_HOLD")
{
    public const byte Id = 2;

    public override bool RequiresPosition => false;

    public override bool Enter(bool ignoreChecks)
    {
        copter.Flight.Release();
        return true;
    }

    public override void Update(double dt)
    {
        if (copter.Landed && copter.Flight.PilotClimb <= 0)
        {
            copter.Flight.GroundIdle();
            return;
        }

        copter.Flight.HoldHeight(copter.Flight.PilotClimb, dt);
    }
}

/// <summary>Holds place and height, climbs and sinks as the throttle stick says, and flies where the other is pushed.</summary>
public sealed class CopterLoiter(Copter copter) : FlightMode(Id, "LOITER")
{
    public const byte Id = 5;

    // What SITL's made of a stick pushed two fifths: 3.4 of 12.5 m/s, at 1.4 m/s².
    private const double StickShare = 0.67;
    private const double StickAcceleration = 1.4;

    public override bool Enter(bool ignoreChecks)
    {
        copter.Flight.Yaw.Hold(copter.Body.HeadingDeg);
        copter.Flight.Release();
        return true;
    }

    public override void Update(double dt)
    {
        if (copter.Landed && copter.Flight.PilotClimb <= 0)
        {
            copter.Flight.GroundIdle();
            return;
        }

        if (copter.Pilot.Forward != 0)
        {
            var speed = copter.Parameters["LOIT_SPEED"] / 100 * StickShare * copter.Pilot.Forward;
            copter.Flight.Cruise(Vec3.FromBearing(copter.Body.HeadingDeg, speed), StickAcceleration, dt);
            return;
        }

        copter.Flight.Brake(0.8, copter.Parameters["LOIT_BRK_ACCEL"] / 100, copter.Flight.PilotClimb, dt);
    }
}

/// <summary>Stops as hard as is safe and stays; takes no stick input.</summary>
public sealed class CopterBrake(Copter copter) : FlightMode(Id, "BRAKE")
{
    public const byte Id = 17;

    private const double Decel = 7.5;
    private const double Jerk = 5;

    private PathTarget? _way;

    public override bool AllowsArming => false;

    public override bool Enter(bool ignoreChecks)
    {
        copter.Flight.Yaw.Hold(copter.Body.HeadingDeg);
        copter.Flight.Release();
        _way = new PathTarget(copter.Estimator.Position, copter.Estimator.Velocity.WithUp(0), Vec3.Zero);
        return true;
    }

    public override void Update(double dt)
    {
        if (copter.Landed)
        {
            copter.Flight.GroundIdle();
            return;
        }

        if (_way is not { } way || way.Velocity.HorizontalLength < 0.1)
        {
            _way = null;
            copter.Flight.Brake(0.9, 3.2, 0, dt);
            return;
        }

        _way = Slowed(way, dt);
        copter.Flight.FollowAround(_way.Value, 0, dt);
    }

    private PathTarget Slowed(in PathTarget way, double dt)
    {
        var wanted = Within(way.Velocity * (-Jerk / Decel), Decel);
        var acceleration = way.Acceleration + Within(wanted - way.Acceleration, Jerk * dt);
        var velocity = way.Velocity + (acceleration * dt);
        return new PathTarget(way.Position + copter.Estimator.Jump + (velocity * dt), velocity, acceleration);
    }

    private static Vec3 Within(Vec3 vector, double length) =>
        vector.HorizontalLength > length ? vector * (length / vector.HorizontalLength) : vector;
}

/// <summary>Lands where it is; without a position it drifts while it sinks.</summary>
public sealed class CopterLand(Copter copter) : FlightMode(Id, "LAND")
{
    public const byte Id = 9;

    private Vec3? _over;
    private double _pause;

    public override bool RequiresPosition => false;

    public override bool AllowsArming => false;

    public override bool IsAutopilot => true;

    public override bool IsLanding => true;

    /// <summary>Waits before the descent, seconds.</summary>
    public void PauseFor(double seconds) => _pause = seconds;

    public override bool Enter(bool ignoreChecks)
    {
        // It stops harder than between waypoints.
        const double Harder = 1.35;
        _pause = 0;
        copter.Flight.Yaw.Hold(copter.Body.HeadingDeg);
        var limits = copter.Flight.WaypointLimits();
        copter.Flight.StartNavigator(limits with { Decel = limits.Decel * Harder });
        _over = copter.Estimator.PositionOk ? copter.Flight.Navigator.Destination : null;
        return true;
    }

    public override void Update(double dt)
    {
        if (!copter.Armed)
        {
            return;
        }

        _over = copter.Estimator.PositionOk ? _over : null;
        _pause -= dt;
        if (_pause > 0)
        {
            copter.Flight.Sink(_over, 0, dt);
            return;
        }

        copter.Flight.Descend(_over, dt);
    }
}

/// <summary>Return to launch.</summary>
public sealed class CopterReturn(Copter copter) : FlightMode(Id, "RTL")
{
    public const byte Id = 6;

    private ReturnRun? _run;
    private double? _speed;

    public override bool AllowsArming => false;

    public override bool IsAutopilot => true;

    public override bool IsLanding => _run is { IsLanding: true };

    public override ModeTarget? Target =>
        _run is { IsLanding: false } ? copter.TargetOf(copter.Flight.Navigator.Destination) : null;

    public override bool Enter(bool ignoreChecks)
    {
        if (copter.Home is null && !ignoreChecks)
        {
            return false;
        }

        (_speed, _run) = (null, null);
        return true;
    }

    public override void Update(double dt)
    {
        _run ??= new ReturnRun(copter, _speed);
        if (copter.Landed && !IsLanding)
        {
            copter.Flight.GroundIdle();
            return;
        }

        _run.Update(dt);
    }

    public override bool ChangeSpeed(SpeedKind kind, double metresPerSecond)
    {
        _speed = kind == SpeedKind.Ground ? metresPerSecond : _speed;
        copter.Flight.Navigator.ChangeLimits(copter.Flight.WaypointLimits(_speed));
        return true;
    }
}
