using DroneCommand.Simulator.Physics;
using DroneCommand.Simulator.Protocol;

namespace DroneCommand.Simulator.Relay;

/// <summary>
/// One direction of a bad link: takes datagrams, and hands on later, twice, out of order or never what it took. Draws the
/// same random numbers for each datagram whatever becomes of it, so that a change of one condition leaves the others' luck
/// as it was.
/// </summary>
/// <remarks>Thread-safe. The sink is called within the time provider's timer callbacks, never within <see cref="Take"/>.</remarks>
public sealed class RelayWay : IDisposable
{
    // A datagram that waits to be overtaken goes on after this time even when nothing comes behind it.
    private static readonly TimeSpan LongestHeld = TimeSpan.FromSeconds(0.5);

    private readonly Lock _gate = new();
    private readonly RelayDirection _direction;
    private readonly TimeProvider _time;
    private readonly DatagramSink _sink;
    private readonly SeededRandom _random;
    private readonly PriorityQueue<byte[], (long Due, long Order)> _underway = new();
    private readonly List<Held> _held = [];
    private readonly ITimer _timer;
    private RelayConditions _conditions;
    private long _flapBegun;
    private long _order;
    private long _lineFree;

    public RelayWay(RelayConditions conditions, RelayDirection direction, TimeProvider time, DatagramSink sink)
    {
        _conditions = conditions;
        _direction = direction;
        _time = time;
        _sink = sink;
        _random = SeededRandom.For(conditions.Seed, 0, "relay " + direction);
        _flapBegun = time.GetTimestamp();
        _lineFree = _flapBegun;
        _timer = time.CreateTimer(_ => HandOn(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// May be changed on the way; what was taken keeps its luck. The seed counts at the beginning only; a link that begins to
    /// flap is there first.
    /// </summary>
    public RelayConditions Conditions
    {
        get => _conditions;
        set
        {
            _flapBegun = value.Flap == _conditions.Flap ? _flapBegun : Now;
            _conditions = value;
        }
    }

    /// <summary>Datagrams that were taken.</summary>
    public long Taken { get; private set; }

    /// <summary>Datagrams that were handed on, copies included.</summary>
    public long HandedOn { get; private set; }

    /// <summary>Datagrams that never arrive: lost, behind a full queue, or while the link was gone.</summary>
    public long Dropped { get; private set; }

    private long Now => _time.GetTimestamp();

    private bool IsThere
    {
        get
        {
            if (Conditions.OneWay is { } only && only != _direction)
            {
                return false;
            }

            return Conditions.Flap is not { } flap
                || _time.GetElapsedTime(_flapBegun).Ticks % (flap.There + flap.Gone).Ticks < flap.There.Ticks;
        }
    }

    public void Take(ReadOnlySpan<byte> datagram)
    {
        lock (_gate)
        {
            Taken++;
            var lost = _random.NextDouble() < Conditions.Loss;
            var copies = _random.NextDouble() < Conditions.Duplicate ? 2 : 1;
            var luck = _random.Between(-1, 1);
            // What is lost in the air took its time on the line all the same.
            if (!IsThere || ThroughLine(datagram.Length) is not { } left || lost)
            {
                Dropped++;
                return;
            }

            var bytes = datagram.ToArray();
            for (var i = 0; i < copies; i++)
            {
                var travel = Conditions.Delay + (Conditions.Jitter * luck);
                var due = left + Ticks(travel > TimeSpan.Zero ? travel : TimeSpan.Zero);
                _underway.Enqueue(bytes, (due, _order++));
                luck = copies == 1 ? luck : _random.Between(-1, 1);
            }

            Arm();
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>When its last bit has left; null when there is no room to wait.</summary>
    private long? ThroughLine(int bytes)
    {
        var now = Now;
        if (Conditions.Bandwidth is not { } bandwidth)
        {
            return now;
        }

        var waiting = _time.GetElapsedTime(now, Math.Max(now, _lineFree)).TotalSeconds * bandwidth / 8;
        if (waiting + bytes > Conditions.QueueBytes)
        {
            return null;
        }

        _lineFree = Math.Max(now, _lineFree) + Ticks(TimeSpan.FromSeconds(bytes * 8.0 / bandwidth));
        return _lineFree;
    }

    private void HandOn()
    {
        List<byte[]> arriving = [];
        lock (_gate)
        {
            var now = Now;
            while (_underway.TryPeek(out _, out var at) && at.Due <= now)
            {
                Arrive(_underway.Dequeue(), now, arriving);
            }

            while (_held.Count > 0 && _time.GetElapsedTime(_held[0].Since, now) >= LongestHeld)
            {
                Release(0, arriving);
            }

            HandedOn += arriving.Count;
            Arm();
        }

        foreach (var bytes in arriving)
        {
            _sink(bytes);
        }
    }

    private void Arrive(byte[] bytes, long now, List<byte[]> arriving)
    {
        var window = Conditions.Reorder;
        if (window == 0 && _held.Count == 0)
        {
            arriving.Add(bytes);
            return;
        }

        _held.Add(new Held(bytes, now));
        while (_held.Count > window)
        {
            var overdue = _held.FindIndex(h => h.Overtaken >= window);
            Release(overdue >= 0 ? overdue : (int)(_random.NextDouble() * _held.Count), arriving);
        }
    }

    private void Release(int index, List<byte[]> arriving)
    {
        arriving.Add(_held[index].Bytes);
        _held.RemoveAt(index);
        for (var older = 0; older < index; older++)
        {
            _held[older] = _held[older] with { Overtaken = _held[older].Overtaken + 1 };
        }
    }

    private void Arm()
    {
        var next = _underway.TryPeek(out _, out var at) ? at.Due : long.MaxValue;
        if (_held.Count > 0)
        {
            next = Math.Min(next, _held[0].Since + Ticks(LongestHeld));
        }

        if (next == long.MaxValue)
        {
            return;
        }

        // Timers know whole milliseconds only.
        var wait = Math.Ceiling(Math.Max(0, _time.GetElapsedTime(Now, next).TotalMilliseconds));
        _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);

    private readonly record struct Held(byte[] Bytes, long Since, int Overtaken = 0);
}
