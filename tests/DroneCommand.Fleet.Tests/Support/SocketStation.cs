using System.Collections.Concurrent;
using DroneCommand.Fleet.Gateway.Forwarding;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Fleet.Tests.Support;

/// <summary>A ground station such as QGroundControl, attached to an endpoint of the server over a real socket.</summary>
internal sealed class SocketStation : IAsyncDisposable
{
    private readonly Link link;
    private readonly FrameWriter writer;
    private readonly ConcurrentQueue<byte[]> heard = new();

    public SocketStation(FleetServer server, byte systemId = 254, SigningKey? key = null, int endpoint = 0)
    {
        var options = new LinkOptions { Time = server.Time };
        link = server.Get<StationForwarding>().Endpoints[endpoint].Link switch
        {
            UdpLink udp => UdpLink.Connect(udp.LocalEndPoint, options),
            var tcp => new TcpClientLink("127.0.0.1", ((TcpServerLink)tcp).LocalEndPoint.Port, options),
        };
        writer = new FrameWriter(systemId, 190)
        {
            Signer = key is null ? null : new FrameSigner(key, 7, new SigningClock(server.Time)),
        };
        link.FrameReceived += (in FrameView frame, LinkPeer _) => heard.Enqueue(frame.Raw.ToArray());
        link.Start();
    }

    /// <summary>What it said in its texts, each joined from its pieces.</summary>
    public IReadOnlyList<string> Texts
    {
        get
        {
            var joined = new List<string>();
            ushort id = 0;
            foreach (var text in All<Statustext>())
            {
                if (text.Id != 0 && text.Id == id)
                {
                    joined[^1] += text.Text.ToString();
                }
                else
                {
                    joined.Add(text.Text.ToString());
                }
                id = text.Id;
            }
            return joined;
        }
    }

    public void Beat() =>
        Send(
            new Heartbeat
            {
                Type = MavType.Gcs,
                Autopilot = MavAutopilot.Invalid,
                SystemStatus = MavState.Active,
            }
        );

    public void Send<T>(T message)
        where T : struct, IMavlinkMessage<T> => writer.Send(message, bytes => link.Send(bytes, link.Remote!));

    public void Command(MavCmd command, float param1 = 0, float param2 = 0, byte vehicle = 1) =>
        Send(
            new CommandLong
            {
                TargetSystem = vehicle,
                TargetComponent = 1,
                Command = command,
                Param1 = param1,
                Param2 = param2,
            }
        );

    /// <summary>All messages of a kind that came so far.</summary>
    public IReadOnlyList<T> All<T>(byte? from = null)
        where T : struct, IMavlinkMessage<T>
    {
        var found = new List<T>();
        foreach (var bytes in heard)
        {
            var frame = TestFrames.Read(bytes);
            if (frame.TryRead<T>(out var message) && frame.SystemId == (from ?? frame.SystemId))
            {
                found.Add(message);
            }
        }
        return found;
    }

    public bool Heard<T>(Func<T, bool>? like = null, byte? from = null)
        where T : struct, IMavlinkMessage<T> => All<T>(from).Any(message => like?.Invoke(message) ?? true);

    public MavResult? Answer(MavCmd command) =>
        All<CommandAck>().Where(ack => ack.Command == command).Select(ack => (MavResult?)ack.Result).LastOrDefault();

    public ValueTask DisposeAsync() => link.DisposeAsync();
}
