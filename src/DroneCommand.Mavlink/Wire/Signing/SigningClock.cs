namespace DroneCommand.Mavlink.Wire.Signing;

/// <summary>
/// The local signing time of one key: it follows the system's clock, never runs backwards, never gives a timestamp twice,
/// and is pulled forward by verified frames (https://mavlink.io/en/guide/message_signing.html#timestamp). Thread-safe, but
/// for <see cref="Persist"/> and <see cref="Close"/>, which one owner calls.
/// </summary>
/// <remarks>
/// What is stored lies ahead of what is used: at most <see cref="Step"/> ahead, and moved on when half of that is left. So
/// a process that dies at any point has used nothing above the stored value, and the next one begins above it. While
/// <see cref="Persist"/> fails signing goes on, since a return or a landing must not wait for a disk; a timestamp could then
/// come twice only if, besides, the process dies and the system's clock is set back. Ahead and margin together are
/// less than the minute by which a new stream may be behind, so a vehicle is accepted after any crash of ours.
/// </remarks>
public sealed class SigningClock
{
    private const long Step = 40 * SigningTime.UnitsPerSecond;
    private const long Margin = 10 * SigningTime.UnitsPerSecond;

    // A vehicle that claims the end of time must not leave us without timestamps: it accepts us up to a minute behind.
    private const long Unclaimable = 50 * SigningTime.UnitsPerSecond;

    private readonly TimeProvider? _time;
    private readonly ISigningTimeStore? _store;
    private readonly long _start;
    private long _last;
    private long _stored;

    /// <summary>A clock that nothing is stored of: after a restart it relies on the system's clock.</summary>
    public SigningClock(TimeProvider time)
        : this(time, null, 0) { }

    private SigningClock(TimeProvider? time, ISigningTimeStore? store, long start)
    {
        _time = time;
        _store = store;
        _start = start;
        _last = start - 1;
    }

    /// <summary>The present signing time: a new stream may be a minute behind it.</summary>
    public long Now => Math.Max(SystemTime(), Volatile.Read(ref _last));

    /// <summary>
    /// A clock that stands at <paramref name="timestamp"/> but for what is signed and verified: for recordings and for
    /// frames that must be reproduced bit for bit.
    /// </summary>
    public static SigningClock StandingAt(long timestamp)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(timestamp);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timestamp, SigningTime.Max);
        return new SigningClock(null, null, timestamp);
    }

    /// <summary>Begins above everything that an earlier process may have used. Its first reserve is stored on return.</summary>
    public static async Task<SigningClock> Open(
        ISigningTimeStore store,
        TimeProvider time,
        CancellationToken cancellation = default
    )
    {
        var stored = await store.Load(cancellation);
        var start = stored == 0 ? 0 : Math.Min(stored + Margin, SigningTime.Max);
        var clock = new SigningClock(time, store, start);
        await clock.Persist(cancellation);
        return clock;
    }

    /// <summary>The timestamp of the next frame: above all that were given.</summary>
    public long Next()
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Min(Math.Max(SystemTime(), last + 1), SigningTime.Max);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
                return next;
        }
    }

    /// <summary>Stores a new reserve when the present one runs out. Cheap otherwise; call it every second or so.</summary>
    public async Task Persist(CancellationToken cancellation = default)
    {
        var now = Now;
        if (_store == null || _stored - now >= Step / 2)
            return;
        var reserve = Math.Min(now + Step, SigningTime.Max);
        await _store.Save(reserve, cancellation);
        _stored = reserve;
    }

    /// <summary>
    /// Stores what was really used, so that an orderly restart does not begin ahead. Nothing may be signed afterwards.
    /// </summary>
    public async Task Close(CancellationToken cancellation = default)
    {
        if (_store != null)
            await _store.Save(Math.Max(0, Volatile.Read(ref _last)), cancellation);
    }

    /// <summary>A frame of this timestamp was verified: from now on ours are above it.</summary>
    internal void Follow(long timestamp)
    {
        timestamp = Math.Min(timestamp, SigningTime.Max - Unclaimable);
        while (true)
        {
            var last = Volatile.Read(ref _last);
            if (timestamp <= last || Interlocked.CompareExchange(ref _last, timestamp, last) == last)
                return;
        }
    }

    private long SystemTime() => _time == null ? _start : Math.Max(_start, SigningTime.From(_time.GetUtcNow()));
}
