using DroneCommand.Mavlink;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Fleet.Gateway;

/// <summary>
/// Finds a vehicle's camera component by its heartbeat and asks it for VIDEO_STREAM_INFORMATION until it answers
/// (https://mavlink.io/en/services/camera.html). Frames come on the receive thread, ticks on the link's loop.
/// </summary>
internal sealed class CameraScout(FrameWriter writer, byte systemId, FrameSink sink, TimeProvider time)
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(3);

    private volatile VehicleConnection? camera;
    private DateTimeOffset asked;
    private volatile string? streamAddress;
    private volatile bool isThermal;

    /// <summary>The uri that the camera announced; null until then.</summary>
    public string? StreamAddress => streamAddress;

    /// <summary>A camera of the vehicle was heard.</summary>
    public bool HasCamera => camera is not null;

    /// <summary>It says that its stream is thermal.</summary>
    public bool IsThermal => isThermal;

    public void Deliver(in FrameView frame)
    {
        if (camera is null && frame.TryRead<Heartbeat>(out var heartbeat) && heartbeat.Type == MavType.Camera)
        {
            var found = new VehicleConnection(writer, systemId, frame.ComponentId, sink, time);
            found.OnMessage<VideoStreamInformation>(stream =>
            {
                isThermal = stream.Flags.HasFlag(VideoStreamStatusFlags.Thermal);
                streamAddress = stream.Uri;
            });
            camera = found;
        }
        camera?.Deliver(frame);
    }

    /// <summary>The vehicle started anew: its camera may have another address now.</summary>
    public void Restart() => streamAddress = null;

    public void Tick()
    {
        var now = time.GetUtcNow();
        if (camera is not { } known || streamAddress is not null || now - asked < AskEvery)
        {
            return;
        }
        asked = now;
        known.Send(
            new CommandLong
            {
                TargetSystem = known.TargetSystem,
                TargetComponent = known.TargetComponent,
                Command = MavCmd.RequestMessage,
                Param1 = MessageIds.VideoStreamInformation,
            }
        );
    }
}
