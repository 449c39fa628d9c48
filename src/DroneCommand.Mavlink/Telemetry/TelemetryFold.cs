using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Telemetry;

/// <summary>What happened that must not wait for the next snapshot's turn.</summary>
[Flags]
public enum TelemetryEvents
{
    None = 0,
    FirstHeard = 1,
    ModeChanged = 2,
    ArmedChanged = 4,
    StatusChanged = 8,
    Text = 16,
    Rebooted = 32,
    MissionProgress = 64,
    LandedChanged = 128,
    FenceChanged = 256,
}

/// <summary>
/// Folds a vehicle's frames into the newest value of each part. A lock of its own guards the state; snapshots may be
/// taken from any thread. An older measurement never overwrites a newer one: by the vehicle's time where it carries one, by
/// its sender's numbers where not.
/// </summary>
public sealed class TelemetryFold : IDisposable
{
    private static readonly TimeSpan RebootStep = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly VehicleConnection _connection;
    private readonly TimeProvider _time;
    private readonly LinkQuality _quality;
    private readonly List<IDisposable> _registrations = [];
    private readonly List<Condition> _conditions = [];
    private TelemetrySnapshot _state = new();
    private readonly MessageOrder _order;
    private DateTimeOffset? _lastHeard;
    private bool _overtaken;
    private TelemetryEvents _events;

    public TelemetryFold(VehicleConnection connection)
    {
        _connection = connection;
        _time = connection.Time;
        _quality = new LinkQuality(_time);
        _order = new MessageOrder(_time);
        _registrations.Add(connection.OnFrame(Heard));
        TelemetryMessages.Register(this, connection, _registrations);
    }

    /// <summary>
    /// Called within the connection's delivery after a frame that brought one of the events; hand over, do not work in it.
    /// </summary>
    public event Action<TelemetryEvents, TelemetrySnapshot>? Happened;

    /// <summary>The vehicle's autopilot, once a heartbeat told; null while unknown or for one that cannot be commanded.</summary>
    public IAutopilot? Autopilot { get; private set; }

    /// <summary>What is known now.</summary>
    public TelemetrySnapshot Snapshot
    {
        get
        {
            lock (_gate)
                return Current();
        }
    }

    /// <summary>Waits until the vehicle's state is as wanted; false when that did not come in time.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<bool> WaitUntil(
        Func<TelemetrySnapshot, bool> wanted,
        TimeSpan timeout,
        CancellationToken cancellation = default
    )
    {
        cancellation.ThrowIfCancellationRequested();
        var condition = new Condition(wanted);
        lock (_gate)
        {
            if (wanted(Current()))
                return true;
            _conditions.Add(condition);
        }
        await using var timer = _time.CreateTimer(
            _ => condition.Met.TrySetResult(false),
            null,
            timeout,
            Timeout.InfiniteTimeSpan
        );
        using var registration = cancellation.Register(() => condition.Met.TrySetCanceled(cancellation));
        try
        {
            return await condition.Met.Task;
        }
        finally
        {
            lock (_gate)
                _conditions.Remove(condition);
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    /// <summary>Replaces the state under the lock; what it notes with <see cref="Note"/> is told afterwards.</summary>
    internal void Fold(Func<TelemetrySnapshot, DateTimeOffset, TelemetrySnapshot> change)
    {
        TelemetryEvents events;
        TelemetrySnapshot snapshot;
        lock (_gate)
        {
            if (_overtaken)
                return;
            _state = change(_state, _time.GetUtcNow());
            events = _events;
            _events = TelemetryEvents.None;
            if (events == TelemetryEvents.None && _conditions.Count == 0)
                return;
            snapshot = Current();
            foreach (var condition in _conditions)
                condition.Test(snapshot);
        }
        if (events != TelemetryEvents.None)
            Happened?.Invoke(events, snapshot);
    }

    internal void Note(TelemetryEvents events) => _events |= events;

    internal void Recognise(in Heartbeat heartbeat) =>
        Autopilot = AutopilotOf.Heartbeat(heartbeat.Autopilot, heartbeat.Type);

    /// <summary>
    /// Judges a measurement by the vehicle's own clock. False: it is older than one that was folded already. A clock that
    /// fell far back is that of a rebooted vehicle.
    /// </summary>
    internal bool IsNew(ref TelemetrySnapshot state, uint bootMilliseconds, DateTimeOffset now)
    {
        var since = TimeSpan.FromMilliseconds(bootMilliseconds);
        if (state.SinceBoot is { } last && since < last.Value)
        {
            if (last.Value - since < RebootStep)
                return false;
            Rebooted(ref state);
        }
        state = state with { SinceBoot = new Timed<TimeSpan>(since, now) };
        return true;
    }

    /// <summary>Seen by a clock that fell back, or by a heartbeat of the start where nothing else is streamed.</summary>
    /// <remarks>What it measured before says nothing about it now: it may have been carried away, or be another board.</remarks>
    internal void Rebooted(ref TelemetrySnapshot state)
    {
        state = new TelemetrySnapshot
        {
            Heartbeat = state.Heartbeat,
            Mode = state.Mode,
            Texts = state.Texts,
            Reboots = state.Reboots + 1,
        };
        _quality.Restart();
        Note(TelemetryEvents.Rebooted);
    }

    private TelemetrySnapshot Current() =>
        _state with
        {
            LastHeard = _lastHeard,
            LinkQualityPercent = _quality.Percent,
        };

    private void Heard(in FrameView frame)
    {
        // The checksum of an unknown message proves little: it does not count as a sign of life.
        if (!frame.IsKnown)
            return;
        lock (_gate)
        {
            if (_lastHeard == null)
                Note(TelemetryEvents.FirstHeard);
            _lastHeard = _time.GetUtcNow();
            _quality.Take(frame, _connection.DeliveredBy);
            // A text that comes late is still a text.
            _overtaken = _order.IsLate(frame, _connection.DeliveredBy) && frame.MessageId != MessageIds.Statustext;
        }
    }

    private sealed class Condition(Func<TelemetrySnapshot, bool> wanted)
    {
        public TaskCompletionSource<bool> Met { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Test(TelemetrySnapshot snapshot)
        {
            if (wanted(snapshot))
                Met.TrySetResult(true);
        }
    }
}
