using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Fleet;

namespace DroneCommand.Simulator.Tests.Support;

/// <summary>
/// One simulated vehicle and a ground station that says exactly what a test tells it to, joined in memory on the simulated
/// clock. Everything that the vehicle sent is kept.
/// </summary>
internal sealed class Rig
{
    public const byte SystemId = 11;
    public static readonly GeoPoint Home = new(54.4799657, 8.9898821);

    private readonly FrameReader _fromVehicle = new();
    private readonly FrameReader _fromGround = new();
    private readonly FrameWriter _ground = new(255, 190);
    private double _nextHeartbeat;
    private double _nextSticks;

    public Rig(VehicleKind kind = VehicleKind.Copter, FleetOptions? options = null, params string[] faults)
        : this(new VehicleSpec("Test", kind, SystemId, Home, 2, 84, "test-uid"), options ?? Ready, faults) { }

    public Rig(VehicleSpec spec, FleetOptions options, params string[] faults) =>
        Fleet = new SimulatedFleet([spec], options, faults.Select(FaultSpec.Parse).ToList(), _ => Hear);

    /// <summary>A fleet that skips the boot, without wind.</summary>
    public static FleetOptions Ready { get; } =
        new() { BootSeconds = 0, StartUtc = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };

    /// <summary>A fleet that boots as the real one does.</summary>
    public static FleetOptions Real { get; } =
        new() { StartUtc = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };

    public SimulatedFleet Fleet { get; }

    public SimulatedVehicle Vehicle => Fleet.Vehicles[0];

    public Autopilot Autopilot => Vehicle.Autopilot;

    public Copter Copter => (Copter)Autopilot;

    public Rover Rover => (Rover)Autopilot;

    public double Now => Fleet.Seconds;

    /// <summary>Everything that was heard, in order.</summary>
    public List<Heard> Log { get; } = [];

    /// <summary>Datagrams that were no frames.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>Whether the ground station beats once a second.</summary>
    public bool Beats { get; set; } = true;

    /// <summary>Where a pilot holds the throttle stick, microseconds; null while nobody touches it.</summary>
    public ushort? Throttle { get; init; }

    /// <summary>A rig whose vehicle is ready to arm, with parameters set.</summary>
    public static Rig ReadyToFly(VehicleKind kind = VehicleKind.Copter, params (string Name, double Value)[] parameters)
    {
        var options =
            kind == VehicleKind.Copter
                ? Ready with
                {
                    CopterParameters = parameters,
                }
                : Ready with
                {
                    RoverParameters = parameters,
                };
        var rig = new Rig(kind, options);
        rig.Run(3);
        return rig;
    }

    public void Run(double seconds)
    {
        var end = Now + seconds - 1e-6;
        while (Now < end)
        {
            Step();
        }
    }

    /// <summary>Runs until something is so; fails when it does not come about in time.</summary>
    public void RunUntil(Func<bool> so, double withinSeconds, string what)
    {
        var end = Now + withinSeconds;
        while (!so())
        {
            (Now < end).Should().BeTrue("{0} should come about within {1} s", what, withinSeconds);
            Step();
        }
    }

    /// <summary>Sets a fault now.</summary>
    public void Fault(string fault) => Fleet.Faults.Set(FaultSpec.Parse(fault));

    public void Send<T>(in T message)
        where T : struct, IMavlinkMessage<T> => Send(_ground, message);

    public void Send<T>(FrameWriter sender, in T message)
        where T : struct, IMavlinkMessage<T>
    {
        Span<byte> frame = stackalloc byte[FrameWriter.MaxFrameLength];
        ReadOnlySpan<byte> bytes = frame[..sender.Write(message, frame)];
        while (_fromGround.TryReadDatagram(ref bytes, out var view))
        {
            Fleet.Deliver(SystemId, view);
        }
    }

    /// <summary>Sends a COMMAND_LONG and returns its result; null when nothing came back.</summary>
    public MavResult? Command(MavCmd command, params float[] p)
    {
        float P(int i) => i < p.Length ? p[i] : 0;
        var before = Log.Count;
        Send(
            new CommandLong
            {
                TargetSystem = SystemId,
                TargetComponent = 1,
                Command = command,
                Param1 = P(0),
                Param2 = P(1),
                Param3 = P(2),
                Param4 = P(3),
                Param5 = P(4),
                Param6 = P(5),
                Param7 = P(6),
            }
        );
        return AckSince(before, command);
    }

