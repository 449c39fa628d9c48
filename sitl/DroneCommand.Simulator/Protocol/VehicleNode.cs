using System.Text;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Protocol;

/// <summary>
/// The autopilot component of a vehicle on the wire: what comes in is handed to the service that it concerns, what the
/// autopilot says goes out. It lives as long as one boot of the autopilot.
/// </summary>
public sealed class VehicleNode : IAutopilotOutput
{
    private readonly Autopilot _autopilot;
    private readonly StatusTexts _texts;
    private readonly ParameterService _parameters;
    private readonly FileService _files;
    private readonly CommandService _commands;
    private readonly Acknowledger _acks;
    private readonly SigningService _signing;
    private readonly ItemTransfer[] _transfers;
    private readonly Queue<uint> _soon = new();
    private readonly VehicleIdentity _identity;
    private double _nextHeartbeat;
    private int? _reached;
    private bool _heartbeatNow;

    public VehicleNode(
        VehicleIdentity identity,
        DatagramSink sink,
        WindModel wind,
        ProtocolFaults faults,
        Func<VehicleNode, Autopilot> boot
    )
    {
        _identity = identity;
        Sender = new Sender(identity.SystemId, componentId: 1, sink);
        _texts = new StatusTexts(Sender);
        _acks = new Acknowledger(Sender, faults);
        _autopilot = boot(this);
        var memory = _autopilot.Memory;
        memory.Parameters.SetIfKnown("MAV_SYSID", identity.SystemId);
        Telemetry = new TelemetryMessages(_autopilot, Sender, identity, wind);
        Streams = new StreamScheduler(_autopilot.Kind, memory.Parameters, Telemetry);
        Modes = new ModeList(_autopilot, Sender);
        _parameters = new ParameterService(memory.Parameters, Sender);
        _files = new FileService(memory.Parameters, memory.Files, Plans(), Sender);
        _commands = _autopilot is Copter copter
            ? new CopterCommands(copter, this)
            : new RoverCommands((Rover)_autopilot, this);
        _transfers = [.. Plans().Select(p => new ItemTransfer(p, Sender, _acks, this, faults))];
        _nextHeartbeat = _autopilot.Boot.FirstHeartbeat;
        _signing = new SigningService(_autopilot, identity, Sender, Say);
    }

    public Autopilot Autopilot => _autopilot;

    public Sender Sender { get; }

    /// <summary>True for the link that ArduPilot takes for a cable: there a signature is not asked for.</summary>
    public bool OnFirstLink { get; init; }

    public TelemetryMessages Telemetry { get; }

    public StreamScheduler Streams { get; }

    public ModeList Modes { get; }

    /// <summary>Seconds of uptime at which the vehicle reboots; null while nobody asked for it.</summary>
    public double? RebootAt { get; private set; }

    private bool OnAir => _autopilot.Now >= _autopilot.Boot.FirstHeartbeat;

    /// <summary>Sends what has become due since the last step.</summary>
    public void Step()
    {
        if (!OnAir)
        {
            return;
        }

        var now = _autopilot.Now;
        if (_heartbeatNow || now >= _nextHeartbeat)
        {
            _nextHeartbeat = now >= _nextHeartbeat ? Math.Max(_nextHeartbeat + 1, now) : _nextHeartbeat;
            _heartbeatNow = false;
            Telemetry.Send(MessageIds.Heartbeat);
        }

        if (_reached is { } seq)
        {
            _reached = null;
            Sender.Send(new MissionItemReached { Seq = (ushort)seq });
        }

        while (_soon.TryDequeue(out var id))
        {
            Telemetry.Send(id);
        }

        _texts.Flush();
        _acks.Update(now);
        _signing.Update();
        foreach (var transfer in _transfers)
        {
            transfer.Update(now);
        }

        _parameters.Update();
        _files.Update(now);
        Modes.Update();
        if (_autopilot.Initialised)
        {
            Streams.Update(now);
        }
    }

