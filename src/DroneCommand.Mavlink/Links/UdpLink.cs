using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Links;

/// <summary>
/// One UDP socket with any number of peers. A dedicated thread receives (cheaper per datagram than asynchronous receives).
/// A peer is learned from a sound frame of its own, so junk and text datagrams cost a look and leave nothing behind; it is
/// forgotten when it is silent, also when nobody else speaks.
/// </summary>
public sealed class UdpLink : Link
{
    private const int MaxPeers = 1024;

    /// <summary>When there is no room, whoever was silent for this long makes it: a vehicle speaks every second.</summary>
    private static readonly TimeSpan SpareLife = TimeSpan.FromSeconds(5);

    private readonly Socket _socket;
    private readonly TimeSpan _peerLife;
    private readonly ConcurrentDictionary<SocketAddress, LinkPeer> _peers = new();
    private readonly FrameReader _strangers = new();
    private readonly LinkPeer? _remote;
    private long _madeRoom;
    private long _datagrams;
    private long _peersRefused;

    private UdpLink(Socket socket, LinkOptions options, IPEndPoint? remote)
        : base(options)
    {
        _socket = socket;
        _peerLife = options.PeerLife;
        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
        if (remote == null)
            return;
        _remote = new LinkPeer(this, remote.ToString(), remote, configured: true);
        _peers[_remote.Address!] = _remote;
    }

    /// <summary>Where the link listens; shows the port that was found when 0 was asked for.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <inheritdoc/>
    public override IReadOnlyCollection<LinkPeer> Peers => (IReadOnlyCollection<LinkPeer>)_peers.Values;

    /// <inheritdoc/>
    public override LinkPeer? Remote => _remote;

    public long Datagrams => Volatile.Read(ref _datagrams);

    /// <summary>Sound frames of new addresses for which there was no room.</summary>
    public long PeersRefused => Volatile.Read(ref _peersRefused);

    /// <summary>What came from addresses that never sent a sound frame.</summary>
    public FrameCounters Strangers => _strangers.Counters;

    /// <summary>Opens a socket that waits for peers.</summary>
    /// <exception cref="LinkUnavailableException">The port is in use or the address is not this machine's.</exception>
    public static UdpLink Listen(IPEndPoint local, LinkOptions? options = null) =>
        new(Open(local), options ?? new LinkOptions(), remote: null);

    /// <summary>Opens a socket that talks to one address. Frames of others are heard too.</summary>
    /// <param name="remote">The configured peer.</param>
    /// <param name="options">As for every link.</param>
    /// <param name="localPort">For peers that answer only to a fixed port; 0 takes any that is free.</param>
    /// <exception cref="LinkUnavailableException">The local port is in use.</exception>
    public static UdpLink Connect(IPEndPoint remote, LinkOptions? options = null, int localPort = 0)
    {
        var any = remote.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        var local = IPAddress.IsLoopback(remote.Address) ? remote.Address : any;
        var socket = Open(new IPEndPoint(local, localPort));
        socket.EnableBroadcast = remote.AddressFamily == AddressFamily.InterNetwork;
        return new UdpLink(socket, options ?? new LinkOptions(), remote);
    }

    public override string ToString() => _remote == null ? $"udp://{LocalEndPoint}" : $"udpout://{_remote}";

    private protected override bool TrySend(ReadOnlySpan<byte> frame, LinkPeer peer)
    {
        if (peer.Address is not { } address)
            return false;
        try
        {
            _socket.SendTo(frame, SocketFlags.None, address);
            return true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // A host that is down, or the link is closed: the caller counts it.
            return false;
        }
    }

    private protected override void Close() => _socket.Dispose();

    private protected override async Task Run(CancellationToken closing)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var tick = Time.CreateTimer(_ => ForgetSilent(_peerLife), null, _peerLife / 4, _peerLife / 4);
        new Thread(() => Receive(done, closing)) { IsBackground = true, Name = $"udp {LocalEndPoint}" }.Start();
        await done.Task;
    }

    private static Socket Open(IPEndPoint local)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.ReceiveBufferSize = 4 << 20;
            // Sending waits only where this is full.
            socket.SendBufferSize = 1 << 20;
            socket.Bind(local);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new LinkUnavailableException($"UDP {local} cannot be opened: {Endpoints.WhyNot(e)}", e);
        }
    }

    private void Receive(TaskCompletionSource done, CancellationToken closing)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(65536, pinned: true);
        var from = new SocketAddress(_socket.AddressFamily);
        try
        {
            while (!closing.IsCancellationRequested)
                if (ReceiveOne(buffer, from) is { } length)
                    Take(buffer.AsSpan(0, length), from);
            done.SetResult();
        }
        catch (Exception e) when (closing.IsCancellationRequested && e is SocketException or ObjectDisposedException)
        {
            // Closing the socket is how this thread is told to end.
            done.SetResult();
        }
        catch (Exception e)
        {
            done.SetException(e);
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

    /// <summary>Takes one datagram. Nothing is allocated but for a new peer.</summary>
    internal void Take(ReadOnlySpan<byte> datagram, SocketAddress from)
    {
        Volatile.Write(ref _datagrams, _datagrams + 1);
        _peers.TryGetValue(from, out var peer);
        var reader = peer?.Reader ?? _strangers;
        while (reader.TryReadDatagram(ref datagram, out var frame))
        {
            // The checksum of an unknown message holds for one random start in 256: no proof of a peer.
            if (peer == null && !frame.IsKnown)
                continue;
            if (IsUnfit(frame, peer?.Way ?? LinkPeer.WayOf(this, from), out var proof, out var copy))
                continue;
            peer ??= Learn(from);
            if (peer == null)
                return;
            Hand(frame, peer, proof, copy);
        }
    }

    private LinkPeer? Learn(SocketAddress from)
    {
        if (_peers.Count >= MaxPeers && !MakeRoom())
        {
            Volatile.Write(ref _peersRefused, _peersRefused + 1);
            return null;
        }
        var endPoint = (IPEndPoint)LocalEndPoint.Create(from);
        var peer = new LinkPeer(this, endPoint.ToString(), endPoint, configured: false);
        _peers[peer.Address!] = peer;
        TellCame(peer);
        return peer;
    }

    /// <summary>Looks once a second at most, or a flood of forged senders would buy a search with each datagram.</summary>
    private bool MakeRoom()
    {
        if (_madeRoom != 0 && Time.GetElapsedTime(_madeRoom) < TimeSpan.FromSeconds(1))
            return false;
        _madeRoom = Time.GetTimestamp();
        ForgetSilent(SpareLife);
        return _peers.Count < MaxPeers;
    }

    private void ForgetSilent(TimeSpan life)
    {
        foreach (var (address, peer) in _peers)
            if (!peer.Configured && peer.Silence > life && _peers.TryRemove(address, out _))
                TellGone(peer, string.Create(null, $"silent for {peer.Silence.TotalSeconds:0} s"));
    }
}
