using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>
/// The vehicle's end as far as these tests need it, behaving as the recordings of real ArduPilot do. Tests change its
/// answers through its hooks. It answers within the call; the channel adds the time.
/// </summary>
internal sealed class ScriptedVehicle
{
    public const byte SystemId = 11;
    public const byte Ground = 255;
    public const byte GroundComponent = 190;

    private readonly FrameWriter _writer = new(SystemId, 1);
    private readonly LossyChannel _channel;
    private readonly TimeProvider _time;
    private readonly Dictionary<uint, Action<FrameView>> _handlers = [];

    public ScriptedVehicle(LossyChannel channel, TimeProvider time)
    {
        _channel = channel;
        _time = time;
        channel.Vehicle = Take;
        On<CommandLong>(m => Command(m.Command, [m.Param1, m.Param2, m.Param7], m.Confirmation));
        On<CommandInt>(m =>
        {
            if (m.Command == MavCmd.DoReposition)
                Repositions.Add(m);
            if (KnowsIntCommands || m.Command == MavCmd.DoReposition)
                Command(m.Command, [m.Param1, m.Param2, m.Z], confirmation: 0);
            else
                Acknowledge(m.Command, MavResult.Unsupported);
        });
        On<ParamRequestRead>(m => SayParameter(m.ParamId));
        On<ParamSet>(m => SetParameter(m.ParamId, m.ParamValue));
        On<MissionSetCurrent>(m => CurrentItem = m.Seq);
        Missions = new ScriptedMissions(this, time);
    }

    public ScriptedMissions Missions { get; }

    public Dictionary<string, float> Parameters { get; } = new() { ["FS_GCS_ENABLE"] = 1 };

    public Dictionary<uint, double> Streams { get; } = [];

    public List<(MavCmd Command, float[] Params, int Confirmation)> Commands { get; } = [];

    public List<CommandInt> Repositions { get; } = [];

    /// <summary>False for ArduPilot before 4.5, which knows few commands as COMMAND_INT.</summary>
    public bool KnowsIntCommands { get; set; } = true;

    public MavType Type { get; set; } = MavType.Quadrotor;

    public MavAutopilot Autopilot { get; set; } = MavAutopilot.Ardupilotmega;

    public uint Mode { get; set; }

    public bool Armed { get; set; }

    public MavState Status { get; set; } = MavState.Standby;

    public bool InAir { get; set; }

    public EkfStatusFlags Estimator { get; set; } = (EkfStatusFlags)831;

    public bool PreArm { get; set; } = true;

    public ushort CurrentItem { get; set; }

    /// <summary>Answers a command; null leaves it without an answer.</summary>
    public Func<MavCmd, float[], MavResult?>? Answer { get; set; }

    /// <summary>Text that goes with a refusal, after the answer as ArduPilot does it.</summary>
    public string? RefusalText { get; set; }

    /// <summary>Handles a message of a kind; what was set last counts.</summary>
    public void On<T>(Action<T> handler)
        where T : struct, IMavlinkMessage<T> => _handlers[T.MessageId] = frame => handler(frame.Read<T>());

    public void Say<T>(in T message)
        where T : struct, IMavlinkMessage<T>
    {
        Span<byte> buffer = stackalloc byte[FrameWriter.MaxFrameLength];
        _channel.FromVehicle(buffer[.._writer.Write(message, buffer)]);
    }

    public void SayText(string text, MavSeverity severity = MavSeverity.Critical) =>
        Say(new Statustext { Severity = severity, Text = text });

    public void Acknowledge(MavCmd command, MavResult result, byte progress = 0, byte to = Ground) =>
        Say(
            new CommandAck
            {
                Command = command,
                Result = result,
                Progress = progress,
                TargetSystem = to,
                TargetComponent = GroundComponent,
            }
        );

    public void SayHeartbeat() =>
        Say(
            new Heartbeat
            {
                Type = Type,
                Autopilot = Autopilot,
                BaseMode = MavModeFlag.CustomModeEnabled | (Armed ? MavModeFlag.SafetyArmed : 0),
                CustomMode = Mode,
                SystemStatus = Status,
            }
        );

