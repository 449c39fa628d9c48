using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using DroneCommand.Mavlink.Links;
using DroneCommand.Simulator.Protocol;

namespace DroneCommand.Simulator.Relay;

/// <summary>
/// A bad link between UDP ports. Vehicles send to where it listens; each appears at the ground station from a port of its
/// own, which moves when the conditions have the address change. What the station sends there goes back to the vehicle.
/// </summary>
public sealed class UdpRelay : IAsyncDisposable
{
    private readonly RelayConditions _conditions;
    private readonly IPEndPoint _ground;
    private readonly TimeProvider _time;
    private readonly Socket _listening;
    private readonly ConcurrentDictionary<EndPoint, Session> _sessions = new();
    private readonly CancellationTokenSource _closing = new();
    private Task _running = Task.CompletedTask;

    /// <exception cref="LinkUnavailableException">The port is in use or the address is not this machine's.</exception>
    public UdpRelay(IPEndPoint listen, IPEndPoint ground, RelayConditions conditions, TimeProvider time)
    {
        (_conditions, _ground, _time) = (conditions, ground, time);
        _listening = new Socket(listen.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _listening.Bind(listen);
        }
        catch (SocketException e)
        {
            _listening.Dispose();
            throw new LinkUnavailableException($"UDP {listen} cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>Where vehicles send to; shows the port that was found when 0 was asked for.</summary>
    public IPEndPoint LocalEndPoint => (IPEndPoint)_listening.LocalEndPoint!;

    /// <summary>One line per vehicle: its address, what it sent, and what became of it.</summary>
    public IEnumerable<string> Figures =>
        _sessions.Values.Select(s =>
            $"{s.Vehicle}: down {Figure(s.Relay.Down)}, up {Figure(s.Relay.Up)}, {s.Moves} changes of address"
        );

    public void Start() => _running = Run();

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listening.Dispose();
        await _running;
        foreach (var session in _sessions.Values)
        {
            await session.DisposeAsync();
        }

        _closing.Dispose();
    }

    private static string Figure(RelayWay way) => $"{way.HandedOn} of {way.Taken}";

    private async Task Run()
    {
        var buffer = new byte[65536];
        var any = new IPEndPoint(
            _listening.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any,
            0
        );
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                var received = await _listening.ReceiveFromAsync(buffer, SocketFlags.None, any, _closing.Token);
                SessionOf(received.RemoteEndPoint).Relay.FromVehicle(buffer.AsSpan(0, received.ReceivedBytes));
            }
            catch (Exception e) when (Sockets.IsEnd(e, _closing.Token))
            {
                return;
            }
            catch (SocketException e) when (Sockets.IsEcho(e))
            {
                // A vehicle's closed port answers what was sent to it; the others are not concerned.
            }
        }
    }

    private Session SessionOf(EndPoint vehicle) =>
        _sessions.GetOrAdd(
            vehicle,
            address => new Session(address, _ground, _conditions, _time, SendTo(address), _closing.Token)
        );

    private DatagramSink SendTo(EndPoint vehicle) => bytes => Sockets.Send(_listening, bytes, vehicle);

    /// <summary>One vehicle behind the relay, with its own socket towards the ground station.</summary>
    private sealed class Session : IAsyncDisposable
    {
        private readonly IPEndPoint _ground;
        private readonly CancellationToken _closing;
        private readonly ITimer? _moving;
        private readonly List<Task> _receiving = [];
        private readonly Lock _gate = new();
        private Socket _socket;

        public Session(
            EndPoint vehicle,
            IPEndPoint ground,
            RelayConditions conditions,
            TimeProvider time,
            DatagramSink toVehicle,
            CancellationToken closing
        )
        {
            (Vehicle, _ground, _closing) = (vehicle, ground, closing);
            Relay = new LinkRelay(conditions, time, toVehicle, ToGround);
            _socket = Open();
            if (conditions.AddressChange is { } every)
            {
                _moving = time.CreateTimer(_ => Move(), null, every, every);
            }
        }

        public EndPoint Vehicle { get; }

        public LinkRelay Relay { get; }

        public int Moves { get; private set; }

        public async ValueTask DisposeAsync()
        {
            if (_moving is not null)
            {
                await _moving.DisposeAsync();
            }

            Relay.Dispose();
            Task[] receiving;
            lock (_gate)
            {
                _socket.Dispose();
                receiving = [.. _receiving];
            }

            await Task.WhenAll(receiving);
        }

        private void ToGround(ReadOnlySpan<byte> datagram)
        {
            lock (_gate)
            {
                Sockets.Send(_socket, datagram, _ground);
            }
        }

        private void Move()
        {
            lock (_gate)
            {
                // The old port stays bound until the new one is, so that the two differ.
                var before = _socket;
                _socket = Open();
                before.Dispose();
                Moves++;
            }
        }

        private Socket Open()
        {
            var loopback = IPAddress.IsLoopback(_ground.Address);
            var any = _ground.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
            var socket = new Socket(_ground.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(loopback ? _ground.Address : any, 0));
            _receiving.RemoveAll(t => t.IsCompleted);
            _receiving.Add(Receive(socket));
            return socket;
        }

        private async Task Receive(Socket socket)
        {
            var buffer = new byte[65536];
            while (true)
            {
                try
                {
                    var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, _ground, _closing);
                    Relay.FromGround(buffer.AsSpan(0, received.ReceivedBytes));
                }
                catch (SocketException e) when (Sockets.IsEcho(e))
                {
                    // The ground station does not listen yet, or not any more.
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
                {
                    return;
                }
            }
        }
    }

    private static class Sockets
    {
        public static bool IsEcho(SocketException e) =>
            e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionRefused;

        public static bool IsEnd(Exception e, CancellationToken closing) =>
            closing.IsCancellationRequested
            && e is SocketException or ObjectDisposedException or OperationCanceledException;

        /// <summary>What the system does not take now is lost, as on any bad link.</summary>
        public static void Send(Socket socket, ReadOnlySpan<byte> datagram, EndPoint to)
        {
            try
            {
                socket.SendTo(datagram, SocketFlags.None, to);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Nobody listens there, or we are closing.
            }
        }
    }
}