    /// <summary>Takes a frame from a ground station.</summary>
    public void Deliver(in FrameView frame)
    {
        if (!OnAir || !_signing.Accepts(frame, OnFirstLink))
        {
            return;
        }

        var from = new Peer(frame.SystemId, frame.ComponentId);
        switch (frame.MessageId)
        {
            case MessageIds.Heartbeat or MessageIds.ManualControl:
                _autopilot.Gcs.Heartbeat(frame.SystemId, _autopilot.Now);
                break;
            case MessageIds.RcChannelsOverride:
                _autopilot.Gcs.Heartbeat(frame.SystemId, _autopilot.Now);
                TakeSticks(frame);
                break;
            case MessageIds.CommandLong
                when frame.Read<CommandLong>() is var c && IsOurs(c.TargetSystem, c.TargetComponent):
                TakeLong(from, c);
                break;
            case MessageIds.CommandInt
                when frame.Read<CommandInt>() is var c && IsOurs(c.TargetSystem, c.TargetComponent):
                Take(Command.Of(from, c));
                break;
            case MessageIds.SetMode
                when frame.Read<SetMode>() is var m
                    && m.TargetSystem == Sender.SystemId
                    && m.BaseMode.HasFlag(MavModeFlag.CustomModeEnabled):
                _autopilot.SetMode(m.CustomMode, ModeReason.GcsCommand);
                break;
            case MessageIds.RequestDataStream
                when frame.Read<RequestDataStream>() is var r && IsOurs(r.TargetSystem, r.TargetComponent):
                Streams.RequestStream((MavDataStream)r.ReqStreamId, r.StartStop == 0 ? 0 : r.ReqMessageRate);
                break;
            case MessageIds.SetPositionTargetGlobalInt
                when frame.Read<SetPositionTargetGlobalInt>() is var t && t.TargetSystem == Sender.SystemId:
                TakePositionTarget(t);
                break;
            case MessageIds.SetupSigning
                when frame.Read<SetupSigning>() is var s && IsOurs(s.TargetSystem, s.TargetComponent):
                _signing.SetUp(s);
                break;
            case MessageIds.Timesync when frame.Read<Timesync>() is { Tc1: 0 } t:
                Sender.Send(new Timesync { Tc1 = (long)(_autopilot.Now * 1e9), Ts1 = t.Ts1 });
                break;
            default:
                if (!DeliverParameter(frame) && !DeliverFile(frame, from))
                {
                    DeliverMission(frame, from);
                }

                break;
        }
    }

    public void Say(MavSeverity severity, string text) => _texts.Say(severity, text);

    public void HeartbeatNow() => _heartbeatNow = true;

    public void HomeChanged() => SendSoon(MessageIds.HomePosition);

    public void OriginChanged() => SendSoon(MessageIds.GpsGlobalOrigin);

    public void FenceBreached() => SendSoon(MessageIds.FenceStatus);

    public void PictureTaken() => SendSoon(MessageIds.CameraFeedback);

    public void ItemReached(int seq) => _reached = seq;

    public void ParameterStored(string name) => _parameters.SendStored(name);

    public void CurrentItemChanged() => SendSoon(MessageIds.MissionCurrent);

    public void Console(string text) => Sender.SendRaw(Encoding.ASCII.GetBytes(text));

    /// <summary>Sends a message after the acknowledgement that is about to go out.</summary>
    public void SendSoon(uint messageId) => _soon.Enqueue(messageId);

    public void RebootSoon() => RebootAt = _autopilot.Now + 0.2;

    public void SendBanner()
    {
        var copter = _autopilot.Kind == VehicleKind.Copter;
        Say(MavSeverity.Info, copter ? "ArduCopter V4.7.0-dev (90700977)" : "ArduRover V4.7.0-dev (90700977)");
        Say(MavSeverity.Info, _identity.Uid);
        if (copter)
        {
            Say(MavSeverity.Info, "Frame: QUAD/PLUS");
        }
    }

    public void Acknowledge(Peer to, MavCmd command, MavResult result) => _acks.Command(to, command, result);

    /// <summary>Its three plans; what is half received belongs to the way on which it comes.</summary>
    private IItemStore[] Plans() =>
        [
            new MissionItems(_autopilot, this),
            new FenceItems(_autopilot.Memory.Fence, this),
            new RallyItems(_autopilot.Memory.Rally),
        ];

    private bool IsOurs(byte system, byte component) =>
        (system == 0 || system == Sender.SystemId) && component is 0 or 1;

    private void TakeLong(Peer from, in CommandLong message)
    {
        if (Command.Of(from, message) is { } command)
        {
            Take(command);
        }
        else
        {
            Acknowledge(from, message.Command, MavResult.Unsupported);
        }
    }

    // Sticks count only from the ground station that may command.
    private void TakeSticks(in FrameView frame)
    {
        var sticks = frame.Read<RcChannelsOverride>();
        if (!IsOurs(sticks.TargetSystem, sticks.TargetComponent) || !_autopilot.Gcs.Commands(frame.SystemId))
        {
            return;
        }

        _autopilot.Radio.Override(1, sticks.Chan1Raw);
        _autopilot.Radio.Override(2, sticks.Chan2Raw);
        _autopilot.Radio.Override(3, sticks.Chan3Raw);
        _autopilot.Radio.Override(4, sticks.Chan4Raw);
    }

    private void Take(in Command command)
    {
        if (!_acks.Holds(command.From, command.Id))
        {
            _commands.Handle(command);
        }
    }

