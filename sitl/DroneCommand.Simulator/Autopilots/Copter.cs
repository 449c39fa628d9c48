using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots.Modes;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>ArduCopter as seen from its ground station.</summary>
public sealed class Copter : Autopilot
{
    // Seconds after arming in which the motors stay idle.
    private const double ArmingDelaySeconds = 2;

    // Modes of the real autopilot that the simulator refuses to enter.
    private static readonly Dictionary<uint, string> Missing = new()
    {
        [1] = "ACRO",
        [7] = "CIRCLE",
        [11] = "DRIFT",
        [13] = "SPORT",
        [14] = "FLIP",
        [15] = "AUTOTUNE",
        [16] = "POSHOLD",
        [18] = "THROW",
        [19] = "AVOID_ADSB",
        [20] = "GUIDED_NOGPS",
        [21] = "SMARTRTL",
        [23] = "FOLLOW",
        [24] = "ZIGZAG",
    };

    private readonly LandDetector _landDetector = new();
    private readonly CopterFailsafes _failsafes;
    private readonly CopterMission _mission;
    private readonly FlightTexts _texts;
    private double _armedAt;
    private double _idleSeconds;

    public Copter(AutopilotSetup setup, CopterBody body)
        : base(VehicleKind.Copter, setup, body)
    {
        CopterBody = body;
        Flight = new CopterFlight(this);
        Flight.Prepare();
        _failsafes = new CopterFailsafes(this);
        _texts = new FlightTexts(this);
        _mission = new CopterMission(this);
        Guided = new CopterGuided(this);
        FlightMode[] modes =
        [
            new CopterStabilize(this),
            new CopterAltHold(this),
            new CopterAuto(this, _mission),
            Guided,
            new CopterLoiter(this),
            new CopterReturn(this),
            new CopterLand(this),
            new CopterBrake(this),
        ];
        Modes = modes.ToDictionary(m => m.Number);
        Mode = Modes[0];
    }

    public CopterBody CopterBody { get; }

    public CopterFlight Flight { get; }

    public CopterGuided Guided { get; }

    /// <summary>True once a mission may leave the ground: MISSION_START or an earlier take-off said so.</summary>
    public bool AutoArmed { get; set; }

    /// <summary>Heading at the moment of arming, degrees.</summary>
    public double ArmedHeadingDeg { get; private set; }

    public bool InArmingDelay => Armed && Now - _armedAt < ArmingDelaySeconds;

    /// <summary>A position that its check of the EKF has failed is not flown by.</summary>
    public override bool PositionOk => base.PositionOk && !EkfCheck.Failed;

    public override bool Landed => _landDetector.Landed;

    /// <summary>Seconds that it has stood on the ground after a flight.</summary>
    public double LandedSeconds => _landDetector.LandedSeconds;

    public override IVehicleBody Body => CopterBody;

    public override MavType Type => MavType.Quadrotor;

    public override bool InMission => Mode.Number == CopterAuto.Id;

    public override bool MissionPaused => InMission && Flight.Navigator.Paused;

    public override bool ControlsPosition =>
        Armed
            ? Mode.RequiresPosition && Estimator.PositionOk
            : Mode.Number is CopterAuto.Id or CopterGuided.Id or CopterLoiter.Id;

    public override MavState SystemStatus =>
        (_failsafes.Any, Initialised, Landed) switch
        {
            (true, _, _) => MavState.Critical,
            (_, false, _) => MavState.Boot,
            (_, _, true) => MavState.Standby,
            _ => MavState.Active,
        };

    public override MavModeFlag BaseMode
    {
        get
        {
            var mode = MavModeFlag.CustomModeEnabled | MavModeFlag.StabilizeEnabled | MavModeFlag.ManualInputEnabled;
            mode |= ControlsPosition || !Initialised ? MavModeFlag.GuidedEnabled : 0;
            return mode | (Armed ? MavModeFlag.SafetyArmed : 0);
        }
    }

    public override MavLandedState LandedState
    {
        get
        {
            if (Landed)
            {
                return MavLandedState.OnGround;
            }

            var takingOff = Guided.TakingOff || _mission.TakingOff;
            var landing = Mode.IsLanding ? MavLandedState.Landing : MavLandedState.InAir;
            return takingOff ? MavLandedState.Takeoff : landing;
        }
    }

    protected override IReadOnlyDictionary<byte, FlightMode> Modes { get; }

    /// <summary>A take-off by command: in a mode that has one, armed, on the ground, and upwards.</summary>
    public bool TakeOff(double aboveHomeM)
    {
        var possible = Armed && Landed && Mode == Guided && aboveHomeM > AboveHomeM && !CopterBody.Wrecked;
        if (possible)
        {
            Guided.TakeOff(aboveHomeM);
            AutoArmed = true;
        }

        return possible;
    }

    /// <summary>Starts the mission in AUTO without waiting for the next step.</summary>
    public void StartMissionNow() => (Mode as CopterAuto)?.StartNow();

    /// <summary>Lands with a pause of 4 s before the descent, as failsafes do.</summary>
    public void LandWithPause(ModeReason reason)
    {
        SetMode(CopterLand.Id, reason);
        (Mode as CopterLand)?.PauseFor(4);
    }

