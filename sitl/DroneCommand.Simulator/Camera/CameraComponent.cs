using System.Text;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;
using DroneCommand.Simulator.Protocol;

namespace DroneCommand.Simulator.Camera;

/// <summary>The camera of a vehicle on the wire: a component of its own that says where its picture is to be had.</summary>
public sealed class CameraComponent(byte systemId, string uri, DatagramSink sink)
{
    /// <summary>MAV_COMP_ID_CAMERA.</summary>
    public const byte ComponentId = 100;

    private readonly Sender _sender = new(systemId, ComponentId, sink);
    private double _nextHeartbeat = 1.5;
    private double _seconds;

    /// <param name="seconds">Simulated time.</param>
    /// <param name="signer">The vehicle's: its camera hangs on a computer that shares the key.</param>
    public void Step(double seconds, FrameSigner? signer)
    {
        _sender.Signer = signer;
        _seconds = seconds;
        if (seconds < _nextHeartbeat)
        {
            return;
        }

        _nextHeartbeat = seconds + 1;
        _sender.Send(
            new Heartbeat
            {
                Type = MavType.Camera,
                Autopilot = MavAutopilot.Invalid,
                SystemStatus = MavState.Active,
            }
        );
    }

    public void Deliver(in FrameView frame)
    {
        var from = new Peer(frame.SystemId, frame.ComponentId);
        if (frame.TryRead<CommandLong>(out var longer) && IsOurs(longer.TargetSystem, longer.TargetComponent))
        {
            Handle(from, longer.Command, longer.Param1);
        }
        else if (frame.TryRead<CommandInt>(out var whole) && IsOurs(whole.TargetSystem, whole.TargetComponent))
        {
            Handle(from, whole.Command, whole.Param1);
        }
    }

    private bool IsOurs(byte system, byte component) => system == systemId && component == ComponentId;

    private void Handle(Peer from, MavCmd command, float messageId)
    {
        var id = command switch
        {
            MavCmd.RequestMessage => (uint)Math.Max(0, messageId),
            MavCmd.RequestCameraInformation => MessageIds.CameraInformation,
            MavCmd.RequestVideoStreamInformation => MessageIds.VideoStreamInformation,
            MavCmd.RequestVideoStreamStatus => MessageIds.VideoStreamStatus,
            _ => 0u,
        };
        var known =
            id is MessageIds.CameraInformation or MessageIds.VideoStreamInformation or MessageIds.VideoStreamStatus;
        var asked = command == MavCmd.RequestMessage;
        Acknowledge(
            from,
            command,
            (known, asked) switch
            {
                (true, _) => MavResult.Accepted,
                (false, true) => MavResult.Failed,
                _ => MavResult.Unsupported,
            }
        );
        SendMessage(known ? id : 0);
    }

    private void SendMessage(uint id)
    {
        switch (id)
        {
            case MessageIds.CameraInformation:
                SendInformation();
                break;
            case MessageIds.VideoStreamInformation:
                SendStream();
                break;
            case MessageIds.VideoStreamStatus:
                SendStreamStatus();
                break;
        }
    }

    private void SendInformation()
    {
        Span<byte> vendor = stackalloc byte[32];
        Span<byte> model = stackalloc byte[32];
        Encoding.ASCII.GetBytes("DroneCommand", vendor);
        Encoding.ASCII.GetBytes("Simulated camera", model);
        _sender.Send(
            new CameraInformation
            {
                TimeBootMs = (uint)(_seconds * 1000),
                VendorName = (ReadOnlySpan<byte>)vendor,
                ModelName = (ReadOnlySpan<byte>)model,
                FocalLength = float.NaN,
                SensorSizeH = float.NaN,
                SensorSizeV = float.NaN,
                ResolutionH = CameraModel.Width,
                ResolutionV = CameraModel.Height,
                Flags = CameraCapFlags.HasVideoStream,
            }
        );
    }

    private void SendStream() =>
        _sender.Send(
            new VideoStreamInformation
            {
                StreamId = 1,
                Count = 1,
                Type = VideoStreamType.TcpMpeg,
                Flags = VideoStreamStatusFlags.Running,
                Framerate = CameraModel.FramesPerSecond,
                ResolutionH = CameraModel.Width,
                ResolutionV = CameraModel.Height,
                Bitrate = 2_500_000,
                Hfov = (ushort)CameraModel.HorizontalFovDeg,
                Name = "camera",
                Uri = uri,
            }
        );

    private void SendStreamStatus() =>
        _sender.Send(
            new VideoStreamStatus
            {
                StreamId = 1,
                Flags = VideoStreamStatusFlags.Running,
                Framerate = CameraModel.FramesPerSecond,
                ResolutionH = CameraModel.Width,
                ResolutionV = CameraModel.Height,
                Bitrate = 2_500_000,
                Hfov = (ushort)CameraModel.HorizontalFovDeg,
            }
        );

    private void Acknowledge(Peer to, MavCmd command, MavResult result) =>
        _sender.Send(
            new CommandAck
            {
                Command = command,
                Result = result,
                TargetSystem = to.SystemId,
                TargetComponent = to.ComponentId,
            }
        );
}
