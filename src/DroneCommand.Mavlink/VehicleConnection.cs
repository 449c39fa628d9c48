using System.Collections.Concurrent;
using System.Collections.Immutable;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink;

/// <summary>Takes one frame for sending; thread-safe; must not keep the span.</summary>
public delegate void FrameSink(ReadOnlySpan<byte> frame);

/// <summary>
/// One component of a vehicle (as a rule its autopilot) as one ground node sees it: messages go out through
/// <see cref="Send{T}"/>, frames come in through <see cref="Deliver"/>.
/// </summary>
/// <remarks>
/// Owner of state: one lock. <see cref="Deliver"/> may be called from any thread and is serialised by the connection;
/// handlers run inside it, one at a time, and must neither block nor await. Waiters complete asynchronously, on the
/// awaiting code's own context: a single-threaded test scheduler, or the thread pool. No time but the
/// <see cref="TimeProvider"/>'s is used.
/// </remarks>
public sealed class VehicleConnection
{
    private readonly FrameWriter _own;
    private readonly FrameSink _sink;
    private readonly Lock _delivering = new();
    private readonly Lock _registering = new();
    private readonly ConcurrentDictionary<uint, ImmutableArray<Registration>> _byMessage = new();
    private ImmutableArray<Registration> _everyFrame = [];

    /// <param name="own">Who we are, and the sequence of what we send to this vehicle.</param>
    /// <param name="targetSystem">The vehicle's system id.</param>
    /// <param name="targetComponent">The component, 1 for an autopilot.</param>
    /// <param name="sink">Where frames leave.</param>
    /// <param name="time">The only clock.</param>
    public VehicleConnection(
        FrameWriter own,
        byte targetSystem,
        byte targetComponent,
        FrameSink sink,
        TimeProvider time
    )
    {
        _own = own;
        _sink = sink;
        TargetSystem = targetSystem;
        TargetComponent = targetComponent;
        Time = time;
        MissionPace = new ResendPace(time);
    }

    public byte TargetSystem { get; }

    public byte TargetComponent { get; }

    public byte OwnSystem => _own.SystemId;

    public byte OwnComponent => _own.ComponentId;

    public TimeProvider Time { get; }

    /// <summary>The MAVLink version that the peer understands, asked before each send; without it 2.</summary>
    public Func<int>? PeerVersion { get; init; }

    /// <summary>Over which peer the frame came that is being delivered; for handlers.</summary>
    internal LinkPeer? DeliveredBy { get; private set; }

    /// <summary>One mission transfer at a time: the vehicle keeps only one state for them.</summary>
    internal OneAtATime MissionTurn { get; } = new();

    /// <summary>What mission transfers learned of the link; only the one whose turn it is uses it.</summary>
    internal ResendPace MissionPace { get; }

    /// <summary>
    /// When a transfer ended without the vehicle's word: for some time after it that word may still come, and must not be
    /// taken for one on the next. Null when there is none.
    /// </summary>
    internal long? MissionWordOwed { get; set; }

    /// <summary>How many handlers and waiters there are: a number that must not grow with time.</summary>
    public int Handlers
    {
        get
        {
            lock (_registering)
                return _everyFrame.Length + _byMessage.Values.Sum(registrations => registrations.Length);
        }
    }

    /// <summary>Writes the message as a frame of ours and hands it to the sink.</summary>
    public void Send<T>(in T message)
        where T : struct, IMavlinkMessage<T> => _own.Send(message, _sink, PeerVersion?.Invoke() ?? 2);

    /// <summary>Sends a frame that another writer of ours makes, as one that signs otherwise.</summary>
    internal void SendBy<T>(FrameWriter writer, in T message)
        where T : struct, IMavlinkMessage<T> => writer.Send(message, _sink);

