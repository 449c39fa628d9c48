using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Links;

/// <summary>Gets a frame on the link's receive thread. The view dies with the call; hand over, do not wait.</summary>
public delegate void FrameHandler(in FrameView frame, LinkPeer peer);

/// <summary>
/// One UDP socket with any number of peers. A dedicated thread receives (cheaper per datagram than asynchronous receives)
/// and calls <see cref="FrameReceived"/>; sending is allowed from any thread. A peer is learned from a sound frame of its
/// own, so junk and text datagrams cost a look and leave nothing behind.
/// </summary>
public sealed class UdpLink : IAsyncDisposable
{
    private const int MaxPeers = 1024;
    private static readonly TimeSpan PeerLife = TimeSpan.FromMinutes(1);

    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<SocketAddress, LinkPeer> _peers = new();
    private readonly FrameReader _strangers = new();
    private readonly LinkPeer? _remote;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _closing;
    private int _started;
    private long _datagrams;
    private long _sendFailures;

    private UdpLink(Socket socket, TimeProvider time, IPEndPoint? remote)
    {
        _socket = socket;
        _time = time;
        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
        if (remote == null)
            return;
        _remote = new LinkPeer(remote, configured: true, time.GetTimestamp());
        _peers[_remote.Address] = _remote;
    }

    /// <summary>Called for every sound frame, also for those of messages that the dialect does not have.</summary>
    public event FrameHandler? FrameReceived;

    /// <summary>Called on the receive thread when a handler of <see cref="FrameReceived"/> threw; the link goes on.</summary>
    public event Action<Exception, LinkPeer>? HandlerFailed;

    /// <summary>Called once on the receive thread when the socket itself fails, but not when it is closed by us.</summary>
    public event Action<Exception>? Failed;

    /// <summary>Where the link listens; shows the port that was found when 0 was asked for.</summary>
    public IPEndPoint LocalEndPoint { get; }

    public ICollection<LinkPeer> Peers => _peers.Values;

    /// <summary>The peer of a connected link; null on a listening one.</summary>
    public LinkPeer? Remote => _remote;

    public long Datagrams => Volatile.Read(ref _datagrams);

    /// <summary>Datagrams that the system refused to send, for example to a host that is down.</summary>
    public long SendFailures => Volatile.Read(ref _sendFailures);

    /// <summary>What came from addresses that never sent a sound frame.</summary>
    public FrameCounters Strangers => _strangers.Counters;

    /// <summary>Opens a socket that waits for peers. Call <see cref="Start"/> when the handlers are set.</summary>
    /// <exception cref="LinkUnavailableException">The port is in use or the address is not this machine's.</exception>
    public static UdpLink Listen(IPEndPoint local, TimeProvider? time = null) =>
        new(Open(local), time ?? TimeProvider.System, remote: null);

    /// <summary>Opens a socket on any free port that talks to one address. Frames of others are heard too.</summary>
    public static UdpLink Connect(IPEndPoint remote, TimeProvider? time = null)
    {
        var any = remote.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        var local = IPAddress.IsLoopback(remote.Address) ? remote.Address : any;
        return new UdpLink(Open(new IPEndPoint(local, 0)), time ?? TimeProvider.System, remote);
    }

    /// <summary>Begins to receive.</summary>
    public UdpLink Start()
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
            new Thread(Receive) { IsBackground = true, Name = $"udp {LocalEndPoint}" }.Start();
        return this;
    }

    /// <summary>Sends one datagram; false when the system refused it, which is counted.</summary>
    public bool Send(ReadOnlySpan<byte> frame, LinkPeer peer)
    {
        try
        {
            _socket.SendTo(frame, SocketFlags.None, peer.Address);
            return true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Interlocked.Increment(ref _sendFailures);
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _closing = true;
        _socket.Dispose();
        if (Interlocked.Exchange(ref _started, 1) == 0)
            return;
        await _ended.Task;
    }

    private static Socket Open(IPEndPoint local)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.ReceiveBufferSize = 4 << 20;
            socket.Bind(local);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            var reason = e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "another program has it",
                SocketError.AddressNotAvailable => "this machine has no such address",
                SocketError.AccessDenied => "it needs rights that this process does not have",
                _ => e.Message,
            };
            throw new LinkUnavailableException($"UDP {local} cannot be opened: {reason}", e);
        }
    }

    private void Receive()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(65536, pinned: true);
        var from = new SocketAddress(_socket.AddressFamily);
        try
        {
            while (!_closing)
                if (ReceiveOne(buffer, from) is { } length)
                    Take(buffer.AsSpan(0, length), from);
        }
        catch (Exception e) when (_closing && e is SocketException or ObjectDisposedException)
        {
            // Closing the socket is how this thread is told to end.
        }
        catch (Exception e)
        {
            Failed?.Invoke(e);
        }
        finally
        {
            _ended.SetResult();
        }
    }

    private int? ReceiveOne(byte[] buffer, SocketAddress from)
    {
        try
        {
            return _socket.ReceiveFrom(buffer, SocketFlags.None, from);
        }
        catch (SocketException e)
            when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionRefused)
        {
            // A peer's closed port answers what was sent to it; the other peers are not concerned.
            return null;
        }
    }

    private void Take(ReadOnlySpan<byte> datagram, SocketAddress from)
    {
        Volatile.Write(ref _datagrams, _datagrams + 1);
        _peers.TryGetValue(from, out var peer);
        var reader = peer?.Reader ?? _strangers;
        while (reader.TryReadDatagram(ref datagram, out var frame))
        {
            // The checksum of an unknown message holds for one random start in 256: no proof of a peer.
            if (peer == null && !frame.IsKnown)
                continue;
            peer ??= Learn(from);
            peer.LastHeard = _time.GetTimestamp();
            Hand(frame, peer);
        }
    }

    /// <summary>One handler's fault must not end the link for all vehicles on it.</summary>
    private void Hand(in FrameView frame, LinkPeer peer)
    {
        try
        {
            FrameReceived?.Invoke(frame, peer);
        }
        catch (Exception e)
        {
            HandlerFailed?.Invoke(e, peer);
        }
    }

    private LinkPeer Learn(SocketAddress from)
    {
        var now = _time.GetTimestamp();
        if (_peers.Count >= MaxPeers)
            ForgetSilent(now);
        var endPoint = (IPEndPoint)LocalEndPoint.Create(from);
        var peer = new LinkPeer(endPoint, configured: false, now);
        if (_peers.Count < MaxPeers)
            _peers[peer.Address] = peer;
        return peer;
    }

    private void ForgetSilent(long now)
    {
        foreach (var (address, peer) in _peers)
            if (!peer.Configured && _time.GetElapsedTime(peer.LastHeard, now) > PeerLife)
                _peers.TryRemove(address, out _);
    }
}
