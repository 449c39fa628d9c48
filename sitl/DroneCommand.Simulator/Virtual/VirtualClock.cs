namespace DroneCommand.Simulator.Virtual;

/// <summary>
/// A clock that stands until it is told to go on. Timers that come due on the way run one after the other, each at its own
/// moment and in the order in which they were set, on the thread that advances the clock.
/// </summary>
public sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<(VirtualTimer Timer, long Setting), (long Due, long Order)> _due = new();
    private long _ticks;
    private long _order;

    /// <summary>Ticks of 100 ns, as <see cref="TimeSpan"/> counts them.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => start + TimeSpan.FromTicks(Volatile.Read(ref _ticks));

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets so much time pass.</summary>
    public void Advance(TimeSpan by)
    {
        var end = _ticks + by.Ticks;
        while (Next(end) is { } timer)
        {
            timer.Fire();
        }

        Volatile.Write(ref _ticks, end);
    }

    private VirtualTimer? Next(long end)
    {
        lock (_gate)
        {
            while (_due.TryPeek(out var next, out var at) && at.Due <= end)
            {
                _due.Dequeue();
                if (!next.Timer.IsAt(next.Setting))
                {
                    continue;
                }

                Volatile.Write(ref _ticks, Math.Max(_ticks, at.Due));
                if (next.Timer.NextAfter(_ticks) is { } again)
                {
                    _due.Enqueue(next, (again, _order++));
                }

                return next.Timer;
            }

            return null;
        }
    }

    /// <summary>A timer's setting has a number: what waits in the queue for an older one is passed over.</summary>
    private sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;
        private long _setting;

        public bool IsAt(long setting) => _setting == setting;

        public long? NextAfter(long ticks) => _period > TimeSpan.Zero ? ticks + _period.Ticks : null;

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                _setting++;
                _period = period;
                if (dueTime >= TimeSpan.Zero)
                {
                    clock._due.Enqueue((this, _setting), (clock._ticks + dueTime.Ticks, clock._order++));
                }
            }

            // As a timer of the system does, one that is due at once does not wait for the clock to move.
            if (dueTime == TimeSpan.Zero)
            {
                clock.Advance(TimeSpan.Zero);
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                _setting++;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
