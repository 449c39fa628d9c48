using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots.Modes;
using DroneCommand.Simulator.Guidance;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>ArduRover as seen from its ground station.</summary>
public sealed class Rover : Autopilot
{
    private static readonly Dictionary<uint, (string Name, string? Before)> Missing = new()
    {
        [6] = ("FOLLOW", null),
        [8] = ("DOCK", "Dock: target not acquired"),
        [16] = ("INITIALISING", null),
    };

    private const double StopSpeed = 0.1;

    private readonly RoverFailsafes _failsafes;
    private readonly RoverMission _mission;
    private double _nextHome;
    private double _nextPathPoint;

    public Rover(AutopilotSetup setup, RoverBody body)
        : base(VehicleKind.Rover, setup, body)
    {
        RoverBody = body;
        _failsafes = new RoverFailsafes(this);
        _mission = new RoverMission(this);
        Guided = new RoverGuided(this);
        Loiter = new RoverLoiter(this);
        Path = new ReturnPath(Parameters);
        FlightMode[] modes =
        [
            new RoverManual(this),
            new RoverAcro(this),
            new RoverSteering(this),
            new RoverHold(this),
            Loiter,
            new RoverSimple(this),
            new RoverCircleMode(this),
            new RoverAuto(this, _mission),
            new RoverReturn(this),
            new RoverSmartReturn(this),
            Guided,
        ];
        Modes = modes.ToDictionary(m => m.Number);
        Mode = Modes[RoverManual.Id];
    }

    public RoverBody RoverBody { get; }

    public RoverNavigator Navigator { get; } = new();

    public RoverGuided Guided { get; }

    public RoverLoiter Loiter { get; }

    /// <summary>The way back that SMART_RTL takes.</summary>
    public ReturnPath Path { get; }

    /// <summary>Speed and steering for what is not a leg between waypoints.</summary>
    public RoverFollower Wheels { get; } = new();

    public RoverDemand Demand { get; private set; }

    /// <summary>What it believes of its own motion.</summary>
    public RoverState State => new(Estimator.Position, Estimator.Velocity, Body.HeadingDeg);

    /// <summary>Where RTL leads: home, or a nearer rally point.</summary>
    public Vec3 ReturnPlace
    {
        get
        {
            var frame = Estimator.Frame;
            var home = frame.ToLocal(Home?.Place ?? frame.Origin);
            var best = (Place: home, Distance: (home - Estimator.Position).HorizontalLength);
            foreach (var rally in Memory.Rally.Points)
            {
                var place = frame.ToLocal(rally.Place);
                var away = (place - Estimator.Position).HorizontalLength;
                best = away < best.Distance && away < Parameters["RALLY_LIMIT_KM"] * 1000 ? (place, away) : best;
            }

            return best.Place;
        }
    }

    public override bool Landed => true;

    public override IVehicleBody Body => RoverBody;

    public override MavType Type => MavType.GroundRover;

    public override bool InMission => Mode.Number == RoverAuto.Id;

    public override bool ControlsPosition => Mode.IsAutopilot;

    public override MavState SystemStatus =>
        (_failsafes.Any, Initialised, Mode.Number) switch
        {
            (true, _, _) => MavState.Critical,
            (_, false, _) => MavState.Calibrating,
            (_, _, RoverHold.Id) => MavState.Standby,
            _ => MavState.Active,
        };

    public override MavModeFlag BaseMode
    {
        get
        {
            var mode = MavModeFlag.CustomModeEnabled;
            mode |= Mode.HasManualInput ? MavModeFlag.ManualInputEnabled : 0;
            mode |= Mode.IsAutopilot ? MavModeFlag.GuidedEnabled : 0;
            return mode | (Armed ? MavModeFlag.SafetyArmed : 0);
        }
    }

    public override MavLandedState LandedState => MavLandedState.Undefined;

    protected override IReadOnlyDictionary<byte, FlightMode> Modes { get; }

