using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots.Modes;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// An autopilot from power-on to power-off: what ArduCopter and ArduRover have in common. It sees the world through its
/// estimator, speaks through its output, and is stepped by its vehicle; it has no thread and no clock of its own.
/// </summary>
public abstract class Autopilot : IMissionVehicle
{
    private readonly Queue<(double At, MavSeverity Severity, string Text)> _bootTexts;
    private readonly Battery _battery;
    private readonly Statistics _statistics;
    private readonly PreArmWatch _preArm;
    private bool _initialModeEntered;

    protected Autopilot(VehicleKind kind, AutopilotSetup setup, IVehicleBody body)
    {
        Kind = kind;
        Setup = setup;
        Output = setup.Output;
        _battery = setup.Battery;
        Estimator = new Estimator(body, setup.Gps, setup.Frame, setup.Boot, setup.LeastVariance);
        EkfCheck = new EkfCheck(Parameters, Estimator);
        Pilot = new PilotWatch(setup.Pilot, Parameters, kind == VehicleKind.Copter ? "FLTMODE" : "MODE");
        Battery = new BatteryMonitor(Parameters, setup.Battery);
        Gcs = new GcsWatch(Parameters);
        Fence = new FenceMonitor(Parameters, setup.Memory.Fence, setup.Frame);
        Radio = new RadioReceiver(Parameters, kind, setup.Pilot);
        _preArm = new PreArmWatch(Output);
        _statistics = new Statistics(Parameters, Output);
        Payload = new Payload(this);
        Mission = new MissionRunner(setup.Memory.Mission, this, Payload, Output);
        _bootTexts = new Queue<(double, MavSeverity, string)>(setup.Boot.Texts(kind));
        setup.Gps.BuildUp = (setup.Boot.GpsDetected(kind), setup.Boot.GpsFixed(kind));
        setup.Memory.Home = () => Home;
    }

    public VehicleKind Kind { get; }

    public ParameterTable Parameters => Setup.Memory.Parameters;

    public VehicleMemory Memory => Setup.Memory;

    public IAutopilotOutput Output { get; }

    public GpsReceiver Gps => Setup.Gps;

    public Estimator Estimator { get; }

    public EkfCheck EkfCheck { get; }

    public PilotWatch Pilot { get; }

    public PilotRadio PilotRadio => Setup.Pilot;

    public BatteryMonitor Battery { get; }

    public GcsWatch Gcs { get; }

    public CameraTrigger Camera => Payload.Camera;

    public FenceMonitor Fence { get; }

    public RadioReceiver Radio { get; }

    public MissionRunner Mission { get; }

    public Payload Payload { get; }

    public Home? Home { get; private set; }

    public BootTimeline Boot => Setup.Boot;

    /// <summary>Seconds since power-on.</summary>
    public double Now { get; private set; }

    /// <summary>Seconds since power-on as telemetry shows them.</summary>
    public double Clock => Math.Max(0, Now + Setup.ClockOffset());

    public bool Initialised => Now >= Boot.Initialised;

    public bool Armed { get; protected set; }

    /// <summary>The mode that is flown or driven.</summary>
    public FlightMode Mode { get; protected set; } = null!;

    /// <summary>The number in HEARTBEAT.custom_mode.</summary>
    public virtual uint ReportedMode => Mode.Number;

    public ModeReason LastModeReason { get; private set; } = ModeReason.Initialised;

    /// <summary>True once the last pre-arm check passed; it is made once a second.</summary>
    public bool ReadyToArm => _preArm.Passed;

    /// <summary>True when the vehicle stands on the ground with nothing to keep it there.</summary>
    public abstract bool Landed { get; }

    public abstract IVehicleBody Body { get; }

    public abstract MavType Type { get; }

    public abstract MavState SystemStatus { get; }

    public abstract MavModeFlag BaseMode { get; }

    public abstract MavLandedState LandedState { get; }

    /// <summary>True while the mission is flown or driven.</summary>
    public abstract bool InMission { get; }

    /// <summary>True while the mission is paused on its leg.</summary>
    public virtual bool MissionPaused => false;

    /// <summary>True when the present mode holds a horizontal position (bits in SYS_STATUS).</summary>
    public abstract bool ControlsPosition { get; }