    // A position, or a velocity (north, east, down) without one; altitude as the frame says.
    private void TakePositionTarget(in SetPositionTargetGlobalInt target)
    {
        const PositionTargetTypemask Ignored =
            PositionTargetTypemask.XIgnore | PositionTargetTypemask.YIgnore | PositionTargetTypemask.ZIgnore;
        const PositionTargetTypemask NoSpeed =
            PositionTargetTypemask.VxIgnore | PositionTargetTypemask.VyIgnore | PositionTargetTypemask.VzIgnore;
        var place = new GeoPoint(target.LatInt / 1e7, target.LonInt / 1e7);
        if ((target.TypeMask & Ignored) == Ignored && (target.TypeMask & NoSpeed) == 0)
        {
            (_autopilot as Copter)?.Guided.Fly(new Vec3(target.Vx, target.Vy, -target.Vz));
            return;
        }

        if ((target.TypeMask & Ignored) != 0 || !place.IsValid || !float.IsFinite(target.Alt))
        {
            return;
        }

        var above = MissionRules.AboveHome(target.CoordinateFrame) switch
        {
            true => target.Alt,
            false => target.Alt - (_autopilot.Home?.AmslM ?? 0),
            null => double.NaN,
        };
        if (_autopilot is Copter copter && copter.Mode == copter.Guided && double.IsFinite(above))
        {
            copter.Guided.GoTo(place, above);
        }
        else if (_autopilot is Rover rover && rover.Mode == rover.Guided)
        {
            rover.Guided.GoTo(place);
        }
    }

    private bool DeliverParameter(in FrameView frame)
    {
        switch (frame.MessageId)
        {
            case MessageIds.ParamRequestRead
                when frame.Read<ParamRequestRead>() is var r && IsOurs(r.TargetSystem, r.TargetComponent):
                _parameters.Read(r.ParamId, r.ParamIndex);
                return true;
            case MessageIds.ParamRequestList
                when frame.Read<ParamRequestList>() is var r && IsOurs(r.TargetSystem, r.TargetComponent):
                SendBanner();
                _parameters.List();
                return true;
            case MessageIds.ParamSet when frame.Read<ParamSet>() is var s && IsOurs(s.TargetSystem, s.TargetComponent):
                _parameters.Set(s.ParamId, s.ParamValue);
                return true;
            default:
                return false;
        }
    }

    private bool DeliverFile(in FrameView frame, Peer from)
    {
        if (
            !frame.TryRead<FileTransferProtocol>(out var message)
            || !IsOurs(message.TargetSystem, message.TargetComponent)
        )
        {
            return false;
        }

        _files.Take(from, message);
        return true;
    }

    private void DeliverMission(in FrameView frame, Peer from)
    {
        var now = _autopilot.Now;
        switch (frame.MessageId)
        {
            case MessageIds.MissionCount
                when frame.Read<MissionCount>() is var m && IsOurs(m.TargetSystem, m.TargetComponent):
                TransferOf(m.MissionType, from)?.Count(from, m.Count, now);
                break;
            // A fence becomes valid as a whole; of it no part is written.
            case MessageIds.MissionWritePartialList
                when frame.Read<MissionWritePartialList>() is var m && IsOurs(m.TargetSystem, m.TargetComponent):
                var part = m.MissionType == MavMissionType.Fence ? null : TransferOf(m.MissionType, from);
                part?.Partial(from, m.StartIndex, m.EndIndex, now);
                break;
            case MessageIds.MissionItemInt
                when frame.Read<MissionItemInt>() is var m && IsOurs(m.TargetSystem, m.TargetComponent):
                TransferOf(m.MissionType, from)?.Item(from, m, now);
                break;
            case MessageIds.MissionRequestList
                when frame.Read<MissionRequestList>() is var m && IsOurs(m.TargetSystem, m.TargetComponent):
                TransferOf(m.MissionType, from)?.RequestList(from);
                break;
            case MessageIds.MissionRequestInt
                when frame.Read<MissionRequestInt>() is var m && IsOurs(m.TargetSystem, m.TargetComponent):
                TransferOf(m.MissionType, from)?.RequestItem(from, m.Seq, asFloats: false);
                break;
            case MessageIds.MissionRequest
                when frame.Read<MissionRequest>() is var m && IsOurs(m.TargetSystem, m.TargetComponent):
                TransferOf(m.MissionType, from)?.RequestItem(from, m.Seq, asFloats: true);
                break;
            case MessageIds.MissionClearAll
                when frame.Read<MissionClearAll>() is var m && IsOurs(m.TargetSystem, m.TargetComponent):
                TransferOf(m.MissionType, from)?.ClearAll(from);
                break;
            case MessageIds.MissionSetCurrent
                when frame.Read<MissionSetCurrent>() is var m && IsOurs(m.TargetSystem, m.TargetComponent):
                if (_autopilot.Mission.SetCurrent(m.Seq))
                {
                    CurrentItemChanged();
                }

                break;
        }
    }

    private ItemTransfer? TransferOf(MavMissionType type, Peer from)
    {
        var transfer = Array.Find(_transfers, t => t.Type == type);
        if (transfer is null)
        {
            _acks.Mission(from, type, MavMissionResult.Unsupported);
        }

        return transfer;
    }
}
