using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots.Modes;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>ArduCopter as seen from its ground station.</summary>
public sealed class Copter : Autopilot
{
    // Seconds after arming in which the motors stay idle.
    private const double ArmingDelaySeconds = 2;

    // Modes that the real autopilot has and refuses to enter as it is set up, with what it says first.
    private static readonly Dictionary<uint, (string Name, string? Before)> Missing = new()
    {
        [14] = ("FLIP", null),
        [15] = ("AUTOTUNE", null),
        [22] = ("FLOWHOLD", null),
        [23] = ("FOLLOW", "Set FOLL_ENABLE = 1"),
        [25] = ("SYSTEMID", "No axis selected, SID_AXIS = 0"),
        [28] = ("TURTLE", null),
    };

    private readonly LandDetector _landDetector = new();
    private readonly CopterChecks _checks;
    private readonly CopterFailsafes _failsafes;
    private readonly CopterMission _mission;
    private readonly FlightTexts _texts;
    private double _armedAt;
    private double _nextPathPoint;
    private double _idleSeconds;

    public Copter(AutopilotSetup setup, CopterBody body)
        : base(VehicleKind.Copter, setup, body)
    {
        CopterBody = body;
        Flight = new CopterFlight(this);
        Flight.Prepare();
        _checks = new CopterChecks(this);
        _failsafes = new CopterFailsafes(this);
        _texts = new FlightTexts(this);
        _mission = new CopterMission(this);
        Guided = new CopterGuided(this);
        Path = new ReturnPath(Parameters);
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
            new CopterCircle(this),
            new CopterSmartReturn(this),
            new CopterOther(this, 1, "ACRO", CopterOther.Holds.Nothing),
            new CopterOther(this, 11, "DRIFT", CopterOther.Holds.Place),
            new CopterOther(this, 16, "POSHOLD", CopterOther.Holds.Place),
            new CopterOther(this, 18, "THROW", CopterOther.Holds.Place) { ArmedText = "waiting for throw" },
            new CopterOther(this, 19, "AVOID_ADSB", CopterOther.Holds.Place) { Armable = false },
            new CopterOther(this, 20, "GUIDED_NOGPS", CopterOther.Holds.Height),
            new CopterOther(this, 24, "ZIGZAG", CopterOther.Holds.Place),
        ];
        Modes = modes.ToDictionary(m => m.Number);
        Mode = Modes[0];
    }

    public CopterBody CopterBody { get; }

    public CopterFlight Flight { get; }

    public CopterGuided Guided { get; }

    /// <summary>The way back that SMART_RTL takes.</summary>
    public ReturnPath Path { get; }

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
            : Mode.Number is CopterAuto.Id or CopterGuided.Id or CopterLoiter.Id or CopterCircle.Id or 16;

    public override bool ControlsHeight => ControlsPosition || Mode.Number is CopterAltHold.Id or 20;

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

    /// <summary>An altitude above terrain was asked for where none is known: it goes home, or stops on the ground.</summary>
    public void TerrainMissing()
    {
        Output.Say(MavSeverity.Critical, "Failsafe: Terrain data missing");
        if (Landed && !AutoArmed)
        {
            DisarmNow();
        }
        else if (!SetMode(CopterReturn.Id, ModeReason.TerrainFailsafe))
        {
            LandWithPause(ModeReason.TerrainFailsafe);
        }
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
        Output.ParameterStored("MOT_THST_HOVER");
        Mission.Reset();
    }

    public override bool Start(int seq, StoredItem item) => _mission.Start(item);

    public override bool IsDone(int seq, StoredItem item) => _mission.IsDone(seq, item);

    public override void MissionEnded() => _mission.Ended();

    /// <summary>
    /// AUTO RTL, which is AUTO from the nearest landing sequence on; false without one, with the reason said.
    /// </summary>
    public bool ReturnByMission(ModeReason reason)
    {
        var auto = (CopterAuto)Modes[CopterAuto.Id];
        if (Mission.NearestLandingSequence(Estimator.Position, Estimator.Frame) is not { } start)
        {
            Output.Say(MavSeverity.Warning, "Unable to start landing sequence");
            Output.Say(MavSeverity.Warning, "Mode change to AUTO RTL failed: No return path or landing sequence found");
            return false;
        }

        Mission.SetCurrent(start);
        Output.Say(MavSeverity.Info, "Landing sequence start");
        auto.ResumeOnce();
        if (!base.SetMode(CopterAuto.Id, reason))
        {
            return false;
        }

        auto.Returning = true;
        return true;
    }

    public override bool SetMode(uint number, ModeReason reason) =>
        number == CopterAuto.ReturnId ? ReturnByMission(reason) : base.SetMode(number, reason);

    public override uint ReportedMode => Mode is CopterAuto { Returning: true } ? CopterAuto.ReturnId : Mode.Number;

    protected override void SayModeRefused(string name, string reason) =>
        Output.Say(MavSeverity.Warning, $"Mode change to {name} failed: {reason}");

    protected override string? MissingMode(uint number)
    {
        if (!Missing.TryGetValue(number, out var mode))
        {
            return null;
        }

        if (mode.Before is { } text)
        {
            Output.Say(MavSeverity.Warning, text);
        }

        return mode.Name;
    }

    protected override void OnArmed()
    {
        (_armedAt, _idleSeconds) = (Now, 0);
        ArmedHeadingDeg = Body.HeadingDeg;
        Output.Say(MavSeverity.Info, "Arming motors");
        if (Home is not { Locked: true })
        {
            SetHomeHere(locked: false);
        }

        Path.Begin(Estimator.PositionOk ? Estimator.Position : null);
        Mode.Armed();
    }

    protected override void StepInitialised(double dt)
    {
        if (Home is null && Estimator.OriginSet)
        {
            SetHomeHere(locked: false);
        }

        CheckPreArm();
        _failsafes.Step(dt);
        NotePath();
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

    protected override IEnumerable<string> PreArmProblems() => _checks.PreArm(CommonProblems());

    protected override IEnumerable<string> ArmProblems() => _checks.Arm();

    protected override IEnumerable<string> MandatoryProblems() => _checks.Mandatory();

    private void NotePath()
    {
        if (Armed && Mode.Number != CopterSmartReturn.Id && Estimator.PositionOk && Now >= _nextPathPoint)
        {
            _nextPathPoint = Now + (1 / 3.0);
            if (!Path.Note(Estimator.Position))
            {
                Output.Say(MavSeverity.Warning, "SmartRTL deactivated: buffer full");
            }
        }
    }

    // Armed and left alone on the ground it disarms itself.
    private void DisarmWhenIdle(double dt)
    {
        var idle = Armed && Landed && Radio.ThrottleZero && Flight.Demand.Motors == CopterMotors.Idle;
        _idleSeconds = idle ? _idleSeconds + dt : 0;
        if (Parameters["DISARM_DELAY"] > 0 && _idleSeconds >= Parameters["DISARM_DELAY"])
        {
            DisarmNow();
        }
    }
}
