using System.Net;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Tests.Support;

/// <summary>Beats like an autopilot and does with commands what a test says: as a rule nothing.</summary>
internal sealed class FakeVehicle : IAsyncDisposable
{
    private readonly FrameWriter _writer = new(1, 1);
    private readonly Lock _gate = new();
    private readonly Link _link;
    private readonly ITimer _beating;

    public FakeVehicle(MavAutopilot autopilot = MavAutopilot.Ardupilotmega)
    {
        Port = SimulatedLink.FreePort();
        _link = UdpLink.Connect(
            new IPEndPoint(IPAddress.Loopback, Port),
            new LinkOptions { Time = TimeProvider.System }
        );
        _link.FrameReceived += Take;
        _link.Start();
        _beating = TimeProvider.System.CreateTimer(
            _ =>
                Say(
                    new Heartbeat
                    {
                        Type = MavType.Quadrotor,
                        Autopilot = autopilot,
                        CustomMode = Mode,
                        BaseMode = MavModeFlag.CustomModeEnabled,
                        SystemStatus = MavState.Standby,
                    }
                ),
            null,
            TimeSpan.Zero,
            TimeSpan.FromMilliseconds(100)
        );
    }

    public int Port { get; }

    public uint Mode { get; set; }

    /// <summary>Null leaves a command without an answer.</summary>
    public Func<CommandLong, MavResult?> Answer { get; set; } = _ => null;

    public List<CommandLong> Commands { get; } = [];

    public Task<ToolResult> Run(params string[] args) =>
        Tool.Run("", [.. args, "--connect", $"udp://127.0.0.1:{Port}"]);

    public async ValueTask DisposeAsync()
    {
        await _beating.DisposeAsync();
        await _link.DisposeAsync();
    }

    private void Take(in FrameView frame, LinkPeer peer)
    {
        var command = default(CommandLong);
        if (frame.TryRead<CommandInt>(out var whole))
            command = new CommandLong
            {
                Command = whole.Command,
                Param1 = whole.Param1,
                Param2 = whole.Param2,
                Param3 = whole.Param3,
                Param4 = whole.Param4,
                Param7 = whole.Z,
            };
        else if (!frame.TryRead(out command))
            return;
        Commands.Add(command);
        if (Answer(command) is { } result)
            Say(
                new CommandAck
                {
                    Command = command.Command,
                    Result = result,
                    TargetSystem = frame.SystemId,
                    TargetComponent = frame.ComponentId,
                }
            );
    }

    private void Say<T>(in T message)
        where T : struct, IMavlinkMessage<T>
    {
        Span<byte> buffer = stackalloc byte[FrameWriter.MaxFrameLength];
        lock (_gate)
            _link.Send(buffer[.._writer.Write(message, buffer)], _link.Remote!);
    }
}
