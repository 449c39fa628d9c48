using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace DroneCommand.Mavlink.Links;

/// <summary>
/// A TCP port at which any number of peers connect; each is a peer for as long as its connection lasts. Their frames are
/// handed on from several threads.
/// </summary>
public sealed class TcpServerLink : Link
{
    private const int MaxClients = 64;
    private static readonly TimeSpan AfterFailedAccept = TimeSpan.FromSeconds(0.5);

    private readonly Socket _listener;
    private readonly ConcurrentDictionary<LinkPeer, Client> _clients = new();

    private TcpServerLink(Socket listener, LinkOptions options)
        : base(options)
    {
        _listener = listener;
        LocalEndPoint = (IPEndPoint)listener.LocalEndPoint!;
    }

    /// <summary>Where the link listens; shows the port that was found when 0 was asked for.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <inheritdoc/>
    public override IReadOnlyCollection<LinkPeer> Peers => (IReadOnlyCollection<LinkPeer>)_clients.Keys;

    /// <summary>Opens the port.</summary>
    /// <exception cref="LinkUnavailableException">The port is in use or the address is not this machine's.</exception>
    public static TcpServerLink Listen(IPEndPoint local, LinkOptions? options = null)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(local);
            socket.Listen(16);
            return new TcpServerLink(socket, options ?? new LinkOptions());
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new LinkUnavailableException($"TCP {local} cannot be opened: {Endpoints.WhyNot(e)}", e);
        }
    }

    public override string ToString() => $"tcpin://{LocalEndPoint}";

    private protected override bool TrySend(ReadOnlySpan<byte> frame, LinkPeer peer) =>
        _clients.TryGetValue(peer, out var client) && client.Channel.Send(frame);

    private protected override void Close() => _listener.Dispose();

    private protected override async Task Run(CancellationToken closing)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await Accept(closing);
                serving.RemoveAll(client => client.IsCompleted);
                serving.Add(Serve(socket, closing));
            }
        }
        finally
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task<Socket> Accept(CancellationToken closing)
    {
        while (true)
        {
            try
            {
                return await _listener.AcceptAsync(closing);
            }
            catch (SocketException) when (!closing.IsCancellationRequested)
            {
                // A client that was gone again, or no descriptors left: the next one may come through.
                await Task.Delay(AfterFailedAccept, Time, closing);
            }
        }
    }

    private async Task Serve(Socket socket, CancellationToken closing)
    {
        if (Welcome(socket) is not { } peer)
            return;
        if (_clients.Count >= MaxClients)
            CloseMostSilent();
        var client = new Client(peer, new StreamChannel(this, peer, Time), socket);
        _clients[peer] = client;
        TellCame(peer);
        var reason = "the link was closed";
        try
        {
            reason = await client.Channel.Carry(new NetworkStream(socket, ownsSocket: true), closing);
        }
        finally
        {
            _clients.TryRemove(peer, out _);
            TellGone(peer, client.Ousted ? "it was silent, and its place was needed" : reason);
        }
    }

    private LinkPeer? Welcome(Socket socket)
    {
        try
        {
            TcpTuning.Apply(socket);
            var remote = (IPEndPoint)socket.RemoteEndPoint!;
            return new LinkPeer(this, remote.ToString(), remote, configured: false);
        }
        catch (SocketException)
        {
            // Gone before it was served.
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Whoever connects and says nothing must not keep vehicles out.</summary>
    private void CloseMostSilent()
    {
        var most = _clients.Values.MaxBy(client => client.Peer.Silence);
        if (most == null)
            return;
        most.Ousted = true;
        most.Socket.Dispose();
    }

    private sealed record Client(LinkPeer Peer, StreamChannel Channel, Socket Socket)
    {
        public bool Ousted { get; set; }
    }
}