    /// <summary>True when the present mode holds a height (a bit in SYS_STATUS).</summary>
    public virtual bool ControlsHeight => ControlsPosition;

    /// <summary>The modes that can be entered, by number.</summary>
    public IReadOnlyList<FlightMode> AvailableModes => [.. Modes.Values.OrderBy(m => m.Number)];

    /// <summary>True while the autopilot flies or drives by its position.</summary>
    public virtual bool PositionOk => Estimator.PositionOk;

    protected AutopilotSetup Setup { get; }

    protected abstract IReadOnlyDictionary<byte, FlightMode> Modes { get; }

    /// <summary>Metres above home, or above the switch-on place while there is no home.</summary>
    public double AboveHomeM => Estimator.AmslM - (Home?.AmslM ?? Setup.Frame.OriginAmslM);

    /// <summary>Metres above home as a height in the local frame.</summary>
    public double UpOf(double aboveHomeM) =>
        aboveHomeM + (Home?.AmslM ?? Setup.Frame.OriginAmslM) - Setup.Frame.OriginAmslM;

    /// <summary>One step of the autopilot and of the body that it drives.</summary>
    public void Step(double dt, WindModel wind)
    {
        Now += dt;
        Gps.Off = Parameters.Find("SIM_GPS1_ENABLE") is { Value: 0 };
        Gps.Step(Now, dt);
        Estimator.Step(Now, dt);
        while (_bootTexts.TryPeek(out var next) && Now >= next.At)
        {
            Output.Say(next.Severity, next.Text);
            _bootTexts.Dequeue();
        }

        Fence.Refresh();
        if (Initialised)
        {
            EnterInitialMode();
            ObeyPilot(dt);
            Radio.Step(dt);
            Pilot.Lost = Radio.Failed;
            StepInitialised(dt);
            Payload.Step(Now);
            _statistics.Step(Now, dt, Armed && !Landed);
        }

        StepBody(dt, wind);
        _battery.Step(Body.Watts, dt);
    }

    /// <summary>Changes the mode; false when it is refused, with the reason said.</summary>
    public virtual bool SetMode(uint number, ModeReason reason)
    {
        if (number == Mode.Number)
        {
            LastModeReason = reason;
            return true;
        }

        if (number > byte.MaxValue || !Modes.TryGetValue((byte)number, out var mode))
        {
            return RefuseMissingMode(number);
        }

        var ignoreChecks = !Armed;
        if (!ignoreChecks && mode.RequiresPosition && !PositionOk)
        {
            return RefuseMode(mode.Name, "requires position");
        }

        if (!mode.Enter(ignoreChecks))
        {
            return RefuseMode(mode.Name, "init failed");
        }

        Mode.Exit();
        Mode = mode;
        LastModeReason = reason;
        Output.HeartbeatNow();
        if (Fence.BeginRecovery(Now))
        {
            Output.Say(MavSeverity.Info, "Manual recovery started");
        }

        return true;
    }

    /// <summary>Arms after all checks, or with the mandatory ones alone when <paramref name="checks"/> is false.</summary>
    public bool Arm(bool checks)
    {
        if (Armed)
        {
            return true;
        }

        var checking = checks && Parameters.IsSet("ARMING_CHECK");
        var problems = checking ? PreArmProblems().ToList() : MandatoryProblems().ToList();
        if (checks && problems.Count == 0)
        {
            problems.AddRange(ArmProblems());
        }

        foreach (var problem in problems)
        {
            Output.Say(MavSeverity.Critical, $"Arm: {problem}");
        }

        if (problems.Count > 0)
        {
            return false;
        }

        if (checks && !checking)
        {
            Output.Say(MavSeverity.Warning, "Warning: Arming Checks Disabled");
        }

        Armed = true;
        OnArmed();
        return true;
    }

    /// <summary>Disarms; <paramref name="forced"/> does so even in flight.</summary>
    public abstract bool Disarm(bool forced);