    /// <summary>A destination as telemetry reports it.</summary>
    public ModeTarget? Target
    {
        get
        {
            if (!Navigator.Active)
            {
                return null;
            }

            var away = Navigator.Destination - Estimator.Position.Horizontal;
            var place = Estimator.Frame.ToGeo(Navigator.Destination);
            return new ModeTarget(
                place,
                Estimator.AmslM,
                away.HorizontalLength,
                away.BearingDeg,
                Navigator.CrossTrackM
            );
        }
    }

    /// <summary>Limits of driving by waypoints, with a speed that a command may have changed.</summary>
    public RoverLimits Limits(double? speed)
    {
        var decel = Parameters["ATC_DECEL_MAX"] > 0 ? Parameters["ATC_DECEL_MAX"] : Parameters["ATC_ACCEL_MAX"];
        var accel = Math.Min(Parameters["ATC_ACCEL_MAX"], decel);
        accel = Parameters["WP_ACCEL"] > 0 ? Math.Min(accel, Parameters["WP_ACCEL"]) : accel;
        return new RoverLimits(
            speed ?? Parameters["WP_SPEED"],
            accel,
            Parameters["WP_JERK"] > 0 ? Parameters["WP_JERK"] : accel,
            Parameters["WP_RADIUS"],
            SkidSteering ? Parameters["WP_PIVOT_ANGLE"] : 0,
            Parameters["WP_PIVOT_RATE"],
            Parameters["WP_PIVOT_DELAY"],
            Parameters["ATC_TURN_MAX_G"],
            Parameters["ATC_STR_RAT_MAX"],
            Parameters["ATC_STR_ACC_MAX"],
            SkidSteering ? 0 : Parameters["TURN_RADIUS"]
        );
    }

    /// <summary>True when left and right wheels are driven apart (SERVO1_FUNCTION 73); else it steers like a car.</summary>
    public bool SkidSteering => IsSkid(Parameters);

    public static bool IsSkid(ParameterTable parameters) => (int)parameters["SERVO1_FUNCTION"] is 73 or 74;

    public void DriveTo(Vec3 destination, Vec3? next) => Navigator.GoTo(State, destination, next);

    /// <summary>Follows the navigator for one step, as far as the fence lets it.</summary>
    public void Drive(double dt) => Command(Navigator.Update(State, dt));

    /// <summary>Drives as demanded, as far as the fence lets it.</summary>
    public void Command(RoverDemand demand) => Demand = BeforeTheFence(demand);

    /// <summary>A circle around a centre, entered from where it is.</summary>
    public RoverCircle CircleAround(Vec3 centre, double radiusM, bool anticlockwise)
    {
        var radius = radiusM;
        if (radius < Parameters["TURN_RADIUS"])
        {
            radius = Parameters["TURN_RADIUS"];
            Output.Say(MavSeverity.Warning, $"Circle: radius increased to TURN_RADIUS ({radius, 4:F1})");
        }

        var speed = Parameters["CIRC_SPEED"] > 0 ? Parameters["CIRC_SPEED"] : Parameters["WP_SPEED"];
        var most = Math.Sqrt(Parameters["ATC_TURN_MAX_G"] * 9.80665 * radius);
        if (speed > most)
        {
            speed = (float)most;
            Output.Say(MavSeverity.Warning, $"Circle: max speed is {speed, 4:F1}");
        }

        var away = (Estimator.Position - centre).Horizontal;
        var start = away.Length < 1e-6 ? Body.HeadingDeg : away.BearingDeg;
        return new RoverCircle(centre.Horizontal, radius, anticlockwise, speed, start);
    }

    // AVOID_ENABLE: it stops short of the fence, with half its deceleration, and waits there without a word.
    private RoverDemand BeforeTheFence(RoverDemand demand)
    {
        if (((int)Parameters["AVOID_ENABLE"] & 1) == 0)
        {
            return demand;
        }

        var room = Fence.RoomAhead(Estimator.Position, Body.HeadingDeg) - Parameters["AVOID_MARGIN"];
        var limit = Math.Sqrt(Math.Max(0, room) * Parameters["ATC_ACCEL_MAX"]);
        var turn = limit < StopSpeed ? 0 : demand.YawRateDegPerS;
        return demand.SpeedMps > limit ? demand with { SpeedMps = limit, YawRateDegPerS = turn } : demand;
    }

