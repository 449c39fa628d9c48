using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Guidance;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots.Modes;

/// <summary>The pilot demands speed and turn rate; with the sticks centred it stops under power.</summary>
public sealed class RoverAcro(Rover rover) : FlightMode(Id, "ACRO")
{
    public const byte Id = 1;

    public override bool HasManualInput => true;

    public override void Update(double dt) => rover.Stop(dt);
}

/// <summary>The pilot demands speed and sideways acceleration; with the sticks centred it stops under power.</summary>
public sealed class RoverSteering(Rover rover) : FlightMode(Id, "STEERING")
{
    public const byte Id = 3;

    public override bool HasManualInput => true;

    public override void Update(double dt) => rover.Stop(dt);
}

/// <summary>The pilot points the way; with the sticks centred it stops under power.</summary>
public sealed class RoverSimple(Rover rover) : FlightMode(Id, "SIMPLE")
{
    public const byte Id = 7;

    public override bool HasManualInput => true;

    public override void Update(double dt) => rover.Stop(dt);
}

/// <summary>Stays where it stopped: pushed out of LOIT_RADIUS it drives back in.</summary>
public sealed class RoverLoiter(Rover rover) : FlightMode(Id, "LOITER")
{
    public const byte Id = 5;

    private readonly RoverFollower _wheels = new();
    private Vec3 _place;

    public override bool IsAutopilot => true;

    public override bool Enter(bool ignoreChecks)
    {
        var velocity = rover.Estimator.Velocity.Horizontal;
        var limits = rover.Limits(null);
        _place =
            rover.Estimator.Position.Horizontal
            + (velocity.Normalized() * (velocity.Dot(velocity) / (2 * limits.Accel)));
        _wheels.Start(rover.RoverBody.SpeedMps);
        return true;
    }

    public override void Update(double dt)
    {
        if (!rover.Armed)
        {
            rover.Stop(dt);
            return;
        }

        var limits = rover.Limits(null);
        var away = _place - rover.Estimator.Position.Horizontal;
        var outside = away.Length - rover.Parameters["LOIT_RADIUS"];
        if (outside <= 0)
        {
            rover.Command(_wheels.Stop(limits, dt));
            return;
        }

        var speed = Math.Min(outside * rover.Parameters["LOIT_SPEED_GAIN"], limits.Speed);
        var heading = away.BearingDeg;
        var turn = Angles.Turn(rover.Body.HeadingDeg, heading);
        var backwards = (int)rover.Parameters["LOIT_TYPE"] switch
        {
            0 => Math.Abs(turn) > 90,
            2 => true,
            _ => false,
        };
        if (backwards)
        {
            heading += 180;
            turn = Angles.Turn(rover.Body.HeadingDeg, heading);
        }

        speed *= (1 - (Math.Min(1, Math.Abs(turn) / 90) / 2)) * (backwards ? -1 : 1);
        rover.Command(_wheels.Steer(speed, heading, rover.State, limits, dt));
    }
}

/// <summary>Drives a circle around the place where the mode began.</summary>
public sealed class RoverCircleMode(Rover rover) : FlightMode(Id, "CIRCLE")
{
    public const byte Id = 9;

    private RoverCircle? _circle;

    public override bool IsAutopilot => true;

    public override bool Enter(bool ignoreChecks)
    {
        var radius = Math.Max(Math.Abs(rover.Parameters["CIRC_RADIUS"]), 0.5);
        _circle = rover.CircleAround(rover.Estimator.Position, radius, rover.Parameters["CIRC_DIR"] == 1);
        return true;
    }

    public override void Update(double dt)
    {
        if (!rover.Armed || _circle is null)
        {
            rover.Stop(dt);
            return;
        }

        rover.Command(_circle.Update(rover.State, rover.Limits(null), dt));
    }

    public override bool ChangeSpeed(SpeedKind kind, double metresPerSecond)
    {
        _circle!.SpeedMps = metresPerSecond;
        return true;
    }
}

/// <summary>Drives back the way it came.</summary>
public sealed class RoverSmartReturn(Rover rover) : FlightMode(Id, "SMART_RTL")
{
    public const byte Id = 12;

    private double? _speed;
    private bool _prepared;
    private bool _there;

    public override bool AllowsArming => false;

    public override bool IsAutopilot => true;

    public override ModeTarget? Target => rover.Target;

    public override bool Enter(bool ignoreChecks)
    {
        if (!rover.Path.Active)
        {
            return false;
        }

        _speed = rover.Parameters["RTL_SPEED"] > 0 ? rover.Parameters["RTL_SPEED"] : null;
        (_prepared, _there) = (false, false);
        rover.Navigator.Stop();
        rover.Navigator.Limits = rover.Limits(_speed);
        return true;
    }

    public override void Update(double dt)
    {
        if (!rover.Armed || _there)
        {
            rover.Stop(dt);
            return;
        }

        if (!_prepared)
        {
            _prepared = true;
            rover.Path.CleanUp();
            Next();
            return;
        }

        rover.Drive(dt);
        if (rover.Navigator.Reached)
        {
            Next();
        }
    }

    public override bool ChangeSpeed(SpeedKind kind, double metresPerSecond)
    {
        _speed = metresPerSecond;
        rover.Navigator.ChangeLimits(rover.Limits(_speed));
        return true;
    }

    private void Next()
    {
        if (rover.Path.Pop() is not { } point)
        {
            _there = true;
            rover.Output.Say(MavSeverity.Info, "Reached destination");
            return;
        }

        rover.DriveTo(point, rover.Path.Peek());
    }
}