    /// <summary>Hands a frame to whom it concerns; false when it came from another system or component.</summary>
    /// <param name="frame">What came.</param>
    /// <param name="from">Over which peer, whose loss is then the link's; null where there is only one way.</param>
    public bool Deliver(in FrameView frame, LinkPeer? from = null)
    {
        if (frame.SystemId != TargetSystem || frame.ComponentId != TargetComponent)
            return false;
        lock (_delivering)
        {
            DeliveredBy = from;
            foreach (var registration in _everyFrame)
                registration.Take(frame);
            if (_byMessage.TryGetValue(frame.MessageId, out var registrations))
                foreach (var registration in registrations)
                    registration.Take(frame);
        }
        return true;
    }

    /// <summary>Begins to collect messages that match. Do this before sending what asks for them.</summary>
    public MessageWaiter<T> Expect<T>(Func<T, bool>? predicate = null)
        where T : struct, IMavlinkMessage<T>
    {
        var waiter = new MessageWaiter<T>(Time);
        waiter.Add(
            OnMessage<T>(message =>
            {
                if (predicate == null || predicate(message))
                    waiter.Offer(message);
            })
        );
        return waiter;
    }

    /// <summary>
    /// Begins to collect events of several messages in the order of their arrival. Name the messages with
    /// <see cref="Also{TMessage, TEvent}"/>.
    /// </summary>
    public MessageWaiter<TEvent> ExpectEvents<TEvent>()
        where TEvent : class => new(Time);

    /// <summary>Makes a waiter collect also this message, as the event that <paramref name="map"/> makes of it.</summary>
    /// <param name="waiter">Of <see cref="ExpectEvents{TEvent}"/>.</param>
    /// <param name="map">Null for a message that does not concern the waiter.</param>
    public void Also<TMessage, TEvent>(MessageWaiter<TEvent> waiter, Func<TMessage, TEvent?> map)
        where TMessage : struct, IMavlinkMessage<TMessage>
        where TEvent : class =>
        waiter.Add(
            OnMessage<TMessage>(message =>
            {
                if (map(message) is { } mapped)
                    waiter.Offer(mapped);
            })
        );

    /// <summary>Calls <paramref name="handler"/> within <see cref="Deliver"/> for each such message until disposed.</summary>
    public IDisposable OnMessage<T>(Action<T> handler)
        where T : struct, IMavlinkMessage<T>
    {
        var registration = new MessageRegistration<T>(this, handler);
        lock (_registering)
            _byMessage[T.MessageId] = (_byMessage.TryGetValue(T.MessageId, out var others) ? others : []).Add(
                registration
            );
        return registration;
    }

    /// <summary>Calls <paramref name="handler"/> for every frame of the component, known or not, until disposed.</summary>
    public IDisposable OnFrame(FrameObserver handler)
    {
        var registration = new FrameRegistration(this, handler);
        lock (_registering)
            _everyFrame = _everyFrame.Add(registration);
        return registration;
    }

    /// <summary>
    /// True for an answer to us. Zeros stand for an old component that does not say whom it answers.
    /// </summary>
    public bool IsForUs(byte system, byte component) =>
        (system == 0 || system == OwnSystem) && (component == 0 || component == OwnComponent);

    private void Remove(Registration registration)
    {
        lock (_registering)
        {
            _everyFrame = _everyFrame.Remove(registration);
            foreach (var (id, registrations) in _byMessage)
                if (registrations.Contains(registration))
                    _byMessage[id] = registrations.Remove(registration);
        }
    }

    private abstract class Registration(VehicleConnection connection) : IDisposable
    {
        public abstract void Take(in FrameView frame);

        public void Dispose() => connection.Remove(this);
    }

    private sealed class MessageRegistration<T>(VehicleConnection connection, Action<T> handler)
        : Registration(connection)
        where T : struct, IMavlinkMessage<T>
    {
        public override void Take(in FrameView frame) => handler(frame.Read<T>());
    }

    private sealed class FrameRegistration(VehicleConnection connection, FrameObserver handler)
        : Registration(connection)
    {
        public override void Take(in FrameView frame) => handler(frame);
    }
}

/// <summary>Looks at a frame; the view dies with the call.</summary>
public delegate void FrameObserver(in FrameView frame);
