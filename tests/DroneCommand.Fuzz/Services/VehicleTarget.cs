using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Fleet;

namespace DroneCommand.Fuzz.Services;

/// <summary>
/// Plays an input as ground stations that send sound frames in any order to a simulated vehicle. Nothing may throw; the
/// vehicle stays somewhere, and what it sends are frames, and not endlessly many.
/// </summary>
internal sealed class VehicleTarget
{
    private const byte System = 11;

    // Streams of all messages at 50 Hz and a burst of a file are less.
    private const int MostFramesPerStep = 400;

    private static readonly uint[] Likely =
    [
        MessageIds.Heartbeat,
        MessageIds.CommandLong,
        MessageIds.CommandLong,
        MessageIds.CommandInt,
        MessageIds.CommandInt,
        MessageIds.SetMode,
        MessageIds.RequestDataStream,
        MessageIds.SetPositionTargetGlobalInt,
        MessageIds.Timesync,
        MessageIds.ManualControl,
        MessageIds.RcChannelsOverride,
        MessageIds.ParamRequestRead,
        MessageIds.ParamRequestList,
        MessageIds.ParamSet,
        MessageIds.FileTransferProtocol,
        MessageIds.FileTransferProtocol,
        MessageIds.MissionCount,
        MessageIds.MissionItemInt,
        MessageIds.MissionItemInt,
        MessageIds.MissionWritePartialList,
        MessageIds.MissionRequestList,
        MessageIds.MissionRequestInt,
        MessageIds.MissionRequest,
        MessageIds.MissionClearAll,
        MessageIds.MissionSetCurrent,
        MessageIds.MissionAck,
    ];

    private readonly FuzzInput _input;
    private readonly ScriptedFrames _frames = new(Likely, (System, 1), asks: true);
    private readonly FrameReader _reader = new();
    private readonly SimulatedFleet _fleet;
    private int _sent;

    private VehicleTarget(byte[] input)
    {
        _input = new FuzzInput(input);
        var kind = _input.Below(3) == 0 ? VehicleKind.Rover : VehicleKind.Copter;
        var spec = new VehicleSpec("Fuzzed", kind, System, new GeoPoint(54.48, 8.99), 2, 84, "fuzzed");
        var options = new FleetOptions { BootSeconds = 0, CameraUri = _ => "rtsp://127.0.0.1/11" };
        _fleet = new SimulatedFleet([spec], options, [], _ => Hear);
    }

    /// <exception cref="FindingException">Something that must hold does not.</exception>
    public static void Read(byte[] input) => new VehicleTarget(input).Play();

    private void Play()
    {
        Step(100);
        if (_input.Below(2) == 1)
            Launch();
        while (!_input.IsAtEnd)
        {
            if (_input.Below(8) == 0)
                Step(_input.Next());
            else
                Deliver(_frames.Make(_input, (byte)(255 - _input.Below(2)), 190));
            Step(1);
        }
        Step(500);
    }

    /// <summary>In the air more can go wrong.</summary>
    private void Launch()
    {
        var autopilot = _fleet.Vehicles[0].Autopilot;
        autopilot.SetMode(autopilot is Copter ? 4u : 15u, ModeReason.GcsCommand);
        autopilot.Arm(checks: false);
        Span<byte> frame = stackalloc byte[FrameWriter.MaxFrameLength];
        var takeOff = new CommandLong
        {
            TargetSystem = System,
            TargetComponent = 1,
            Command = MavCmd.NavTakeoff,
            Param7 = 10,
        };
        Deliver(frame[..new FrameWriter(255, 190).Write(takeOff, frame)].ToArray());
        Step(300);
    }

    private void Step(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            _sent = 0;
            _fleet.Step();
            FrameTarget.Holds(_sent <= MostFramesPerStep, $"{_sent} frames in one step");
        }
        var body = _fleet.Vehicles[0].Body;
        FrameTarget.Holds(
            double.IsFinite(body.Position.Length) && double.IsFinite(body.Velocity.Length),
            $"it is at {body.Position} with {body.Velocity}"
        );
    }

    private void Deliver(byte[] bytes)
    {
        ReadOnlySpan<byte> datagram = bytes;
        while (_reader.TryReadDatagram(ref datagram, out var frame))
            _fleet.Deliver(System, frame);
    }

    private void Hear(ReadOnlySpan<byte> datagram)
    {
        _sent++;
        _frames.Hear(datagram);
    }
}