    /// <summary>Puts home somewhere; false before the origin is known.</summary>
    public bool SetHome(Home home)
    {
        if (!Estimator.OriginSet)
        {
            return false;
        }

        var first = Home is null;
        Home = home;
        if (first)
        {
            Memory.Mission.NoteHome();
            Output.OriginChanged();
            Output.Say(MavSeverity.Info, $"Field Elevation Set: {home.AmslM:F0}m");
        }

        Output.HomeChanged();
        return true;
    }

    public bool SetHomeHere(bool locked) =>
        Estimator.OriginSet && SetHome(new Home(Estimator.Place, Estimator.AmslM, locked));

    public abstract bool Start(int seq, StoredItem item);

    public abstract bool IsDone(int seq, StoredItem item);

    public abstract void MissionEnded();

    public virtual bool Reports(MavCmd command) => command != MavCmd.NavLoiterToAlt;

    /// <summary>Height of the ground below a place, metres above sea level; home's where no terrain is known.</summary>
    public double GroundAmslAt(Vec3 local) =>
        Setup.Terrain?.AmslAt(Estimator.Frame.ToGeo(local)) ?? Home?.AmslM ?? Setup.Frame.OriginAmslM;

    /// <summary>True where heights of the ground are known.</summary>
    public bool KnowsTerrain => Setup.Terrain?.AmslAt(Estimator.Place) is not null;

    /// <summary>The time of the day that it knows of.</summary>
    public DateTimeOffset UtcNow => Setup.PowerOnUtc.AddSeconds(Now);

    /// <summary>Metres between the known heights, 0 without terrain.</summary>
    public double TerrainSpacingM => Setup.Terrain?.SpacingM ?? 0;

    /// <summary>Says why a mode was not entered.</summary>
    protected abstract void SayModeRefused(string name, string reason);

    /// <summary>The name of a mode that the real autopilot has and the simulator lacks; null for a number without a mode.</summary>
    protected abstract string? MissingMode(uint number);

    protected abstract void StepInitialised(double dt);

    protected abstract void StepBody(double dt, WindModel wind);

    protected abstract void OnArmed();

    /// <summary>All that keeps it from arming, in the autopilot's words and order.</summary>
    protected abstract IEnumerable<string> PreArmProblems();

    /// <summary>What is looked at only in the moment of arming.</summary>
    protected abstract IEnumerable<string> ArmProblems();

    protected abstract IEnumerable<string> MandatoryProblems();

    /// <summary>Checks now and says what is wrong.</summary>
    public void RunPreArmChecks()
    {
        _preArm.LookNow(Now);
        CheckPreArm();
    }

    protected void CheckPreArm() => _preArm.Step(Now, FindProblems, SensorsAreWell);

    private List<string> FindProblems() =>
        (Armed, Parameters.IsSet("ARMING_CHECK")) switch
        {
            (true, _) => [],
            (_, true) => [.. PreArmProblems()],
            _ => [.. MandatoryProblems()],
        };

    private bool SensorsAreWell() => !CommonProblems().Any() && !Radio.Failed && Gps.Fix >= GpsFix.Fix3D;

    /// <summary>Checks that both kinds make first: the system, its sensors, its battery.</summary>
    protected IEnumerable<string> CommonProblems()
    {
        if (!Initialised)
        {
            yield return "System not initialised";
        }

        if (Now < Boot.SensorsConsistent)
        {
            yield return "Accels inconsistent";
        }

        if (Setup.ArmingFault() is { } fault)
        {
            yield return fault;
        }

        if (Battery.Problem() is { } battery)
        {
            yield return battery;
        }
    }

    // A mode that was set before the boot was done is lost.
    private void EnterInitialMode()
    {
        if (!_initialModeEntered)
        {
            _initialModeEntered = true;
            Camera.Boot();
            Mode = Modes[0];
        }
    }

    private void ObeyPilot(double dt)
    {
        if (Pilot.Step(Now, dt) is { } mode && !Pilot.Lost)
        {
            SetMode(mode, ModeReason.Pilot);
        }
    }

    private bool RefuseMissingMode(uint number)
    {
        if (MissingMode(number) is { } name)
        {
            return RefuseMode(name, "init failed");
        }

        Output.Say(MavSeverity.Warning, $"No such mode {number}");
        return false;
    }

    private bool RefuseMode(string name, string reason)
    {
        SayModeRefused(name, reason);
        return false;
    }
}