    /// <summary>A destination as telemetry reports it.</summary>
    public ModeTarget TargetOf(Vec3 destination)
    {
        var away = destination - Estimator.Position;
        var frame = Estimator.Frame;
        return new ModeTarget(
            frame.ToGeo(destination),
            frame.ToAmsl(destination),
            away.HorizontalLength,
            away.BearingDeg,
            0
        );
    }

    public override bool Disarm(bool forced)
    {
        if (Armed && !forced && !Landed)
        {
            return false;
        }

        DisarmNow();
        return true;
    }

    /// <summary>Stops the motors, whatever the vehicle is doing.</summary>
    public void DisarmNow()
    {
        if (!Armed)
        {
            return;
        }

        Armed = false;
        AutoArmed = false;
        Output.Say(MavSeverity.Info, "Disarming motors");
        Mission.Reset();
    }

    public override void Start(int seq, StoredItem item) => _mission.Start(item);

    public override bool IsDone(int seq, StoredItem item) => _mission.IsDone(seq, item);

    public override void MissionEnded() => _mission.Ended();

    protected override void SayModeRefused(string name, string reason) =>
        Output.Say(MavSeverity.Warning, $"Mode change to {name} failed: {reason}");

    protected override string? MissingMode(uint number) => Missing.GetValueOrDefault(number);

    protected override void OnArmed()
    {
        (_armedAt, _idleSeconds) = (Now, 0);
        ArmedHeadingDeg = Body.HeadingDeg;
        Output.Say(MavSeverity.Info, "Arming motors");
        if (Home is not { Locked: true })
        {
            SetHomeHere(locked: false);
        }
    }

    protected override void StepInitialised(double dt)
    {
        if (Home is null && Estimator.OriginSet)
        {
            SetHomeHere(locked: false);
        }

        CheckPreArm();
        _failsafes.Step(dt);
        _texts.Step(dt);
        if (Armed)
        {
            Mode.Update(dt);
        }
        else
        {
            Flight.MotorsOff();
            (Mode as CopterAuto)?.UpdateOnGround();
        }

        DisarmWhenIdle(dt);
    }

    protected override void StepBody(double dt, WindModel wind)
    {
        wind.Step(dt);
        CopterBody.Step(Flight.Demand, wind.VelocityAt(CopterBody.Position.Up), dt);
        if (CopterBody.TakeTouchdownSpeed() is { } speed)
        {
            Output.Say(MavSeverity.Info, $"SIM Hit ground at {speed:F6} m/s");
        }

        var thrusting = Flight.Demand.Motors == CopterMotors.Thrust;
        _landDetector.Update(Armed, CopterBody is { OnGround: true, Wrecked: false }, thrusting, dt);
        if (Armed && Mode.IsLanding && _landDetector.LandedSeconds > 0.45 && Mode.Number != CopterAuto.Id)
        {
            DisarmNow();
        }
    }

    protected override IEnumerable<string> PreArmProblems()
    {
        foreach (var problem in CommonProblems().Concat(PositionProblems()))
        {
            yield return problem;
        }

        if (Battery.Level > BatteryLevel.Good)
        {
            yield return "Battery failsafe";
        }

        if (Gcs.Lost)
        {
            yield return "GCS failsafe on";
        }

        if (Parameters["FS_GCS_ENABLE"] == 2)
        {
            yield return "FS_GCS_ENABLE=2 removed, see FS_OPTIONS";
        }

        if (Fence.Problem(Home is not null) is { } fence)
        {
            yield return fence;
        }
    }

    protected override IEnumerable<string> ArmProblems()
    {
        if (InMission && !Memory.Mission.HasMission)
        {
            yield return "Mode requires mission";
            yield break;
        }

        if (!Mode.AllowsArming)
        {
            yield return $"{Mode.Name} mode not armable";
        }

        if (CopterBody.Wrecked)
        {
            yield return "Leaning";
        }
    }

    // The receiver and home are looked at first, and only what is wrong first is told.
    private IEnumerable<string> PositionProblems()
    {
        if (Mode.RequiresPosition && Gps.Fix == GpsFix.NoFix)
        {
            return ["GPS 1: Bad fix"];
        }

        return Mode.RequiresPosition && Home is null ? ["AHRS: waiting for home"] : MandatoryProblems();
    }

    protected override IEnumerable<string> MandatoryProblems()
    {
        if (PositionOk)
        {
            yield break;
        }

        const FenceKinds ByPosition = FenceKinds.Circle | FenceKinds.Polygon;
        if (Mode.RequiresPosition)
        {
            yield return "Need Position Estimate";
        }
        else if ((Fence.Enabled & ByPosition) != FenceKinds.None)
        {
            yield return "Fence enabled, need position estimate";
        }
    }

    // Armed and left alone on the ground it disarms itself.
    private void DisarmWhenIdle(double dt)
    {
        var idle = Armed && Landed && Flight.Demand.Motors == CopterMotors.Idle;
        _idleSeconds = idle ? _idleSeconds + dt : 0;
        if (Parameters["DISARM_DELAY"] > 0 && _idleSeconds >= Parameters["DISARM_DELAY"])
        {
            DisarmNow();
        }
    }
}
