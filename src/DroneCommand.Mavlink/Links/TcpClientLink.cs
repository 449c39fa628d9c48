using System.Net;
using System.Net.Sockets;

namespace DroneCommand.Mavlink.Links;

/// <summary>A TCP connection that we make, as to ArduPilot's SITL or to a router, and make again when it is lost.</summary>
public sealed class TcpClientLink : ReconnectingLink
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10);

    private readonly string _host;
    private readonly int _port;

    /// <param name="host">Name or address; a name is looked up for each attempt.</param>
    /// <param name="port">The server's port.</param>
    /// <param name="options">As for every link.</param>
    public TcpClientLink(string host, int port, LinkOptions? options = null)
        : base($"{LinkAddress.Bracketed(host)}:{port}", options ?? new LinkOptions())
    {
        _host = host;
        _port = port;
    }

    public override string ToString() => $"tcp://{Remote}";

    private protected override async Task<Stream> Open(CancellationToken closing)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var limit = new CancellationTokenSource(ConnectWithin, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, closing);
        try
        {
            TcpTuning.Apply(socket);
            await socket.ConnectAsync(_host, _port, either.Token);
            Remote.EndPoint = Plain((IPEndPoint)socket.RemoteEndPoint!);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception e)
        {
            socket.Dispose();
            var why = e switch
            {
                SocketException refused => Endpoints.WhyNot(refused),
                OperationCanceledException when limit.IsCancellationRequested => "no answer came",
                _ => null,
            };
            if (why == null)
                throw;
            throw new LinkUnavailableException($"TCP {Remote} cannot be reached: {why}", e);
        }
    }

    /// <summary>A socket for both kinds of address shows IPv4 ones inside IPv6 ones.</summary>
    private static IPEndPoint Plain(IPEndPoint end) =>
        end.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(end.Address.MapToIPv4(), end.Port) : end;
}

/// <summary>What both ends of TCP set on their sockets.</summary>
internal static class TcpTuning
{
    public static void Apply(Socket socket)
    {
        // A command does not wait for a fuller segment.
        socket.NoDelay = true;
        // What waits for a slow peer waits in our queue, which drops what is old.
        socket.SendBufferSize = 16 << 10;
        // A peer that lost its power says no good-bye: noticed after 10 + 3 × 5 seconds.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 10);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
    }
}