    /// <summary>Stops under power, as quickly as the acceleration limit allows.</summary>
    public void Stop(double dt)
    {
        var step = Parameters["ATC_ACCEL_MAX"] * dt;
        var speed = RoverBody.SpeedMps;
        Demand = new RoverDemand(true, Math.Abs(speed) <= step ? 0 : speed - Math.CopySign(step, speed), 0);
    }

    /// <summary>As fast as the stick is pushed, −1 to 1; centred it rolls out.</summary>
    public void DriveByStick(double forward) =>
        Demand = forward == 0 ? default : new RoverDemand(true, forward * RoverBody.Spec.MaxSpeedMps, 0);

    /// <summary>Takes the power off: it rolls out.</summary>
    public void Coast() => Demand = default;

    public override bool Disarm(bool forced)
    {
        if (!Armed)
        {
            return true;
        }

        Armed = false;
        if (Mode.Number != RoverAuto.Id)
        {
            Mission.Reset();
        }

        Output.Say(MavSeverity.Info, "Throttle disarmed");
        return true;
    }

    public override bool Start(int seq, StoredItem item) => _mission.Start(item);

    public override bool IsDone(int seq, StoredItem item) => _mission.IsDone(seq, item);

    public override void MissionEnded() => _mission.Ended();

    protected override void SayModeRefused(string name, string reason) =>
        Output.Say(MavSeverity.Warning, "Flight mode change failed");

    protected override string? MissingMode(uint number)
    {
        if (!Missing.TryGetValue(number, out var mode))
        {
            return null;
        }

        if (mode.Before is { } text)
        {
            Output.Say(MavSeverity.Notice, text);
        }

        return mode.Name;
    }

    protected override void OnArmed()
    {
        Path.Begin(Estimator.PositionOk ? Estimator.Position : null);
        Output.Say(MavSeverity.Info, "Throttle armed");
    }

    protected override void StepInitialised(double dt)
    {
        FollowHome();
        CheckPreArm();
        _failsafes.Step(dt);
        NotePath();
        Mode.Update(dt);
        if (!Armed)
        {
            Coast();
        }
    }

    protected override void StepBody(double dt, WindModel wind) => RoverBody.Step(Demand, dt);

    protected override IEnumerable<string> PreArmProblems()
    {
        foreach (var problem in CommonProblems().Concat(MandatoryProblems()))
        {
            yield return problem;
        }

        if (Fence.Problem(Home is not null) is { } fence)
        {
            yield return fence;
        }

        if (!Mode.AllowsArming)
        {
            yield return "Mode not armable";
        }
    }

    protected override IEnumerable<string> ArmProblems() => [];

    protected override IEnumerable<string> MandatoryProblems()
    {
        if (!Mode.RequiresPosition)
        {
            yield break;
        }

        if (Home is null)
        {
            yield return "AHRS: waiting for home";
        }
        else if (Gps.Fix < GpsFix.Fix3D)
        {
            yield return "GPS 1: Bad fix";
        }
        else if (!Estimator.PositionOk)
        {
            yield return EkfCheck.Failed ? "EKF failsafe" : "Need Position Estimate";
        }
    }

    private void NotePath()
    {
        if (Armed && Mode.Number != RoverSmartReturn.Id && Estimator.PositionOk && Now >= _nextPathPoint)
        {
            _nextPathPoint = Now + (1 / 3.0);
            if (!Path.Note(Estimator.Position))
            {
                Output.Say(MavSeverity.Warning, "SmartRTL deactivated: buffer full");
            }
        }
    }

    // A rover's home follows it around while it is disarmed, unless it was set by hand.
    private void FollowHome()
    {
        const double LeastMoveM = 0.5;
        if (Armed || Now < _nextHome || Home is { Locked: true } || !Estimator.OriginSet)
        {
            return;
        }

        _nextHome = Now + 1;
        var moved = Home is { } home
            ? (Estimator.Frame.ToLocal(home.Place) - Estimator.Position).HorizontalLength
            : double.MaxValue;
        if (moved >= LeastMoveM)
        {
            SetHomeHere(locked: false);
        }
    }
}
