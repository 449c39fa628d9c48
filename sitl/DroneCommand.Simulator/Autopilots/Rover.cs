using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots.Modes;
using DroneCommand.Simulator.Guidance;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>ArduRover as seen from its ground station.</summary>
public sealed class Rover : Autopilot
{
    private static readonly Dictionary<uint, string> Missing = new()
    {
        [1] = "ACRO",
        [3] = "STEERING",
        [5] = "LOITER",
        [6] = "FOLLOW",
        [7] = "SIMPLE",
        [8] = "DOCK",
        [9] = "CIRCLE",
        [12] = "SMART_RTL",
    };

    private const double StopSpeed = 0.1;

    private readonly RoverFailsafes _failsafes;
    private readonly RoverMission _mission;
    private double _nextHome;

    public Rover(AutopilotSetup setup, RoverBody body)
        : base(VehicleKind.Rover, setup, body)
    {
        RoverBody = body;
        _failsafes = new RoverFailsafes(this);
        _mission = new RoverMission(this);
        Guided = new RoverGuided(this);
        FlightMode[] modes =
        [
            new RoverManual(this),
            new RoverHold(this),
            new RoverAuto(this, _mission),
            new RoverReturn(this),
            Guided,
        ];
        Modes = modes.ToDictionary(m => m.Number);
        Mode = Modes[RoverManual.Id];
    }

    public RoverBody RoverBody { get; }

    public RoverNavigator Navigator { get; } = new();

    public RoverGuided Guided { get; }

    public RoverDemand Demand { get; private set; }

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
    public RoverLimits Limits(double? speed) =>
        new(
            speed ?? Parameters["WP_SPEED"],
            Parameters["WP_ACCEL"] > 0 ? Parameters["WP_ACCEL"] : Parameters["ATC_ACCEL_MAX"],
            Parameters["WP_RADIUS"],
            Parameters["WP_PIVOT_ANGLE"],
            Parameters["WP_PIVOT_RATE"],
            Parameters["ATC_TURN_MAX_G"]
        );

    public void DriveTo(Vec3 destination, Vec3? next)
    {
        var from = Navigator is { Active: true, Reached: true } ? Navigator.Destination : Estimator.Position;
        Navigator.GoTo(from, destination, next);
    }

    /// <summary>Follows the navigator for one step, as far as the fence lets it.</summary>
    public void Drive(double dt) =>
        Demand = BeforeTheFence(Navigator.Update(Estimator.Position, Body.HeadingDeg, RoverBody.SpeedMps, dt));

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

    public override void Start(int seq, StoredItem item) => _mission.Start(item);

    public override bool IsDone(int seq, StoredItem item) => _mission.IsDone(seq, item);

    public override void MissionEnded() => _mission.Ended();

    protected override void SayModeRefused(string name, string reason) =>
        Output.Say(MavSeverity.Warning, "Flight mode change failed");

    protected override string? MissingMode(uint number) => Missing.GetValueOrDefault(number);

    protected override void OnArmed() => Output.Say(MavSeverity.Info, "Throttle armed");

    protected override void StepInitialised(double dt)
    {
        FollowHome();
        CheckPreArm();
        _failsafes.Step(dt);
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
        if (Mode.RequiresPosition && !Estimator.PositionOk)
        {
            yield return "Need Position Estimate";
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
