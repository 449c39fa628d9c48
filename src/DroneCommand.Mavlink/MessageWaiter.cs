namespace DroneCommand.Mavlink;

/// <summary>What a wait brought.</summary>
/// <param name="Came">False when the time ran out.</param>
/// <param name="Value">What came.</param>
public readonly record struct Arrival<T>(bool Came, T Value);

/// <summary>
/// Collects what a vehicle answers from the moment it is made, so that no answer is missed between a request and the
/// wait for it: make the waiter, send, await <see cref="Next"/>, dispose. Thread-safe; one wait at a time.
/// </summary>
/// <typeparam name="T">A message, or an event that several kinds of message are mapped to.</typeparam>
public sealed class MessageWaiter<T> : IDisposable
{
    private const int Limit = 128;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Queue<T> _arrived = new();
    private readonly List<IDisposable> _registrations = [];
    private TaskCompletionSource<Arrival<T>>? _pending;

    internal MessageWaiter(TimeProvider time) => _time = time;

    internal void Add(IDisposable registration) => _registrations.Add(registration);

    /// <summary>Called by the connection with what matched. When nobody reads, the oldest go first.</summary>
    internal void Offer(T value)
    {
        TaskCompletionSource<Arrival<T>>? pending;
        lock (_gate)
        {
            pending = _pending;
            _pending = null;
            if (pending == null || !pending.TrySetResult(new Arrival<T>(true, value)))
                _arrived.Enqueue(value);
            if (_arrived.Count > Limit)
                _arrived.Dequeue();
        }
    }

    /// <summary>
    /// The oldest arrival that was not taken yet, waiting for one at most <paramref name="timeout"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<Arrival<T>> Next(TimeSpan timeout, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        TaskCompletionSource<Arrival<T>> pending;
        lock (_gate)
        {
            if (_arrived.TryDequeue(out var value))
                return new Arrival<T>(true, value);
            if (timeout <= TimeSpan.Zero)
                return default;
            if (_pending != null)
                throw new InvalidOperationException("This waiter is being waited on already");
            pending = new TaskCompletionSource<Arrival<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
            _pending = pending;
        }
        // Not Task.WaitAsync: that completes on the thread pool, where virtual time could not see it run.
        await using var timer = _time.CreateTimer(_ => GiveUp(pending), null, timeout, Timeout.InfiniteTimeSpan);
        using var registration = cancellation.Register(() => GiveUp(pending, cancellation));
        return await pending.Task;
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        lock (_gate)
            _pending?.TrySetResult(default);
    }

    private void GiveUp(TaskCompletionSource<Arrival<T>> pending, CancellationToken? cancelled = null)
    {
        lock (_gate)
        {
            if (_pending == pending)
                _pending = null;
            if (cancelled is { } cancellation)
                pending.TrySetCanceled(cancellation);
            else
                pending.TrySetResult(default);
        }
    }
}
