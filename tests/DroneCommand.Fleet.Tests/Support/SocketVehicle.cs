using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Fleet.Tests.Support;

/// <summary>What a <see cref="SocketVehicle"/> was sent, and what its own verifier said of it.</summary>
internal readonly record struct HeardFrame(uint MessageId, SignatureVerdict Verdict);

/// <summary>An autopilot at the other end of a real socket, with or without a signing key.</summary>
internal sealed class SocketVehicle : IAsyncDisposable
{
    private readonly UdpLink link;
    private readonly FrameWriter writer;
    private readonly SigningClock clock;
    private SignatureVerifier verifier;
    private readonly ConcurrentQueue<HeardFrame> heard = new();
    private readonly ConcurrentQueue<MavCmd> commands = new();

    public SocketVehicle(int port, byte systemId, TimeProvider time, SigningKey? key = null, SigningClock? clock = null)
    {
        this.clock = clock ??= new SigningClock(time);
        writer = new FrameWriter(systemId, 1) { Signer = key is null ? null : new FrameSigner(key, 0, clock) };
        verifier = new SignatureVerifier(key, clock);
        link = UdpLink.Connect(new IPEndPoint(IPAddress.Loopback, port), new LinkOptions { Time = time });
        link.FrameReceived += Take;
        link.Start();
    }

    /// <summary>Everything that came so far.</summary>
    public IReadOnlyList<HeardFrame> Heard => [.. heard];

    /// <summary>It takes keys as ArduPilot does.</summary>
    public bool TakesKeys { get; init; }

    /// <summary>The key that it took; null when it has none, or took none.</summary>
    public byte[]? Taken { get; private set; }

    /// <summary>The commands that came, but for questions who it is.</summary>
    public IReadOnlyList<MavCmd> Commands => [.. commands];

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public bool Armed { get; set; }

    /// <summary>It answers TIMESYNC, which shows that it hears us.</summary>
    public bool AnswersTime { get; set; }

    /// <summary>Its hardware id; 0 for one that does not say it.</summary>
    public ulong Uid { get; init; }

    /// <summary>Its end of the link: where the server hears it.</summary>
    public IPEndPoint EndPoint => link.LocalEndPoint;

    /// <summary>A heartbeat of a copter.</summary>
    public void Beat() =>
        Send(
            new Heartbeat
            {
                Type = MavType.Quadrotor,
                Autopilot = MavAutopilot.Ardupilotmega,
                BaseMode = MavModeFlag.CustomModeEnabled | (Armed ? MavModeFlag.SafetyArmed : 0),
                SystemStatus = MavState.Standby,
            }
        );

    public void Send<T>(T message)
        where T : struct, IMavlinkMessage<T> => writer.Send(message, bytes => link.Send(bytes, link.Remote!));

    public ValueTask DisposeAsync() => link.DisposeAsync();

    private void Take(in FrameView frame, LinkPeer peer)
    {
        var verdict = verifier.Check(frame, new SigningPolicy(SigningMode.Accept));
        heard.Enqueue(new HeardFrame(frame.MessageId, verdict));
        if (CommandIn(frame) is var (command, param1))
        {
            TakeCommand(command, param1);
        }
        if (AnswersTime && frame.TryRead<Timesync>(out var question) && question.Tc1 == 0)
        {
            Send(new Timesync { Tc1 = 1, Ts1 = question.Ts1 });
        }
        var passes = writer.Signer is null || verdict == SignatureVerdict.Verified;
        if (TakesKeys && passes && frame.TryRead<SetupSigning>(out var setup))
        {
            var secret = setup.SecretKey;
            Taken = secret.AsSpan().ContainsAnyExcept((byte)0) ? secret.AsSpan().ToArray() : null;
            var key = Taken is null ? null : new SigningKey(Taken);
            verifier = new SignatureVerifier(key, clock);
            writer.Signer = key is null ? null : new FrameSigner(key, 0, clock);
        }
    }

    private void TakeCommand(MavCmd command, float param1)
    {
        if (param1 != MessageIds.AutopilotVersion)
        {
            commands.Enqueue(command);
        }
        else if (Uid != 0)
        {
            Send(new AutopilotVersion { Uid = Uid });
        }
    }

    private static (MavCmd, float)? CommandIn(in FrameView frame) =>
        frame.TryRead<CommandInt>(out var whole) ? (whole.Command, whole.Param1)
        : frame.TryRead<CommandLong>(out var wide) ? (wide.Command, wide.Param1)
        : null;
}