    public MavResult? CommandAt(
        MavCmd command,
        MavFrame frame,
        GeoPoint place,
        double z,
        float param1 = -1,
        float param2 = 0
    )
    {
        var before = Log.Count;
        Send(
            new CommandInt
            {
                TargetSystem = SystemId,
                TargetComponent = 1,
                Command = command,
                Frame = frame,
                Param1 = param1,
                Param2 = param2,
                Param4 = float.NaN,
                X = (int)Math.Round(place.LatitudeDeg * 1e7),
                Y = (int)Math.Round(place.LongitudeDeg * 1e7),
                Z = (float)z,
            }
        );
        return AckSince(before, command);
    }

    public MavResult? SetMode(uint mode) => Command(MavCmd.DoSetMode, 1, mode);

    public MavResult? Arm() => Command(MavCmd.ComponentArmDisarm, 1);

    public MavResult? Disarm(float magic = 0) => Command(MavCmd.ComponentArmDisarm, 0, magic);

    /// <summary>Arms in GUIDED and climbs.</summary>
    public void TakeOffTo(double metres)
    {
        SetMode(4).Should().Be(MavResult.Accepted);
        Arm().Should().Be(MavResult.Accepted, "texts: {0}", string.Join(" | ", Said()));
        Command(MavCmd.NavTakeoff, 0, 0, 0, 0, 0, 0, (float)metres).Should().Be(MavResult.Accepted);
        RunUntil(() => Autopilot.AboveHomeM > metres - 0.2, 40, "the take-off");
        Run(2);
    }

    /// <summary>Uploads items (the first is home) as a ground station that loses nothing.</summary>
    public MavMissionResult? Upload(IReadOnlyList<MissionItemInt> items, MavMissionType type = MavMissionType.Mission)
    {
        var read = Log.Count;
        Send(
            new MissionCount
            {
                TargetSystem = SystemId,
                TargetComponent = 1,
                Count = (ushort)items.Count,
                MissionType = type,
            }
        );
        for (var i = 0; i < 2000; i++)
        {
            for (; read < Log.Count; read++)
            {
                if (Log[read].Is<MissionAck>())
                {
                    Run(0.1);
                    return Log[read].As<MissionAck>().Type;
                }

                if (Log[read].Is<MissionRequest>())
                {
                    Send(items[Log[read].As<MissionRequest>().Seq]);
                }
            }

            Step();
        }

        return null;
    }

    public IEnumerable<string> Said(int since = 0) =>
        Log.Skip(since).Where(h => h.Is<Statustext>()).Select(h => h.As<Statustext>().Text.ToString());

    public IEnumerable<T> All<T>(int since = 0)
        where T : struct, IMavlinkMessage<T> => Log.Skip(since).Where(h => h.Is<T>()).Select(h => h.As<T>());

    public T? Last<T>()
        where T : struct, IMavlinkMessage<T> => Log.LastOrDefault(h => h.Is<T>()) is { } heard ? heard.As<T>() : null;

    /// <summary>Metres between where it truly is and its switch-on place.</summary>
    public double FromHome => Vehicle.Body.Position.HorizontalLength;

    private void Step()
    {
        if (Beats && Now >= _nextHeartbeat)
        {
            _nextHeartbeat = Now + 1;
            Send(
                new Heartbeat
                {
                    Type = MavType.Gcs,
                    Autopilot = MavAutopilot.Invalid,
                    SystemStatus = MavState.Active,
                }
            );
        }

        if (Throttle is { } throttle && Now >= _nextSticks)
        {
            _nextSticks = Now + 1;
            Send(
                new RcChannelsOverride
                {
                    TargetSystem = SystemId,
                    TargetComponent = 1,
                    Chan3Raw = throttle,
                }
            );
        }

        Fleet.Step();
    }

    private MavResult? AckSince(int before, MavCmd command)
    {
        for (var i = 0; i < 3; i++)
        {
            var ack = Log.Skip(before).FirstOrDefault(h => h.Is<CommandAck>() && h.As<CommandAck>().Command == command);
            if (ack is not null)
            {
                Step();
                return ack.As<CommandAck>().Result;
            }

            Step();
        }

        return null;
    }

    private void Hear(ReadOnlySpan<byte> datagram)
    {
        var found = false;
        var bytes = datagram;
        while (_fromVehicle.TryReadDatagram(ref bytes, out var frame))
        {
            found = true;
            Log.Add(
                new Heard(Fleet?.Seconds ?? 0, frame.SystemId, frame.ComponentId, frame.MessageId, frame.Raw.ToArray())
            );
        }

        if (!found)
        {
            Texts.Add(System.Text.Encoding.ASCII.GetString(datagram));
        }
    }
}
