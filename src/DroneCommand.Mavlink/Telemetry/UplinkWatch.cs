using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Telemetry;

/// <summary>Whether what we send reaches a vehicle.</summary>
public enum UplinkState
{
    /// <summary>It was not asked for long enough, or is not heard itself.</summary>
    Unknown,

    /// <summary>It answered a moment ago.</summary>
    Works,

    /// <summary>It is heard, and answers nothing: it cannot be commanded.</summary>
    Dead,
}

/// <summary>
/// Asks a vehicle once a second for a sign that it hears us, and notes every answer that is meant for us. Telemetry that
/// flows proves only the way down; without this a one-way link would look healthy until the first command.
/// </summary>
/// <remarks>
/// Asks by TIMESYNC, 28 bytes; while that is not answered four times a second and by a command that changes nothing, since
/// every autopilot answers commands. Says 'dead' after four seconds. Thread-safe.
/// </remarks>
public sealed class UplinkWatch : IDisposable
{
    /// <summary>A vehicle that is heard and has answered nothing for this long does not hear us.</summary>
    public static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HeardWithin = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly VehicleConnection _connection;
    private readonly TimeProvider _time;
    private readonly List<IDisposable> _registrations = [];
    private readonly ITimer _timer;
    private long? _heard;
    private long? _answered;
    private long? _asking;
    private long? _asked;
    private bool _byCommand;

    public UplinkWatch(VehicleConnection connection)
    {
        _connection = connection;
        _time = connection.Time;
        _registrations.Add(connection.OnFrame(Heard));
        _registrations.Add(connection.OnMessage<Timesync>(m => NoteAnswer(m.Tc1 != 0 && IsOurs(m))));
        _registrations.Add(
            connection.OnMessage<CommandAck>(m =>
                NoteAnswer(m.TargetSystem != 0 && connection.IsForUs(m.TargetSystem, m.TargetComponent))
            )
        );
        _timer = _time.CreateTimer(_ => Ask(), null, TimeSpan.Zero, Round);
    }

    public UplinkState State
    {
        get
        {
            lock (_gate)
            {
                if (!IsWithin(_heard, HeardWithin))
                    return UplinkState.Unknown;
                if (IsWithin(_answered, DeadAfter))
                    return UplinkState.Works;
                return _asking is { } since && _time.GetElapsedTime(since) >= DeadAfter
                    ? UplinkState.Dead
                    : UplinkState.Unknown;
            }
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private bool IsWithin(long? at, TimeSpan span) => at is { } then && _time.GetElapsedTime(then) < span;

    /// <summary>Other stations ask too; our own stamps are known by the clock that they come from.</summary>
    private bool IsOurs(in Timesync answer)
    {
        var age = _time.GetElapsedTime(answer.Ts1, _time.GetTimestamp());
        return age >= TimeSpan.Zero && age < DeadAfter;
    }

    private void Heard(in Wire.FrameView frame)
    {
        lock (_gate)
        {
            var before = IsWithin(_heard, HeardWithin);
            _heard = _time.GetTimestamp();
            // What was not answered while it was not heard says nothing.
            if (!before)
                _asking = null;
        }
    }

    private void NoteAnswer(bool isOne)
    {
        if (!isOne)
            return;
        lock (_gate)
        {
            _answered = _time.GetTimestamp();
            _asking = null;
        }
    }

    private void Ask()
    {
        bool byCommand;
        lock (_gate)
        {
            // Unanswered questions are soon asked again; an answered one only after a calm second.
            if (
                !IsWithin(_heard, HeardWithin)
                || (IsWithin(_asked, Calm) && (_asking == null || IsWithin(_asking, Calm)))
            )
                return;
            _asked = _time.GetTimestamp();
            byCommand = _asking != null && (_byCommand = !_byCommand);
            _asking ??= _asked;
        }
        if (byCommand)
            _connection.Send(
                new CommandLong
                {
                    TargetSystem = _connection.TargetSystem,
                    TargetComponent = _connection.TargetComponent,
                    Command = MavCmd.GetMessageInterval,
                    Param1 = MessageIds.Heartbeat,
                }
            );
        else
            _connection.Send(
                new Timesync
                {
                    Ts1 = _time.GetTimestamp(),
                    TargetSystem = _connection.TargetSystem,
                    TargetComponent = _connection.TargetComponent,
                }
            );
    }
}
