using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Camera;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Links;
using DroneCommand.Simulator.Physics;
using DroneCommand.Simulator.Protocol;

namespace DroneCommand.Simulator.Fleet;

/// <summary>
/// One vehicle: airframe, sensors, battery, autopilot, camera and its end of the link. Stepped by its fleet; not
/// thread-safe, the fleet's lock guards it.
/// </summary>
public sealed class SimulatedVehicle
{
    private const double StepSeconds = SimulatedFleet.StepSeconds;
    private const double DockRadiusM = 3;

    private readonly FleetOptions _options;
    private readonly VehicleMemory _memory;
    private readonly LocalFrame _frame;
    private readonly WindModel _wind;
    private readonly IVehicleBody _body;
    private readonly CameraComponent? _camera;
    private double _seconds;

    public SimulatedVehicle(VehicleSpec spec, FleetOptions options, TimeProvider clock, DatagramSink sink)
    {
        Spec = spec;
        _options = options;
        Radio = new VehicleRadio(Seed("radio"), clock, sink, Hear);
        _memory = new VehicleMemory(spec.Kind);
        ParameterFile.Apply(_memory.Parameters, options.ParametersOf(spec.Kind));
        if (options.SigningSecret is { } secret)
        {
            _memory.Signing = new StoredSigning(secret, SigningTime.From(options.StartUtc));
        }

        _frame = new LocalFrame(spec.Home, spec.AmslM);
        _wind = new WindModel(options.WindFromDeg, options.WindMps, options.GustMps, Random("wind"));
        _body =
            spec.Kind == VehicleKind.Copter
                ? new CopterBody(CopterSpec.Default, spec.HeadingDeg)
                : new RoverBody(
                    Rover.IsSkid(_memory.Parameters) ? RoverSpec.Skid : RoverSpec.Ackermann,
                    spec.HeadingDeg
                );
        Battery = new Battery(spec.Kind == VehicleKind.Copter ? CopterSpec.Default.Battery : RoverSpec.Skid.Battery);
        Gps = new GpsReceiver(Random("gps"), Random("gps noise"));
        Pilot = new PilotRadio(takeOverPosition: spec.Kind == VehicleKind.Copter ? 5 : 1);
        Node = Boot();
        _camera = options.CameraUri is { } uri ? new CameraComponent(spec.SystemId, uri(spec.SystemId), Send) : null;
    }

    public VehicleSpec Spec { get; }

    public VehicleFaults Faults { get; } = new();

    /// <summary>Its end of the link.</summary>
    public VehicleRadio Radio { get; }

    public PilotRadio Pilot { get; }

    public GpsReceiver Gps { get; }

    public Battery Battery { get; }

    public VehicleNode Node { get; private set; }

    public Autopilot Autopilot => Node.Autopilot;

    public IVehicleBody Body => _body;

    /// <summary>Where it truly is and how it is turned, for the camera.</summary>
    public VehiclePose Pose =>
        new(_frame.ToGeo(_body.Position), _body.Position.Up, _body.HeadingDeg, _body.RollDeg, _body.PitchDeg);

    public void Step()
    {
        _seconds += StepSeconds;
        Autopilot.Step(StepSeconds, _wind);
        Charge();
        Node.Step();
        _camera?.Step(_seconds, Node.Sender.Signer);
        if (Node.RebootAt is { } at && Autopilot.Now >= at)
        {
            Reboot();
        }
    }

    /// <summary>Takes one frame that a ground station sent.</summary>
    public void Deliver(in FrameView frame)
    {
        if (frame.IsKnown)
        {
            Radio.FromGround(frame);
        }
    }

    /// <summary>Restarts the autopilot at once. In the air the motors stop, and it falls.</summary>
    public void Reboot() => Node = Boot();

    public void SetCharge(double percent) => Battery.Recharge(percent / 100);

    public void SetStuck(bool stuck)
    {
        if (_body is RoverBody rover)
        {
            rover.Stuck = stuck;
        }
    }

    private VehicleNode Boot()
    {
        var identity = new VehicleIdentity(Spec.Name, Spec.SystemId, Spec.Uid, _options.StartUtc.AddSeconds(_seconds));
        var node = new VehicleNode(identity, Send, _wind, Faults.Protocol, output => BootAutopilot(output))
        {
            OnFirstLink = _options.OnFirstLink,
        };
        foreach (var line in BootConsole())
        {
            node.Console(line);
        }

        return node;
    }

    private Autopilot BootAutopilot(IAutopilotOutput output)
    {
        var boot = new BootTimeline(_options.BootSeconds);
        var setup = new AutopilotSetup(_memory, output, _frame, Gps, Battery, boot)
        {
            ArmingFault = () => Faults.ArmingRefusal,
            PowerOnUtc = _options.StartUtc.AddSeconds(_seconds),
            Terrain = _options.Terrain,
            LeastVariance = () => Faults.EkfVariance,
            ClockOffset = () => Faults.ClockOffset,
            Pilot = Pilot,
        };
        return _body switch
        {
            CopterBody body => new Copter(setup, body),
            RoverBody body => new Rover(setup, body),
            _ => throw new InvalidOperationException($"no autopilot for {_body}"),
        };
    }

    // What the boot loader writes to the same line, before there is any MAVLink on it.
    private string[] BootConsole()
    {
        var firmware = Spec.Kind == VehicleKind.Copter ? "ArduCopter" : "ArduRover";
        return [$"\n\nInit {firmware} V4.7.0-dev (90700977)\n\nFree RAM: 524288\nBooting 0/0\n", "0 ", "0 ", "0 "];
    }

    // A vehicle that stands on its dock with the motors off is charged.
    private void Charge()
    {
        if (
            _options.DockWatts > 0
            && !Autopilot.Armed
            && _body.Position.Length < DockRadiusM
            && Battery.StateOfCharge < 1
        )
        {
            var share = _options.DockWatts * StepSeconds / 3600 / (Battery.Spec.CapacityAh * Battery.RestingVoltage);
            Battery.Recharge(Math.Min(1, Battery.StateOfCharge + share));
        }
    }

    private void Send(ReadOnlySpan<byte> datagram) => Radio.FromVehicle(datagram);

    private void Hear(in FrameView frame)
    {
        Node.Deliver(frame);
        _camera?.Deliver(frame);
    }

    private int Seed(string use) => (int)Random(use).Next();

    private SeededRandom Random(string use) => SeededRandom.For(_options.Seed, Spec.SystemId, use);
}