    /// <summary>Sends heartbeats each second, and state four times a second, until disposed.</summary>
    public ITimer StartTelemetry()
    {
        var beats = 0;
        return _time.CreateTimer(
            _ =>
            {
                if (beats++ % 4 == 0)
                    SayHeartbeat();
                SayState();
            },
            null,
            TimeSpan.Zero,
            TimeSpan.FromMilliseconds(250)
        );
    }

    private void SayState()
    {
        var boot = (uint)_time.GetElapsedTime(0).TotalMilliseconds;
        Say(
            new GlobalPositionInt
            {
                TimeBootMs = boot,
                Lat = 544800000,
                Lon = 89900000,
                RelativeAlt = InAir ? 20_000 : 0,
                Hdg = ushort.MaxValue,
                Vx = (short)(Type == MavType.GroundRover && Armed && Mode == 10 ? 200 : 0),
            }
        );
        if (Autopilot == MavAutopilot.Px4)
            Say(new EstimatorStatus { Flags = (EstimatorStatusFlags)Estimator });
        else
            Say(new EkfStatusReport { Flags = Estimator });
        var health = PreArm ? MavSysStatusSensor.PrearmCheck : 0;
        Say(
            new SysStatus
            {
                OnboardControlSensorsPresent = MavSysStatusSensor.PrearmCheck,
                OnboardControlSensorsHealth = health,
            }
        );
        Say(
            new HomePosition
            {
                Latitude = 544800000,
                Longitude = 89900000,
                Altitude = 2000,
            }
        );
        Say(new ExtendedSysState { LandedState = InAir ? MavLandedState.InAir : MavLandedState.OnGround });
        Say(new MissionCurrent { Seq = CurrentItem, MissionState = MissionState.NotStarted });
    }

    private void Take(in FrameView frame)
    {
        if (_handlers.TryGetValue(frame.MessageId, out var handler))
            handler(frame);
    }

    private void Command(MavCmd command, float[] parameters, int confirmation)
    {
        Commands.Add((command, parameters, confirmation));
        var result = Answer != null ? Answer(command, parameters) : Obey(command, parameters);
        if (result is not { } answer)
            return;
        Acknowledge(command, answer);
        if (answer != MavResult.Accepted && RefusalText != null)
            SayText(RefusalText);
    }

    /// <summary>What a willing ArduPilot does.</summary>
    public MavResult? Obey(MavCmd command, float[] parameters)
    {
        switch (command)
        {
            case MavCmd.DoSetMode:
                Mode = (uint)parameters[1];
                SayHeartbeat();
                return MavResult.Accepted;
            case MavCmd.ComponentArmDisarm when parameters[0] == 1 && Mode == 3:
                SayText("Arm: AUTO mode not armable");
                return MavResult.Failed;
            case MavCmd.ComponentArmDisarm:
                Armed = parameters[0] == 1;
                return MavResult.Accepted;
            case MavCmd.MissionStart:
                Mode = Type == MavType.GroundRover ? 10u : 3u;
                InAir = Type != MavType.GroundRover && Armed;
                Status = MavState.Active;
                SayHeartbeat();
                return MavResult.Accepted;
            case MavCmd.SetMessageInterval:
                Streams[(uint)parameters[0]] = parameters[1];
                return MavResult.Accepted;
            case MavCmd.DoSetMissionCurrent:
                CurrentItem = (ushort)parameters[0];
                return MavResult.Accepted;
            case MavCmd.DoReposition:
                return MavResult.Accepted;
            default:
                return MavResult.Unsupported;
        }
    }

    private void SayParameter(string name)
    {
        if (Parameters.TryGetValue(name, out var value))
            Say(
                new ParamValue
                {
                    ParamId = name,
                    Value = value,
                    ParamType = MavParamType.Real32,
                }
            );
    }

    private void SetParameter(string name, float value)
    {
        if (!Parameters.ContainsKey(name))
            return;
        Parameters[name] = value;
        SayParameter(name);
    }
}
